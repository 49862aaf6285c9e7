"""Totals, ranks and selection, by hand and by property."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.scoring.sheets import (
    Score,
    Sheet,
    UnitResults,
    as_json,
    read_results,
    read_sheet,
    results_from_json,
    score,
    sheet_from_json,
    two_places,
)

SHEET = """
sheet: Khối xã, phường 2018
items:
  - id: "1"
    name: Phát triển kinh tế
    max: 30
    items:
      - {id: "1.1", max: 8, rule: {ratio: more}}
      - {id: "1.2", max: 5,  rule: {ratio: less}}
      - {id: "1.3", max: 5,  rule: {bands: [[98, 5], [97, 4], [96, 3]]}}
      - {id: "1.4", max: 5,  rule: {grades: {A: 5, B: 3.5, C: 2, D: 0}}}
      - {id: "1.5", max: 5,  rule: {minus_per_case: 0.5, at_most: 1.5}}
      - {id: "1.6", max: 2,  rule: points}
bonuses:
  - {id: over_plan, items: ["1.1"], per_percent_over: 0.01, at_most: 0.10}
  - {id: creative, points: 5}
bonus_cap: 20
penalties:
  - {id: late_report, points: 5, per_case: true}
  - {id: leader_disciplined, points: 20, bars_selection: true}
ranking: {select: 2, ties: shared}
"""
ONE_ITEM = 'sheet: S\nitems: [{id: "1", max: 100, rule: points}]\nranking: {select: %d}\n'


def one_unit(sheet: str, results: str) -> Score:
    read = read_sheet(sheet)
    return score(read, read_results(read, f"units: [{{unit: A, {results}}}]")).units[0]


def leaf(rule: str, result: str, most: str = "5") -> Fraction | None:
    sheet = f'sheet: S\nitems: [{{id: "1", max: {most}, rule: {rule}}}]\n'
    return one_unit(sheet, f'results: {{"1": {result}}}').base


def ranked(points: dict[str, str], select: int, penalties: str = "") -> dict[str, Score]:
    sheet = read_sheet(ONE_ITEM % select + penalties)
    lines = [f'{{unit: {unit}, results: {{"1": {one}}}}}' for unit, one in points.items()]
    scores = score(sheet, read_results(sheet, f"units: [{', '.join(lines)}]"))
    return {one.unit: one for one in scores.units}


def test_the_worked_example() -> None:
    sheet = read_sheet(SHEET)
    results = """
units:
  - unit: Phường Sao Đỏ
    results: {"1.1": {plan: 100, actual: 112}, "1.2": {plan: 3, actual: 4}, "1.3": 97.2,
              "1.4": B, "1.5": 1, "1.6": 1.5}
    bonuses: {creative: 1}
    penalties: {late_report: 2}
