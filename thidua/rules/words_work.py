"""Words about work: performance, months, discipline, what is pending, initiatives."""

# Readers, builders and judges each share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from thidua.rules import scales
from thidua.rules.criteria import Bench, Build, Criterion, Judge, Reading, Word
from thidua.rules.facts import Discipline, Facts, Leave
from thidua.rules.outcomes import Finding, Ground, Outcome
from thidua.rules.periods import Period
from thidua.rules.strict import Entry

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
_NEVER = 10**6  # months: longer than any course
Read = tuple[Build, tuple[Criterion, ...]]


def _figure(number: Fraction | int) -> int | float:
    return int(number) if number == int(number) else float(number)


def proofs(facts: Facts, paths: list[str]) -> tuple[str, ...]:
    """The records that prove these fact paths."""
    return tuple(facts.records[path] for path in paths if path in facts.records)


def read_completion(entry: Entry, key: str, reading: Reading) -> Read:
    """`completion: {at_least: hoan_thanh_tot, years: 1}`: so in each of the last `years` years."""
    inner = entry.entry(key)
    least = scales.COMPLETION_RANK[inner.choice("at_least", scales.COMPLETION)]
    years = inner.whole("years", 1, low=1, high=60)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            levels = facts.completion or {}
            year = period.year
            span = (year,) if years == 1 else tuple(range(year - years + 1, year + 1))
            observed = {str(each): levels[each] for each in span if each in levels}
            paths = [f"completion.{each}" for each in span] if facts.records else []
            records = proofs(facts, paths)
            for level in observed.values():
                if scales.COMPLETION_RANK[level] < least:
                    return Finding(ground, UNMET, observed, (), (), records)
            if len(observed) == years:
                return Finding(ground, MET, observed, (), (), records)
            missing = tuple(f"completion.{each}" for each in span if each not in levels)
            return Finding(ground, UNKNOWN, observed or None, (), missing, records)

        return judge

    return build, ()


def whole_months(start: date, until: date) -> int:
    """Whole months from `start` to `until`, both days included."""
    after = until + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return max(0, months - (after.day < start.day))


@dataclass(frozen=True)
class _LeaveRule:
    """Which leave counts as work; a course of `long_course` months needs a result."""

    kinds: frozenset[str]
    long_course: int
    least_result: int

    def counts(self, leave: Leave) -> bool | None:
        """None: it hangs on the course's result, which is not known."""
        if leave.kind not in self.kinds:
            return False
        if leave.kind != "hoc_tap" or whole_months(leave.start, leave.until) < self.long_course:
            return True
        if leave.result is None:
            return None
        return scales.STUDY_RESULTS.index(leave.result) >= self.least_result

    def months(self, leaves: tuple[Leave, ...], period: Period) -> tuple[int, int, list[str]]:
        """Months in the period that surely count, months that may, and the facts that are open."""
        sure, maybe = 0, 0
        open_facts: list[str] = []
        for index, leave in enumerate(leaves):
            start, until = max(leave.start, period.start), min(leave.until, period.until)
            counts = self.counts(leave) if start <= until else False
            if counts:
                sure += whole_months(start, until)
            elif counts is None:
                maybe += whole_months(start, until)
                open_facts.append(f"leave[{index}].result")
        return sure, maybe, open_facts


def _read_leave_rule(entry: Entry) -> _LeaveRule:
    kinds = frozenset(entry.words("counting", scales.LEAVE, ()))
    if not entry.has("study"):
        return _LeaveRule(kinds, _NEVER, 0)
    study = entry.entry("study")
    result = study.choice("result", scales.STUDY_RESULTS)
    rule = _LeaveRule(kinds, study.whole("from_months", low=1), scales.STUDY_RESULTS.index(result))
    study.close()
    return rule


