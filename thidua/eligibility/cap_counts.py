"""What caps are a share of, counted in bulk: as many queries for one unit as for fifty.

Each count is by the id of the unit that the cap counts in, or under `WHOLE` for an authority. Who
holds a title is counted where they work now, who is rated where they worked in the year.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from thidua.eligibility.members import STAFF
from thidua.honours.models import Honour
from thidua.honours.states import HonourKind, HonourState
from thidua.organisations.models import Employment, Rating, Unit
from thidua.organisations.queries import standing_on
from thidua.organisations.states import PARTS, SCHOOLS, UnitKind
from thidua.rules import Members
from thidua.rules.quotas import SERVICE_UNITS

# The key under which a whole authority is counted.
WHOLE = 0
Counts = Mapping[int, int]
_POST = "person__employments__"


@dataclass(frozen=True)
class Scope:
    """In which units, by their ids, or in the whole of an authority (None), of which year, as the
    records stood on a day. `groups`: whom alone a cap is about (`Quota.groups`).
    """

    units: tuple[int, ...] | None
    year: int
    day: date
    groups: tuple[str, ...] = ()

    @property
    def last_day(self) -> date:
        """The day whose posts count: the year's last, or the day asked about."""
        return min(self.day, date(self.year, 12, 31))


def tally(rows: QuerySet[Any], path: str, scope: Scope) -> dict[int, int]:
    """How many rows there are by the unit that `path` leads to; one query."""
    if scope.units is None:
        return {WHOLE: rows.count()}
    inside = rows.filter(**{f"{path}__in": scope.units}).order_by()
    return dict(inside.values_list(path).annotate(n=Count("pk")))


def holders(what: str, scope: Scope, *, of_people: bool) -> dict[int, Members]:
    """How many hold a title for the year; nothing of a unit of whom no award of the year is on
    record, which may come yet. One query, or two for an authority.
    """
    path = "person__unit" if of_people else "unit__parent"
    rows = _awards(scope).filter(person__isnull=not of_people)
    if scope.units is None:
        count = rows.filter(what=what).count()
        is_known = count > 0 or rows.exists()
        return {WHOLE: Members(holding={what: count})} if is_known else {}
    inside = rows.filter(**{f"{path}__in": scope.units}).order_by()
    counted = inside.values_list(path).annotate(n=Count("pk", filter=Q(what=what)))
    return {key: Members(holding={what: count}) for key, count in counted}


def rated(levels: Collection[str], scope: Scope, *, of_people: bool) -> dict[int, Members]:
    """How many have each of some ratings; nothing of a unit where somebody is not rated yet. Two
    queries.
    """
    everybody = _staff(scope) if of_people else _collectives(scope)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = ratings(scope, of_people=of_people)
    path = rating_path(of_people=of_people)
    if scope.units is not None:
        rows = rows.filter(**{f"{path}__in": scope.units})
        for key, level, count in rows.order_by().values_list(path, "level").annotate(n=Count("pk")):
            found[key][level] = count
    else:
        found[WHOLE] = dict(rows.order_by().values_list("level").annotate(n=Count("pk")))
    return {
        key: Members(
            rated={each: found[key].get(each, 0) for each in levels}
            if sum(found[key].values()) >= count
            else {},
            parts=None if of_people else count,
        )
        for key, count in everybody.items()
    }


def ratings(scope: Scope, *, of_people: bool) -> QuerySet[Rating]:
    """The ratings of the year of those that a cap is about."""
    rows = Rating.objects.filter(period__year=scope.year)
    if not of_people:
        return rows.filter(_kinds(scope, "unit__"), unit__isnull=False)
    held = standing_on(scope.last_day, f"{_POST}started_on", f"{_POST}ended_on")
    return rows.filter(held, **{f"{_POST}kind__in": scope.groups or STAFF})


def rating_path(*, of_people: bool) -> str:
    """From a rating of `ratings` to the unit that it is counted in."""
    return f"{_POST}unit" if of_people else "unit__parent"


def parts(scope: Scope, top: Unit | None) -> dict[int, Members]:
    """How many units stand directly inside each, or inside `top` for an authority. One query."""
    rows = _units(scope)
    if scope.units is None:
        return {WHOLE: Members(parts=rows.filter(parent=top).count())} if top else {}
    counted = tally(rows, "parent", scope)
    return {key: Members(parts=counted.get(key, 0)) for key in scope.units}


def titles_of(scope: Scope) -> dict[int, frozenset[str]]:
    """The titles that the units themselves have for the year; nothing of those with none on record,
    which may come yet. One query.
    """
    found: dict[int, set[str]] = defaultdict(set)
    rows = _awards(scope).filter(unit__in=scope.units or ())
    for unit, what in rows.values_list("unit_id", "what"):
        found[unit].add(what)
    return {key: frozenset(whats) for key, whats in found.items()}


def ratings_of(scope: Scope) -> dict[int, str]:
    """The units' own ratings of the year. One query."""
    rows = Rating.objects.filter(unit__in=scope.units or (), period__year=scope.year)
    return {unit: level for unit, level in rows.values_list("unit_id", "level") if unit}


def _awards(scope: Scope) -> QuerySet[Honour]:
    return Honour.objects.filter(
        Q(decided_on__isnull=True) | Q(decided_on__lte=scope.day),
        period__year=scope.year,
        kind=HonourKind.MERIT,
        state=HonourState.GRANTED,
    )


def _staff(scope: Scope) -> Counts:
    held = Employment.objects.filter(standing_on(scope.last_day), kind__in=scope.groups or STAFF)
    return tally(held, "unit", scope)


def _collectives(scope: Scope) -> Counts:
    return tally(_units(scope).filter(_kinds(scope, "")), "parent", scope)


def _units(scope: Scope) -> QuerySet[Unit]:
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=scope.last_day)
    return Unit.objects.filter(still).exclude(kind__in=PARTS)


def _kinds(scope: Scope, path: str) -> Q:
    if SERVICE_UNITS in scope.groups:
        return Q(**{f"{path}kind__in": (UnitKind.SERVICE, *SCHOOLS)})
    return Q()
