"""Input about registrations, bloc posts and agreements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.documents.forms import OnPaperForm
from thidua.emulation.states import ReviewKind
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.states import PARTS, PersonKind
from thidua.rules import Title

# Kinds that a list shows: of officials the post says enough.
_KINDS = {
    str(kind): kind.label
    for kind in (PersonKind.FARMER, PersonKind.WORKER, PersonKind.BUSINESSPERSON)
}
Choices = list[tuple[str, str]]


def _titles(titles: Iterable[Title]) -> Choices:
    return [("", _("– choose a title –")), *((each.id, each.name) for each in titles)]


class PeopleForm(forms.Form):
    """One title for one person or several of the unit."""

    what = forms.ChoiceField(label=gettext_lazy("Title"))
    person = forms.MultipleChoiceField(
        label=gettext_lazy("People of the unit"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )
    initiative = forms.CharField(
        label=gettext_lazy("Initiative or study that the person means to do"),
        help_text=gettext_lazy("Only for one person at a time."),
        max_length=400,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Iterable[Person],
        titles: Iterable[Title],
        taken: Mapping[int, Sequence[str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.people = {str(each.pk): each for each in people}
        _choose(self, "what", _titles(titles))
        _choose(
            self,
            "person",
            [(key, _described(each, taken.get(each.pk, ()))) for key, each in self.people.items()],
        )

    def clean(self) -> dict[str, Any]:
        """An initiative is one person's."""
        cleaned = super().clean() or {}
        if cleaned.get("initiative") and len(cleaned.get("person", ())) > 1:
            self.add_error(
                "initiative",
                _("An initiative is one person's: tick one person, or leave this empty."),
            )
        return cleaned

    def chosen(self) -> list[Person]:
        """The people ticked, in the order of the list."""
        return [self.people[key] for key in self.cleaned_data["person"]]


class CollectiveForm(forms.Form):
    """One collective title for the unit itself or a collective inside it."""

    prefix = "collective"
    unit = forms.ChoiceField(label=gettext_lazy("Collective"))
    what = forms.ChoiceField(label=gettext_lazy("Title"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Iterable[Unit],
        titles: Iterable[Title],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.units = {str(each.pk): each for each in units}
        _choose(self, "unit", [(key, _collective(each)) for key, each in self.units.items()])
        _choose(self, "what", _titles(titles))

    def chosen(self) -> Unit:
        """The collective chosen."""
        return self.units[self.cleaned_data["unit"]]


class ReasonForm(forms.Form):
    """What to correct."""

    reason = forms.CharField(
        label=gettext_lazy("What the unit is to correct"),
        help_text=gettext_lazy("The unit reads these words."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        error_messages={"required": gettext_lazy("Write what to correct.")},
    )


class MemberForm(OnPaperForm):
    """A member of a bloc; perhaps named on paper."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Unit whose head takes the post"),
        error_messages={"required": gettext_lazy("Choose a unit.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Iterable[Unit],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.units = {str(each.pk): each for each in units}
        choices = [(key, each.name) for key, each in self.units.items()]
        _choose(self, "unit", [("", _("– choose a unit –")), *choices])

    def chosen(self) -> Unit:
        """The unit chosen."""
        return self.units[self.cleaned_data["unit"]]


class AgreementForm(forms.Form):
    """What a bloc's members agree on for one period."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    text = forms.CharField(
        label=gettext_lazy("Text of the agreement, with its targets"),
        help_text=gettext_lazy("One target a line; every member reads and signs these words."),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=50_000,
        error_messages={"required": gettext_lazy("Write what the members agree on.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        periods: Iterable[Period],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.periods = {each.code: each for each in periods}
        _choose(self, "period", [(code, code) for code in self.periods])


class ReviewForm(OnPaperForm):
    """A review meeting as it was held."""

    kind = forms.ChoiceField(label=gettext_lazy("Meeting"), choices=ReviewKind.choices)
    period = forms.ChoiceField(label=gettext_lazy("About the period"))
    held_on = forms.DateField(
        label=gettext_lazy("Day of the meeting"),
        help_text=gettext_lazy("As 15/11/2018."),
        error_messages={
            "required": gettext_lazy("Write the day."),
            "invalid": gettext_lazy("Write the day as 15/11/2018."),
        },
    )
    place = forms.CharField(
        label=gettext_lazy("Place of the meeting"), max_length=200, required=False
    )
    present = forms.IntegerField(
        label=gettext_lazy("How many members came"), min_value=1, max_value=10_000, required=False
    )
    summary = forms.CharField(
        label=gettext_lazy("Minutes: what was reported and decided"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=50_000,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        periods: Iterable[Period],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.periods = {each.code: each for each in periods}
        _choose(self, "period", [(code, code) for code in self.periods])


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
    field.choices = choices


def _described(person: Person, taken: Sequence[str]) -> str:
    """Name, post, kind and part of the unit where it is no office, year of birth (two people of one
    name are told apart), and titles taken.
    """
    born = person.born_on.strftime("%Y") if person.born_on else ""
    kind = _KINDS.get(getattr(person, "kind", ""), "")
    part = person.unit.name if person.unit is not None and person.unit.kind in PARTS else ""
    words = ", ".join(
        str(word) for word in (person.name, person.position, kind, part, born) if word
    )
    return f"{words} ✓ {'; '.join(taken)}" if taken else words


def _collective(unit: Unit) -> str:
    """A collective's name, with its kind where it is part of a unit."""
    return f"{unit.name} ({unit.get_kind_display()})" if unit.kind in PARTS else unit.name
