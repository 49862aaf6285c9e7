"""Input about score sheets, results of units, and the bloc's selection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.errors import Refusal
from thidua.organisations.models import Unit
from thidua.scoring.figures import FigureField, shown_figure
from thidua.scoring.models import SelectedUnit
from thidua.scoring.sheets import (
    Bonus,
    Grades,
    Item,
    MinusPerCase,
    Penalty,
    Points,
    Ratio,
    Sheet,
    read_sheet,
)

DAY_WRONG = {"invalid": gettext_lazy("Write the day as 15/11/2018.")}
LONGEST_SHEET = 200_000
MOST_HEADS = 10_000


class SheetForm(forms.Form):
    """A score sheet, typed or pasted or from a file; wrong lines are told by number."""

    content = forms.CharField(
        label=gettext_lazy("Score sheet (YAML)"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        strip=False,
        required=False,
        max_length=LONGEST_SHEET,
    )
    file = forms.FileField(
        label=gettext_lazy("or a file with it"),
        required=False,
        allow_empty_file=True,
    )

    def clean(self) -> dict[str, Any]:
        """The sheet's text, read once so that every wrong line is told."""
        cleaned = super().clean() or {}
        if isinstance(cleaned.get("file"), UploadedFile):
            self._take_file(cleaned)
        if self.errors:
            return cleaned
        if not cleaned.get("content", "").strip():
            self.add_error("content", _("Paste the sheet here, or choose a file."))
            return cleaned
        try:
            read_sheet(cleaned["content"], _("Line"))
        except Refusal as refusal:
            for reason in refusal.reasons:
                self.add_error("content", str(reason))
        return cleaned

    def _take_file(self, cleaned: dict[str, Any]) -> None:
        """The file's text stands in the field above, so that it can be mended there."""
        upload = cleaned["file"]
        if (upload.size or 0) > LONGEST_SHEET:
            self.add_error("file", _("The file is too large to be a score sheet."))
            return
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not text in UTF-8. Save it so, or paste it."))
            return
        cleaned["content"] = text
        self.data = {**self.data.dict(), "content": text}  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    """One line of the form of results: a heading (no fields) or an item with its fields."""

    id: str
    name: str
    most: str
    fields: tuple[forms.BoundField, ...] = ()


