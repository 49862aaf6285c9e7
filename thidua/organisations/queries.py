"""Reads about units and people, as of a day."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from thidua.common.remembered import once
from thidua.common.text import fold
from thidua.organisations.models import (
    Employment,
    Period,
    Person,
    PuttingForward,
    RoleAssignment,
    Succession,
    Unit,
    UnitVersion,
)
from thidua.organisations.states import PARTS, Role

# Bearers of a name whose rows are sought one by one.
_FEW = 500


def standing_on(day: date, start: str = "started_on", end: str = "ended_on") -> Q:
    """Rows whose interval, open where it is empty, covers `day`."""
    begun = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})
    return begun & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))


def periods_known() -> list[Period]:
    """Every period, the newest first: two a year. One query a page."""
    return once(("periods",), lambda: list(Period.objects.order_by("-ends_on", "code")))


def units_as_of(day: date) -> QuerySet[UnitVersion]:
    """The units that stood on `day`, each with its name and parent of then. One query."""
    found = UnitVersion.objects.filter(standing_on(day, "valid_from", "valid_until"))
    return found.select_related("unit", "parent").order_by("unit__sort_key", "unit_id")


def tree_as_of(day: date) -> dict[int | None, list[UnitVersion]]:
    """Units as of a day by their parent's id (None: on top), each list in order. One query."""
    tree: dict[int | None, list[UnitVersion]] = {}
    for version in units_as_of(day):
        tree.setdefault(version.parent_id, []).append(version)
    return tree


def unit_name_on(unit: Unit, day: date) -> str:
    """What a unit was called on a day; outside its life, its first or last name."""
    versions = list(unit.versions.order_by("valid_from"))
    # Of an open beginning the databases sort differently.
    versions.sort(key=lambda version: version.valid_from or date.min)
    named = [version for version in versions if (version.valid_from or date.min) <= day]
    if named:
        return named[-1].name
    return versions[0].name if versions else unit.name


def predecessors_of(unit: Unit) -> list[tuple[Unit, Succession]]:
    """The units that `unit` follows, through all generations, each with the succession it came by.

    One query a generation; a unit met twice is told once.
    """
    seen = {unit.pk}
    found: list[tuple[Unit, Succession]] = []
    successors = [unit.pk]
    while successors:
        successions = list(
            Succession.objects.filter(successor__in=successors)
            .select_related("predecessor")
            .order_by("took_effect_on", "pk")
        )
        successors = []
        for succession in successions:
            if succession.predecessor_id not in seen:
                seen.add(succession.predecessor_id)
                successors.append(succession.predecessor_id)
                found.append((succession.predecessor, succession))
    return found


def staff_on(unit: Unit, day: date) -> QuerySet[Employment]:
    """The posts held at a unit on a day, leaders first, then as Vietnamese lists sort names."""
    held = Employment.objects.filter(standing_on(day), unit=unit).select_related("person")
    return held.order_by("-is_leader", "person__sort_key", "person_id")


def people_of(unit: Unit, day: date) -> QuerySet[Person]:
    """The people who hold a post at a unit on a day."""
    held = Employment.objects.filter(standing_on(day), unit=unit)
    found = Person.objects.filter(pk__in=held.values("person_id"))
    return found.select_related("unit").order_by("sort_key", "pk")


def parts_of(unit: Unit, day: date) -> QuerySet[Unit]:
    """The collectives, households and enterprises that a unit may put forward on a day, with their
    people: those that belong to it, and those that it was let put forward for a time.
    """
    let = PuttingForward.objects.filter(standing_on(day), proposer=unit).values("part")
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return Unit.objects.filter(still, Q(parent=unit) | Q(pk__in=let), kind__in=PARTS)


def proposers_of(part: Unit) -> QuerySet[PuttingForward]:
    """Who may put a part forward beside the unit that it belongs to, at any time, the newest first;
    one query.
    """
    rows = PuttingForward.objects.filter(part=part).select_related("proposer")
    return rows.order_by("-started_on", "proposer__sort_key", "pk")


