"""Judging everybody for everything: who, for what, and what a list keeps of each verdict.

One holder and a whole province go through the same functions, a few hundred holders at a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from thidua import rules
from thidua.common.clock import office_day
from thidua.eligibility.facts import Holder, gather
from thidua.eligibility.judging import holder_kind, jurisdiction_of
from thidua.eligibility.states import Result
from thidua.organisations.models import Employment, Period, Person, Unit
from thidua.organisations.policies import office_heads
from thidua.organisations.states import UnitKind
from thidua.rules import Facts, Finding, Governing, Jurisdiction, Law, Outcome, default_law
from thidua.rules.prospects import lacks

_VOUCHED = "attested"
_NOTHING_AGAINST = frozenset({"nothing_pending", "no_discipline"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a list keeps of a verdict. `first` is the first finding that would have to turn."""

    result: Result
    is_provisional: bool
    lacks: int = 0
    first: Finding | None = None
    missing: str = ""
    group: str | None = None


@dataclass(frozen=True)
class Court:
    """By which law a year is judged: the law, the day of deciding, whose own rules apply."""

    law: Law
    governing: Governing
    jurisdiction: Jurisdiction
    periods: dict[str, Period] = field(default_factory=dict)

    def said(self, holders: Sequence[Holder]) -> Iterator[tuple[Holder, str, Period, Said]]:
        """What is said of each holder for each title or form in force for it.

        Nothing of holders whose calendar has no period in the year. A fixed number of queries a
        calendar, whatever the number of holders.
        """
        by_calendar: dict[str, list[Holder]] = defaultdict(list)
        for holder in holders:
            unit = holder.unit if isinstance(holder, Person) else holder
            by_calendar[unit.calendar if unit else ""].append(holder)
        for calendar, some in by_calendar.items():
            period = self.periods.get(calendar)
            if period is None:
                continue
            facts = gather(some, period, as_of=self.governing.decided_on)
            for holder in some:
                supposed = replace(facts[holder], is_all_attested=True)
                for what, said in self.of(holder_kind(holder), supposed, period):
                    yield holder, what, period, said

    def of(self, kind: str, facts: Facts, period: Period) -> Iterator[tuple[str, Said]]:
        """The same of one holder's facts; titles without law in force are passed over."""
        law, governing, jurisdiction = self.law, self.governing, self.jurisdiction
        days = rules.Period(period.starts_on, period.ends_on, period.year)
        for what in _whats(law, kind, facts.group):
            verdict = rules.judge(
                law,
                what=what,
                holder=kind,
                period=days,
                governing=governing,
                jurisdiction=jurisdiction,
                facts=facts,
            )
            if verdict.outcome is not Outcome.NO_LAW:
                yield what, said_of(verdict)


@lru_cache(maxsize=64)
def _whats(law: Law, kind: str, group: str | None) -> tuple[str, ...]:
    """The titles and forms that a holder of this kind and group may be given."""
    return tuple(
        title.id for title in law.titles() if kind in title.holders and title.is_for(group)
    )


def said_of(verdict: rules.Verdict) -> Said:
    """A verdict for lists, given as if bodies vouched for all that they may vouch for: that is not
    what somebody lacks. Where they have to, who meets the rest qualifies by the records only; and
    where no record speaks for anybody, it is not known.
    """
    finding = verdict.finding
    if finding.outcome is Outcome.MET:
        word = next((each for each in finding.leaves() if each.ground.nature == _VOUCHED), None)
        if word is None:
            return Said(Result.MET, verdict.provisional)
        path = f"{_VOUCHED}.{word.criterion}"
        if not any(map(_speaks_for, finding.leaves())):
            return Said(Result.UNKNOWN, verdict.provisional, 1, word, path)
        return Said(Result.VOUCHED, verdict.provisional, 0, word, path)
    wanting = lacks(finding)
    if finding.outcome is Outcome.UNKNOWN:
        first, result = wanting[0], Result.UNKNOWN
    else:
        # What fails is told before what is not known.
        first = next((each for each in wanting if each.outcome is Outcome.UNMET), wanting[0])
        result = Result.LACKS_ONE if len(wanting) == 1 else Result.UNMET
    missing = next((path for leaf in first.leaves() for path in leaf.missing), "")
    return Said(result, verdict.provisional, len(wanting), first, missing, verdict.group)


def _speaks_for(leaf: Finding) -> bool:
    """Whether a leaf tells of something achieved, rather than that nothing stands against it."""
    return leaf.ground.nature != _VOUCHED and leaf.ground.word not in _NOTHING_AGAINST


def authority(day: date) -> Unit | None:
    """The committee whose standing office this is: above the unit of the office's head. Two
    queries at most.
    """
    head = office_heads(day).select_related("unit__parent").first()
    unit = head.unit if head else None
    while unit is not None and unit.kind != UnitKind.COMMITTEE:
        unit = unit.parent
    if unit is not None:
        return unit
    return Unit.objects.filter(kind=UnitKind.COMMITTEE).order_by("pk").first()


def governing_on(year: int) -> date:
    """The day of deciding that a year is judged by: the office's, at the latest the end of the year
    after, when the year's titles are decided.
    """
    return min(office_day(), date(year + 1, 12, 31))


def court_of(year: int, on: date, law: Law | None = None) -> Court:
    """The court for a year as of a day of deciding; three queries."""
    at, law = authority(office_day()), law or default_law()
    periods = {each.calendar: each for each in Period.objects.filter(year=year)}
    jurisdiction = jurisdiction_of(at, law) if at is not None else Jurisdiction()
    return Court(law, Governing(on), jurisdiction, periods)


def people_of_year(year: int) -> QuerySet[Person]:
    """Everybody who held a post at some time in the year, with their unit."""
    posts = Employment.objects.filter(
        Q(started_on__isnull=True) | Q(started_on__lte=date(year, 12, 31)),
        Q(ended_on__isnull=True) | Q(ended_on__gte=date(year, 1, 1)),
    )
    return Person.objects.filter(pk__in=posts.values("person")).select_related("unit")


def units_of_year(year: int) -> QuerySet[Unit]:
    """The units that stood at the end of the year or stand still."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=date(year, 12, 31))
    begun = Q(founded_on__isnull=True) | Q(founded_on__lte=date(year, 12, 31))
    return Unit.objects.filter(still & begun)
