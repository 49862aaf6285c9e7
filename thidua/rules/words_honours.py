"""Words about honours already given: never one revoked, nor one decided after the case."""

# Readers, builders and judges each share one shape, whatever part of it a word needs.

from collections.abc import Mapping
from datetime import date

from thidua.rules import scales
from thidua.rules.criteria import Bench, Build, Criterion, Judge, Reading, Word
from thidua.rules.facts import Facts, Honour
from thidua.rules.outcomes import Finding, Ground, Outcome
from thidua.rules.periods import Period
from thidua.rules.strict import Entry

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
Read = tuple[Build, tuple[Criterion, ...]]
# Thematic and ad hoc awards are not counted towards higher merit (NĐ 91/2017 Đ3; NĐ 152/2025 Đ4).
UPWARD = ("cong_trang",)


def counts(honour: Honour, what: str, kinds: frozenset[str], bench: Bench, year: int) -> bool:
    """Whether an honour is held on the day of the decision and is of a kind that counts.

    One that is only proposed counts for the year under review, where both are decided together.
    """
    if honour.what != what or honour.is_revoked or honour.kind not in kinds:
        return False
    if honour.is_proposed:
        return honour.year == year
    return honour.decided_on is None or honour.decided_on <= bench.decided_on


def seen(honour: Honour) -> dict[str, object]:
    """An honour as a finding shows it."""
    day = honour.decided_on.isoformat() if honour.decided_on else None
    shown: dict[str, object] = {"what": honour.what, "year": honour.year, "decided_on": day}
    if honour.is_proposed:
        shown["proposed"] = True
    if honour.is_school_year:
        shown["school_year"] = f"{honour.year - 1}-{honour.year}"
    return shown


def counted_once(held: list[Honour], bench: Bench) -> tuple[list[Honour], list[Honour]]:
    """Of honours that count: those to count, and those of a year that one of these stands for.

    A school year and the calendar year that it ends in are one year (who moves from a school to an
    office may have both), and a title is given once for a year; several certificates or orders of
    one year are for different achievements. Of two the one decided earlier is counted.
    """
    if len({(each.what, each.year) for each in held}) == len(held):
        return held, []
    taken: set[tuple[object, ...]] = set()
    again: list[Honour] = []
    numbers: dict[tuple[object, ...], int] = {}
    for each in sorted(held, key=_by_decision):
        place: tuple[object, ...] = (each.what, each.year, each.kind)
        if not bench.is_yearly(each.what):
            # The first of each calendar stand for one another, then the second, and so on.
            count = numbers[*place, each.is_school_year] = (
                numbers.get((*place, each.is_school_year), 0) + 1
            )
            place = (*place, count)
        if place in taken:
            again.append(each)
        taken.add(place)
    return [each for each in held if not any(each is other for other in again)], again


def _by_decision(honour: Honour) -> tuple[object, ...]:
    day = honour.decided_on or date.max
    return (day, not honour.is_school_year, honour.record, str(honour))


def told(held: list[Honour], again: list[Honour]) -> list[dict[str, object]]:
    """Honours as a finding shows them, those that are not counted again marked so."""
    return [seen(each) for each in held] + [{**seen(each), "counted": False} for each in again]


def records_of(honours: list[Honour]) -> tuple[str, ...]:
    """The records that prove these honours."""
    return tuple(honour.record for honour in honours if honour.record)


def read_holds(entry: Entry, key: str, reading: Reading) -> Read:
    """`holds: {what: ID, at_least: 1, years: 1}`: given for the last `years` years; null: ever."""
    inner = entry.entry(key)
    what = reading.title(inner, "what")
    least = inner.whole("at_least", 1, low=1, high=100)
    years = inner.whole("years", low=1, high=60) if inner.has("years") else None
    kinds = frozenset(inner.words("kinds", scales.HONOUR_KINDS, UPWARD))
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.honours is None:
                return Finding(ground, UNKNOWN, None, (), ("honours",))
            first = period.year - years if years is not None else -1
            held = [
                honour
                for honour in facts.honours
                if counts(honour, what, kinds, bench, period.year)
                and first < honour.year <= period.year
            ]
            held, again = counted_once(held, bench)
            outcome = MET if len(held) >= least else UNMET
            return Finding(ground, outcome, told(held, again), (), (), records_of([*held, *again]))

        return judge

    return build, ()


def read_consecutive(entry: Entry, key: str, reading: Reading) -> Read:
    """`consecutive: {what: ID, years: 3}`: held for each of the last `years` years."""
    inner = entry.entry(key)
    what = reading.title(inner, "what")
    years = inner.whole("years", low=1, high=60)
    kinds = frozenset(inner.words("kinds", scales.HONOUR_KINDS, UPWARD))
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.honours is None:
                return Finding(ground, UNKNOWN, None, (), ("honours",))
            span = range(period.year - years + 1, period.year + 1)
            given, again = counted_once(
                [
                    honour
                    for honour in facts.honours
                    if honour.year in span and counts(honour, what, kinds, bench, period.year)
                ],
                bench,
            )
            held = {honour.year: honour for honour in given}
            gaps = [year for year in span if year not in held]
            run = [held[year] for year in span if year in held]
            observed = {"held": told(run, again), "missing_years": gaps}
            records = records_of([*run, *again])
            return Finding(ground, UNMET if gaps else MET, observed, (), (), records)

        return judge

    return build, ()


def read_years_since(entry: Entry, key: str, reading: Reading) -> Read:
    """`years_since: {what: ID, at_least: 5, clock: achievement}`: since the latest one given.

    The clock runs from the achievement year of the earlier decision, or from its date
    (`clock: decision`); years are full years up to the year under review.
    """
    inner = entry.entry(key)
    what = reading.title(inner, "what")
    least = inner.whole("at_least", low=1, high=60)
    by_decision = inner.choice("clock", ("achievement", "decision"), "achievement") == "decision"
    kinds = frozenset(inner.words("kinds", scales.HONOUR_KINDS, UPWARD))
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.honours is None:
                return Finding(ground, UNKNOWN, None, (), ("honours",))
            held = [
                (index, honour)
                for index, honour in enumerate(facts.honours)
                if not honour.is_proposed and counts(honour, what, kinds, bench, period.year)
            ]
            if not held:
                return Finding(ground, UNMET, {"since": None})
            index, last = max(held, key=lambda pair: pair[1].year)
            start = last.year
            if by_decision:
                if last.decided_on is None:
                    path = f"honours[{index}].decided_on"
                    return Finding(ground, UNKNOWN, seen(last), (), (path,), records_of([last]))
                start = last.decided_on.year
            passed = period.year - start
            observed = {"since": seen(last), "years": passed}
            outcome = MET if passed >= least else UNMET
            return Finding(ground, outcome, observed, (), (), records_of([last]))

        return judge

    return build, ()


WORDS: Mapping[str, Word] = {
    "holds": Word("computed", read_holds),
    "consecutive": Word("computed", read_consecutive),
    "years_since": Word("computed", read_years_since),
}