"""
    answer = as_json(score(sheet, read_results(sheet, results)))
    assert answer == {
        "sheet": "Khối xã, phường 2018",
        "units": [
            {
                "unit": "Phường Sao Đỏ",
                "items": {
                    "1": 25.25,
                    "1.1": 8.0,
                    "1.2": 3.75,
                    "1.3": 4.0,
                    "1.4": 3.5,
                    "1.5": 4.5,
                    "1.6": 1.5,
                },
                "base": 25.25,
                "bonus": 5.8,  # 12% over, cut at 10% of 8, and 5
                "penalty": 10.0,
                "total": 21.05,
                "rank": 1,
                "selected": True,
                "barred": False,
                "incomplete": [],
            }
        ],
        "undecided": [],
    }


@pytest.mark.parametrize(
    ("rule", "result", "points"),
    [
        ("{ratio: more}", "{plan: 100, actual: 50}", "2.5"),
        ("{ratio: more}", "{plan: 100, actual: 300}", "5"),
        ("{ratio: more}", "{plan: 100, actual: 0}", "0"),
        ("{ratio: more}", "{plan: 0, actual: 3}", None),
        ("{ratio: more}", "{plan: 100}", None),
        ("{ratio: less}", "{plan: 3, actual: 4}", "3.75"),
        ("{ratio: less}", "{plan: 4, actual: 3}", "5"),
        ("{ratio: less}", "{plan: 4, actual: 0}", "5"),
        ("{ratio: less}", "{plan: 0, actual: 0}", "5"),
        ("{ratio: less}", "{plan: 0, actual: 2}", "0"),
        ("{bands: [[98, 5], [97, 4], [96, 3]]}", "98", "5"),
        ("{bands: [[98, 5], [97, 4], [96, 3]]}", "97.99", "4"),
        ("{bands: [[98, 5], [97, 4], [96, 3]]}", "95.999", "0"),
        ("{grades: {Tốt: 5, Khá: 3.5}}", "Khá", "3.5"),
        ("{minus_per_case: 0.5, at_most: 1.5}", "0", "5"),
        ("{minus_per_case: 0.5, at_most: 1.5}", "9", "3.5"),
        ("{minus_per_case: 2}", "9", "0"),
        ("{minus_per_case: 2, at_most: 9}", "9", "0"),
        ("points", "4.25", "4.25"),
        ("points", "null", None),
    ],
)
def test_each_rule(rule: str, result: str, points: str | None) -> None:
    assert leaf(rule, result) == (None if points is None else Fraction(points))


def test_an_item_without_result_is_never_scored_as_nothing() -> None:
    one = one_unit(SHEET, 'results: {"1.3": 99, "1.1": {plan: 0, actual: 5}}')
    assert one.incomplete == ("1.1", "1.2", "1.4", "1.5", "1.6")
    assert (one.base, one.total, one.rank, one.selected) == (None, None, None, False)
    assert one.items["1.3"] == 5
    assert one.items["1"] is None


def test_a_capped_branch_is_cut_and_counts_with_its_own_max() -> None:
    sheet = """
sheet: S
items:
  - id: a
    max: 10
    items:
      - {id: b, max: 7, cap: true, items: [{id: c, max: 5, rule: points},
                                           {id: d, max: 4, rule: points}]}
      - {id: e, max: 3, rule: points}
"""
    one = one_unit(sheet, "results: {c: 5, d: 4, e: 1}")
    assert [one.items["b"], one.items["a"], one.base] == [7, 8, 8]
    assert read_sheet(sheet).max == 10


def test_a_branch_without_max_has_the_sum() -> None:
    sheet = read_sheet("sheet: S\nitems: [{id: a, items: [{id: b, max: 2.5, rule: points}]}]")
    assert sheet.items[0].max == Decimal("2.5")


@pytest.mark.parametrize(
    ("target", "bonus"),
    [
        ("{plan: 100, actual: 101}", "0.08"),
        ("{plan: 100, actual: 101.99}", "0.08"),
        ("{plan: 100, actual: 100.99}", "0"),
        ("{plan: 100, actual: 20}", "0"),
        ("{plan: 100, actual: 500}", "0.8"),
        ("{plan: 30, actual: 31}", "0.24"),
    ],
)
def test_over_plan_counts_whole_percents(target: str, bonus: str) -> None:
    rest = '"1.2": {plan: 1, actual: 1}, "1.3": 0, "1.4": D, "1.5": 0, "1.6": 0'
    assert one_unit(SHEET, f'results: {{"1.1": {target}, {rest}}}').bonus == Fraction(bonus)


def test_a_target_to_reduce_is_exceeded_below_its_plan() -> None:
    sheet = """
sheet: S
items: [{id: a, max: 10, rule: {ratio: less}}]
bonuses: [{id: over, items: [a], per_percent_over: 0.01}]
"""
    assert one_unit(sheet, "results: {a: {plan: 4, actual: 3}}").bonus == Fraction("2.5")
    assert one_unit(sheet, "results: {a: {plan: 0, actual: 0}}").bonus == 0


def test_bonuses_and_penalties_count_once_unless_per_case() -> None:
    sheet = """
