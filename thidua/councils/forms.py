"""Input about meetings, rolls and votes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.ballots.models import RollEntry
from thidua.ballots.states import Choice
from thidua.councils.actions.meetings import MAY_CHAIR
from thidua.councils.models import CouncilMember
from thidua.councils.states import VOTING, Capacity
from thidua.documents.forms import OnPaperForm
from thidua.organisations.models import Period, Person, Unit
from thidua.rules import Level

Choices = list[tuple[str, str]]
DAY_WRONG = {"invalid": gettext_lazy("Write the day as 15/11/2018.")}
EXCEPTIONS = 6
NUMBERS = re.compile(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?\Z")
MOST_NUMBERS = 5000


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Give a field of choices what may be chosen."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
    field.choices = choices


class MeetingForm(forms.Form):
    """A meeting to be called."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        error_messages={"required": gettext_lazy("Choose a period.")},
    )
    held_on = forms.DateField(label=gettext_lazy("Day of the meeting"), error_messages=DAY_WRONG)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, periods: Iterable[Period], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.periods = {each.code: each for each in periods}
        choose(self, "period", [(code, str(each)) for code, each in self.periods.items()])

    def chosen(self) -> Period:
        """The period chosen."""
        return self.periods[self.cleaned_data["period"]]


class DayForm(forms.Form):
    """Another day."""

    held_on = forms.DateField(label=gettext_lazy("New day"), error_messages=DAY_WRONG)


