"""Words of the higher titles: a title taken several times in a row, a movement that was led."""

# Readers, builders and judges each share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001

from collections.abc import Mapping
from itertools import pairwise

from thidua.rules import scales
from thidua.rules.criteria import Bench, Build, Criterion, Judge, Reading, Word
from thidua.rules.facts import Facts, Movement
from thidua.rules.outcomes import Finding, Ground, Outcome
from thidua.rules.periods import Period
from thidua.rules.strict import Entry
from thidua.rules.words_honours import counts, records_of, seen

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
Read = tuple[Build, tuple[Criterion, ...]]
_NOT_KNOWN = Movement()


def read_times_in_a_row(entry: Entry, key: str, reading: Reading) -> Read:
    """`times_in_a_row: {what: ID, times: 2, apart: 3, within: 2}`: the latest times running.

    Each is at most `apart` years after the one before, and the latest was given for one of the
    last `within` years (1: the year under review itself).
    """
    inner = entry.entry(key)
    what = reading.title(inner, "what")
    times = inner.whole("times", low=2, high=20)
    apart = inner.whole("apart", low=1, high=60)
    within = inner.whole("within", 1, low=1, high=60)
    kinds = frozenset(inner.words("kinds", scales.HONOUR_KINDS, ("cong_trang",)))
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.honours is None:
                return Finding(ground, UNKNOWN, None, (), ("honours",))
            by_year = {
                honour.year: honour
                for honour in facts.honours
                if honour.year <= period.year and counts(honour, what, kinds, bench, period.year)
            }
            latest = [by_year[year] for year in sorted(by_year)[-times:]]
            runs = len(latest) == times and all(
                later.year - earlier.year <= apart for earlier, later in pairwise(latest)
            )
            is_met = runs and period.year - latest[-1].year < within
            observed = [seen(each) for each in latest]
            return Finding(ground, MET if is_met else UNMET, observed, (), (), records_of(latest))

        return judge

    return build, ()


def read_movement(entry: Entry, key: str, reading: Reading) -> Read:
    """`movement: {at_least_years: 3, stages: [tong_ket]}`: the movement led lasted so long.

    `stages` names the reviews at which it is rewarded; left out, any.
    """
    inner = entry.entry(key)
    least = inner.whole("at_least_years", low=1, high=60)
    stages = inner.words("stages", scales.MOVEMENT_STAGES, scales.MOVEMENT_STAGES)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            led = facts.movement or _NOT_KNOWN
            observed = {"years": led.years, "stage": led.stage} if facts.movement else None
            records = (led.record,) if led.record else ()
            is_short = led.years is not None and led.years < least
            if is_short or (led.stage is not None and led.stage not in stages):
                return Finding(ground, UNMET, observed, (), (), records)
            missing = tuple(
                f"movement.{name}"
                for name, value in (("years", led.years), ("stage", led.stage))
                if value is None
            )
            return Finding(ground, UNKNOWN if missing else MET, observed, (), missing, records)

        return judge

    return build, ()


WORDS: Mapping[str, Word] = {
    "times_in_a_row": Word("computed", read_times_in_a_row),
    "movement": Word("computed", read_movement),
}
