"""Time limits by title, level, authority and date."""

from datetime import date

import pytest

from thidua.rules import Jurisdiction, default_law
from thidua.rules.asking import submit_by, time_limit, time_limits

LAW = default_law()
OLD, NEW = date(2018, 12, 25), date(2025, 12, 25)


@pytest.mark.parametrize(
    ("step", "what", "day", "level", "authority", "days"),
    [
        ("tham_dinh", "lao_dong_tien_tien", OLD, "province", None, 15),
        ("tham_dinh", "lao_dong_tien_tien", OLD, "district", None, 10),
        ("tham_dinh", "lao_dong_tien_tien", OLD, "commune", None, 10),
        ("tham_dinh", "lao_dong_tien_tien", OLD, "ministry", None, None),
        ("tham_dinh", "lao_dong_tien_tien", OLD, "ministry", "bo_ngoai_giao", 25),
        # A town's own limit goes before the nation's for its level.
        ("tham_dinh", None, OLD, "district", "chi_linh", 10),
        ("tham_dinh_cap_nha_nuoc", "bang_khen_thu_tuong", OLD, "province", None, 30),
        ("tham_dinh_cap_nha_nuoc", "bang_khen_thu_tuong", NEW, "province", None, 30),
        ("tham_dinh_cap_nha_nuoc", "huan_chuong_lao_dong_ba", NEW, "province", None, 30),
        ("tham_dinh_cap_nha_nuoc", "huan_chuong_doc_lap_ba", NEW, "province", None, 40),
        ("tham_dinh_cap_nha_nuoc", "huan_chuong_ho_chi_minh", NEW, "province", None, 40),
        ("tham_dinh_cap_nha_nuoc", "anh_hung_lao_dong", NEW, "province", None, 40),
        ("tham_dinh_cap_nha_nuoc", "ba_me_viet_nam_anh_hung", NEW, "province", None, 40),
        ("tham_dinh_cap_nha_nuoc", "lao_dong_tien_tien", NEW, "province", None, None),
        ("tham_dinh_bo_noi_vu", "co_thi_dua_chinh_phu", NEW, "province", None, 20),
        ("lay_y_kien", "co_thi_dua_chinh_phu", NEW, "province", None, 10),
        ("nop_lai_hien_vat", "giay_khen_xa", NEW, "commune", None, 15),
        ("giai_quyet", "tap_the_lao_dong_tien_tien", OLD, "district", "chi_linh", 20),
        ("giai_quyet", "giay_khen_xa", OLD, "commune", "quang_tho", 12),
        ("giai_quyet", "lao_dong_tien_tien", NEW, "commune", "can_tho", 20),
        ("gui_quyet_dinh", "lao_dong_tien_tien", date(2024, 6, 1), "commune", None, None),
    ],
)
def test_days_of_a_step(
    step: str, what: str | None, day: date, level: str, authority: str | None, days: int | None
) -> None:
    found = time_limit(LAW, step, day, Jurisdiction(level, authority), what=what)
    assert (found.days if found else None) == days


def test_a_title_is_shown_its_own_limits_only() -> None:
    def steps(what: str) -> dict[str, int]:
        return {each.value.step: each.value.days for each in time_limits(LAW, what, NEW)}

    assert steps("lao_dong_tien_tien") == {
        "thong_bao_khong_du_dieu_kien": 10, "gui_quyet_dinh": 10, "nop_lai_hien_vat": 15,
    }  # fmt: skip
    high, low = steps("huan_chuong_doc_lap_nhat"), steps("huan_chuong_lao_dong_nhat")
    assert (high.pop("tham_dinh_cap_nha_nuoc"), low.pop("tham_dinh_cap_nha_nuoc")) == (40, 30)
    assert high == low


@pytest.mark.parametrize(
    ("what", "school", "authority", "day"),
    [
        ("bang_khen_thu_tuong", False, None, date(2019, 6, 30)),
        ("huan_chuong_lao_dong_ba", True, None, date(2018, 10, 15)),
        ("huan_chuong_doc_lap_ba", False, "bo_ngoai_giao", date(2019, 4, 15)),
        ("co_thi_dua_tinh", False, "bo_ngoai_giao", date(2019, 2, 28)),
    ],
)
def test_last_days_of_several_titles(
    what: str, school: bool, authority: str | None, day: date
) -> None:
    found = submit_by(LAW, what, OLD, Jurisdiction(None, authority), school=school)
    assert found is not None
    assert found.last_day(2018) == day