class ResultsForm(forms.Form):
    """One unit's results: a field for each item that takes one, by its rule."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sheet: Sheet,
        stored: Mapping[str, Any],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.sheet = sheet
        self.leaves: dict[str, Item] = {f"r{at}": leaf for at, leaf in enumerate(sheet.leaves())}
        self.bonuses = {
            f"b{at}": bonus for at, bonus in enumerate(sheet.bonuses) if isinstance(bonus, Bonus)
        }
        self.penalties = {f"p{at}": each for at, each in enumerate(sheet.penalties)}
        results = _mapping(stored.get("results"))
        for name, leaf in self.leaves.items():
            self._add_leaf(name, leaf, results.get(leaf.id))
        counted: Sequence[tuple[Mapping[str, Bonus | Penalty], str]] = (
            (self.bonuses, "bonuses"),
            (self.penalties, "penalties"),
        )
        for each, key in counted:
            counts = _mapping(stored.get(key))
            for name, one in each.items():
                self._add_count(name, one, counts.get(one.id))

    def _add_leaf(self, name: str, leaf: Item, value: Any) -> None:
        rule = leaf.rule
        if isinstance(rule, Ratio):
            halves = _mapping(value)
            for half, label in (("plan", _("Plan")), ("actual", _("Actual"))):
                self.fields[f"{name}_{half}"] = FigureField(label=label)
                self.initial[f"{name}_{half}"] = shown_figure(halves.get(half))
        elif isinstance(rule, Grades):
            choices = [("", _("– no result –")), *((grade, grade) for grade in rule.points)]
            self.fields[name] = forms.ChoiceField(label=_("Grade"), choices=choices, required=False)
            self.initial[name] = value or ""
        else:
            label = {MinusPerCase: _("Cases"), Points: _("Points")}.get(type(rule), _("Figure"))
            self.fields[name] = FigureField(
                label=label,
                most=leaf.max if isinstance(rule, Points) else None,
                is_whole=isinstance(rule, MinusPerCase),
            )
            self.initial[name] = shown_figure(value)

    def _add_count(self, name: str, one: Bonus | Penalty, value: Any) -> None:
        if one.per_case:
            self.fields[name] = FigureField(label=_("Cases"), is_whole=True)
            self.initial[name] = shown_figure(value)
        else:
            self.fields[name] = forms.BooleanField(label=_("Applies"), required=False)
            self.initial[name] = bool(value)

    def lines(self) -> list[Line]:
        """The whole sheet in order, branches as headings, then bonuses and penalties."""
        names = {leaf.id: name for name, leaf in self.leaves.items()}
        found = [
            Line(
                item.id,
                item.name,
                shown_figure(item.max),
                self._fields_of(names[item.id]) if item.rule is not None else (),
            )
            for item in self.sheet.every()
        ]
        for title, each in ((_("Bonuses"), self.bonuses), (_("Penalties"), self.penalties)):
            if each:
                found.append(Line("", title, ""))
                found.extend(
                    Line(
                        "",
                        one.name or one.id.replace("_", " "),
                        shown_figure(one.points),
                        (self[name],),
                    )
                    for name, one in each.items()
                )
        return found

    def _fields_of(self, name: str) -> tuple[forms.BoundField, ...]:
        if name in self.fields:
            return (self[name],)
        return self[f"{name}_plan"], self[f"{name}_actual"]

    def results(self) -> dict[str, object]:
        """What was typed, as one unit of RESULTS.yaml; items without a result are left out."""
        data = self.cleaned_data
        results: dict[str, object] = {}
        for name, leaf in self.leaves.items():
            if isinstance(leaf.rule, Ratio):
                halves = {half: data[f"{name}_{half}"] for half in ("plan", "actual")}
                typed = {half: value for half, value in halves.items() if value is not None}
                if typed:
                    results[leaf.id] = typed
            elif data[name] not in {None, ""}:
                results[leaf.id] = data[name]
        counted: Iterable[tuple[str, Mapping[str, Bonus | Penalty]]] = (
            ("bonuses", self.bonuses),
            ("penalties", self.penalties),
        )
        return {
            "results": results,
            **{
                key: {one.id: int(data[name]) for name, one in each.items() if data[name]}
                for key, each in counted
            },
        }


class SelectionForm(forms.Form):
    """The bloc's meeting: when, and how many heads."""

    held_on = forms.DateField(label=gettext_lazy("Day of the meeting"), error_messages=DAY_WRONG)
    entitled = forms.IntegerField(
        label=gettext_lazy("Members with a vote"), min_value=1, max_value=MOST_HEADS
    )
    present = forms.IntegerField(
        label=gettext_lazy("Of them present"), min_value=0, max_value=MOST_HEADS
    )


class CountsForm(forms.Form):
    """Hands counted on each unit: for, against, abstaining."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        put: Iterable[SelectedUnit],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.put = list(put)
        labels = (("yes", _("For")), ("no", _("Against")), ("abstain", _("Abstaining")))
        for each in self.put:
            for key, label in labels:
                self.fields[f"{key}_{each.unit_id}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_HEADS
                )

    def rows(self) -> list[tuple[SelectedUnit, tuple[forms.BoundField, ...]]]:
        """Each unit with its three fields."""
        return [
            (each, tuple(self[f"{key}_{each.unit_id}"] for key in ("yes", "no", "abstain")))
            for each in self.put
        ]

    def counts(self) -> dict[Unit, tuple[int, int, int]]:
        """For, against, abstaining by unit."""
        data = self.cleaned_data
        return {
            each.unit: (
                data[f"yes_{each.unit_id}"],
                data[f"no_{each.unit_id}"],
                data[f"abstain_{each.unit_id}"],
            )
            for each in self.put
        }


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