sheet: S
items: [{id: a, max: 10, rule: points}]
bonuses: [{id: once, points: 5}, {id: each, points: 0.2, per_case: true, at_most: 1}]
penalties: [{id: once, points: 3}, {id: each, points: 1.5, per_case: true}]
"""
    one = one_unit(
        sheet, "results: {a: 1}, bonuses: {once: 2, each: 9}, penalties: {once: 2, each: 2}"
    )
    assert [one.bonus, one.penalty, one.total] == [6, 6, 1]
    one = one_unit(sheet, "results: {a: 0}, bonuses: {once: 0}, penalties: {each: 3}")
    assert [one.bonus, one.penalty, one.total] == [0, Fraction("4.5"), Fraction("-4.5")]


def test_the_cap_holds_for_all_bonuses_together() -> None:
    sheet = """
sheet: S
items: [{id: a, max: 10, rule: points}]
bonuses: [{id: b, points: 15}, {id: c, points: 15}]
bonus_cap: %s
"""
    assert one_unit(sheet % "20", "results: {a: 1}, bonuses: {b: 1, c: 1}").bonus == 20
    assert one_unit(sheet % "null", "results: {a: 1}, bonuses: {b: 1, c: 1}").bonus == 30


def test_equal_totals_share_a_rank() -> None:
    units = ranked({"A": "90", "B": "80", "C": "80", "D": "70"}, select=3)
    assert [units[name].rank for name in "ABCD"] == [1, 2, 2, 4]
    assert [units[name].selected for name in "ABCD"] == [True, True, True, False]


def test_a_tie_at_the_last_place_selects_nobody_there() -> None:
    sheet = read_sheet(ONE_ITEM % 2)
    units = "".join(
        f'  - {{unit: {name}, results: {{"1": {points}}}}}\n'
        for name, points in (("C", 80), ("A", 90), ("B", 80), ("D", 70))
    )
    scores = score(sheet, read_results(sheet, f"units:\n{units}"))
    assert scores.undecided == ("C", "B")
    assert [one.unit for one in scores.units if one.selected] == ["A"]
    assert [one.unit for one in scores.units] == ["C", "A", "B", "D"]


def test_a_barred_unit_keeps_its_rank_and_its_place_passes_on() -> None:
    sheet = read_sheet(
        ONE_ITEM % 1 + "penalties: [{id: disciplined, points: 1, bars_selection: true}]"
    )
    scores = score(
        sheet,
        read_results(
            sheet,
            'units: [{unit: A, results: {"1": 90}, penalties: {disciplined: 1}},'
            ' {unit: B, results: {"1": 80}, penalties: {disciplined: 0}}]',
        ),
    )
    first, second = scores.units
    assert (first.rank, first.barred, first.selected) == (1, True, False)
    assert (second.rank, second.barred, second.selected) == (2, False, True)


def test_ranks_rest_on_exact_totals() -> None:
    sheet = read_sheet(
        "sheet: S\nitems: [{id: a, max: 10, rule: {ratio: more}}]\nranking: {select: 1}"
    )
    scores = score(
        sheet,
        read_results(
            sheet,
            "units: [{unit: A, results: {a: {plan: 3, actual: 1}}},"
            " {unit: B, results: {a: {plan: 10000, actual: 3333}}}]",
        ),
    )
    assert [one.rank for one in scores.units] == [1, 2]
    assert [one["total"] for one in as_json(scores)["units"]] == [3.33, 3.33]


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("1/8", "0.13"), ("0.125", "0.13"), ("0.1249", "0.12"), ("2.675", "2.68"), ("1.005", "1.01"),
     ("-0.125", "-0.13"), ("-0.001", "0.00"), ("8", "8.00")],
)  # fmt: skip
def test_two_places_half_up(exact: str, shown: str) -> None:
    assert str(two_places(Fraction(exact))) == shown


def test_a_sheet_kept_as_json_gives_the_same() -> None:
    stored = {
        "sheet": "S",
        "items": [{"id": "1", "max": 0.3, "rule": {"minus_per_case": 0.1}}],
        "bonus_cap": None,
    }
    sheet = sheet_from_json(stored)
    one = score(sheet, results_from_json(sheet, {"units": [{"unit": "A", "results": {"1": 1}}]}))
    assert one.units[0].base == Fraction("0.2")


def test_the_method_of_a_real_bloc() -> None:
    """Hưng Yên 2021: 1% for 1% over, at most 10% an item, quantity bonuses at most 20."""
    sheet = read_sheet(
        """
