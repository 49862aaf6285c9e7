"""Times as administrative papers write them."""

from datetime import date

import pytest

from thidua.plans.reading.dates import times_in
from thidua.plans.reading.paper import Paper, Span


def _only(text: str) -> tuple[date | None, date | None, bool]:
    paper = Paper(text)
    [time] = times_in(paper, Span(0, len(paper.text)), 2018)
    return time.first, time.last, time.deadline


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ngày 10  tháng 01  năm 2018", (2018, 1, 10), (2018, 1, 10)),
        ("ngày 10/7/2014", (2014, 7, 10), (2014, 7, 10)),
        ("ngày 14-12-2017", (2017, 12, 14), (2017, 12, 14)),
        ("ngày 5 tháng 9", (2018, 9, 5), (2018, 9, 5)),
        ("vào ngày 20/11", (2018, 11, 20), (2018, 11, 20)),
        ("tháng 3/2018", (2018, 3, 1), (2018, 3, 31)),
        ("tháng 02 năm 2020", (2020, 2, 1), (2020, 2, 29)),
        ("trong tháng Ba", (2018, 3, 1), (2018, 3, 31)),
        ("tháng mười hai năm 2019", (2019, 12, 1), (2019, 12, 31)),
        ("Từ tháng 01 đến tháng 3 năm 2018", (2018, 1, 1), (2018, 3, 31)),
        ("Từ tháng 4 đến tháng 6/2018", (2018, 4, 1), (2018, 6, 30)),
        ("từ tháng 4/2018 đến hết tháng 6/2018", (2018, 4, 1), (2018, 6, 30)),
        ("tháng 7 - 12/2022", (2022, 7, 1), (2022, 12, 31)),
        ("từ tháng 9 đến tháng 5 năm 2019", (2018, 9, 1), (2019, 5, 31)),
        ("từ tháng 9/2018 đến tháng 5/2019", (2018, 9, 1), (2019, 5, 31)),
        ("từ ngày 01 đến ngày 15 tháng 3 năm 2018", (2018, 3, 1), (2018, 3, 15)),
        ("từ ngày 01-15/3/2018", (2018, 3, 1), (2018, 3, 15)),
        ("từ ngày 15/3 đến hết ngày 30/4/2018", (2018, 3, 15), (2018, 4, 30)),
        ("quý II", (2018, 4, 1), (2018, 6, 30)),
        ("Quý IV/2024", (2024, 10, 1), (2024, 12, 31)),
        ("quý 1 năm 2024", (2024, 1, 1), (2024, 3, 31)),
        ("quý II và quý III", (2018, 4, 1), (2018, 9, 30)),
        ("quý I, II năm 2024", (2024, 1, 1), (2024, 6, 30)),
    ],
)
def test_windows(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert _only(text) == (date(*first), date(*last), False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("trước ngày 31/01/2018", (2018, 1, 31)),
        ("trước 31/01", (2018, 1, 31)),
        ("trước 16 giờ ngày 15/6/2018", (2018, 6, 15)),
        ("chậm nhất 17h00 ngày 20/12", (2018, 12, 20)),
        ("trước 16 giờ 30 phút, ngày 15 tháng 6", (2018, 6, 15)),
        ("chậm nhất là ngày 30 tháng 11 năm 2018", (2018, 11, 30)),
        ("muộn nhất vào ngày 05/12/2018", (2018, 12, 5)),
        ("hoàn thành xong trước ngày 1/3", (2018, 3, 1)),
        ("hạn cuối: ngày 15/10/2018", (2018, 10, 15)),
        ("hết tháng 6", (2018, 6, 30)),
        ("trước tháng 3/2018", (2018, 3, 1)),
    ],
)
def test_deadlines(text: str, day: tuple[int, int, int]) -> None:
    assert _only(text)[1:] == (date(*day), True)


@pytest.mark.parametrize("text", ["ngày 31/4/2019", "ngày 30 tháng 2", "tháng 13/2018"])
def test_days_that_no_calendar_has(text: str) -> None:
    assert _only(text)[0] is None


@pytest.mark.parametrize(
    "text",
    ["giai đoạn 2016-2020", "4 khâu", "ngay từ đầu năm", "năm học 2017- 2018", "điểm 3/4",
     "Chỉ thị 34-CT/TW", "tỷ lệ 10.5.1"],
)  # fmt: skip
def test_what_names_no_time(text: str) -> None:
    assert times_in(Paper(text), Span(0, len(text)), 2018) == []


def test_what_comes_round_again() -> None:
    paper = Paper("trước ngày 15 hằng tháng")
    [time] = times_in(paper, Span(0, len(paper.text)), 2018)
    assert (time.first, time.last, time.repeats) == (None, None, "month")
    assert not time.is_impossible
