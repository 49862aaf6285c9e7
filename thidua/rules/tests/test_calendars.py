"""Who moves from a school to an office: school years, then calendar years; no gap, none twice."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.rules.facts import Facts, Honour
from thidua.rules.outcomes import Finding, Outcome
from thidua.rules.periods import Period
from thidua.rules.tests.making import EmptyBench, criterion, judged

MET, UNMET = Outcome.MET, Outcome.UNMET
FIGHTER, CERTIFICATE = "chien_si_thi_dua_co_so", "bang_khen_tinh"


def moved(*years: int | str, what: str = FIGHTER) -> Facts:
    """Facts of who was given something for these years, written as cases write them."""
    return Facts.from_mapping({"honours": [{"what": what, "year": year} for year in years]})


def within(rule: dict[str, object], facts: Facts) -> Finding:
    """What `holds_within` says of the years 2016 to 2019."""
    years = Period(date(2016, 1, 1), date(2019, 12, 31), 2019)
    made = criterion({"id": "c", "name": "Tiêu chuẩn", "holds_within": rule})
    return made.judge(EmptyBench())(facts, years)


@pytest.mark.parametrize(
    ("years", "needed", "outcome"),
    [
        # Two school years, the calendar year that the second ends in, the year after: three years.
        (("2016-2017", "2017-2018", 2018, 2019), 3, MET),
        (("2016-2017", "2017-2018", 2018, 2019), 4, UNMET),
        # Without the overlapping calendar year there is no gap: the school year stands for 2018.
        (("2016-2017", "2017-2018", 2019), 3, MET),
        # At the boundary: a calendar year and the school year that begins in it are two years.
        ((2017, "2017-2018", "2018-2019"), 3, MET),
        (("2017-2018", 2018, 2019), 3, UNMET),
        (("2016-2017", 2018, 2019), 3, MET),
        (("2015-2016", 2018, 2019), 3, UNMET),
    ],
)
def test_years_in_a_row(years: tuple[int | str, ...], needed: int, outcome: Outcome) -> None:
    rule = {"what": FIGHTER, "years": needed}
    assert judged("consecutive", rule, moved(*years), year=2019).outcome is outcome


@pytest.mark.parametrize(("least", "outcome"), [(3, MET), (4, UNMET)])
def test_times_within_years(least: int, outcome: Outcome) -> None:
    facts = moved("2016-2017", "2017-2018", 2018, 2019)
    rule: dict[str, object] = {"what": FIGHTER, "at_least": least}
    assert judged("holds", {**rule, "years": 4}, facts, year=2019).outcome is outcome
    assert within(rule, facts).outcome is outcome


def test_the_finding_says_which_is_not_counted_again() -> None:
    facts = moved("2017-2018", 2018, 2019)
    rule: dict[str, object] = {"what": FIGHTER, "at_least": 3}
    for found in (judged("holds", rule, facts, year=2019), within(rule, facts)):
        assert isinstance(found.observed, list)
        again = [each for each in found.observed if each.get("counted") is False]
        assert [each["year"] for each in again] == [2018]
    run = judged("consecutive", {"what": FIGHTER, "years": 2}, facts, year=2019)
    assert isinstance(run.observed, dict)
    assert [each.get("counted", True) for each in run.observed["held"]] == [True, True, False]
    assert run.observed["held"][0]["school_year"] == "2017-2018"


def test_the_one_decided_earlier_is_counted() -> None:
    school = Honour(FIGHTER, 2018, date(2018, 8, 20), is_school_year=True, record="a")
    office = Honour(FIGHTER, 2018, date(2018, 12, 20), record="b")
    found = judged("holds", {"what": FIGHTER, "at_least": 2}, Facts(honours=(office, school)))
    assert found.outcome is UNMET
    assert isinstance(found.observed, list)
    assert [each.get("counted", True) for each in found.observed] == [True, False]
    assert found.records == ("a", "b")


def test_two_certificates_of_one_year_are_two_unless_the_calendars_overlap() -> None:
    two = {"what": CERTIFICATE, "at_least": 2}
    assert judged("holds", two, moved(2018, 2018, what=CERTIFICATE)).outcome is MET
    assert judged("holds", two, moved("2017-2018", 2018, what=CERTIFICATE)).outcome is UNMET
    more = moved("2017-2018", 2018, 2018, what=CERTIFICATE)
    assert judged("holds", two, more).outcome is MET


YEARS = st.lists(
    st.one_of(
        st.integers(2012, 2019), st.integers(2012, 2019).map(lambda year: f"{year - 1}-{year}")
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(YEARS, st.integers(1, 6), st.sampled_from(("holds", "holds_within", "consecutive")))
def test_years_are_counted_as_their_keys_whatever_the_order(
    years: list[int | str], needed: int, word: str
) -> None:
    counted = {int(str(year)[-4:]) for year in years}
    rule: dict[str, Any] = {"what": FIGHTER}
    rule |= {"years": needed} if word == "consecutive" else {"at_least": needed}
    if word == "consecutive":
        expected = set(range(2019 - needed + 1, 2020)) <= counted
    elif word == "holds_within":
        expected = len(counted & {2019}) >= needed
    else:
        expected = len(counted) >= needed
    for written in (years, years[::-1]):
        found = judged(word, rule, moved(*written), year=2019)
        assert found.outcome is (MET if expected else UNMET)
