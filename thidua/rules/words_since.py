"""Words about the time since an earlier award, and about the age of a unit.

When the next award's time begins, and whether a discipline makes it begin anew, are dated values
of law (`moc_thoi_gian_khen_tiep`, `tinh_lai_sau_ky_luat`).
"""

# Readers, builders and judges each share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001, ARG005

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.rules import scales
from thidua.rules.criteria import Bench, Build, Criterion, Judge, Reading, Word
from thidua.rules.facts import Facts, Honour
from thidua.rules.outcomes import Finding, Ground, Outcome, Source, every
from thidua.rules.periods import Period
from thidua.rules.strict import Entry
from thidua.rules.words_honours import UPWARD, counts, records_of, seen
from thidua.rules.words_time import FARTHEST, read_titles

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
Read = tuple[Build, tuple[Criterion, ...]]
CLOCK, ANEW = "moc_thoi_gian_khen_tiep", "tinh_lai_sau_ky_luat"
_BY_DECISION = "ngay_quyet_dinh"
PREVIOUS = "lan_khen_truoc"
_BEST = {MET: 0, UNKNOWN: 1, UNMET: 2}


@dataclass(frozen=True)
class _Start:
    """An earlier award, the years in which its clock may start, and the facts that are open."""

    low: int
    high: int
    honour: Honour | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Since:
    """One `since_previous`, compiled: what it looks for, its clock and the judges of its parts."""

    ground: Ground
    previous: Ground
    what: frozenset[str]
    anew: frozenset[str]
    kinds: frozenset[str]
    takes_any: bool
    by_decision: bool
    least_discipline: int | None
    judges: tuple[Judge, ...]
    bench: Bench

    def judge(self, facts: Facts, period: Period) -> Finding:
        """The finding: the earlier award first, then what is asked of the years since."""
        if facts.honours is None:
            return self._unseen(facts, period)
        starts = self._starts(facts.honours, self.what, period)
        if not starts:
            never = Finding(self.previous, UNMET, {"previous": None})
            return Finding(self.ground, UNMET, None, (never,))
        begun = self._starts(facts.honours, self.anew, period)
        if begun:
            latest = _latest(begun)
            starts = [_later(each, latest) for each in starts]
        if not self.takes_any:
            starts = [_latest(starts)]
        found = [self._from(start, facts, period) for start in starts]
        return min(found, key=lambda each: _BEST[each.outcome])

    def _starts(
        self, honours: Sequence[Honour], what: frozenset[str], period: Period
    ) -> list[_Start]:
        """Awards of `what` given by now, the latest first."""
        found = []
        for index, honour in enumerate(honours):
            if honour.what not in what or honour.is_proposed:
                continue
            if not counts(honour, honour.what, self.kinds, self.bench, period.year):
                continue
            low = high = honour.year
            missing: tuple[str, ...] = ()
            if self.by_decision and honour.decided_on is None:
                # Decided after the achievement began and before this case.
                high = max(low, self.bench.decided_on.year)
                missing = (f"honours[{index}].decided_on",)
            elif self.by_decision and honour.decided_on is not None:
                low = high = honour.decided_on.year
            found.append(_Start(low, high, honour, missing))
        if len(found) > 1:
            # The order in which facts are given does not matter.
            found.sort(key=lambda each: (-each.high, -each.low, str(each.honour)))
        return found

    def _from(self, start: _Start, facts: Facts, period: Period) -> Finding:
        """The finding for one earlier award, whatever year its clock may have started in."""
        after, missing, ends = self._discipline(facts, period)
        trials = {
            year: self._parts(year, after, facts, period)
            for year in range(start.low, start.high + 1)
        }
        outcomes = {every(parts) for parts in trials.values()}
        year = min(trials, key=lambda each: _BEST[every(trials[each])])
        parts = trials[year]
        outcome, open_paths = MET, (*start.missing, *missing)
        if missing or len(outcomes) > 1:
            outcome = UNKNOWN
        observed: dict[str, object] = {
            "previous": seen(start.honour) if start.honour else None,
            "clock": "decision" if self.by_decision else "achievement",
            "from": year + 1,
            "until": period.year,
        }
        if ends is not None:
            observed["after_discipline"] = ends.isoformat()
        held = [start.honour] if start.honour else []
        first = Finding(
            self.previous,
            outcome,
            observed,
            (),
            open_paths if outcome is UNKNOWN else (),
            records_of(held),
        )
        whole = (first, *parts)
        total = UNMET if outcomes == {UNMET} else every(whole)
        return Finding(self.ground, total, None, whole)

    def _parts(self, year: int, after: int, facts: Facts, period: Period) -> tuple[Finding, ...]:
        time = Period(date(year + 1, 1, 1), period.until, period.year, after)
        return tuple([judge(facts, time) for judge in self.judges])

    def _discipline(self, facts: Facts, period: Period) -> tuple[int, tuple[str, ...], date | None]:
        """The first year that counts at best, the facts that are open, the last known end."""
        if self.least_discipline is None:
            return 0, (), None
        if facts.discipline is None:
            return 0, ("discipline",), None
        after, missing, last = 0, [], None
        for index, each in enumerate(facts.discipline):
            is_light = scales.DISCIPLINE_RANK[each.form] < self.least_discipline
            if is_light or each.decided_on > period.until:
                continue
            if each.ends_on is None:
                missing.append(f"discipline[{index}].ends_on")
                after = max(after, each.decided_on.year + 1)
            else:
                after = max(after, each.ends_on.year + 1)
                last = max(last, each.ends_on) if last else each.ends_on
        return after, tuple(missing), last

    def _unseen(self, facts: Facts, period: Period) -> Finding:
        """Where earlier honours are not known: unmet only if no year of an award could do."""
        parts: tuple[Finding, ...] = ()
        for back in range(1, min(FARTHEST, period.year) + 1):
            parts = self._parts(period.year - back, 0, facts, period)
            if every(parts) is not UNMET:
                break
        first = Finding(self.previous, UNKNOWN, None, (), ("honours",))
        return Finding(self.ground, every((first, *parts)), None, (first, *parts))


