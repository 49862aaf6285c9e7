"""The common own rules asked for in a form, which writes the text in the schema of `law/`."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import yaml
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.text import slug, tidy
from thidua.eligibility.queries import compared_instruments
from thidua.lawbook import words
from thidua.lawbook.forms import FIRST, LAST
from thidua.organisations.jurisdiction import LEVELS, jurisdiction_of
from thidua.organisations.models import Unit
from thidua.rules import Law

DAY_WRONG = {
    "invalid": gettext_lazy("Write the day as 31/12/2018."),
    "required": gettext_lazy("Write the day as 31/12/2018."),
}
_NEW = "new_paper"
_NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?")
Rule = dict[str, object]


class _Plain(yaml.SafeDumper):
    """Writes every value out, one day that stands twice too."""

    def ignore_aliases(self, data: object) -> bool:
        """No value refers to another."""
        del data
        return True


class NumberField(forms.CharField):
    """A number above nought, with two places at most, written as 12,5 or 12.5."""

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(max_length=12, **options)
        self.most = most

    def clean(self, value: object) -> Decimal:
        """The number; what cannot be one is told."""
        text = super().clean(value).replace(" ", "")
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError(_("Write a number such as 12,5."))
        number = Decimal(text.replace(",", "."))
        if not 0 < number <= self.most:
            message = _("Write a number above 0, at most %(most)s.") % {"most": self.most}
            raise forms.ValidationError(message)
        return number


class GuidedForm(forms.Form):
    """What every own rule needs: a name, its days, and the article of the paper it rests on."""

    KIND: ClassVar[str]
    SECTION: ClassVar[str]
    TITLE: ClassVar[str | Promise]

    name = forms.CharField(
        label=gettext_lazy("Name of the rules"),
        help_text=gettext_lazy("For example: Share of Chiến sĩ thi đua from 2019."),
        max_length=120,
        error_messages={"required": gettext_lazy("Name the rules.")},
    )
    starts_on = forms.DateField(label=gettext_lazy("Counts from"), error_messages=DAY_WRONG)
    ends_on = forms.DateField(
        label=gettext_lazy("Until before"),
        help_text=gettext_lazy("Empty where no end is known."),
        required=False,
        error_messages=DAY_WRONG,
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("The paper it rests on"),
        error_messages={"required": gettext_lazy("Choose the paper.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Number and symbol, of a paper not on the list"),
        help_text=gettext_lazy("For example: 12/2018/QĐ-UBND."),
        max_length=60,
        required=False,
    )
    title = forms.CharField(
        label=gettext_lazy("What it is about, of a paper not on the list"),
        max_length=300,
        required=False,
    )
    in_force_from = forms.DateField(
        label=gettext_lazy("In force from, of a paper not on the list"),
        required=False,
        error_messages=DAY_WRONG,
    )
    article = forms.CharField(
        label=gettext_lazy("Number of the article"),
        max_length=10,
        error_messages={"required": gettext_lazy("Write the article's number.")},
    )
    clause = forms.CharField(label=gettext_lazy("Clause"), max_length=10, required=False)
    point = forms.CharField(label=gettext_lazy("Point"), max_length=5, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, law: Law, unit: Unit, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.law, self.unit = law, unit
        compared = compared_instruments()
        known = (each for each in law.shelf.instruments.values() if each.id not in compared)
        papers = sorted(known, key=lambda each: each.printed)
        self._choose("paper", [(_NEW, _("a paper not on this list: described below")),
                               *((each.id, each.printed) for each in papers)])  # fmt: skip

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _choose_title(self, name: str) -> None:
        titles = sorted(self.law.titles(), key=lambda each: each.name)
        self._choose(name, [("", _("– choose –")), *((each.id, each.name) for each in titles)])

    def clean(self) -> dict[str, Any]:
        """The paper is described, or has the place on record; the days follow each other."""
        cleaned = super().clean() or {}
        for name in ("starts_on", "ends_on", "in_force_from"):
            day = cleaned.get(name)
            if isinstance(day, date) and not FIRST <= day <= LAST:
                self.add_error(name, _("The law can be asked about the years 1945 to 2100."))
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("It ends before it begins."))
        if cleaned.get("paper") == _NEW:
            if not tidy(cleaned.get("number") or ""):
                self.add_error("number", _("Write the paper's number, or choose one of the list."))
            begins = cleaned.get("in_force_from")
            if begins and starts and begins > starts:
                self.add_error("in_force_from", _("The rule would count before its paper does."))
        elif cleaned.get("paper"):
            self._check_place(cleaned)
        return cleaned

    def _check_place(self, cleaned: Mapping[str, Any]) -> None:
        paper = self.law.instrument(cleaned["paper"])
        named = (tidy(cleaned.get(part) or "") for part in ("article", "clause", "point"))
        if ".".join(part for part in named if part) not in paper.places:
            known = sorted({each.partition(".")[0] for each in paper.places})
            self.add_error(
                "article",
                _("Of this paper the program knows the articles %(articles)s, and not this place.")
                % {"articles": ", ".join(known)},
            )

    # Writing -------------------------------------------------------------------------------

    def rule(self) -> Rule:
        """The keys of the rule that are its kind's own."""
        raise NotImplementedError

    def written(self) -> str:
        """The rules as text."""
        data = self.cleaned_data
        own = jurisdiction_of(self.unit, self.law).authority
        text: Rule = {"authority": own or slug(self.unit.name)}
        if own is None:
            level = LEVELS.get(self.unit.level, "")
            text["authorities"] = [
                {"id": text["authority"], "name": self.unit.name, "level": level}
            ]
        if data["paper"] == _NEW:
            text["instruments"] = [self._paper()]
        text[self.SECTION] = [{**self.rule(), **self._around()}]
        return yaml.dump(text, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=96)

    def _paper(self) -> Rule:
        data = self.cleaned_data
        clause, point = tidy(data["clause"]), tidy(data["point"])
        place = ".".join(part for part in (clause, point) if part)
        return {
            "id": self._paper_id(),
            "kind": "quyet_dinh",
            "number": tidy(data["number"]),
            "title": tidy(data["title"]) or tidy(data["name"]),
            "issuer": self.unit.name,
            "adopted_on": None,
            "in_force_from": data["in_force_from"] or data["starts_on"],
            "in_force_until": data["ends_on"],
            "source": "quoted",
            "checked_by": None,
            "articles": {tidy(data["article"]): [place] if place else []},
        }

    def _paper_id(self) -> str:
        """An id that no paper has yet."""
        first = f"rieng_{slug(self.cleaned_data['number'])}"[:60]
        known, number, found = self.law.shelf.instruments, 1, first
        while found in known:
            number += 1
            found = f"{first}_{number}"
        return found

    def _around(self) -> Rule:
        data = self.cleaned_data
        paper = self._paper_id() if data["paper"] == _NEW else data["paper"]
        citation: Rule = {"instrument": paper, "article": tidy(data["article"])}
        for part in ("clause", "point"):
            if tidy(data[part]):
                citation[part] = tidy(data[part])
        return {
            "from": data["starts_on"],
            "until": data["ends_on"],
            "citation": citation,
            "source": "quoted",
            "checked_by": None,
        }


