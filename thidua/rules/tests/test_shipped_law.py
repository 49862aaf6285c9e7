"""The law that ships: no gap, no overlap, nothing cited outside its time; its values by date."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from thidua.common.errors import Refusal
from thidua.rules import (
    Facts,
    Governing,
    Jurisdiction,
    Outcome,
    Source,
    default_law,
    judge,
    quota_of,
)
from thidua.rules.asking import time_limit
from thidua.rules.dated import Dated
from thidua.rules.records import Standard

LAW = default_law()
BEGINNING = date(2017, 10, 1)
TIMELINES = [
    pytest.param(title.id, holder, id=f"{title.id}-{holder}")
    for title in LAW.titles()
    for holder in title.holders
]
# What does not begin on the first day of the law loaded, or ends with a decree or a level.
ORDERS = {
    f"huan_chuong_{family}_{rank}"
    for family in ("lao_dong", "doc_lap")
    for rank in ("ba", "nhi", "nhat")
}
# Of orders only drafts, of the highest and of medals for years of service nothing is loaded before.
HIGHEST = {"huan_chuong_ho_chi_minh", "huan_chuong_sao_vang"}
MEDALS = {title.id for title in LAW.titles() if title.id.startswith("huy_chuong")}
NEW_IN_2024 = {"xa_phuong_tieu_bieu", *ORDERS, *HIGHEST, *MEDALS}
ENDS = {
    "giay_khen_huyen": date(2025, 7, 1),
    "co_thi_dua_chinh_phu": date(2027, 3, 1),
    "xa_phuong_tieu_bieu": date(2027, 3, 1),
}
DAY = timedelta(days=1)
CHI_LINH = Jurisdiction("district", "chi_linh")


def versions(what: str, holder: str) -> list[Dated[Standard]]:
    found = [
        each
        for each in LAW.title(what).versions
        if each.value.holder == holder and not each.value.groups
    ]
    return sorted((each for each in found if not each.is_draft), key=lambda each: each.start)


@pytest.mark.parametrize(("what", "holder"), TIMELINES)
def test_a_timeline_has_no_gap_and_no_overlap(what: str, holder: str) -> None:
    timeline = versions(what, holder)
    for earlier, later in pairwise(timeline):
        assert earlier.until == later.start
    is_new = what in NEW_IN_2024 or (what, holder) == ("bang_khen_tinh", "collective")
    is_new = is_new or (holder == "household" and what != "gia_dinh_van_hoa")
    begins = date(2024, 1, 1) if is_new else BEGINNING
    assert (timeline[0].start, timeline[-1].until) == (begins, ENDS.get(what))


@pytest.mark.parametrize(("what", "holder"), TIMELINES)
def test_around_each_boundary_exactly_one_version_decides(what: str, holder: str) -> None:
    timeline = versions(what, holder)
    edges = {each.start for each in timeline} | {each.until for each in timeline if each.until}
    for edge in edges:
        for day in (edge - DAY, edge, edge + DAY):
            live = [each for each in timeline if each.covers(day)]
            verdict = judge(
                LAW,
                what=what,
                holder=holder,
                period=day.year,
                governing=Governing(day),
                jurisdiction=Jurisdiction(),
                facts=Facts(),
            )
            expected = Outcome.UNKNOWN if live else Outcome.NO_LAW
            assert (len(live), verdict.outcome) == (1 if live else 0, expected)


@pytest.mark.parametrize(("what", "holder"), TIMELINES)
def test_what_a_finding_cites_is_in_force_on_the_day(what: str, holder: str) -> None:
    edges = {each.start for each in versions(what, holder)}
    for day in {edge + step for edge in edges for step in (-DAY, 0 * DAY, DAY)}:
        for node in LAW.checklist(what, day, holder=holder).nodes():
            if node.citation is None:
                continue
            found = LAW.instrument(node.citation.instrument)
            assert found.in_force_from <= day
            assert found.in_force_until is None or day < found.in_force_until


def test_whatever_a_version_cites_is_in_force_over_all_of_it() -> None:
    """Drafts and single criteria too, not only the version itself, which loading checks."""
    for title in LAW.shelf.titles.values():
        for version in title.versions:
            grounds = [node.ground for each in version.value.criteria for node in each.nodes()]
            for ground in grounds:
                assert ground.citation is not None, (title.id, ground.id)
                found = LAW.instrument(ground.citation.instrument)
                assert found.in_force_from <= version.start, (title.id, ground.id)
                end = found.in_force_until
                assert end is None or (version.until and version.until <= end), (
                    title.id,
                    ground.id,
                )


@pytest.mark.parametrize("id_", ["moc_thoi_gian_khen_tiep"])
def test_the_clock_of_the_next_award_has_a_value_on_every_day(id_: str) -> None:
    edges = {each.start for each in LAW.shelf.parameters} | {date(2027, 3, 1)}
    for day in {edge + step for edge in edges for step in (-DAY, 0 * DAY, DAY)}:
        assert (LAW.parameter(id_, day) is not None) is (day >= BEGINNING)


@pytest.mark.parametrize(
    ("what", "holder", "day", "amount"),
    [
        ("bang_khen_tinh", "individual", date(2018, 12, 25), 1_390_000),
        ("bang_khen_tinh", "collective", date(2018, 12, 25), None),  # not read
        ("bang_khen_tinh", "individual", date(2024, 12, 25), 3_510_000),
        ("bang_khen_tinh", "collective", date(2025, 12, 25), 7_020_000),
        ("bang_khen_tinh", "household", date(2025, 12, 25), 5_270_000),
        ("bang_khen_thu_tuong", "individual", date(2025, 12, 25), 8_190_000),
        ("huan_chuong_lao_dong_ba", "individual", date(2025, 12, 25), 10_530_000),
        ("huan_chuong_lao_dong_ba", "individual", date(2024, 12, 25), None),  # not read
        ("huan_chuong_doc_lap_nhat", "collective", date(2025, 12, 25), 70_200_000),
        ("giay_khen_so", "individual", date(2018, 12, 25), 420_000),
    ],
)
def test_prize_money_of_forms(what: str, holder: str, day: date, amount: int | None) -> None:
    found = LAW.money(what, holder, day)
    assert (found.amount if found else None) == amount


@pytest.mark.parametrize(
    ("what", "level", "decider"),
    [
        ("bang_khen_tinh", None, "chu_tich_ubnd_tinh"),
        ("bang_khen_tinh", "ministry", "bo_truong"),
        ("bang_khen_thu_tuong", "district", "thu_tuong_chinh_phu"),
        ("huan_chuong_lao_dong_nhat", "province", "chu_tich_nuoc"),
        ("huan_chuong_doc_lap_ba", "ministry", "chu_tich_nuoc"),
        ("giay_khen_so", "department", "thu_truong_co_quan_chuyen_mon_cap_tinh"),
        ("giay_khen_don_vi", "enterprise", "nguoi_dung_dau_doanh_nghiep"),
        ("giay_khen_don_vi", "ministry", "thu_truong_don_vi_thuoc_bo"),
    ],
)
@pytest.mark.parametrize("day", [date(2018, 12, 25), date(2024, 12, 25), date(2026, 12, 25)])
def test_who_decides_on_forms(what: str, level: str | None, decider: str, day: date) -> None:
    found = LAW.decider(what, day, Jurisdiction(level))
    assert (found.id if found else None) == decider


def test_nobody_is_said_to_have_checked_the_law_yet() -> None:
    assert {each.checked_by for each in LAW.shelf.instruments.values()} == {None}
    assert {each.checked_by for title in LAW.titles() for each in title.versions} == {None}


def test_a_draft_is_there_and_never_decides() -> None:
    drafts = [v for v in LAW.title("chien_si_thi_dua_co_so").versions if v.is_draft]
    assert [each.start for each in drafts] == [date(2026, 10, 1)]
    tree = LAW.checklist("chien_si_thi_dua_co_so", date(2026, 12, 1))
    assert Source.DRAFT not in {node.ground.source for node in tree.nodes()}


@pytest.mark.parametrize(
    ("day", "provisional"),
    [
        (date(2018, 12, 25), True),  # the 2003 law as amended is known at second hand
        (date(2025, 6, 30), True),  # so is decree 98/2023
        (date(2025, 7, 1), False),  # law 06/2022 and decree 152/2025 were read
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),  # amended by a law that was not read
    ],
)
def test_a_verdict_on_unread_law_is_provisional(day: date, provisional: bool) -> None:
    verdict = judge(
        LAW,
        what="lao_dong_tien_tien",
        holder="individual",
        period=day.year,
        governing=Governing(day),
        jurisdiction=Jurisdiction("commune"),
        facts=Facts(),
    )
    assert verdict.provisional is provisional


def test_a_file_received_before_the_amending_law_keeps_the_wording_that_was_read() -> None:
    def numbers(received: date | None) -> tuple[tuple[str, ...], bool]:
        verdict = judge(
            LAW,
            what="chien_si_thi_dua_tinh",
            holder="individual",
            period=2026,
            governing=Governing(date(2026, 12, 1), received),
            jurisdiction=Jurisdiction("province"),
            facts=Facts(),
        )
        return verdict.law, verdict.provisional

    old = ("06/2022/QH15", "152/2025/NĐ-CP")
    # The transition itself is known at second hand, so both stay provisional.
    assert numbers(date(2026, 9, 30)) == (old, True)
    assert numbers(date(2026, 10, 1)) == (("06/2022/QH15", "06/2026/QH16", "152/2025/NĐ-CP"), True)
    assert numbers(None) == numbers(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("received", "decree"),
    [
        (None, "152/2025/NĐ-CP"),
        (date(2025, 6, 28), "98/2023/NĐ-CP"),
        (date(2025, 6, 30), "98/2023/NĐ-CP"),
        (date(2025, 7, 1), "152/2025/NĐ-CP"),
    ],
)
def test_the_day_of_receipt_picks_the_decree(received: date | None, decree: str) -> None:
    verdict = judge(
        LAW,
        what="tap_the_lao_dong_xuat_sac",
        holder="collective",
        period=2025,
        governing=Governing(date(2025, 7, 20), received),
        jurisdiction=Jurisdiction("province"),
        facts=Facts(),
    )
    assert verdict.law == ("06/2022/QH15", decree)


@pytest.mark.parametrize(
    ("what", "holder", "day", "amount"),
    [
        ("lao_dong_tien_tien", "individual", date(2018, 6, 30), 390_000),
        ("lao_dong_tien_tien", "individual", date(2018, 12, 25), 420_000),
        ("chien_si_thi_dua_co_so", "individual", date(2018, 12, 25), 1_390_000),
        ("giay_khen_xa", "individual", date(2018, 12, 25), 210_000),
        ("giay_khen_huyen", "collective", date(2018, 12, 25), 840_000),
        ("lao_dong_tien_tien", "individual", date(2024, 12, 25), 710_000),
        ("tap_the_lao_dong_tien_tien", "collective", date(2024, 12, 25), 1_880_000),
        ("tap_the_lao_dong_xuat_sac", "collective", date(2024, 12, 25), 3_510_000),
        ("chien_si_thi_dua_tinh", "individual", date(2024, 12, 25), 7_020_000),
        ("giay_khen_xa", "individual", date(2025, 6, 30), 360_000),
        ("giay_khen_xa", "individual", date(2025, 7, 1), 710_000),
        ("giay_khen_huyen", "individual", date(2025, 7, 1), None),
        ("lao_dong_tien_tien", "collective", date(2025, 7, 1), None),
        ("co_thi_dua_tinh", "collective", date(2025, 7, 1), 18_720_000),
        ("co_thi_dua_chinh_phu", "collective", date(2025, 7, 1), 28_080_000),
        ("chien_si_thi_dua_toan_quoc", "individual", date(2018, 12, 25), 6_260_000),
        ("xa_phuong_tieu_bieu", "collective", date(2024, 12, 25), 4_680_000),
        ("xa_phuong_tieu_bieu", "collective", date(2023, 12, 25), None),
        ("gia_dinh_van_hoa", "household", date(2025, 7, 1), None),
    ],
)
def test_prize_money(what: str, holder: str, day: date, amount: int | None) -> None:
    found = LAW.money(what, holder, day)
    assert (found.amount if found else None) == amount


def test_prize_money_keeps_the_decree_of_receipt_but_the_salary_of_the_decision() -> None:
    found = LAW.money("giay_khen_xa", "individual", Governing(date(2025, 7, 20), date(2025, 6, 28)))
    assert found is not None
    assert (found.coefficient, found.base) == (Fraction("0.15"), Fraction(2_340_000))


@pytest.mark.parametrize(
    ("what", "level", "day", "decider"),
    [
        ("lao_dong_tien_tien", "commune", date(2018, 12, 25), "chu_tich_ubnd_xa"),
        ("lao_dong_tien_tien", "district", date(2018, 12, 25), "chu_tich_ubnd_huyen"),
        ("chien_si_thi_dua_co_so", "commune", date(2018, 12, 25), "chu_tich_ubnd_huyen"),
        ("chien_si_thi_dua_co_so", "district", date(2025, 6, 30), "chu_tich_ubnd_huyen"),
        ("chien_si_thi_dua_co_so", "district", date(2025, 7, 1), None),
        ("chien_si_thi_dua_co_so", "commune", date(2025, 7, 1), None),
        ("chien_si_thi_dua_tinh", "district", date(2018, 12, 25), "chu_tich_ubnd_tinh"),
        ("chien_si_thi_dua_tinh", "ministry", date(2018, 12, 25), "bo_truong"),
        ("giay_khen_huyen", None, date(2018, 12, 25), "chu_tich_ubnd_huyen"),
        ("co_thi_dua_chinh_phu", "province", date(2025, 6, 30), "chinh_phu"),
        ("co_thi_dua_chinh_phu", "province", date(2025, 7, 1), "thu_tuong_chinh_phu"),
        ("thon_to_dan_pho_van_hoa", "commune", date(2025, 6, 30), "chu_tich_ubnd_huyen"),
        ("thon_to_dan_pho_van_hoa", "commune", date(2025, 7, 1), None),
        ("gia_dinh_van_hoa", "commune", date(2025, 7, 1), "chu_tich_ubnd_xa"),
        ("don_vi_quyet_thang", "ministry", date(2025, 12, 1), "bo_truong"),
    ],
)
def test_who_decides(what: str, level: str | None, day: date, decider: str | None) -> None:
    found = LAW.decider(what, day, Jurisdiction(level))
    assert (found.id if found else None) == decider


def test_votes_of_the_nation_go_before_a_town_s_rule_for_any_title() -> None:
    national = LAW.vote_rule("chien_si_thi_dua_tinh", date(2018, 12, 25), CHI_LINH)
    town = LAW.vote_rule("lao_dong_tien_tien", date(2018, 12, 25), CHI_LINH)
    assert national is not None
    assert town is not None
    assert (national.threshold, national.base, national.secret) == (
        Fraction(9, 10),
        "all_members",
        True,
    )
    assert (town.threshold, town.base, town.secret, town.strict) == (
        Fraction(1, 2),
        "present",
        False,
        True,
    )
    assert [town.passes(yes, 14) for yes in (7, 8)] == [False, True]
    assert [national.passes(yes, 15) for yes in (13, 14)] == [False, True]


def test_votes_of_schools_and_of_heroes() -> None:
    school = Jurisdiction("school", "nganh_giao_duc")
    unit = LAW.vote_rule("lao_dong_tien_tien", date(2018, 6, 25), school, body="unit")
    council = LAW.vote_rule("chien_si_thi_dua_tinh", date(2018, 6, 25), school)
    hero = LAW.vote_rule("anh_hung_lao_dong", date(2025, 12, 25))
    assert unit is not None
    assert council is not None
    assert hero is not None
    assert (unit.threshold, unit.base) == (Fraction(7, 10), "present")
    assert (council.threshold, council.base, council.secret) == (
        Fraction(9, 10),
        "all_members",
        True,
    )
    assert (hero.threshold, hero.base, hero.secret) == (Fraction(9, 10), "all_members", False)


@pytest.mark.parametrize(
    ("what", "holder", "amount"),
    [
        ("anh_hung_lao_dong", "individual", 36_270_000),
        ("anh_hung_lao_dong", "collective", 72_540_000),
        ("ba_me_viet_nam_anh_hung", "individual", 36_270_000),
        ("nha_giao_nhan_dan", "individual", 29_250_000),
        ("nghe_nhan_uu_tu", "individual", 21_060_000),
        ("co_thi_dua_quan_khu", "collective", 14_040_000),
        ("huan_chuong_sao_vang", "collective", 215_280_000),
    ],
)
def test_prize_money_of_honours_and_the_highest(what: str, holder: str, amount: int) -> None:
    found = LAW.money(what, holder, date(2025, 12, 25))
    assert found is not None
    assert found.amount == amount


def test_what_the_law_leaves_open_is_none() -> None:
    assert LAW.vote_rule("chien_si_thi_dua_tinh", date(2024, 1, 1)) is None
    assert LAW.vote_rule("lao_dong_tien_tien", date(2018, 12, 25)) is None
    assert LAW.quorum("council", date(2018, 12, 25)) is None
    assert quota_of(LAW, "chien_si_thi_dua_co_so", date(2024, 1, 1), Jurisdiction()) is None


def test_the_town_s_quorum_and_time_limit() -> None:
    quorum = LAW.quorum("council", date(2018, 12, 25), CHI_LINH)
    limit = time_limit(LAW, "tham_dinh", date(2018, 12, 25), CHI_LINH)
    assert quorum is not None
    assert limit is not None
    assert [quorum.reached(present, 15) for present in (9, 10)] == [False, True]
    assert (limit.days, limit.working) == (10, True)


def test_registration_was_a_paper_of_the_old_law_only() -> None:
    old = LAW.papers("lao_dong_tien_tien", date(2023, 12, 31))
    new = LAW.papers("lao_dong_tien_tien", date(2024, 1, 1))
    assert [paper.id for paper in old] == [
        "dang_ky_thi_dua",
        "to_trinh",
        "bao_cao_thanh_tich",
        "bien_ban_binh_xet",
    ]
    assert [paper.id for paper in new] == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_binh_xet"]


def test_levels_of_government_by_date() -> None:
    assert [each.id for each in LAW.levels(date(2025, 6, 30))] == [
        "province",
        "district",
        "commune",
    ]
    assert [each.id for each in LAW.levels(date(2025, 7, 1))] == ["province", "commune"]


def test_impossible_questions_are_refused() -> None:
    def ask(what: str, holder: str, authority: str | None = None) -> None:
        judge(
            LAW,
            what=what,
            holder=holder,
            period=2018,
            governing=Governing(date(2018, 12, 25)),
            jurisdiction=Jurisdiction("district", authority),
            facts=Facts(),
        )

    for what, holder, authority, code in [
        ("khong_co", "individual", None, "unknown_title"),
        ("lao_dong_tien_tien", "collective", None, "wrong_holder"),
        ("ky_niem_chuong", "individual", None, "no_rules"),
        ("lao_dong_tien_tien", "individual", "sao_hoa", "unknown_authority"),
    ]:
        with pytest.raises(Refusal) as caught:
            ask(what, holder, authority)
        assert [reason.code for reason in caught.value.reasons] == [code]
