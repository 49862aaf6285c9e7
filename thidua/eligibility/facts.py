"""Facts for the rules, gathered in bulk: as many queries for one holder as for ten thousand.

The office's registers of honours, initiatives, leave, discipline and pending cases are complete:
what is not in them is not. Ratings and posts are not: a missing rating is unknown, never no.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

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
from thidua.rules import Discipline as DisciplineFact
from thidua.rules import Facts, Members, Pending
from thidua.rules import Honour as HonourFact
from thidua.rules import Initiative as InitiativeFact
from thidua.rules import Leave as LeaveFact
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


@dataclass
class _Found:
    """Rows of one holder."""

    ratings: list[Rating] = field(default_factory=list)
    honours: list[Honour] = field(default_factory=list)
    discipline: list[Discipline] = field(default_factory=list)
    pending: list[PendingCase] = field(default_factory=list)
    posts: list[Employment] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)


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
        facts[person] = _of_person(found[person], period, vouching, wanted[person.pk])
    for unit in units:
        facts[unit] = _of_unit(found[unit], period, vouching, members[unit.pk])
    return facts


def reference(row: object, pk: int) -> str:
    """How a finding names the record that proves it: `honours.honour:12`."""
    meta = row._meta  # type: ignore[attr-defined]
    return f"{meta.label_lower}:{pk}"


def _rows(
    people: Sequence[Person], units: Sequence[Unit], period: Period, as_of: date
) -> dict[Holder, _Found]:
    """Every row about the holders, in eight queries."""
    holders: dict[tuple[str, int], Holder] = {("person", p.pk): p for p in people}
    holders.update({("unit", u.pk): u for u in units})
    found: dict[Holder, _Found] = {holder: _Found() for holder in holders.values()}

    def held(rows: QuerySet[H]) -> Iterable[tuple[_Found, H]]:
        for row in rows.filter(Q(person__in=people) | Q(unit__in=units)).order_by("pk"):
            key = ("person", row.person_id) if row.person_id else ("unit", row.unit_id)
            yield found[holders[key]], row  # type: ignore[index]

    # Few periods stand behind many rows: each is made once, not once a row.
    periods = Period.objects.in_bulk()
    for box, rating in held(Rating.objects.filter(period__year__lte=period.year)):
        rating.period = periods[rating.period_id]
        box.ratings.append(rating)
    for box, honour in held(Honour.objects.all()):
        honour.period = periods[honour.period_id]
        box.honours.append(honour)
    for box, punished in held(Discipline.objects.filter(decided_on__lte=as_of)):
        box.discipline.append(punished)
    for box, case in held(standing_cases(as_of)):
        box.pending.append(case)
    for post in Employment.objects.filter(person__in=people).order_by("started_on", "pk"):
        found[holders["person", post.person_id]].posts.append(post)
    for leave in Leave.objects.filter(person__in=people).order_by("started_on", "pk"):
        found[holders["person", leave.person_id]].leaves.append(leave)
    recognised = Initiative.objects.filter(person__in=people, recognised_on__lte=as_of)
    for initiative in recognised.order_by("pk"):
        initiative.period = periods[initiative.period_id]
        found[holders["person", initiative.person_id]].initiatives.append(initiative)
    return found


def standing_cases(day: date) -> QuerySet[PendingCase]:
    """Cases that are open on a day."""
    cases: QuerySet[PendingCase] = PendingCase.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day
    )
    return cases


def _of_person(found: _Found, period: Period, vouching: Vouching, proposed: Sequence[str]) -> Facts:
    completion, records = _completion(found.ratings, period)
    months = _months_worked(found, period)
    honours = [_honour(each) for each in found.honours]
    honours += [HonourFact(what, period.year, is_proposed=True) for what in proposed]
    if months is not None:
        records[f"months_worked.{period.year}"] = reference(found.posts[-1], found.posts[-1].pk)
    return Facts(
        completion=completion,
        months_worked=None if months is None else {period.year: months},
        leave=tuple(
            LeaveFact(each.kind, each.started_on, each.ended_on, None, reference(each, each.pk))
            for each in found.leaves
        ),
        honours=tuple(honours),
        initiatives=tuple(
            InitiativeFact(each.period.year, each.scope, record=reference(each, each.pk))
            for each in found.initiatives
        ),
        discipline=_discipline(found.discipline),
        pending=_pending(found.pending),
        attested=_attested(vouching, records),
        records=records,
    )


def _of_unit(found: _Found, period: Period, vouching: Vouching, members: Members) -> Facts:
    completion, records = _completion(found.ratings, period)
    return Facts(
        completion=completion,
        honours=tuple(_honour(each) for each in found.honours),
        discipline=_discipline(found.discipline),
        pending=_pending(found.pending),
        members=members,
        attested=_attested(vouching, records),
        records=records,
    )


def _completion(
    ratings: Sequence[Rating], period: Period
) -> tuple[Mapping[int, str] | None, dict[str, str]]:
    """Level by year. Of two ratings for one year, that of the judged period's calendar counts."""
    by_year: dict[int, Rating] = {}
    for rating in ratings:
        year = rating.period.year
        if year not in by_year or rating.period.calendar == period.calendar:
            by_year[year] = rating
    records = {f"completion.{year}": reference(row, row.pk) for year, row in by_year.items()}
    return {year: row.level for year, row in by_year.items()} or None, records


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
        first = max(leave.started_on, period.starts_on)
        last = min(leave.ended_on, period.ends_on)
        if first <= last:
            months -= whole_months(first, last)
    return max(months, 0)


def _joined(posts: Sequence[Employment]) -> list[tuple[date, date]]:
    """Intervals of work; posts that follow one another without a gap are one."""
    joined: list[tuple[date, date]] = []
    for post in sorted(posts, key=lambda each: each.started_on or date.min):
        start, until = post.started_on or date.min, post.ended_on or date.max
        if joined and joined[-1][1] != date.max and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((start, until))
    return joined


def _honour(row: Honour) -> HonourFact:
    return HonourFact(
        row.what,
        row.period.year,
        row.decided_on,
        row.kind,
        is_revoked=row.state == HonourState.REVOKED,
        record=reference(row, row.pk),
    )


def _discipline(rows: Sequence[Discipline]) -> tuple[DisciplineFact, ...]:
    return tuple(
        DisciplineFact(each.form, each.decided_on, each.ends_on, reference(each, each.pk))
        for each in rows
    )


def _pending(rows: Sequence[PendingCase]) -> tuple[Pending, ...]:
    return tuple(Pending(each.kind, reference(each, each.pk)) for each in rows)


def _attested(vouching: Vouching, records: dict[str, str]) -> dict[str, bool] | None:
    if not vouching.criteria:
        return None
    if vouching.record:
        records.update({f"attested.{each}": vouching.record for each in vouching.criteria})
    return dict.fromkeys(vouching.criteria, True)
