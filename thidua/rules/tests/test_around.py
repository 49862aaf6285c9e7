"""What stands around a proposal: duties, last days, names of ratings, transitions, school years."""

import json
from datetime import date
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.rules import Governing, Jurisdiction, default_law, load_law
from thidua.rules.asking import carried, duties, rating_name, submit_by, transition
from thidua.rules.tests.making import INSTRUMENT, TITLE, write_law

LAW = default_law()
TQ, CP = "chien_si_thi_dua_toan_quoc", "co_thi_dua_chinh_phu"


@pytest.mark.parametrize(
    ("what", "on", "school", "year", "last"),
    [
        (TQ, date(2018, 12, 25), False, 2018, date(2019, 10, 31)),
        (TQ, date(2025, 12, 25), False, 2025, date(2026, 12, 31)),
        (CP, date(2018, 12, 25), False, 2018, date(2019, 3, 30)),  # before the 31st
        (CP, date(2018, 12, 25), True, 2018, date(2018, 10, 15)),
        (CP, date(2025, 12, 25), False, 2025, date(2026, 6, 30)),
        (CP, date(2025, 12, 25), True, 2025, date(2025, 12, 31)),
        (TQ, date(2025, 12, 25), True, 2025, date(2026, 12, 31)),  # no day of its own
    ],
)
def test_last_days_to_submit(what: str, on: date, school: bool, year: int, last: date) -> None:
    found = submit_by(LAW, what, on, school=school)
    assert found is not None
    assert found.last_day(year) == last


def test_where_no_last_day_is_known_none_is_told() -> None:
    assert submit_by(LAW, TQ, date(2024, 12, 25)) is None
    assert submit_by(LAW, "lao_dong_tien_tien", date(2025, 12, 25)) is None


def test_publicity_and_revocation_by_date() -> None:
    (public,) = duties(LAW, TQ, date(2025, 12, 25), kind="publicity")
    assert (public.days, public.working, public.provisional) == (10, True, False)
    assert duties(LAW, "lao_dong_tien_tien", date(2025, 12, 25), kind="publicity") == ()
    old = duties(LAW, "lao_dong_tien_tien", date(2018, 12, 25), kind="revocation")
    new = duties(LAW, "lao_dong_tien_tien", date(2025, 12, 25), kind="revocation")
    assert [each.citation.article for each in old] == ["96"]
    assert {each.id: each.days for each in new}["nop_lai"] == 15


def test_papers_that_only_some_need_are_not_asked_of_all() -> None:
    plain = {paper.id for paper in LAW.papers("lao_dong_tien_tien", date(2018, 12, 25))}
    some = LAW.papers_of_some("lao_dong_tien_tien", date(2018, 12, 25))
    assert [paper.id for paper in some] == ["y_kien_don_vi_cu"]
    assert "06 tháng" in some[0].when
    assert "y_kien_don_vi_cu" not in plain
    assert {p.copies for p in LAW.papers(TQ, date(2025, 12, 25))} == {1}
    assert {p.copies for p in LAW.papers(TQ, date(2018, 12, 25)) if p.copies} == {2}


@pytest.mark.parametrize(
    ("group", "on", "name"),
    [
        ("cong_chuc", date(2018, 12, 31), "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"),
        ("cong_chuc", date(2020, 8, 20), "Hoàn thành nhiệm vụ"),
        ("vien_chuc", date(2018, 12, 31), "Hoàn thành nhiệm vụ"),
        ("giao_vien", date(2026, 7, 1), "Hoàn thành nhiệm vụ"),
        ("dang_vien", date(2024, 12, 31), "Đảng viên hoàn thành nhiệm vụ"),
        ("cong_nhan", date(2024, 12, 31), "Hoàn thành nhiệm vụ"),
        (None, date(2018, 12, 31), "Hoàn thành nhiệm vụ"),
        ("cong_chuc", date(1999, 12, 31), "Hoàn thành nhiệm vụ"),  # before the law loaded
    ],
)
def test_names_of_a_rating_by_group_and_date(group: str | None, on: date, name: str) -> None:
    assert rating_name(LAW, "hoan_thanh", on, group=group) == name


def test_the_transition_that_keeps_the_older_law_is_told() -> None:
    kept = transition(LAW, Governing(date(2025, 7, 20), date(2025, 6, 28)))
    assert kept is not None
    assert kept.id == "ho_so_nhan_truoc_nghi_dinh_152"
    later = transition(LAW, Governing(date(2026, 12, 1), date(2026, 9, 30)))
    assert later is not None
    assert "có lợi hơn" in later.note  # said, not judged
    assert transition(LAW, Governing(date(2025, 7, 20), date(2025, 7, 1))) is None


