"""`thidua assess` and `thidua law`, as people and programs call them."""

import json
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.rules import default_law
from thidua.rules.tests.making import TITLE, write_law

CASE = """
- name: một
  what: lao_dong_tien_tien
  holder: individual
  year: 2018
  governing: {decided_on: 2018-12-25}
  jurisdiction: {level: district}
  facts: {completion: {2018: hoan_thanh_tot}, months_worked: {2018: 12},
          discipline: [], pending: [], attested: all}
"""


def assess(tmp_path: Path, text: str | bytes, *more: str) -> int:
    path = tmp_path / "cases.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return main(["assess", str(path), *more])


def test_without_expectation_it_only_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assess(tmp_path, CASE, "--json") == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["name"], answer["outcome"], answer["provisional"]) == ("một", "met", True)
    assert [each["number"] for each in answer["law"]] == [
        "15/2003/QH11",
        "39/2013/QH13",
        "91/2017/NĐ-CP",
    ]
    assert answer["findings"]["criterion"] == "lao_dong_tien_tien"
    assert {"criterion", "outcome", "citation", "observed", "parts"} <= set(
        answer["findings"]["parts"][1]
    )
    assert (answer["missing"], answer["decider"], answer["money"]) == (
        [],
        "chu_tich_ubnd_huyen",
        420_000,
    )
    assert answer["papers"][0]["id"] == "dang_ky_thi_dua"
    assert "passed" not in answer


@pytest.mark.parametrize(("outcome", "passed"), [("met", True), ("unmet", False)])
def test_an_expectation_decides_the_exit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], outcome: str, passed: bool
) -> None:
    code = assess(tmp_path, f"{CASE}  expect: {{outcome: {outcome}}}\n", "--json")
    (answer,) = json.loads(capsys.readouterr().out)
    assert (code, answer["passed"]) == (0 if passed else 1, passed)


def test_because_must_be_among_what_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = f"{CASE}  expect: {{outcome: met, because: [sang_kien_co_so]}}\n"
    right = f"{CASE}  expect: {{outcome: met, because: [hoan_thanh_tot]}}\n"
    assert [assess(tmp_path, text) for text in (wrong, right)] == [1, 0]
    assert "hoan_thanh_tot" in capsys.readouterr().out


def test_missing_facts_are_named_by_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CASE.replace("completion: {2018: hoan_thanh_tot}, ", "").replace(
        "attested: all", "attested: {doan_ket: true}"
    )
    assert assess(tmp_path, text, "--json") == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["missing"] == [
        "completion.2018",
        "attested.chap_hanh",
        "attested.phong_trao",
        "attested.hoc_tap",
        "attested.dao_duc",
    ]


def test_an_impossible_case_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = CASE.replace("name: một", "name: hai").replace("hoan_thanh_tot", "gioi")
    assert assess(tmp_path, broken + CASE, "--json") == 1
    first, second = json.loads(capsys.readouterr().out)
    assert ("error" in first, "outcome" in first) == (True, False)
    assert "cases.yaml:8" in first["error"]
    assert second["outcome"] == "met"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("what: lao_dong_tien_tien", "what: lao_dong_tien_tin", "lao_dong_tien_tien"),
        ("holder: individual", "holder: collective", "individual"),
        ("holder: individual", "holder: person", "person"),
        ("year: 2018", "year: hai nghìn", "hai nghìn"),
        ("year: 2018", "period: {from: 2018-12-31, until: 2018-01-01}", "cases.yaml:5"),
        ("governing: {decided_on: 2018-12-25}", "governing: {}", "decided_on"),
        (
            "governing: {decided_on: 2018-12-25}",
            "governing: {decided_on: 31/12/2018}",
            "31/12/2018",
        ),
        (
            "governing: {decided_on: 2018-12-25}",
            "governing: {decided_on: 2017-12-25}",
            "cases.yaml:6",
        ),
        (
            "{decided_on: 2018-12-25}",
            "{received_on: 2018-12-26, decided_on: 2018-12-25}",
            "cases.yaml:6",
        ),
        ("level: district", "level: town", "town"),
        ("level: district", "level: district, authority: sao_hoa", "sao_hoa"),
        ("pending: []", "pending: [], pending: []", "pending"),
        ("pending: []", "no: 1", "no"),
        ("pending: []", "honours: [{what: chien_si_thi_dua, year: 2017}]", "chien_si_thi_dua"),
        ("  facts:", "  colour: red\n  facts:", "colour"),
        ("  facts:", "  candidates: [A]\n  facts:", "candidates"),
        ("  facts:", "  expect: {outcome: perhaps}\n  facts:", "perhaps"),
        ("what: lao_dong_tien_tien", "what: ky_niem_chuong", "Kỷ niệm chương"),
    ],
)
def test_a_wrong_case_is_told_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    assert old in CASE
    assert assess(tmp_path, CASE.replace(old, new), "--json") == 1
    (answer,) = json.loads(capsys.readouterr().out)
    assert told in answer["error"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# chỉ có ghi chú\n",
        "just words",
        "a: 1",
        "[]",
        "- [1",
        "- " + "[" * 50_000,
        "- " * 50_000,
        b"\x00\xff\xfe\x89PNG",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_list_of_cases_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes
) -> None:
    assert assess(tmp_path, text, "--json") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "cases.yaml" in captured.err