sheet: Hưng Yên
items:
  - {id: "1", max: 60, rule: {ratio: more}}
  - {id: "2", max: 20, rule: {ratio: less}}
  - {id: "3", max: 20, rule: {grades: {A: 20, B: 15, C: 10, D: 0}}}
bonuses: [{id: vuot, items: ["1", "2"], per_percent_over: 0.01, at_most: 0.1},
          {id: sang_tao, points: 5}]
bonus_cap: 20
penalties: [{id: vang_hop, points: 5, per_case: true},
            {id: ky_luat, points: 20, bars_selection: true}]
ranking: {select: 1, ties: shared}
"""
    )
    units = """
units:
  - {unit: X, results: {"1": {plan: 200, actual: 213}, "2": {plan: 5, actual: 6}, "3": A},
     bonuses: {sang_tao: 1}, penalties: {vang_hop: 1}}
  - {unit: Y, results: {"1": {plan: 200, actual: 260}, "2": {plan: 5, actual: 4}, "3": A},
     penalties: {ky_luat: 1}}
"""
    first, second = score(sheet, read_results(sheet, units)).units
    assert first.total == 60 + Fraction(50, 3) + 20 + Fraction("3.6") + 5 - 5
    assert second.total == 100 + 6 + 2 - 20
    assert (first.rank, first.selected, second.barred) == (1, True, True)


POINTS = st.lists(st.integers(0, 20), min_size=1, max_size=9)


@given(POINTS, st.integers(0, 10), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(points: list[int], select: int, random: object) -> None:
    sheet = read_sheet(ONE_ITEM % select)
    units = [UnitResults(f"U{at}", {"1": Decimal(one)}) for at, one in enumerate(points)]
    mixed = list(units)
    getattr(random, "shuffle")(mixed)  # noqa: B009
    one, other = score(sheet, units), score(sheet, mixed)
    assert {u.unit: u for u in one.units} == {u.unit: u for u in other.units}
    assert set(one.undecided) == set(other.undecided)


@given(POINTS, st.integers(0, 10))
def test_ranks_and_places_are_consistent(points: list[int], select: int) -> None:
    sheet = read_sheet(ONE_ITEM % select)
    scores = score(
        sheet, [UnitResults(f"U{at}", {"1": Decimal(one)}) for at, one in enumerate(points)]
    )
    for one in scores.units:
        assert one.total is not None
        above = [other for other in scores.units if (other.total or 0) > one.total]
        assert one.rank == 1 + len(above)
    selected = [one for one in scores.units if one.selected]
    assert len(selected) <= select
    if not scores.undecided:
        assert len(selected) == min(select, len(points))
    else:
        assert len(selected) + len(scores.undecided) > select
        assert not {one.unit for one in selected} & set(scores.undecided)


@given(
    plan=st.decimals(0, 1000, places=2),
    actual=st.decimals(0, 5000, places=2),
    cases=st.integers(0, 50),
)
def test_no_item_leaves_its_bounds(plan: Decimal, actual: Decimal, cases: int) -> None:
    sheet: Sheet = read_sheet(
        "sheet: S\nitems: [{id: r, max: 8, rule: {ratio: more}},"
        " {id: l, max: 8, rule: {ratio: less}},"
        " {id: m, max: 8, rule: {minus_per_case: 0.7}}]\n"
        "bonuses: [{id: b, items: [r, l], per_percent_over: 0.01, at_most: 0.5}]\nbonus_cap: 3\n"
    )
    target = f"{{plan: {plan}, actual: {actual}}}"
    one = score(
        sheet,
        read_results(
            sheet, f"units: [{{unit: A, results: {{r: {target}, l: {target}, m: {cases}}}}}]"
        ),
    ).units[0]
    for points in one.items.values():
        assert points is None or 0 <= points <= 8
    assert one.bonus is None or 0 <= one.bonus <= 3
    assert (one.total is None) == (plan == 0)