def test_assess_says_the_transition_and_names_the_rating(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- what: lao_dong_tien_tien\n  holder: individual\n  year: 2026\n"
        "  governing: {received_on: 2026-09-28, decided_on: 2026-12-20}\n"
        "  facts: {completion: {2026: hoan_thanh}, group: vien_chuc}\n",
        encoding="utf-8",
    )
    assert main(["assess", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "2026: Hoàn thành nhiệm vụ" in shown
    assert "có lợi hơn" in shown


def test_law_show_says_what_stands_around(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", TQ, "--on", "2025-12-01", "--level", "province"]) == 0
    shown = capsys.readouterr().out
    assert "31/12/2026" in shown
    assert "10 ngày làm việc" in shown
    assert "trên tổng số thành viên" in shown
    where = ["law", "show", "thon_to_dan_pho_van_hoa", "--on", "2025-12-01", "--level", "commune"]
    assert main(where) == 0
    assert "chưa có văn bản" in capsys.readouterr().out


CARRIED = """
instruments:
  - id: moi
    kind: nghi_dinh
    number: 2/2020/NĐ-CP
    title: Nghị định thử
    issuer: Chính phủ
    adopted_on: 2020-01-01
    in_force_from: 2020-01-01
    in_force_until: 2030-01-01
    source: read
    checked_by: null
    articles: {"60": []}
carry_overs:
  - id: chua_ban_hanh
    old: luat
    from: 2020-01-01
    until: 2020-07-01
    citation: {instrument: moi, article: "60"}
    source: read
    checked_by: null
votes:
  - {what: danh_hieu, at_least: 80%, base: present, secret: false, from: 2010-01-01,
     until: 2020-01-01, citation: {instrument: luat, article: "2"}, source: read, checked_by: null}
"""
OWN = """
authority: tinh
authorities:
  - {id: tinh, name: Tỉnh, level: province}
votes:
  - {what: danh_hieu, at_least: 60%, base: present, secret: false, from: 2020-03-01,
     until: null, citation: {instrument: moi, article: "60"}, source: read, checked_by: null}
"""


def test_older_rules_go_on_for_a_time_where_the_authority_has_none(tmp_path: Path) -> None:
    own = OWN.replace("until: null", "until: 2030-01-01")
    law = load_law(write_law(tmp_path, titles=TITLE, instruments=INSTRUMENT, a=CARRIED, b=own))
    province = Jurisdiction("province", "tinh")

    def share(day: date, where: Jurisdiction) -> str | None:
        found = law.vote_rule("danh_hieu", day, where)
        return str(found.threshold) if found else None

    assert share(date(2020, 2, 1), province) == "4/5"  # not issued yet
    assert share(date(2020, 3, 1), province) == "3/5"  # its own
    assert share(date(2020, 6, 30), Jurisdiction()) == "4/5"
    assert share(date(2020, 7, 1), Jurisdiction()) is None
    assert law.governs(law.title("danh_hieu").versions, date(2020, 2, 1)) is None


def test_what_goes_on_until_the_end_of_2025_is_told() -> None:
    assert [each.old for each in carried(LAW, date(2025, 12, 31))] == ["nd_98_2023"]
    assert carried(LAW, date(2026, 1, 1)) == ()


def test_assess_says_what_would_be_needed_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- what: chien_si_thi_dua_co_so\n  holder: individual\n  year: 2025\n"
        "  governing: {decided_on: 2025-12-25}\n"
        "  facts: {completion: {2025: hoan_thanh_tot}, initiatives: [], discipline: [],\n"
        "          pending: [], attested: all}\n"
        "- what: quota/chien_si_thi_dua_co_so\n  year: 2018\n"
        "  governing: {decided_on: 2018-12-25}\n  candidates: []\n",
        encoding="utf-8",
    )
    assert main(["assess", str(path), "--next"]) == 0
    shown = capsys.readouterr().out
    assert "Chỉ còn thiếu một điều" in shown
    assert "2026: Hoàn thành xuất sắc nhiệm vụ" in shown
    assert main(["assess", str(path), "--next", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["next"]["earliest"], "next" in second) == (2026, False)


def test_counted_time_and_principles_by_date() -> None:
    def ids(day: date, kind: str) -> set[str]:
        return {each.id for each in duties(LAW, "lao_dong_tien_tien", day, kind=kind)}

    old = {"tinh_thai_san", "tinh_dieu_tri", "tinh_hoc_tap", "chuyen_cong_tac", "biet_phai"}
    assert ids(date(2018, 12, 25), "counted") == old
    assert ids(date(2024, 12, 25), "counted") == {"tinh_dieu_tri", "chuyen_cong_tac"}
    assert ids(date(2025, 12, 25), "counted") == {"tinh_thai_san"}
    assert "khong_can_muc_thap" in ids(date(2025, 12, 25), "principle")
    assert "nguoi_dung_dau_theo_don_vi" not in ids(date(2026, 6, 30), "principle")
