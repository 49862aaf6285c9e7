"""Words about a stretch of years: since an earlier award, unbroken, a run within it, up to now.

The time judged is the achievement period of the case; inside `since_previous` it runs from the year
after the earlier award to the year under review. Apart from `since_previous` itself the words only
gain by a better rating, one more honour or initiative: they are met where the least that is known
meets them, unmet where the best that is open does not.
"""

# Readers, builders and judges each share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from thidua.rules import scales
from thidua.rules.criteria import Bench, Build, Criterion, Judge, Reading, Word
from thidua.rules.facts import Facts, Honour
from thidua.rules.outcomes import Finding, Ground, Outcome
from thidua.rules.periods import Period
from thidua.rules.strict import Entry
from thidua.rules.words_honours import UPWARD, counted_once, counts, records_of, told
from thidua.rules.words_work import proofs

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
Read = tuple[Build, tuple[Criterion, ...]]
_MERIT = frozenset(UPWARD)
FARTHEST = 60  # years: longer than any working life


def settled(*, least: bool, best: bool) -> Outcome:
    """The outcome where the least known and the best open reading of the facts answer so."""
    return MET if least else UNKNOWN if best else UNMET


def read_titles(entry: Entry, key: str, reading: Reading) -> frozenset[str]:
    """One id of a title or form, or a list of them."""
    if not isinstance(entry.raw(key), list):
        return frozenset([reading.title(entry, key)])
    found = entry.words(key, None, ())
    reading.mentions.extend((entry, f"{key}[{index}]", what) for index, what in enumerate(found))
    return frozenset(found)


def _not_given(ground: Ground, span: range, path: str) -> Finding:
    """The finding where a list of facts is not given: unmet in a time of which nothing counts."""
    return Finding(ground, UNKNOWN, None, (), (path,)) if span else Finding(ground, UNMET, [])


def _span(period: Period) -> range:
    return range(period.start.year, period.year + 1)


def counted_span(period: Period) -> range:
    """The years of the time judged that may be counted: after a discipline, only those after it."""
    return range(max(period.start.year, period.counts_from), period.year + 1)


