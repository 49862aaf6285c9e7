"""Conditions as lines of a page."""

from django.utils.translation import override

from thidua.eligibility.showing import Condition
from thidua.eligibility.templatetags.conditions import condition_line
from thidua.rules.telling import Missing


def line(observed: str = "2 năm", missing: tuple[Missing, ...] = ()) -> str:
    return condition_line(
        Condition(
            1, "Thời gian", "unmet", observed, "Điều 23", is_second_hand=True, missing=missing
        )
    )


def test_a_line_says_all_of_its_condition() -> None:
    with override("vi"):
        said = line()
    for part in ("td-depth-1", "chưa đạt", "Thời gian", "<b>2 năm</b>", "(Điều 23*)"):
        assert part in said


def test_alike_lines_are_written_once_and_others_anew() -> None:
    with override("vi"):
        first = line()
        assert line() is first
        assert "3 năm" in line("3 năm")
        assert "thiếu: ngày sinh" in line(missing=(Missing("ngày sinh", "Ghi ngày sinh."),))
    with override("en"):
        assert "not met" in line()


def test_what_was_typed_is_no_markup() -> None:
    assert "<script>" not in line("<script>alert(1)</script>")
