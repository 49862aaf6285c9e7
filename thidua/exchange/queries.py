"""What goes into a form, and which forms came back."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from thidua.accounts.models import User
from thidua.emulation.models import PersonalLink, Registration, RegistrationLine, Round
from thidua.emulation.pages import collectives_of
from thidua.emulation.queries import people_to_register
from thidua.emulation.titles import COLLECTIVE, HOUSEHOLD, INDIVIDUAL, titles_to_register
from thidua.exchange.comparing import Register
from thidua.exchange.content import FormContent, Holder, Past
from thidua.exchange.models import ReturnedForm, RoundWork
from thidua.exchange.states import FormState, RoundWorkKind
from thidua.honours.policies import HONOURS
from thidua.honours.states import HonourState
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import RATINGS
from thidua.organisations.states import UnitKind
from thidua.rules import Title

YEARS_BACK = 3


def titles_by_holder(day: date, *, households: bool) -> dict[str, list[Title]]:
    """The titles that are registered, by kind of holder."""
    return {
        INDIVIDUAL: titles_to_register(INDIVIDUAL, day),
        COLLECTIVE: titles_to_register(COLLECTIVE, day),
        HOUSEHOLD: titles_to_register(HOUSEHOLD, day) if households else [],
    }


def form_content(user: User, in_round: Round, unit: Unit, day: date) -> FormContent:
    """What `user` may give out of the unit's people and past; 5 queries and the policies' own."""
    people = list(people_to_register(unit, day))
    units = list(collectives_of(unit))
    lines: dict[tuple[int | None, int | None], dict[str, str]] = {}
    registered = RegistrationLine.objects.filter(
        registration__round=in_round, registration__unit=unit
    )
    for line in registered.order_by("pk"):
        lines.setdefault((line.person_id, line.unit_id), {})[line.what] = line.initiative
    ratings = _ratings(user, in_round, people, units)
    honours = _honours(user, in_round, people, units)

    def rows(holders: Iterable[Person | Unit]) -> list[Holder]:
        found = []
        for each in holders:
            key = (each.pk, None) if isinstance(each, Person) else (None, each.pk)
            past = Past(ratings.get(key, ""), tuple(honours.get(key, ())))
            found.append(Holder(each, past, lines.get(key, {})))
        return found

    households = any(each.kind == UnitKind.HOUSEHOLD for each in units)
    return FormContent(
        in_round, unit, day, rows(people), rows(units), titles_by_holder(day, households=households)
    )


Key = tuple[int | None, int | None]


def _ratings(
    user: User, in_round: Round, people: Sequence[Person], units: Sequence[Unit]
) -> dict[Key, str]:
    """Ratings of the year before, of whom `user` may see them."""
    seen = RATINGS.visible_to(user).filter(period__year=in_round.period.year - 1)
    found = seen.filter(person__in=people) | seen.filter(unit__in=units)
    return {(each.person_id, each.unit_id): each.level for each in found}


def _honours(
    user: User, in_round: Round, people: Sequence[Person], units: Sequence[Unit]
) -> dict[Key, list[tuple[str, str]]]:
    """Titles of the last years as (period, title's id), newest first, as `user` may see them."""
    year = in_round.period.year
    seen = HONOURS.visible_to(user).filter(
        state=HonourState.GRANTED, period__year__gte=year - YEARS_BACK, period__year__lt=year
    )
    among = seen.filter(person__in=people) | seen.filter(unit__in=units)
    found: dict[Key, list[tuple[str, str]]] = {}
    for each in among.select_related("period").order_by("-period__ends_on", "what", "pk"):
        found.setdefault((each.person_id, each.unit_id), []).append((each.period.code, each.what))
    return found


def registration_in(in_round: Round, unit: Unit) -> Registration | None:
    """The unit's registration in a round; one query."""
    return Registration.objects.filter(round=in_round, unit=unit).first()


def waiting_forms(seen: QuerySet[ReturnedForm], in_round: Round) -> QuerySet[ReturnedForm]:
    """The forms of a round that are to be recorded, as lists sort units; one query."""
    return (
        seen.filter(round=in_round, state=FormState.WAITING)
        .select_related("unit", "file", "round__bloc", "round__period", "entered_by")
        .order_by("unit__sort_key", "pk")
    )


def form_of(seen: QuerySet[ReturnedForm], pk: int) -> ReturnedForm | None:
    """A form among those `seen`; one query."""
    related = ("unit", "file", "round__bloc__emulation_year", "round__period", "entered_by")
    return seen.select_related(*related).filter(pk=pk).first()


def register_of(in_round: Round, unit: Unit, codes: Iterable[str], day: date) -> Register:
    """What a form of the unit is compared with; 5 queries."""
    lines = list(
        RegistrationLine.objects.filter(registration__round=in_round, registration__unit=unit)
        .select_related("person", "unit")
        .order_by("pk")
    )
    units = list(collectives_of(unit))
    people = {each.code: each for each in people_to_register(unit, day)}
    collectives = {each.code: each for each in units}
    for line in lines:
        # Who moved since she was registered still has her line.
        if line.person is not None:
            people.setdefault(line.person.code, line.person)
        if line.unit is not None:
            collectives.setdefault(line.unit.code, line.unit)
    asked = set(codes) - set(people) - set(collectives)
    known = Person.objects.filter(code__in=asked).values_list("code", flat=True)
    bodies = Unit.objects.filter(code__in=asked).values_list("code", flat=True)
    households = any(each.kind == UnitKind.HOUSEHOLD for each in units)
    return Register(
        unit=unit,
        people=people,
        collectives=collectives,
        lines=lines,
        titles=titles_by_holder(day, households=households),
        elsewhere=frozenset([*known, *bodies]),
    )


def members_of(in_round: Round) -> QuerySet[Unit]:
    """The units that register in a round, as lists sort them; one query."""
    return Unit.objects.filter(
        memberships__bloc=in_round.bloc_id, calendar=in_round.period.calendar
    ).order_by("sort_key", "pk")


def links_of(seen: QuerySet[PersonalLink], registration: Registration) -> QuerySet[PersonalLink]:
    """The links of a registration among those `seen`, newest first; one query."""
    related = ("person", "made_by", "registration__unit")
    return seen.filter(registration=registration).select_related(*related).order_by("-pk")


def newest_work(in_round: Round, kind: RoundWorkKind) -> RoundWork | None:
    """The newest work of that kind with a round's forms, under way or over; one query."""
    works = RoundWork.objects.filter(round=in_round, kind=kind).select_related("asked_by")
    return works.order_by("-pk").first()