def test_several_files_and_a_folder_are_judged_and_a_broken_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "a.yaml").write_text(CASE, encoding="utf-8")
    (folder / "b.yaml").write_text("a: 1\n", encoding="utf-8")
    single = tmp_path / "c.yaml"
    single.write_text(CASE.replace("name: một", "name: hai"), encoding="utf-8")
    assert main(["assess", str(single), str(folder / "a.yaml"), "--json"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == ["hai", "một"]
    assert main(["assess", str(folder), str(single)]) == 1
    told = capsys.readouterr()
    assert ("# một" in told.out, "# hai" in told.out, "b.yaml:1" in told.err) == (True, True, True)
    (folder / "a.yaml").unlink()
    (folder / "b.yaml").unlink()
    assert main(["assess", str(folder)]) == 1
    assert ".yaml" in capsys.readouterr().err


def test_what_is_vouched_for_and_not_asked_about_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assess(tmp_path, CASE.replace("attested: all", "attested: {doan_kett: true}")) == 0
    told = capsys.readouterr().out
    assert "attested.doan_kett" in told
    assert "“doan_ket”" in told


def test_what_another_body_decides_may_be_named_among_what_is_vouched_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flag = (
        "- {what: co_thi_dua_tinh, holder: collective, year: 2018,"
        " governing: {decided_on: 2018-12-25},"
        " facts: {pending: [], attested: {NAMED vuot_chi_tieu: true, mo_hinh_moi: true,"
        " doan_ket: true, tiet_kiem_chong_tham_nhung: true}}, expect: {outcome: WANTED}}\n"
    )
    for named, wanted in (
        ("dan_dau_khoi: true,", "met"),
        ("dan_dau_khoi: false,", "unmet"),
        ("", "unknown"),
    ):
        assert assess(tmp_path, flag.replace("NAMED", named).replace("WANTED", wanted)) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{level: district}", "district", "“jurisdiction”"),
        ("pending: []", "pending: none", "“pending”"),
        ("hoan_thanh_tot", "null", "“null”"),
        ("{2018: 12}", "{2018: " + "9" * 6000 + "}", "9…”"),
    ],
)
def test_a_message_names_the_key_and_stays_short(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    assert assess(tmp_path, CASE.replace(old, new), "--json") == 1
    (answer,) = json.loads(capsys.readouterr().out)
    assert told in answer["error"]
    assert max(len(line) for line in answer["error"].splitlines()) < 400


@pytest.mark.parametrize(
    "text",
    ["- name: x\n\twhat: y\n", "- a: 1\n---\n- b: 2\n", "- [a, b\n", "- *x\n", "- a: b: c\n"],
)
def test_what_yaml_cannot_read_is_told_in_the_reader_s_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert assess(tmp_path, text) == 1
    told = capsys.readouterr().err
    assert "cases.yaml:" in told
    assert not any(word in told for word in ("found", "expected", "allowed", "undefined"))


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "không-có.yaml"]) == 1
    assert "không-có.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("candidates", "code"),
    [
        ("[A, B]", 0),
        ("[A, A]", 1),
        ("[{name: A}, {name: B}]", 0),
        ("[{female: true}, B]", 0),
        ("[3]", 1),
        ("7", 1),
    ],
)
def test_a_rule_about_a_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], candidates: str, code: int
) -> None:
    text = f"""
- what: quota/chien_si_thi_dua_co_so
  year: 2018
  governing: {{decided_on: 2018-12-25}}
  candidates: {candidates}
  facts: {{members: {{holding: {{lao_dong_tien_tien: 40}}}}}}
"""
    assert assess(tmp_path, text, "--json") == code
    (answer,) = json.loads(capsys.readouterr().out)
    if code == 0:
        observed = answer["findings"]["observed"]
        assert observed == {"proposed": 2, "share": "15%", "base": 40, "limit": 6}


