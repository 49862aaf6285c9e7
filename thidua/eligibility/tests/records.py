"""Records for tests: ratings, honours, initiatives, cases. Each is written in an act of its own."""

from datetime import date
from typing import Any

from tests.cast import Cast, make_person
from thidua.honours.models import Honour
from thidua.initiatives.models import Initiative
from thidua.organisations.models import Discipline, PendingCase, Period, Person, Rating, Unit
from thidua.workflow import act

Holder = Person | Unit


def person_of(cast: Cast, username: str) -> Person:
    """The person behind a sign-in name of the cast."""
    found: Person = Person.objects.get(user__username=username)
    return found


def hire(cast: Cast, code: str, name: str, unit: Unit, **more: Any) -> Person:
    """Another member of a unit."""
    with act("tests.hire", by=cast.system):
        return make_person(code, name, unit, **more)


def rate(cast: Cast, period: Period, level: str, *holders: Holder) -> None:
    """Rate the holders for a period."""
    with act("tests.rate", by=cast.system):
        for holder in holders:
            Rating(**_held(holder), period=period, level=level, decision="1/QĐ").save()


def honour(cast: Cast, holder: Holder, what: str, period: Period, **more: object) -> Honour:
    """An honour on record."""
    row = Honour(**_held(holder), what=what, period=period, provenance="imported", **more)
    with act("tests.honour", by=cast.system):
        row.save()
    return row


def initiative(cast: Cast, person: Person, period: Period, scope: str = "base") -> Initiative:
    """A recognised initiative."""
    row = Initiative(
        person=person, period=period, title="Giải pháp", scope=scope, recognised_on=period.starts_on
    )
    with act("tests.initiative", by=cast.system):
        row.save()
    return row


def case(cast: Cast, holder: Holder, opened_on: date, kind: str = "complaint") -> PendingCase:
    """A case that is not concluded."""
    row = PendingCase(**_held(holder), kind=kind, opened_on=opened_on)
    with act("tests.case", by=cast.system):
        row.save()
    return row


def punish(cast: Cast, holder: Holder, decided_on: date, form: str = "canh_cao") -> Discipline:
    """A disciplinary decision."""
    row = Discipline(**_held(holder), form=form, decided_on=decided_on)
    with act("tests.punish", by=cast.system):
        row.save()
    return row


def _held(holder: Holder) -> dict[str, Holder]:
    return {"person" if isinstance(holder, Person) else "unit": holder}
