from datetime import date
from itertools import pairwise

import pytest

from thidua.common.errors import Refusal
from thidua.documents.layout import layout_on, layouts


@pytest.mark.parametrize(
    ("day", "layout"),
    [
        (date(2011, 3, 5), "thong_tu_01_2011"),
        (date(2018, 12, 25), "thong_tu_01_2011"),
        (date(2020, 3, 4), "thong_tu_01_2011"),
        (date(2020, 3, 5), "nghi_dinh_30_2020"),
        (date(2026, 11, 22), "nghi_dinh_30_2020"),
    ],
)
def test_each_day_has_its_layout(day: date, layout: str) -> None:
    assert layout_on(day).id == layout


def test_a_day_before_all_layouts_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        layout_on(date(2011, 3, 4))
    assert caught.value.reasons[0].code == "no_layout"


def test_layouts_follow_one_another_without_gap_or_overlap() -> None:
    found = layouts()
    for earlier, later in pairwise(found):
        assert earlier.until == later.since
    assert found[-1].until is None


def test_margins_lie_in_the_range_allowed() -> None:
    for layout in layouts():
        for side, (least, most) in layout.allowed.items():
            assert least <= getattr(layout.margins, side) <= most, (layout.id, side)


def test_the_two_layouts_differ_where_the_rules_do() -> None:
    circular, decree = layouts()
    assert (circular.page_number_at, decree.page_number_at) == ("foot_right", "top_centre")
    assert (circular.bases_end, decree.bases_end) == (",", ".")
    assert not circular.styles["bases"].italic
    assert decree.styles["bases"].italic
    assert decree.citation == "30/2020/NĐ-CP, Điều 8; Phụ lục I"
