"""The forms by which lines are added to a list, on every page that writes one."""

from typing import Any

from thidua.common.clock import office_day
from thidua.common.text import fold
from thidua.emulation.actions import LineEntry
from thidua.emulation.forms import CollectiveForm, PeopleForm
from thidua.emulation.models import Registration
from thidua.emulation.pages import collectives_of
from thidua.emulation.queries import people_to_register
from thidua.emulation.titles import COLLECTIVE, HOUSEHOLD, INDIVIDUAL, titles_to_register
from thidua.organisations.states import UnitKind
from thidua.rules import title_name


def people_form(registration: Registration, data: Any = None, **options: Any) -> PeopleForm:
    """One title for people of the unit; each is shown with the titles she is registered for.

    The registration's lines are prefetched; 2 queries.
    """
    day = office_day()
    people = people_to_register(registration.unit, day)
    titles = titles_to_register(INDIVIDUAL, day)
    taken: dict[int, list[str]] = {}
    for line in registration.lines.all():
        if line.person_id is not None:
            taken.setdefault(line.person_id, []).append(title_name(line.what))
    return PeopleForm(data, people=people, titles=titles, taken=taken, **options)


def entries_of(form: PeopleForm) -> list[LineEntry]:
    """The lines that a clean form asks for."""
    data = form.cleaned_data
    return [
        LineEntry(what=data["what"], person=person, initiative=data["initiative"])
        for person in form.chosen()
    ]


def collective_form(registration: Registration, data: Any = None) -> CollectiveForm:
    """A title for the unit or a collective inside it; one query."""
    day = office_day()
    units = list(collectives_of(registration.unit))
    titles = titles_to_register(COLLECTIVE, day)
    if any(unit.kind == UnitKind.HOUSEHOLD for unit in units):
        titles += [each for each in titles_to_register(HOUSEHOLD, day) if each not in titles]
    return CollectiveForm(data, units=units, titles=titles)


def narrow(form: PeopleForm, text: str, ticked: list[str]) -> None:
    """Show those whose name holds every word of `text`, and those already ticked."""
    words = fold(text).split()
    field = form.fields["person"]
    field.choices = [  # type: ignore[attr-defined]
        (key, label)
        for key, label in field.choices  # type: ignore[attr-defined]
        if key in ticked or all(word in fold(label) for word in words)
    ]