def test_law_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "check", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["titles"], shown["failed"]) == (len(default_law().titles()), 0)
    folder = write_law(tmp_path, titles=TITLE.replace("source: read", "source: heard"))
    assert main(["law", "check", "--law", str(folder)]) == 1
    assert "titles.yaml:13" in capsys.readouterr().err


def test_law_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "tap_the_lao_dong_tien_tien", "--on", "2024-01-01"]) == 0
    text = capsys.readouterr().out
    assert "70%" in text
    assert "01/01/2024 – 01/10/2026 (đã đọc)" in text
    assert "điểm c khoản 1 Điều 28 Luật số 06/2022/QH15" in text
    assert main(["law", "show", "giay_khen_huyen", "--on", "2025-07-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["in_force"] is False


def test_law_show_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "lao_dong_tien_tin", "--on", "2018-01-01"]) == 1
    assert "lao_dong_tien_tien" in capsys.readouterr().err
    assert main(["law", "show", "lao_dong_tien_tien", "--on", "hôm nay"]) == 1
    assert "hôm nay" in capsys.readouterr().err


def test_people_read_why_a_case_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = CASE.replace("hoan_thanh_tot", "gioi")
    assert assess(tmp_path, f"{CASE}  expect: {{outcome: unmet}}\n{broken}") == 1
    text = capsys.readouterr().out
    assert "✓ Hoàn thành tốt nhiệm vụ trở lên [hoan_thanh_tot]" in text
    assert "420.000 đồng" in text
    assert "gioi" in text
    assert assess(tmp_path, CASE.replace(" attested: all", " attested: {}")) == 0
    assert "attested.doan_ket" in capsys.readouterr().out


def test_law_check_runs_the_worked_cases_of_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_law(tmp_path)
    case = (
        "- name: mẫu\n  what: danh_hieu\n  holder: individual\n  year: 2015\n"
        "  governing: {decided_on: 2015-12-25}\n"
        "  facts: {completion: {2015: hoan_thanh_tot}}\n  expect: {outcome: OUTCOME}\n"
    )
    (folder / "cases").mkdir()
    path = folder / "cases" / "danh_hieu.yaml"
    path.write_text(case.replace("OUTCOME", "met"), encoding="utf-8")
    assert main(["law", "check", "--law", str(folder)]) == 0
    path.write_text(case.replace("OUTCOME", "unmet"), encoding="utf-8")
    assert main(["law", "check", "--law", str(folder)]) == 1
    assert "danh_hieu.yaml: mẫu" in capsys.readouterr().out
    path.write_text(case.replace("2015-12-25", "hôm qua"), encoding="utf-8")
    assert main(["law", "check", "--law", str(folder)]) == 1
    assert "danh_hieu.yaml:5" in capsys.readouterr().out


def test_law_show_tells_quota_vote_money_and_papers(capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--on", "2018-12-25", "--level", "district", "--authority", "chi_linh"]
    assert main(["law", "show", "chien_si_thi_dua_co_so", *place]) == 0
    text = capsys.readouterr().out
    for told in ("15 %", "> 50%", "1.390.000 đồng", "Chủ tịch UBND cấp huyện", "Đăng ký thi đua"):
        assert told in text
    assert main(["law", "show", "chien_si_thi_dua_co_so", *place, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["quota"]["share"], shown["vote"]["strict"]) == ("15%", True)
    assert (shown["decider"], shown["money"]) == (
        "chu_tich_ubnd_huyen",
        {"individual": 1_390_000},
    )


def test_an_authority_brings_its_level(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assess(tmp_path, CASE.replace("level: district", "authority: chi_linh"), "--json") == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["decider"] == "chu_tich_ubnd_huyen"