def put_forward_by(unit: Unit, day: date) -> QuerySet[Person]:
    """Whom a unit may put forward on a day: its own people, then those of `parts_of`.

    Farmers, workers and members of small collectives have no account of their own. One query.
    """
    part = Q(unit__in=parts_of(unit, day).values("pk"))
    held = Employment.objects.filter(standing_on(day), Q(unit=unit) | part)
    found = Person.objects.filter(pk__in=held.values("person_id"))
    is_inside = Case(When(unit=unit, then=0), default=1)
    return found.select_related("unit").order_by(is_inside, "sort_key", "pk")


def post_on(person: Person, day: date) -> Employment | None:
    """The main post that a person held on a day."""
    held = Employment.objects.filter(standing_on(day), person=person).select_related("unit")
    return held.first()


def head_of(unit: Unit, day: date) -> Person | None:
    """Who holds the role of the unit's head on a day; the newest, where there are several."""
    held = (
        RoleAssignment.objects.filter(standing_on(day), unit=unit, role=Role.UNIT_HEAD)
        .exclude(user__person__isnull=True)
        .select_related("user__person")
        .order_by("-started_on", "-pk")
        .first()
    )
    return held.user.person if held else None


def namesakes_of(name: str) -> QuerySet[Person]:
    """People who have that name, diacritics and case apart; one query."""
    found = Person.objects.filter(folded=fold(name)[:300])
    return found.select_related("unit").order_by("pk")


def units_named(name: str) -> QuerySet[Unit]:
    """Units that have that name, diacritics and case apart; one query."""
    found = Unit.objects.filter(folded=fold(name)[:300])
    return found.select_related("parent").order_by("pk")


def _words(text: str) -> list[str]:
    """The words of a search, folded, without signs that no database takes."""
    return "".join(sign for sign in fold(text) if sign.isprintable()).split()


def search_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Of `people`, those whose name or code holds every word of `text`, diacritics apart."""
    for word in _words(text):
        people = people.filter(Q(folded__contains=word) | Q(code=word))
    return people.select_related("unit")


def search_units(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Of `units`, those whose name or code holds every word of `text`, diacritics apart."""
    for word in _words(text):
        units = units.filter(Q(folded__contains=word) | Q(code=word))
    return units.select_related("parent")


def search_words(text: str, most: int = 8) -> list[str]:
    """The first `most` words of a search, folded; a text longer than any name is cut."""
    return _words(text[:200])[:most]


def begins(path: str, word: str) -> Q:
    """Rows of whose folded column, reached by `path`, some word begins with `word`."""
    return Q(**{f"{path}__startswith": word}) | Q(**{f"{path}__contains": f" {word}"})


def of_named(words: Sequence[str], unit_path: str = "unit", *, counts_all: bool = False) -> Q:
    """Rows about a person with a name, or about a unit with it, which `unit_path` leads to. Two
    queries for whether few or many bear it: of few the rows are sought by their keys, for many the
    list is read until a page is full; or, where `counts_all`, their keys are gathered first.
    """
    conditions = []
    for path, bearers in (
        ("person", Person.objects.filter(named(words))),
        (unit_path, Unit.objects.filter(named(words))),
    ):
        few = list(bearers.values_list("pk", flat=True)[: _FEW + 1])
        if len(few) > _FEW and counts_all:
            conditions.append(Q(**{f"{path}__in": bearers.values("pk")}))
        elif len(few) > _FEW:
            conditions.append(Q(Exists(bearers.filter(pk=OuterRef(path)))))
        elif few:
            conditions.append(Q(**{f"{path}__in": few}))
    return reduce(or_, conditions, Q(pk__in=[])) if len(conditions) != 1 else conditions[0]


def named(words: Sequence[str]) -> Q:
    """People or units whose name has, in any order, words that begin with each of `words`; or whose
    code is the word.
    """
    condition = Q()
    for word in words:
        condition &= begins("folded", word) | Q(code=word)
    return condition
