"""Facts for the rules, gathered in bulk: as many queries for one holder as for ten thousand.

The office's registers of honours, initiatives, leave, discipline and pending cases are complete:
what is not in them is not. Ratings and posts are not: a missing rating is unknown, never no.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from thidua.eligibility.members import members_of
from thidua.honours.models import Honour
from thidua.honours.states import HonourState
from thidua.initiatives.models import Initiative
from thidua.organisations.models import (
    Discipline,
    Employment,
    Leave,
    PendingCase,
    Period,
    Person,
    Rating,
    Unit,
)
from thidua.organisations.models.records import HeldModel
from thidua.organisations.states import Calendar, UnitKind
from thidua.rules import Discipline as DisciplineFact
from thidua.rules import Facts, Members, Pending
from thidua.rules import Honour as HonourFact
from thidua.rules import Initiative as InitiativeFact
from thidua.rules import Leave as LeaveFact
from thidua.rules.scales import GROUPS
from thidua.rules.words_work import whole_months

Holder = Person | Unit
H = TypeVar("H", bound=HeldModel)
# (person's id, what): proposed in the same session.
Proposed = Collection[tuple[int, str]]


@dataclass(frozen=True)
class Vouching:
    """A body vouches for attested criteria: their ids, and the record of its meeting."""

    criteria: frozenset[str] = frozenset()
    record: str = ""


NOBODY_VOUCHES = Vouching()


# (year, calendar, level, key), (from, until, key).
RatingRow = tuple[int, str, str, int]
PostRow = tuple[date | None, date | None, int]


# Kinds of units that titles of their own are for; a hamlet is no unit of its own here yet.
_GROUP_OF = {UnitKind.COMMUNE: "don_vi_cap_xa", UnitKind.WARD: "don_vi_cap_xa"}


@dataclass
class _Found:
    """What is on record of one holder. Plain values: a model a row would cost more than judging."""

    ratings: list[RatingRow] = field(default_factory=list)
    honours: list[HonourFact] = field(default_factory=list)
    discipline: list[DisciplineFact] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    posts: list[PostRow] = field(default_factory=list)
    kind: str = ""  # of the latest post: what the person is by work
    leaves: list[LeaveFact] = field(default_factory=list)
    initiatives: list[InitiativeFact] = field(default_factory=list)


def gather(
    holders: Sequence[Holder],
    period: Period,
    *,
    as_of: date,
    vouching: Vouching = NOBODY_VOUCHES,
    proposed: Proposed | None = None,
) -> dict[Holder, Facts]:
    """Facts about each holder for one period, as the records stood on `as_of`.

    `proposed` holds who is proposed for what in the same session: a collective's title rests on its
    members' titles of the same year, which are decided together with it. With None, and no title of
    the period given yet, how many members hold one is unknown.
    """
    people = [each for each in holders if isinstance(each, Person)]
    units = [each for each in holders if isinstance(each, Unit)]
    found = _rows(people, units, period, as_of)
    members = members_of(units, period, as_of=as_of, proposed=proposed)
    wanted: dict[int, list[str]] = defaultdict(list)
    for person_id, what in sorted(proposed or ()):
        wanted[person_id].append(what)
    facts: dict[Holder, Facts] = {}
    for person in people:
        facts[person] = _of_person(found.people[person.pk], period, vouching, wanted[person.pk])
    for unit in units:
        of_unit = _of_unit(found.units[unit.pk], period, vouching, members[unit.pk])
        group = _GROUP_OF.get(UnitKind(unit.kind))
        facts[unit] = replace(of_unit, founded=unit.founded_on, group=group)
    return facts


def reference(row: object, pk: int) -> str:
    """How a finding names the record that proves it: `honours.honour:12`. `row` or its model."""
    meta = row._meta  # type: ignore[attr-defined]
    return f"{meta.label_lower}:{pk}"


@dataclass(frozen=True)
class _All:
    """What was found, by the keys of people and of units."""

    people: dict[int, _Found]
    units: dict[int, _Found]

    def held(self, rows: QuerySet[H], *columns: str) -> Iterator[tuple[_Found, tuple[Any, ...]]]:
        """The rows about the holders, oldest entry first: whose each is, its key, its columns."""
        about = rows.filter(Q(person__in=self.people) | Q(unit__in=self.units)).order_by("pk")
        for person, unit, *row in about.values_list("person_id", "unit_id", "pk", *columns):
            yield (self.people[person] if person else self.units[unit]), tuple(row)


def _rows(people: Sequence[Person], units: Sequence[Unit], period: Period, as_of: date) -> _All:
    """Every row about the holders, in eight queries."""
    found = _All({each.pk: _Found() for each in people}, {each.pk: _Found() for each in units})
    periods = {
        key: (year, calendar)
        for key, year, calendar in Period.objects.values_list("pk", "year", "calendar")
    }
    earlier = Rating.objects.filter(period__year__lte=period.year)
    for box, (key, of, level) in found.held(earlier, "period_id", "level"):
        box.ratings.append((*periods[of], level, key))
    _read_honours(found, periods)
    prefix = f"{Discipline._meta.label_lower}:"
    punished = Discipline.objects.filter(decided_on__lte=as_of)
    for box, (key, form, day, until) in found.held(punished, "form", "decided_on", "ends_on"):
        box.discipline.append(DisciplineFact(form, day, until, f"{prefix}{key}"))
    prefix = f"{PendingCase._meta.label_lower}:"
    for box, (key, kind) in found.held(standing_cases(as_of), "kind"):
        box.pending.append(Pending(kind, f"{prefix}{key}"))
    _read_work(found, as_of, {key: year for key, (year, _calendar) in periods.items()})
    return found


def _read_honours(found: _All, periods: Mapping[int, tuple[int, str]]) -> None:
    prefix = f"{Honour._meta.label_lower}:"
    columns = ("what", "period_id", "decided_on", "kind", "state")
    for box, (key, what, of, day, kind, state) in found.held(Honour.objects.all(), *columns):
        year, calendar = periods[of]
        box.honours.append(
            HonourFact(
                what,
                year,
                day,
                kind,
                is_revoked=state == HonourState.REVOKED,
                is_school_year=calendar == Calendar.SCHOOL_YEAR,
                record=f"{prefix}{key}",
            )
        )


def _read_work(found: _All, as_of: date, years: Mapping[int, int]) -> None:
    """Posts, leave and recognised initiatives, which people alone have."""
    boxes = found.people
    posts = Employment.objects.filter(person__in=boxes).order_by("started_on", "pk")
    columns = ("person_id", "started_on", "ended_on", "pk", "kind")
    for person, start, until, key, kind in posts.values_list(*columns):
        boxes[person].posts.append((start, until, key))
        boxes[person].kind = kind
    prefix = f"{Leave._meta.label_lower}:"
    leaves = Leave.objects.filter(person__in=boxes).order_by("started_on", "pk")
    for person, kind, start, until, key in leaves.values_list(
        "person_id", "kind", "started_on", "ended_on", "pk"
    ):
        boxes[person].leaves.append(LeaveFact(kind, start, until, None, f"{prefix}{key}"))
    prefix = f"{Initiative._meta.label_lower}:"
    recognised = Initiative.objects.filter(person__in=boxes, recognised_on__lte=as_of)
    for person, of, scope, key in recognised.order_by("pk").values_list(
        "person_id", "period_id", "scope", "pk"
    ):
        boxes[person].initiatives.append(InitiativeFact(years[of], scope, record=f"{prefix}{key}"))


def standing_cases(day: date) -> QuerySet[PendingCase]:
    """Cases that are open on a day."""
    cases: QuerySet[PendingCase] = PendingCase.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day
    )
    return cases


def _of_person(found: _Found, period: Period, vouching: Vouching, proposed: Sequence[str]) -> Facts:
    completion, records = _completion(found.ratings, period)
    months = _months_worked(found, period)
    honours = found.honours
    honours += [HonourFact(what, period.year, is_proposed=True) for what in proposed]
    if months is not None:
        records[f"months_worked.{period.year}"] = reference(Employment, found.posts[-1][-1])
    return Facts(
        completion=completion,
        months_worked=None if months is None else {period.year: months},
        leave=tuple(found.leaves),
        honours=tuple(honours),
        initiatives=tuple(found.initiatives),
        discipline=tuple(found.discipline),
        pending=tuple(found.pending),
        attested=_attested(vouching, records),
        records=records,
        group=found.kind if found.kind in GROUPS else None,
    )


def _of_unit(found: _Found, period: Period, vouching: Vouching, members: Members) -> Facts:
    completion, records = _completion(found.ratings, period)
    return Facts(
        completion=completion,
        honours=tuple(found.honours),
        discipline=tuple(found.discipline),
        pending=tuple(found.pending),
        members=members,
        attested=_attested(vouching, records),
        records=records,
    )


def _completion(
    ratings: Sequence[RatingRow], period: Period
) -> tuple[Mapping[int, str] | None, dict[str, str]]:
    """Level by year. Of two ratings for one year, that of the judged period's calendar counts."""
    by_year: dict[int, RatingRow] = {}
    for rating in ratings:
        year, calendar = rating[:2]
        if year not in by_year or calendar == period.calendar:
            by_year[year] = rating
    prefix = f"{Rating._meta.label_lower}:"
    records = {f"completion.{year}": f"{prefix}{row[3]}" for year, row in by_year.items()}
    return {year: row[2] for year, row in by_year.items()} or None, records


def _months_worked(found: _Found, period: Period) -> int | None:
    """Whole months at work in the period, all leave taken off; the rules add what counts.

    None where no post is on record at all.
    """
    if not found.posts:
        return None
    months = 0
    for start, until in _joined(found.posts):
        first, last = max(start, period.starts_on), min(until, period.ends_on)
        if first <= last:
            months += whole_months(first, last)
    for leave in found.leaves:
        first = max(leave.start, period.starts_on)
        last = min(leave.until, period.ends_on)
        if first <= last:
            months -= whole_months(first, last)
    return max(months, 0)


def _joined(posts: Sequence[PostRow]) -> list[tuple[date, date]]:
    """Intervals of work; posts that follow one another without a gap are one."""
    joined: list[tuple[date, date]] = []
    whole = [(start or date.min, until or date.max) for start, until, _key in posts]
    for start, until in sorted(whole):
        if joined and joined[-1][1] != date.max and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((start, until))
    return joined


def _attested(vouching: Vouching, records: dict[str, str]) -> dict[str, bool] | None:
    if not vouching.criteria:
        return None
    if vouching.record:
        records.update({f"attested.{each}": vouching.record for each in vouching.criteria})
    return dict.fromkeys(vouching.criteria, True)
