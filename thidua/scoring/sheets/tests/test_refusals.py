"""Each slip in a sheet or in results is refused with its place and its cure."""

import json
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.common.errors import Refusal
from thidua.scoring.sheets import read_results, read_sheet

SHEET = """sheet: S
items:
  - {id: "1", max: 8, rule: {ratio: more}}
  - {id: "2", max: 5, rule: {grades: {A: 5, B: 3}}}
  - {id: "3", max: 5, rule: {minus_per_case: 1}}
  - {id: "4", max: 5, rule: points}
  - {id: "5", max: 5, rule: {bands: [[90, 5]]}}
  - {id: "6", items: [{id: "6.1", max: 1, rule: points}]}
bonuses: [{id: over, items: ["1"], per_percent_over: 0.01}, {id: new, points: 5}]
penalties: [{id: late, points: 5}]
"""


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("{id: 1.10, max: 5, rule: points}", "id_not_text"),
        ("{id: '', max: 5, rule: points}", "id_not_text"),
        ("{id: a, max: -5, rule: points}", "negative"),
        ("{id: a, max: năm, rule: points}", "not_a_number"),
        ("{id: a, max: '5', rule: points}", "not_a_number"),
        ("{id: a, rule: points}", "no_max"),
        ("{id: a, max: 5}", "leaf_or_branch"),
        ("{id: a, max: 5, rule: points, items: []}", "leaf_or_branch"),
        ("{id: a, max: 5, items: []}", "no_items"),
        ("{id: a, max: 5, rule: point}", "unknown_rule"),
        ("{id: a, max: 5, rule: {ratio: more, grades: {A: 1}}}", "unknown_rule"),
        ("{id: a, max: 5, rule: {ratio: more, at_most: 1}}", "unknown_rule"),
        ("{id: a, max: 5, rule: {at_most: 1}}", "unknown_rule"),
        ("{id: a, max: 5, rule: {ratio: most}}", "unknown_ratio"),
        ("{id: a, max: 5, rule: {ratoi: more}}", "unknown_key"),
        ("{id: a, max: 5, rule: {bands: []}}", "no_bands"),
        ("{id: a, max: 5, rule: {bands: [98, 5]}}", "not_a_list"),
        ("{id: a, max: 5, rule: {bands: [[98, 5, 4]]}}", "not_a_band"),
        ("{id: a, max: 5, rule: {bands: [[97, 4], [98, 5]]}}", "bands_out_of_order"),
        ("{id: a, max: 5, rule: {bands: [[98, 5], [98, 4]]}}", "bands_out_of_order"),
        ("{id: a, max: 5, rule: {bands: [[98, 6]]}}", "above_max"),
        ("{id: a, max: 5, rule: {grades: {A: 6}}}", "above_max"),
        ("{id: a, max: 5, rule: {grades: {}}}", "no_grades"),
        ("{id: a, max: 5, rule: {grades: {1: 5}}}", "grade_not_text"),
        ("{id: a, max: 5, rule: {grades: {A: 5, A: 4}}}", "repeated_key"),
        ("{id: a, max: 5, cap: true, rule: points}", "cap_on_leaf"),
        ("{id: a, cap: true, items: [{id: b, max: 1, rule: points}]}", "cap_without_max"),
        ("{id: a, max: 2, items: [{id: b, max: 1, rule: points}]}", "max_is_not_the_sum"),
        ("{id: a, max: 1, items: [{id: a, max: 1, rule: points}]}", "repeated_id"),
    ],
)
def test_a_slip_in_an_item(items: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_sheet(f"sheet: S\nitems:\n  - {items}\n", "s.yaml")
    reason = caught.value.reasons[0]
    assert (reason.code, reason.where) == (code, "s.yaml:3")
    assert reason.message
    assert reason.cure


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("bonuses: [{id: 1, points: 5}]", "id_not_text"),
        ("bonuses: [{id: b}]", "unknown_bonus"),
        ("bonuses: [{id: b, points: 5, items: ['1']}]", "unknown_bonus"),
        ("bonuses: [{id: b, points: -5}]", "negative"),
        ("bonuses: [{id: b, items: ['2'], per_percent_over: 1}]", "no_plan_to_exceed"),
        ("bonuses: [{id: b, items: ['x'], per_percent_over: 1}]", "no_plan_to_exceed"),
        ("bonuses: [{id: b, items: [1], per_percent_over: 1}]", "id_not_text"),
        ("bonuses: [{id: b, points: 1}, {id: b, points: 2}]", "repeated_id"),
        ("penalties: [{id: p, points: 1}, {id: p, points: 2}]", "repeated_id"),
        ("penalties: [{id: p}]", "missing_key"),
        ("penalties: [{id: p, points: 5, per_case: 1}]", "not_a_boolean"),
        ("bonus_cap: -1", "negative"),
        ("ranking: {select: 1.5}", "not_whole"),
        ("ranking: {select: -1}", "negative"),
        ("ranking: {select: 1, ties: apart}", "unknown_ties"),
        ("rankings: {select: 1}", "unknown_key"),
        ("sheet: S", "repeated_key"),
    ],
)
def test_a_slip_beside_the_items(line: str, code: str) -> None:
    text = (
        'sheet: S\nitems: [{id: "1", max: 5, rule: {ratio: more}},'
        f' {{id: "2", max: 5, rule: points}}]\n{line}\n'
    )
    with pytest.raises(Refusal) as caught:
        read_sheet(text, "s.yaml")
    reason = caught.value.reasons[0]
    assert (reason.code, reason.where) == (code, "s.yaml:3")
    assert reason.cure


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{unit: A, results: {1: {plan: 1, actual: 1}}}", "id_not_text"),
        ("{unit: A, results: {'9': 1}}", "unknown_id"),
        ("{unit: A, results: {'6': 1}}", "result_of_branch"),
        ("{unit: A, results: {'1': 5}}", "not_a_target"),
        ("{unit: A, results: {'1': [1, 2]}}", "not_a_target"),
        ("{unit: A, results: {'1': {plan: 5, actual: x}}}", "not_a_number"),
        ("{unit: A, results: {'1': {plan: -5, actual: 1}}}", "negative"),
        ("{unit: A, results: {'1': {plan: 5, actul: 1}}}", "unknown_key"),
        ("{unit: A, results: {'2': E}}", "unknown_grade"),
        ("{unit: A, results: {'2': 5}}", "unknown_grade"),
        ("{unit: A, results: {'2': {A: 1}}}", "unknown_grade"),
        ("{unit: A, results: {'3': 1.5}}", "not_whole"),
        ("{unit: A, results: {'3': -1}}", "negative"),
        ("{unit: A, results: {'3': một}}", "not_a_number"),
        ("{unit: A, results: {'4': 5.01}}", "above_max"),
        ("{unit: A, results: {'4': -0.5}}", "negative"),
        ("{unit: A, results: {'4': '3'}}", "not_a_number"),
        ("{unit: A, results: {'4': '3,5'}}", "not_a_number"),
        ("{unit: A, results: {'4': {plan: 1, actual: 2}}}", "not_a_number"),
        ("{unit: A, results: {'4': true}}", "not_a_number"),
        ("{unit: A, results: {'5': A}}", "not_a_number"),
        ("{unit: A, results: {'4': 1, '4': 2}}", "repeated_key"),
        ("{unit: A, results: [1]}", "not_a_mapping"),
        ("{unit: A, bonuses: {old: 1}}", "unknown_id"),
        ("{unit: A, bonuses: {over: 1}}", "bonus_is_reckoned"),
        ("{unit: A, bonuses: {new: 0.5}}", "not_whole"),
        ("{unit: A, bonuses: {new: true}}", "not_a_number"),
        ("{unit: A, penalties: {late: -1}}", "negative"),
        ("{unit: A, penalties: {late: 2.5}}", "not_whole"),
        ("{unit: A, penalites: {late: 2}}", "unknown_key"),
        ("{results: {'4': 2}}", "missing_key"),
        ("{unit: 12}", "not_text"),
        ("{unit: ' sao  đỏ '}", "unit_twice"),
    ],
)
def test_a_slip_in_results(line: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_results(read_sheet(SHEET), f"units:\n  - unit: Sao Đỏ\n  - {line}\n", "r.yaml")
    reason = caught.value.reasons[0]
    assert (reason.code, reason.where) == (code, "r.yaml:3")
    assert reason.cure


def test_all_slips_are_told_at_once() -> None:
    text = "units:\n  - {unit: A, results: {'2': Z, '3': 0.5}}\n  - {unit: A}\n"
    with pytest.raises(Refusal) as caught:
        read_results(read_sheet(SHEET), text, "r.yaml")
    assert [one.code for one in caught.value.reasons] == [
        "unknown_grade",
        "not_whole",
        "unit_twice",
    ]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    sheet, results = tmp_path / "sheet.yaml", tmp_path / "results.yaml"
    sheet.write_text(
        'sheet: Khối\nitems: [{id: "1.10", max: 5, rule: points}]\nranking: {select: 1}\n',
        encoding="utf-8",
    )
    results.write_text(
        'units:\n  - {unit: Phường Sao Đỏ, results: {"1.10": 4.125}}\n  - {unit: Xã An Lạc}\n',
        encoding="utf-8",
    )
    return sheet, results


def test_the_command_prints_json(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(files[0]), str(files[1]), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [one["total"] for one in answer["units"]] == [4.13, None]
    assert answer["units"][1]["incomplete"] == ["1.10"]


def test_the_command_prints_a_table(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(files[0]), str(files[1])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Khối"
    assert "4.13" in lines[2]
    assert "Phường Sao Đỏ" in lines[2]
    assert "1.10" in lines[3]


def test_the_command_refuses_with_file_and_line(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files[1].write_text("units:\n  - {unit: A, results: {1.10: 4}}\n", encoding="utf-8")
    assert main(["score", str(files[0]), str(files[1])]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{files[1]}:2: " in told.err
    assert main(["score", str(files[0]), str(files[1].with_name("nothing.yaml"))]) == 1
    assert "nothing.yaml" in capsys.readouterr().err