class RollForm(forms.Form):
    """Who presides, who keeps the minutes, who is present."""

    chair = forms.ChoiceField(label=gettext_lazy("Who presides"))
    secretary = forms.ChoiceField(label=gettext_lazy("Secretary"))
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Members present"),
        help_text=gettext_lazy("Tick who is in the room, the one who presides among them."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick who is present.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        seats: Iterable[CouncilMember],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        seated = list(seats)
        self.people = {str(seat.person_id): seat.person for seat in seated}
        choose(self, "chair", _seated(seated, MAY_CHAIR))
        choose(self, "secretary", _seated(seated, {Capacity.SECRETARY}))
        choose(self, "present", _seated(seated, VOTING))

    def clean_chair(self) -> Person:
        """Who presides."""
        return self.people[self.cleaned_data["chair"]]

    def clean_secretary(self) -> Person:
        """Who keeps the minutes."""
        return self.people[self.cleaned_data["secretary"]]

    def clean_present(self) -> list[Person]:
        """Who is in the room."""
        return [self.people[key] for key in self.cleaned_data["present"]]


class CouncilForm(forms.Form):
    """A council to be founded."""

    authority = forms.ChoiceField(label=gettext_lazy("Authority that it advises"))
    name = forms.CharField(label=gettext_lazy("Name of the council"), max_length=200)
    level = forms.ChoiceField(label=gettext_lazy("Level of government"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        authorities: Iterable[Unit],
        levels: Iterable[Level],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.authorities = {str(each.pk): each for each in authorities}
        choose(self, "authority", [(key, str(each)) for key, each in self.authorities.items()])
        choose(self, "level", [(each.id, each.name) for each in levels])

    def clean_authority(self) -> Unit:
        """The authority chosen."""
        return self.authorities[self.cleaned_data["authority"]]


class SeatForm(forms.Form):
    """In what capacity and for which term somebody sits."""

    capacity = forms.ChoiceField(
        label=gettext_lazy("Capacity"),
        choices=[("", gettext_lazy("– choose a capacity –")), *Capacity.choices],
        error_messages={"required": gettext_lazy("Choose a capacity.")},
    )
    started_on = forms.DateField(label=gettext_lazy("First day"), error_messages=DAY_WRONG)
    ended_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave it empty while the end is not known."),
        error_messages=DAY_WRONG,
        required=False,
    )


class CouncilDecisionForm(forms.Form):
    """A decision that set up a council or changed who sits on it."""

    number = forms.CharField(
        label=gettext_lazy("Number and symbol"),
        help_text=gettext_lazy("As printed, say 120/QĐ-UBND."),
        max_length=60,
    )
    issued_on = forms.DateField(label=gettext_lazy("Signed on"), error_messages=DAY_WRONG)
    issuer = forms.CharField(label=gettext_lazy("Issuer"), max_length=200)
    content = forms.CharField(label=gettext_lazy("Content"), max_length=300, required=False)


class MemberReasonForm(forms.Form):
    """Who steps aside from an item, and why."""

    person = forms.ChoiceField(label=gettext_lazy("Member"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The minutes print these words."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, roll: Iterable[RollEntry], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.people = _present(roll)
        choose(self, "person", _named(self.people))

    def chosen(self) -> Person:
        """The member chosen."""
        return self.people[self.cleaned_data["person"]]


class VoteForm(forms.Form):
    """One vote."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Vote"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the vote is.")},
    )


class VotesForm(OnPaperForm):
    """An open vote as it was taken: exceptions first, then what all the others voted.

    Each line of exceptions has numbers of items ("3, 7-9"), a member, a choice.
    """

    rest = forms.ChoiceField(
        label=gettext_lazy("All others, on every item"),
        help_text=gettext_lazy("Everybody present and not recused who has no vote yet."),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        roll: Iterable[RollEntry],
        orders: Sequence[int],
        **options: Any,
    ) -> None:
        people = _present(roll)
        super().__init__(data, doers=people.values(), **options)
        self.people = people
        self.orders = frozenset(orders)
        nothing = ("", _("Nothing yet: record only the exceptions"))
        choose(self, "rest", [*_choices(), nothing])
        for at in range(1, EXCEPTIONS + 1):
            self.fields[f"items_{at}"] = forms.CharField(
                label=_("Items"), max_length=200, required=False
            )
            self.fields[f"member_{at}"] = forms.ChoiceField(
                label=_("Member"), choices=[("", "–"), *_named(self.people)], required=False
            )
            self.fields[f"choice_{at}"] = forms.ChoiceField(
                label=_("Vote"), choices=[("", "–"), *_choices()], required=False
            )

    def exceptions(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of the exceptions, line by line."""
        return [
            (self[f"items_{at}"], self[f"member_{at}"], self[f"choice_{at}"])
            for at in range(1, EXCEPTIONS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Each line is whole or empty, and names items of the agenda."""
        cleaned = super().clean() or {}
        self.votes: list[tuple[int, Person, str]] = []
        for at in range(1, EXCEPTIONS + 1):
            parts = {part: cleaned.get(f"{part}_{at}") for part in ("items", "member", "choice")}
            if not any(parts.values()):
                continue
            for part, value in parts.items():
                if not value and f"{part}_{at}" not in self.errors:
                    self.add_error(f"{part}_{at}", _("This line is not whole."))
            if all(parts.values()):
                self._take(at, parts)
        if not self.errors and not self.votes and not cleaned.get("rest"):
            self.add_error("rest", _("Choose what all others voted, or write an exception."))
        return cleaned

    def _take(self, at: int, parts: Mapping[str, Any]) -> None:
        try:
            numbers = numbers_in(parts["items"])
        except ValueError:
            self.add_error(f"items_{at}", _("Write numbers of items as 3, 7-9."))
            return
        unknown = [number for number in numbers if number not in self.orders]
        if unknown:
            message = _("The agenda has no item %(number)s.") % {"number": unknown[0]}
            self.add_error(f"items_{at}", message)
            return
        person = self.people[parts["member"]]
        if any(
            (number, person) == (other, who)
            for number in numbers
            for other, who, _choice in self.votes
        ):
            self.add_error(f"items_{at}", _("This member's vote on such an item stands above."))
            return
        self.votes.extend((number, person, parts["choice"]) for number in numbers)


def numbers_in(text: str) -> list[int]:
    """The numbers that "3, 7-9" names. Raises ValueError where it is something else."""
    found: list[int] = []
    for part in text.split(","):
        match = NUMBERS.match(part)
        if match is None:
            raise ValueError(part)
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or len(found) + last - first >= MOST_NUMBERS:
            raise ValueError(part)
        found.extend(range(first, last + 1))
    return found


def _choices() -> Choices:
    return [(value, str(label)) for value, label in Choice.choices]


def _seated(seats: Iterable[CouncilMember], capacities: Iterable[str]) -> Choices:
    wanted = set(capacities)
    return [
        (str(seat.person_id), f"{seat.person}, {seat.get_capacity_display()}")
        for seat in seats
        if seat.capacity in wanted
    ]


def _present(roll: Iterable[RollEntry]) -> dict[str, Person]:
    return {str(entry.person_id): entry.person for entry in roll if entry.is_present}


def _named(people: Mapping[str, Person]) -> Choices:
    return [(key, str(person)) for key, person in people.items()]
