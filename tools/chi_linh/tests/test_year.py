"""Honours, ratings and the rest agree with one another and hold the traps they are made for."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache

import pytest

from thidua.scoring.sheets.reading import read_sheet
from thidua.scoring.sheets.results import read_results
from thidua.scoring.sheets.score import score
from tools.chi_linh.__main__ import FOLDER
from tools.chi_linh.tests.folder import people, rows, schemes, units, years

LDTT, CSTDCS = "lao_dong_tien_tien", "chien_si_thi_dua_co_so"
HTXS = "hoan_thanh_xuat_sac"
IN_BLOCS = {key for key, unit in units().items() if unit["bloc"] is not None}


@cache
def held() -> dict[str, dict[str, set[int]]]:
    """The years of each honour by holder and kind."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows("honours.csv"):
        found[row["holder"]][row["what"]] |= set(years(row["years"]))
    return found


@cache
def rated() -> dict[str, dict[int, str]]:
    """The level of each holder by year."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows("ratings.csv"):
        for year in years(row["periods"]):
            assert year not in found[row["holder"]]
            found[row["holder"]][year] = row["level"]
    return found


def unit_of(holder: str) -> str:
    return people()[holder]["unit"] if holder in people() else holder


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("honours.csv", "holder"),
        ("ratings.csv", "holder"),
        ("initiatives.csv", "holder"),
        ("pending.csv", "holder"),
        ("leave.csv", "person"),
        ("discipline.csv", "person"),
    ],
)
def test_holders_are_known(name: str, column: str) -> None:
    assert rows(name)
    assert all(unit_of(row[column]) in units() for row in rows(name))


def test_every_year_of_every_honour_has_its_decision() -> None:
    for row in rows("honours.csv"):
        scheme = schemes()[row["scheme"]]
        assert scheme.issuer in (None, row["issuer"])
        assert set(years(row["years"])) <= set(scheme.years)
        assert row["issuer"] in units() or row["issuer"] == "UBND tỉnh Hải Dương"


def test_no_issuer_uses_a_number_twice_in_a_year() -> None:
    used = Counter(
        (scheme.issuer or key, day.year, number)
        for key, scheme in schemes().items()
        for number, day in scheme.years.values()
    )
    assert max(used.values()) == 1


def test_all_past_decisions_are_before_the_plan() -> None:
    days = [day for scheme in schemes().values() for _, day in scheme.years.values()]
    assert max(days) < date(2018, 1, 10)


def test_nobody_is_honoured_before_ten_months_of_work() -> None:
    for holder, kinds in held().items():
        if holder not in people() or not people()[holder]["employed_from"]:
            continue
        starts = date.fromisoformat(people()[holder]["employed_from"])
        school = units()[unit_of(holder)]["calendar"] == "school_year"
        for year in set().union(*kinds.values()):
            assert starts <= (date(year - 1, 10, 31) if school else date(year, 3, 1)), holder


def test_three_quarters_are_advanced_and_fighters_keep_the_quota() -> None:
    staff = [key for key, row in people().items() if row["unit"] in IN_BLOCS]
    for year in range(2013, 2018):
        working = [key for key in staff if year in rated()[key]]
        advanced = [key for key in working if year in held()[key][LDTT]]
        fighters = [key for key in working if year in held()[key][CSTDCS]]
        assert 0.7 < len(advanced) / len(working) < 0.85
        assert 0.08 < len(fighters) / len(advanced) <= 0.15
        assert set(fighters) <= set(advanced)
        assert all(rated()[key][year] in (HTXS, "hoan_thanh_tot") for key in advanced)


def test_excellent_ratings_are_at_most_a_fifth_of_a_unit() -> None:
    counted: Counter[tuple[str, int]] = Counter()
    excellent: Counter[tuple[str, int]] = Counter()
    for holder, levels in rated().items():
        for year, level in levels.items():
            if holder in people():
                counted[unit_of(holder), year] += 1
                excellent[unit_of(holder), year] += level == HTXS
    assert all(5 * excellent[key] <= counted[key] + 1 for key in counted)


def test_chains_of_fighters_end_in_2017_with_and_without_a_gap() -> None:
    chains = [kinds[CSTDCS] for holder, kinds in held().items() if holder in people()]
    assert sum({2016, 2017} <= chain and 2015 not in chain for chain in chains) >= 10
    assert sum({2015, 2017} <= chain and 2016 not in chain for chain in chains) >= 10
    assert sum({2015, 2016, 2017} <= chain for chain in chains) >= 5


def test_provincial_fighters_have_three_years_in_a_row() -> None:
    found = 0
    for kinds in held().values():
        for year in kinds["chien_si_thi_dua_tinh"]:
            assert {year - 2, year - 1, year} <= kinds[CSTDCS]
            found += 1
    assert 5 <= found <= 30


def test_excellent_collectives_are_advanced_too() -> None:
    excellent = 0
    for key in IN_BLOCS:
        kinds = held()[key]
        assert kinds["tap_the_lao_dong_xuat_sac"] <= kinds["tap_the_lao_dong_tien_tien"]
        excellent += 2017 in kinds["tap_the_lao_dong_xuat_sac"]
    assert 5 <= excellent <= 20


def test_one_unit_has_no_ratings_in_2018() -> None:
    missing = {key for key in IN_BLOCS if 2018 not in rated()[key]}
    assert missing == {"thcs-nhan-hue"}
    assert not any(2018 in rated()[key] for key in people() if unit_of(key) == "thcs-nhan-hue")


def test_discipline_of_2018_stops_a_third_year_in_a_row() -> None:
    fresh = [row for row in rows("discipline.csv") if row["decided_on"].startswith("2018")]
    assert {row["form"] for row in rows("discipline.csv")} == {"khien_trach", "canh_cao"}
    stopped = [row["person"] for row in fresh if {2016, 2017} <= held()[row["person"]][CSTDCS]]
    assert len(stopped) == 1
    assert rated()[stopped[0]][2018] == HTXS


def test_past_discipline_left_no_title_in_its_year() -> None:
    past = [row for row in rows("discipline.csv") if row["decided_on"] < "2018"]
    assert len(past) == 5
    for row in past:
        day = date.fromisoformat(row["decided_on"])
        school = units()[unit_of(row["person"])]["calendar"] == "school_year"
        year = day.year + (school and day.month >= 9)
        assert not any(year in found for found in held()[row["person"]].values())


def test_initiatives_support_past_fighters_and_leave_some_without_in_2018() -> None:
    with_base = {
        (row["holder"], int(row["period"]))
        for row in rows("initiatives.csv")
        if row["scope"] == "base"
    }
    for holder, kinds in held().items():
        if holder in people():
            assert all((holder, year) in with_base for year in kinds[CSTDCS] if year >= 2014)
    again = [key for key in people() if 2017 in held()[key][CSTDCS]]
    covered = sum((key, 2018) in with_base for key in again)
    assert 0.5 < covered / len(again) < 0.9
    province = Counter(
        row["period"] for row in rows("initiatives.csv") if row["scope"] == "province"
    )
    assert province["2017"] == sum(2017 in one["chien_si_thi_dua_tinh"] for one in held().values())
    assert province["2018"] >= 5


def test_pending_cases_and_leave() -> None:
    assert Counter(row["kind"] for row in rows("pending.csv")) == {"inspection": 1, "complaint": 1}
    mothers = [row["person"] for row in rows("leave.csv") if row["kind"] == "thai_san"]
    assert len(mothers) >= 20
    assert {people()[key]["sex"] for key in mothers} == {"nu"}
    assert all(row["from"] < row["until"] for row in rows("leave.csv"))


@pytest.mark.parametrize(
    ("bloc", "selected", "undecided", "barred"),
    [
        ("xa-phuong", {"Xã Lê Lợi", "Phường Sao Đỏ", "Xã Hoàng Tiến"}, set(), {"Phường Chí Minh"}),
        ("phong-chuyen-mon", {"Phòng Tư pháp"}, {"Phòng Nội vụ", "Phòng Kinh tế"}, set()),
    ],
)
def test_score_sheets_give_the_tie_and_the_barred_unit(
    bloc: str, selected: set[str], undecided: set[str], barred: set[str]
) -> None:
    sheet = read_sheet(FOLDER / f"sheets/{bloc}.yaml")
    scores = score(sheet, read_results(sheet, FOLDER / f"sheets/{bloc}.results.yaml"))
    assert {one.unit for one in scores.units} == {
        unit["name"] for unit in units().values() if unit["bloc"] == bloc
    }
    assert {one.unit for one in scores.units if one.selected} == selected
    assert set(scores.undecided) == undecided
    assert {one.unit for one in scores.units if one.barred} == barred
    assert not any(one.incomplete for one in scores.units)
