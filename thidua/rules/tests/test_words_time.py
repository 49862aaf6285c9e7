"""Words about a stretch of years, both ways and at the boundary; their properties."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.rules.facts import Discipline, Facts, Honour, Initiative
from thidua.rules.outcomes import Citation, Finding, Outcome
from thidua.rules.periods import Period
from thidua.rules.tests.making import EmptyBench, criterion, judged

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
XS, TOT, HT = "hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh"
CITED = Citation("luat", "1", None, None, "1", "Điều 1")
DAY = date(2023, 12, 25)


class Value(NamedTuple):
    value: str
    citation: Citation = CITED
    provisional: bool = False
    note: str = ""


class Bench(EmptyBench):
    """A bench whose law counts from the achievement and anew after a reprimand."""

    clock = "ky_thanh_tich"

    def parameter(self, id_: str) -> Any:
        return Value(self.clock if id_.startswith("moc") else "khien_trach")


class OldBench(Bench):
    clock = "ngay_quyet_dinh"


def chain(
    facts: Facts, *, bench: EmptyBench | None = None, year: int = 2023, **more: Any
) -> Finding:
    parts = [
        {"id": "nam", "name": "5 năm", "unbroken": {"at_least": TOT, "years": 5}},
        {"id": "xs", "name": "1 năm", "years_rated": {"at_least": XS, "years": 1}},
        {"id": "cs", "name": "3 lần", "holds_within": {"what": "cs", "at_least": 3}},
    ]
    rule = {"what": "bk", "parts": parts, **more}
    made = criterion({"id": "c", "name": "Chuỗi", "since_previous": rule})
    return made.judge(bench or Bench(DAY))(facts, Period.of(year))


def good(**change: Any) -> Facts:
    levels = dict.fromkeys(range(2019, 2024), TOT) | {2021: XS}
    held = [Honour("bk", 2018, date(2019, 5, 1), first_year=2014)]
    held += [Honour("cs", year) for year in (2019, 2021, 2023)]
    return replace(Facts(completion=levels, honours=tuple(held), discipline=()), **change)


def without(facts: Facts, index: int) -> tuple[Honour, ...]:
    honours = facts.honours or ()
    return honours[:index] + honours[index + 1 :]


def test_a_chain_both_ways() -> None:
    assert chain(good()).outcome is MET
    assert chain(good(honours=without(good(), 0))).outcome is UNMET
    assert chain(good(honours=without(good(), 2))).outcome is UNMET
    low = {**(good().completion or {}), 2022: HT}
    assert chain(good(completion=low)).outcome is UNMET
    plain = dict.fromkeys(range(2019, 2024), TOT)
    assert chain(good(completion=plain)).outcome is UNMET
    gap = {year: level for year, level in (good().completion or {}).items() if year != 2020}
    found = chain(good(completion=gap))
    assert (found.outcome, found.open_facts()) == (UNKNOWN, ("completion.2020",))
    assert chain(good(honours=None)).open_facts()[0] == "honours"
    assert chain(good(honours=None, completion={2023: HT})).outcome is UNMET


def test_the_clock_is_dated_law() -> None:
    # By the decision of 2019 the year 2019 is not counted: four years only.
    assert chain(good(), bench=OldBench(DAY)).outcome is UNMET
    undated = (replace((good().honours or ())[0], decided_on=None), *without(good(), 0))
    found = chain(good(honours=undated), bench=OldBench(DAY))
    assert (found.outcome, found.open_facts()) == (UNKNOWN, ("honours[0].decided_on",))
    assert chain(good(), bench=EmptyBench(DAY)).outcome is Outcome.NO_LAW
    assert chain(good(), bench=EmptyBench(DAY), clock="achievement").outcome is MET


def test_the_latest_award_counts_unless_any_may() -> None:
    twice = (*(good().honours or ()), Honour("bk", 2021))
    assert chain(good(honours=twice)).outcome is UNMET
    assert chain(good(honours=twice), which="any").outcome is MET
    again = (*(good().honours or ()), Honour("hc", 2021))
    assert chain(good(honours=again), which="any").outcome is MET
    assert chain(good(honours=again), which="any", anew_after="hc").outcome is UNMET
    thematic = replace((good().honours or ())[0], kind="chuyen_de")
    assert chain(good(honours=(thematic, *without(good(), 0)))).outcome is UNMET


def test_a_discipline_makes_the_years_begin_anew() -> None:
    punished = good(discipline=(Discipline("canh_cao", date(2019, 3, 1), date(2020, 3, 1)),))
    assert chain(punished).outcome is MET
    assert chain(punished, after_discipline=True).outcome is UNMET
    early = good(discipline=(Discipline("canh_cao", date(2017, 3, 1), date(2018, 3, 1)),))
    assert chain(early, after_discipline=True).outcome is MET
    light = good(discipline=(Discipline("phe_binh", date(2022, 3, 1)),))
    assert chain(light, after_discipline=True).outcome is MET
    running = good(discipline=(Discipline("canh_cao", date(2018, 3, 1)),))
    found = chain(running, after_discipline=True)
    assert (found.outcome, found.open_facts()) == (UNKNOWN, ("discipline[0].ends_on",))
    assert chain(good(discipline=None), after_discipline=True).open_facts() == ("discipline",)


def time_word(word: str, settings: object, facts: Facts) -> Finding:
    made = criterion({"id": "c", "name": "Tiêu chuẩn", word: settings})
    time = Period(date(2019, 1, 1), date(2023, 12, 31), 2023)
    return made.judge(EmptyBench(DAY))(facts, time)


def test_a_run_within_the_time_and_its_other_years() -> None:
    rule = {"at_least": XS, "or_holding": ["tt"], "years": 3, "others": TOT}
    levels = {2019: TOT, 2020: XS, 2021: TOT, 2022: XS, 2023: TOT}
    held = (Honour("tt", 2021),)
    facts = Facts(completion=levels, honours=held)
    assert time_word("run", rule, facts).outcome is MET
    assert time_word("run", rule, replace(facts, honours=())).outcome is UNMET
    assert time_word("run", rule, replace(facts, honours=None)).missing == ("honours",)
    assert time_word("run", rule, replace(facts, completion={**levels, 2019: HT})).outcome is UNMET
    later = {year: level for year, level in levels.items() if year != 2023}
    found = time_word("run", rule, replace(facts, completion=later))
    assert (found.outcome, found.missing) == (UNKNOWN, ("completion.2023",))


@pytest.mark.parametrize(
    ("levels", "initiatives", "outcome"),
    [
        ({2017: XS, 2018: XS, 2016: TOT}, (2017, 2018), MET),
        ({2017: XS, 2018: XS, 2016: XS, 2015: TOT}, (2016, 2018), MET),
        ({2017: XS, 2018: XS, 2016: TOT}, (2016, 2018), UNMET),
        ({2017: TOT, 2018: XS}, (2017, 2018), UNMET),
        ({2017: XS, 2018: XS}, (2016, 2018), UNKNOWN),
        ({2018: XS}, (2017, 2018), UNKNOWN),
        ({2017: XS, 2018: XS}, None, UNKNOWN),
    ],
)
def test_a_streak_with_initiatives(
    levels: dict[int, str], initiatives: tuple[int, ...] | None, outcome: Outcome
) -> None:
    given = None if initiatives is None else tuple(Initiative(y, "base") for y in initiatives)
    rule = {"at_least": XS, "years": 2, "initiatives": {"scope": "base", "at_least": 2}}
    found = judged("streak", rule, Facts(completion=levels, initiatives=given))
    assert found.outcome is outcome
    assert bool(found.missing) is (outcome is UNKNOWN)


def test_initiatives_of_the_time() -> None:
    rule = {"scope": "province", "at_least": 2}
    two = tuple(Initiative(year, "province") for year in (2019, 2023))
    assert time_word("initiatives_within", rule, Facts(initiatives=two)).outcome is MET
    one = (two[0], Initiative(2018, "province"), Initiative(2020, "base"))
    assert time_word("initiatives_within", rule, Facts(initiatives=one)).outcome is UNMET
    assert time_word("initiatives_within", rule, Facts()).missing == ("initiatives",)


@pytest.mark.parametrize(
    ("founded", "age", "anniversary"),
    [
        (date(2008, 12, 25), MET, MET),
        (date(2008, 12, 26), UNMET, MET),
        (date(2009, 1, 1), UNMET, UNMET),
        (date(1998, 1, 1), MET, MET),
        (date(2018, 1, 1), UNMET, UNMET),
    ],
)
def test_age_and_round_years(founded: date, age: Outcome, anniversary: Outcome) -> None:
    facts = Facts(founded=founded)
    assert judged("age", {"at_least": 10}, facts).outcome is age
    assert judged("round_anniversary", {"every": 10}, facts).outcome is anniversary
    assert judged("age", {"at_least": 10}, Facts()).missing == ("founded",)
    assert judged("round_anniversary", {"every": 10}, Facts()).missing == ("founded",)


WORDS: list[tuple[str, dict[str, Any]]] = [
    ("unbroken", {"at_least": TOT, "years": 3}),
    ("run", {"at_least": XS, "or_holding": ["tt"], "years": 2, "others": TOT}),
    ("years_rated", {"at_least": XS, "years": 2}),
    ("streak", {"at_least": XS, "years": 2}),
    ("holds_within", {"what": "tt", "at_least": 2}),
]
LEVELS = (XS, TOT, HT)
HELD = [
    tuple(Honour("tt", year) for year in years)
    for years in ((), (2022,), (2021, 2022), (2021, 2022, 2023))
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(WORDS),
    st.fixed_dictionaries({year: st.sampled_from((*LEVELS, None)) for year in (2021, 2022, 2023)}),
    st.sampled_from([*HELD, None]),
    st.booleans(),
)
def test_unknown_exactly_when_missing_facts_can_still_go_both_ways(
    word: tuple[str, dict[str, Any]],
    levels: dict[int, str | None],
    held: tuple[Honour, ...] | None,
    is_chain: bool,
) -> None:
    rule: dict[str, Any] = {"id": "c", "name": "Tiêu chuẩn", word[0]: word[1]}
    if is_chain:
        rule = {"id": "chuoi", "name": "Chuỗi", "since_previous": {"what": "bk", "parts": [rule]}}
    judge = criterion(rule).judge(Bench(DAY))
    time = Period.of(2023) if is_chain else Period(date(2021, 1, 1), date(2023, 12, 31), 2023)
    base = (Honour("bk", 2020),)

    def answer(completion: dict[int, str], honours: tuple[Honour, ...] | None) -> Outcome:
        past = {2020: HT}
        given = None if honours is None else honours + base
        finding = judge(Facts(completion={**past, **completion}, honours=given), time)
        assert bool(finding.open_facts()) is (finding.outcome is UNKNOWN)
        return finding.outcome

    known = {year: level for year, level in levels.items() if level is not None}
    open_years = [year for year, level in levels.items() if level is None]
    reachable = {
        answer({**known, **dict(zip(open_years, filled, strict=True))}, honours)
        for filled in product(LEVELS, repeat=len(open_years))
        for honours in (HELD if held is None else [held])
    }
    found = answer(known, held)
    if held is None and is_chain:  # other bases, outside these fillings, are open too
        assert found is UNKNOWN or reachable == {found}
    else:
        assert (found is UNKNOWN) is (len(reachable) == 2)
        assert found is UNKNOWN or reachable == {found}