def _latest(starts: Sequence[_Start]) -> _Start:
    """The latest of several, as far as their years are known."""
    return _Start(
        max(each.low for each in starts),
        max(each.high for each in starts),
        starts[0].honour,
        tuple(path for each in starts for path in each.missing),
    )


def _later(start: _Start, other: _Start) -> _Start:
    """The award of `start`, its clock not before that of `other`."""
    return _Start(
        max(start.low, other.low),
        max(start.high, other.high),
        start.honour,
        (*start.missing, *other.missing),
    )


def read_since_previous(entry: Entry, key: str, reading: Reading) -> Read:
    """`since_previous: {what: ID, parts: [...]}`: after the latest earlier award, all parts hold.

    `which: any` takes any earlier award, the best for the holder. `anew_after` lists awards after
    which the years begin anew. `after_discipline: true` counts only years after a discipline's
    end, where the law in force says so. `clock` (`achievement`, `decision`) stands for the dated
    value.
    """
    inner = entry.entry(key)
    what = read_titles(inner, "what", reading)
    anew = frozenset[str]()
    if inner.has("anew_after"):
        anew = read_titles(inner, "anew_after", reading)
    takes_any = inner.choice("which", ("latest", "any"), "latest") == "any"
    kinds = frozenset(inner.words("kinds", scales.HONOUR_KINDS, UPWARD))
    minds_discipline = inner.yes("after_discipline", default=False)
    own_clock = inner.choice("clock", ("achievement", "decision")) if inner.has("clock") else None
    parts = tuple(reading.read(part, reading) for part in inner.entries("parts"))
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        clock = None if own_clock else bench.parameter(CLOCK)
        if own_clock is None and clock is None:
            return lambda facts, period: Finding(ground, Outcome.NO_LAW)
        anew_rule = bench.parameter(ANEW) if minds_discipline else None
        names = " / ".join(f"“{bench.name(each)}”" for each in sorted(what))
        label = f"Đã được tặng {names}; thời gian tính từ sau lần khen ấy"
        previous = Ground(
            PREVIOUS,
            label,
            "computed",
            "since_previous",
            clock.citation if clock else ground.citation,
            (Source.QUOTED if clock.provisional else Source.READ) if clock else ground.source,
            clock.note if clock else "",
        )
        return _Since(
            ground,
            previous,
            what,
            anew,
            kinds,
            takes_any,
            own_clock == "decision" or (clock is not None and clock.value == _BY_DECISION),
            scales.DISCIPLINE_RANK[str(anew_rule.value)] if anew_rule else None,
            tuple(part.judge(bench) for part in parts),
            bench,
        ).judge

    return build, parts


def full_years(start: date, day: date) -> int:
    """Full years from `start` to `day`."""
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))


def read_age(entry: Entry, key: str, reading: Reading) -> Read:
    """`age: {at_least: 10}`: the unit was founded so many years before the decision."""
    inner = entry.entry(key)
    least = inner.whole("at_least", low=1, high=1000)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.founded is None:
                return Finding(ground, UNKNOWN, None, (), ("founded",))
            age = full_years(facts.founded, bench.decided_on)
            observed = {"founded": facts.founded.isoformat(), "age": age}
            return Finding(ground, MET if age >= least else UNMET, observed)

        return judge

    return build, ()


def read_round_anniversary(entry: Entry, key: str, reading: Reading) -> Read:
    """`round_anniversary: {every: 10}`: the year of the decision is a round one for the unit."""
    inner = entry.entry(key)
    step = inner.whole("every", low=1, high=100)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.founded is None:
                return Finding(ground, UNKNOWN, None, (), ("founded",))
            age = bench.decided_on.year - facts.founded.year
            observed = {"founded": facts.founded.isoformat(), "age": age}
            is_round = age > 0 and age % step == 0
            return Finding(ground, MET if is_round else UNMET, observed)

        return judge

    return build, ()


WORDS: Mapping[str, Word] = {
    "since_previous": Word("combined", read_since_previous),
    "age": Word("computed", read_age),
    "round_anniversary": Word("computed", read_round_anniversary),
}