class QuotaForm(GuidedForm):
    """A share of the holders of one title who may be proposed for another."""

    KIND, SECTION = "ty-le", "quotas"
    TITLE = gettext_lazy("How many at most: a share")

    what = forms.ChoiceField(label=gettext_lazy("Title or form that is capped"))
    base = forms.ChoiceField(label=gettext_lazy("A share of those with"))
    share = NumberField(label=gettext_lazy("At most, in per cent"), most=100)
    rounding = forms.ChoiceField(
        label=gettext_lazy("Parts of a person"),
        choices=[
            ("floor", gettext_lazy("are left out (2,7 is 2)")),
            ("half_up", gettext_lazy("are rounded (2,5 is 3)")),
            ("ceiling", gettext_lazy("count as one (2,1 is 3)")),
        ],
    )
    field_order = ("name", "what", "base", "share", "rounding")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose_title("what")
        self._choose_title("base")

    def rule(self) -> Rule:
        """A quota."""
        data = self.cleaned_data
        return {
            "what": data["what"],
            "base": data["base"],
            "at_most": f"{data['share'].normalize():f}%",
            "rounding": data["rounding"],
        }


class RewardForm(GuidedForm):
    """Prize money as so many times the base salary, as the law gives it."""

    KIND, SECTION = "tien-thuong", "rewards"
    TITLE = gettext_lazy("Prize money")

    what = forms.ChoiceField(label=gettext_lazy("Title or form"))
    holder = forms.ChoiceField(
        label=gettext_lazy("For"), choices=[(key, label) for key, label in words.HOLDERS.items()]
    )
    coefficient = NumberField(
        label=gettext_lazy("How many times the base salary"),
        help_text=gettext_lazy("For example: 1,5. The amount follows the base salary of the day."),
        most=1000,
    )
    field_order = ("name", "what", "holder", "coefficient")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose_title("what")

    def clean(self) -> dict[str, Any]:
        """The title is given to such a holder."""
        cleaned = super().clean()
        what, holder = cleaned.get("what"), cleaned.get("holder")
        if what and holder and holder not in self.law.title(what).holders:
            self.add_error("holder", _("This title or form is never given to these."))
        return cleaned

    def rule(self) -> Rule:
        """A reward."""
        data = self.cleaned_data
        return {
            "what": [data["what"]],
            "holders": [data["holder"]],
            "coefficient": f"{data['coefficient'].normalize():f}",
        }


class LimitForm(GuidedForm):
    """The days that a step may take."""

    KIND, SECTION = "thoi-han", "time_limits"
    TITLE = gettext_lazy("The days that a step may take")

    step = forms.ChoiceField(label=gettext_lazy("Step"))
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=1000)
    working = forms.ChoiceField(
        label=gettext_lazy("Counted as"),
        choices=[("ngay-lam-viec", gettext_lazy("working days")), ("ngay", gettext_lazy("days"))],
    )
    field_order = ("name", "step", "days", "working")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.steps = {each.value.step: each.value.name for each in self.law.shelf.time_limits}
        self._choose("step", [("", _("– choose –")),
                              *sorted(self.steps.items(), key=lambda each: each[1])])  # fmt: skip

    def rule(self) -> Rule:
        """A time limit."""
        data = self.cleaned_data
        return {
            "step": data["step"],
            "name": self.steps[data["step"]],
            "days": data["days"],
            "working": data["working"] == "ngay-lam-viec",
        }


KINDS: Mapping[str, type[GuidedForm]] = {
    each.KIND: each for each in (QuotaForm, RewardForm, LimitForm)
}