def read_months_worked(entry: Entry, key: str, reading: Reading) -> Read:
    """`months_worked: {at_least: 10, counting: [thai_san], study: {from_months: 12, result: kha}}`.

    A course of `from_months` or more counts only with the `result` or a better one.
    """
    inner = entry.entry(key)
    least = inner.number("at_least")
    rule = _read_leave_rule(inner)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            path = f"months_worked.{period.year}"
            months = None if facts.months_worked is None else facts.months_worked.get(period.year)
            sure, maybe, open_facts = rule.months(facts.leave or (), period)
            records = proofs(facts, [path]) if facts.records else ()
            if facts.leave:
                records += tuple(leave.record for leave in facts.leave if leave.record)
            if months is None and sure < least:
                return Finding(ground, UNKNOWN, None, (), (path,), records)
            total = min(12, (months or 0) + sure)
            observed: dict[str, object] = {"months": _figure(total)}
            if sure:
                observed["leave"] = sure
            if total >= least:
                return Finding(ground, MET, observed, (), (), records)
            if total + maybe >= least:
                return Finding(ground, UNKNOWN, observed, (), tuple(open_facts), records)
            return Finding(ground, UNMET, observed, (), (), records)

        return judge

    return build, ()


def read_no_discipline(entry: Entry, key: str, reading: Reading) -> Read:
    """`no_discipline: {from: khien_trach, when: in_period}`.

    `in_period`: none of that form or a heavier one decided in the period. `running`: besides, none
    decided earlier that still runs on the period's last day.
    """
    inner = entry.entry(key)
    least = scales.DISCIPLINE_RANK[inner.choice("from", scales.DISCIPLINE)]
    running = inner.choice("when", ("in_period", "running"), "in_period") == "running"
    inner.close()

    def bars(found: Discipline, period: Period) -> bool | None:
        if scales.DISCIPLINE_RANK[found.form] < least or found.decided_on > period.until:
            return False
        if found.decided_on >= period.start:
            return True
        if not running:
            return False
        return None if found.ends_on is None else found.ends_on >= period.until

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.discipline is None:
                return Finding(ground, UNKNOWN, None, (), ("discipline",))
            if not facts.discipline:
                return Finding(ground, MET, [])
            answers = [bars(found, period) for found in facts.discipline]
            hits = [d for d, bar in zip(facts.discipline, answers, strict=True) if bar]
            observed = [{"form": d.form, "decided_on": d.decided_on.isoformat()} for d in hits]
            if hits:
                records = tuple(d.record for d in hits if d.record)
                return Finding(ground, UNMET, observed, (), (), records)
            missing = tuple(
                f"discipline[{index}].ends_on" for index, bar in enumerate(answers) if bar is None
            )
            return Finding(ground, UNKNOWN if missing else MET, observed, (), missing)

        return judge

    return build, ()


def read_nothing_pending(entry: Entry, key: str, reading: Reading) -> Read:
    """`nothing_pending: true`: no discipline, inspection or complaint is being looked into."""
    entry.yes(key)

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            pending = facts.pending
            if pending is None:
                return Finding(ground, UNKNOWN, None, (), ("pending",))
            if not pending:
                return Finding(ground, MET, [])
            records = tuple(each.record for each in pending if each.record)
            return Finding(ground, UNMET, [each.kind for each in pending], (), (), records)

        return judge

    return build, ()


def read_initiatives(entry: Entry, key: str, reading: Reading) -> Read:
    """`initiatives: {scope: base, at_least: 1, years: 1}`: recognised in the last `years` years.

    A wider scope satisfies a narrower one.
    """
    inner = entry.entry(key)
    scope = scales.SCOPE_RANK[inner.choice("scope", scales.SCOPE_RANK)]
    least = inner.whole("at_least", 1, low=1, high=100)
    years = inner.whole("years", 1, low=1, high=60)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            if facts.initiatives is None:
                return Finding(ground, UNKNOWN, None, (), ("initiatives",))
            first = period.year - years + 1
            counted = [
                each
                for each in facts.initiatives
                if first <= each.year <= period.year and scales.SCOPE_RANK[each.scope] >= scope
            ]
            observed: list[Mapping[str, object]] = [
                {"year": each.year, "scope": each.scope, "kind": each.kind} for each in counted
            ]
            records = tuple(each.record for each in counted if each.record)
            outcome = MET if len(counted) >= least else UNMET
            return Finding(ground, outcome, observed, (), (), records)

        return judge

    return build, ()


WORDS: Mapping[str, Word] = {
    "completion": Word("computed", read_completion),
    "months_worked": Word("computed", read_months_worked),
    "no_discipline": Word("computed", read_no_discipline),
    "nothing_pending": Word("computed", read_nothing_pending),
    "initiatives": Word("computed", read_initiatives),
}