@dataclass(frozen=True)
class _Good:
    """Which years are good: rated at least `rank`, or with one of `titles` held for them."""

    rank: int
    titles: frozenset[str]
    bench: Bench

    def held(self, facts: Facts, period: Period) -> Mapping[int, Honour]:
        """The titles held, by year."""
        if not self.titles or not facts.honours:
            return {}
        return {
            each.year: each
            for each in facts.honours
            if each.what in self.titles and counts(each, each.what, _MERIT, self.bench, period.year)
        }

    def year(self, facts: Facts, held: Mapping[int, Honour], year: int) -> tuple[bool, bool]:
        """Whether a year is good by what is known, and whether it still may be."""
        if year in held:
            return True, True
        level = (facts.completion or {}).get(year)
        if level is not None and scales.COMPLETION_RANK[level] >= self.rank:
            return True, True
        return False, level is None or (bool(self.titles) and facts.honours is None)

    def missing(self, facts: Facts, years: list[int]) -> tuple[str, ...]:
        """Paths of the facts that these years hang on."""
        paths = [f"completion.{year}" for year in years if year not in (facts.completion or {})]
        if self.titles and facts.honours is None:
            paths.append("honours")
        return tuple(paths)

    def shown(
        self, facts: Facts, held: Mapping[int, Honour], years: range
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """By year the title held or the rating, and the records that prove them."""
        levels, found, records = facts.completion or {}, {}, []
        for year in years:
            if year in held:
                found[str(year)] = held[year].what
                records.append(held[year].record)
            elif year in levels:
                found[str(year)] = levels[year]
                records += proofs(facts, [f"completion.{year}"]) if facts.records else ()
        return found, tuple(each for each in records if each)


def _read_good(entry: Entry, reading: Reading) -> Callable[[Bench], _Good]:
    rank = scales.COMPLETION_RANK[entry.choice("at_least", scales.COMPLETION)]
    titles: frozenset[str] = frozenset()
    if entry.has("or_holding"):
        titles = read_titles(entry, "or_holding", reading)
    return lambda bench: _Good(rank, titles, bench)


def read_unbroken(entry: Entry, key: str, reading: Reading) -> Read:
    """`unbroken: {at_least: hoan_thanh_tot, years: 5}`: so many years, and each of them rated so.

    Every year of the time must be good; those that may be counted must be `years` or more.
    """
    inner = entry.entry(key)
    good_for = _read_good(inner, reading)
    years = inner.whole("years", low=1, high=FARTHEST)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        good = good_for(bench)

        def judge(facts: Facts, period: Period) -> Finding:
            held = good.held(facts, period)
            span = _span(period)
            answers = [good.year(facts, held, year) for year in span]
            count = len(counted_span(period))
            outcome = settled(
                least=count >= years and all(known for known, _open in answers),
                best=count >= years and all(may for _known, may in answers),
            )
            shown, records = good.shown(facts, held, span)
            observed = {"by_year": shown, "count": count, "needed_years": years}
            if outcome is not UNKNOWN:
                return Finding(ground, outcome, observed, (), (), records)
            open_years = [year for year, (known, _) in zip(span, answers, strict=True) if not known]
            missing = good.missing(facts, open_years)
            return Finding(ground, UNKNOWN, observed, (), missing, records)

        return judge

    return build, ()


def _longest(answers: list[bool]) -> int:
    longest = run = 0
    for is_good in answers:
        run = run + 1 if is_good else 0
        longest = max(longest, run)
    return longest


def read_run(entry: Entry, key: str, reading: Reading) -> Read:
    """`run: {at_least: hoan_thanh_xuat_sac, or_holding: [ID], years: 5, others: hoan_thanh_tot}`.

    Somewhere in the time `years` good years follow one another; its other years are at least
    `others` (left out: they are not asked about).
    """
    inner = entry.entry(key)
    good_for = _read_good(inner, reading)
    years = inner.whole("years", low=1, high=FARTHEST)
    others = inner.choice("others", scales.COMPLETION, scales.COMPLETION[0])
    inner.close()
    asks_others = others != scales.COMPLETION[0]

    def build(ground: Ground, bench: Bench) -> Judge:
        good = good_for(bench)
        fair = _Good(scales.COMPLETION_RANK[others], good.titles, bench)

        def judge(facts: Facts, period: Period) -> Finding:
            held = good.held(facts, period)
            span, counted = _span(period), counted_span(period)
            answers = [good.year(facts, held, year) for year in counted]
            rest = [fair.year(facts, held, year) for year in span] if asks_others else []
            longest = _longest([known for known, _ in answers])
            outcome = settled(
                least=longest >= years and all(known for known, _ in rest),
                best=_longest([may for _, may in answers]) >= years and all(may for _, may in rest),
            )
            shown, records = good.shown(facts, held, span)
            observed = {"by_year": shown, "longest": longest, "needed_years": years}
            if outcome is not UNKNOWN:
                return Finding(ground, outcome, observed, (), (), records)
            open_years = [year for year in span if good.year(facts, held, year) == (False, True)]
            missing = good.missing(facts, open_years)
            return Finding(ground, UNKNOWN, observed, (), missing, records)

        return judge

    return build, ()


def _first(answers: Callable[[int], bool], last: int) -> int:
    """The first year of the good years that end in `last`; the year after it where none."""
    year = last
    while year > last - FARTHEST and answers(year):
        year -= 1
    return year + 1


def read_streak(entry: Entry, key: str, reading: Reading) -> Read:
    """`streak: {at_least: hoan_thanh_xuat_sac, years: 2, initiatives: {scope: base, at_least: 2}}`.

    The good years that end with the year under review, as far back as they go, are `years` or more;
    within them so many initiatives were recognised. A title held may stand for a rating
    (`or_holding`).
    """
    inner = entry.entry(key)
    good_for = _read_good(inner, reading)
    years = inner.whole("years", low=1, high=FARTHEST)
    scope = least = 0
    if inner.has("initiatives"):
        asked = inner.entry("initiatives")
        scope = scales.SCOPE_RANK[asked.choice("scope", scales.SCOPE_RANK)]
        least = asked.whole("at_least", 1, low=1, high=100)
        asked.close()
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        good = good_for(bench)

        def judge(facts: Facts, period: Period) -> Finding:
            last, held = period.year, good.held(facts, period)
            known_from = _first(lambda year: good.year(facts, held, year)[0], last)
            open_from = _first(lambda year: good.year(facts, held, year)[1], last)
            found = [
                each.year
                for each in facts.initiatives or ()
                if scales.SCOPE_RANK[each.scope] >= scope and each.year <= last
            ]

            def enough(start: int, *, best: bool) -> bool:
                if last - start + 1 < years:
                    return False
                if best and facts.initiatives is None:
                    return True
                return sum(start <= year for year in found) >= least

            sure, may = enough(known_from, best=False), enough(open_from, best=True)
            outcome = settled(least=sure, best=may)
            run = range(known_from, last + 1)
            shown, records = good.shown(facts, held, run)
            observed: dict[str, object] = {"by_year": shown, "longest": len(run)}
            observed["needed_years"] = years
            if least:
                observed["initiatives"] = sum(year in run for year in found)
                observed["needed_initiatives"] = least
            if outcome is not UNKNOWN:
                return Finding(ground, outcome, observed, (), (), records)
            missing: tuple[str, ...] = ()
            if known_from > open_from:
                missing = good.missing(facts, [known_from - 1])
            if least and facts.initiatives is None:
                missing += ("initiatives",)
            return Finding(ground, UNKNOWN, observed, (), missing, records)

        return judge

    return build, ()


def read_years_rated(entry: Entry, key: str, reading: Reading) -> Read:
    """`years_rated: {at_least: hoan_thanh_xuat_sac, years: 2}`: so many years of the time, any."""
    inner = entry.entry(key)
    good_for = _read_good(inner, reading)
    years = inner.whole("years", low=1, high=FARTHEST)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        good = good_for(bench)

        def judge(facts: Facts, period: Period) -> Finding:
            held, span = good.held(facts, period), counted_span(period)
            answers = {year: good.year(facts, held, year) for year in span}
            reached = [year for year, (known, _) in answers.items() if known]
            outcome = settled(
                least=len(reached) >= years,
                best=sum(may for _, may in answers.values()) >= years,
            )
            shown, records = good.shown(facts, held, span)
            best = {str(year): shown[str(year)] for year in reached}
            observed = {"by_year": best, "count": len(reached), "needed_years": years}
            if outcome is not UNKNOWN:
                return Finding(ground, outcome, observed, (), (), records)
            open_years = [year for year, answer in answers.items() if answer == (False, True)]
            missing = good.missing(facts, open_years)
            return Finding(ground, UNKNOWN, observed, (), missing, records)

        return judge

    return build, ()


def read_holds_within(entry: Entry, key: str, reading: Reading) -> Read:
    """`holds_within: {what: ID, at_least: 3}`: given so many times for years of the time.

    `what` may list several, of which so many were given together.
    """
    inner = entry.entry(key)
    what = read_titles(inner, "what", reading)
    least = inner.whole("at_least", 1, low=1, high=100)
    kinds = frozenset(inner.words("kinds", scales.HONOUR_KINDS, UPWARD))
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            span = counted_span(period)
            if facts.honours is None:
                return _not_given(ground, span, "honours")
            held = [
                honour
                for honour in facts.honours
                if honour.what in what
                and honour.year in span
                and counts(honour, honour.what, kinds, bench, period.year)
            ]
            held, again = counted_once(held, bench)
            outcome = MET if len(held) >= least else UNMET
            return Finding(ground, outcome, told(held, again), (), (), records_of([*held, *again]))

        return judge

    return build, ()


def read_initiatives_within(entry: Entry, key: str, reading: Reading) -> Read:
    """`initiatives_within: {scope: base, at_least: 5}`: so many recognised in years of the time."""
    inner = entry.entry(key)
    scope = scales.SCOPE_RANK[inner.choice("scope", scales.SCOPE_RANK)]
    least = inner.whole("at_least", 1, low=1, high=100)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            span = counted_span(period)
            if facts.initiatives is None:
                return _not_given(ground, span, "initiatives")
            found = [
                each
                for each in facts.initiatives
                if each.year in span and scales.SCOPE_RANK[each.scope] >= scope
            ]
            observed = [{"year": e.year, "scope": e.scope, "kind": e.kind} for e in found]
            records = tuple(each.record for each in found if each.record)
            return Finding(ground, MET if len(found) >= least else UNMET, observed, (), (), records)

        return judge

    return build, ()


WORDS: Mapping[str, Word] = {
    "unbroken": Word("computed", read_unbroken),
    "run": Word("computed", read_run),
    "streak": Word("computed", read_streak),
    "years_rated": Word("computed", read_years_rated),
    "holds_within": Word("computed", read_holds_within),
    "initiatives_within": Word("computed", read_initiatives_within),
}
