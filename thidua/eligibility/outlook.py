"""What a holder is eligible for now, lacks one thing for, and can reach next; judged on request.

A body vouches for attested criteria when it meets: here they are named, not counted as lacking.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from thidua.eligibility.facts import Holder, gather
from thidua.eligibility.judging import holder_kind
from thidua.eligibility.showing import Condition, conditions_of
from thidua.organisations.models import Period, Person
from thidua.organisations.states import SCHOOLS, Calendar
from thidua.rules import (
    Citation,
    Finding,
    Governing,
    Jurisdiction,
    Outcome,
    Prospect,
    Step,
    default_law,
    prospects,
)
from thidua.rules.asking import rating_name
from thidua.rules.prospects import lacks
from thidua.rules.telling import Telling, scope_needed

# Higher awards are told so many years ahead, so that papers can be gathered (practice 27).
TOLD_AHEAD = 2


@dataclass(frozen=True)
class StepLine:
    """One thing that must come about, with its article; `citation` is empty where none is named."""

    says: str
    instrument: str
    citation: str


@dataclass(frozen=True)
class Chance:
    """One title or form for the holder. `steps` are by year; `vouched` is what a body states."""

    what: str
    title: str
    conditions: tuple[Condition, ...]
    is_provisional: bool
    vouched: tuple[str, ...]
    lack: StepLine | None
    earliest: int | None
    steps: tuple[tuple[int, tuple[StepLine, ...]], ...]
    is_told_ahead: bool

    @property
    def step_count(self) -> int:
        """How many things must come about."""
        return sum(len(lines) for _year, lines in self.steps)


@dataclass(frozen=True)
class Outlook:
    """The three lists. `next` has what can be reached later, the soonest and plainest first."""

    period: Period
    as_of: date
    now: tuple[Chance, ...]
    one_lack: tuple[Chance, ...]
    next: tuple[Chance, ...]
    unreached: tuple[str, ...]


def period_of(holder: Holder, day: date) -> Period | None:
    """The period under way for a holder: the school year in schools; else the last that ended."""
    unit = holder.unit if isinstance(holder, Person) else holder
    calendar = Calendar.SCHOOL_YEAR if unit and unit.kind in SCHOOLS else Calendar.CALENDAR
    begun = Period.objects.filter(starts_on__lte=day).order_by("-ends_on", "pk")
    rows = list(begun[:6])
    own = [each for each in rows if each.calendar == calendar]
    return next(iter(own or rows), None)


def outlook(
    holder: Holder, day: date, jurisdiction: Jurisdiction, *, shows_cases: bool
) -> Outlook | None:
    """What the records and the law of a day make of one holder; None before any period is open.

    About a dozen queries. `shows_cases`: see `Telling`.
    """
    period = period_of(holder, day)
    if period is None:
        return None
    facts = gather([holder], period, as_of=day)[holder]
    found = prospects(
        default_law(),
        holder=holder_kind(holder),
        facts=facts,
        year=period.year,
        governing=Governing(day),
        jurisdiction=jurisdiction,
    )
    held = {each.what for each in facts.honours or () if each.year == period.year}
    telling = Telling(default_law(), facts.group, shows_cases)
    now, one, later, never = [], [], [], []
    for each in found:
        if each.what in held and each.now.outcome is Outcome.MET:
            continue
        chance = _chance(each, period.year, telling)
        wanting = _wanting(each.now.finding)
        if not wanting:
            now.append(chance)
        elif len(wanting) == 1:
            one.append(chance)
        if wanting and each.earliest is not None:
            later.append(chance)
        elif wanting:
            never.append(chance.title)
    later.sort(key=lambda each: (each.earliest or 0, each.step_count, each.title))
    return Outlook(period, day, tuple(now), tuple(one), tuple(later), tuple(never))


def _wanting(finding: Finding) -> list[Finding]:
    """What must turn for a finding to be met, beside what a body vouches for at its meeting."""
    if finding.outcome is Outcome.NO_LAW:
        return [finding]
    return [
        each
        for each in lacks(finding)
        if each.ground.nature != "attested" or each.outcome is Outcome.UNMET
    ]


def _chance(found: Prospect, year: int, telling: Telling) -> Chance:
    law, finding = telling.law, found.now.finding
    wanting = _wanting(finding)
    lack = wanting[0] if len(wanting) == 1 else None
    steps = [
        (of, tuple(_line(_says(step, telling), step.citation) for step in lines))
        for of, lines in groupby(found.steps, lambda step: step.year)
    ]
    return Chance(
        what=found.what,
        title=law.title(found.what).name,
        conditions=conditions_of(finding.to_json(), telling),
        is_provisional=found.now.provisional,
        vouched=tuple(
            dict.fromkeys(
                leaf.label
                for leaf in finding.leaves()
                if leaf.ground.nature == "attested" and leaf.outcome is Outcome.UNKNOWN
            )
        ),
        lack=_line(lack.label, lack.citation) if lack else None,
        earliest=found.earliest,
        steps=tuple(steps),
        is_told_ahead=found.within(TOLD_AHEAD, year),
    )


def _line(says: str, citation: Citation | None) -> StepLine:
    return StepLine(
        says, citation.instrument if citation else "", citation.text if citation else ""
    )


def _says(step: Step, telling: Telling) -> str:
    if step.kind == "completion":
        level = rating_name(telling.law, step.value, date(step.year, 12, 31), group=telling.group)
        return _("performance rating: %(level)s") % {"level": level}
    if step.kind == "honour":
        return _("is given %(title)s") % {"title": telling.title(step.value)}
    if step.kind == "initiative":
        return scope_needed(step.value)
    words = {
        "months": _("a whole year of work"),
        "members": _("the members' ratings and titles of the year"),
        "discipline": _("no discipline"),
        "pending": _("no case is pending"),
    }
    return words.get(step.kind, step.label)
