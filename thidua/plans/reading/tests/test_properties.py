"""What holds of every plan that is read: positions, and no word dropped silently."""

import time
import unicodedata
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.common.errors import Refusal
from thidua.common.text import tidy
from thidua.plans.reading import ReadPlan, read_text
from thidua.plans.reading.coverage import merged
from thidua.plans.reading.paper import Span
from thidua.plans.reading.tests.plan_set import Case, cases
from thidua.plans.reading.tests.test_chi_linh import PLAN

PAPERS = sorted((Path(__file__).resolve().parent / "papers").glob("*.txt"))
REAL = PLAN.read_text(encoding="utf-8")
WORDS = [
    "Khối thi đua các xã, phường:", "+ Trưởng khối: Ông Lý Văn A - Chủ tịch;", "- ", "1. ", "a) ",
    "II. NỘI DUNG", "III. THỜI GIAN THỰC HIỆN", "trước ngày 31/01/2018", "từ tháng 4 đến tháng 6",
    "quý II", "năm học 2017- 2018", "tổng kết", "ký giao ước", "“Phong trào”", "phong trào thi đua",
    "Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH", "Căn cứ Luật Thi đua, khen thưởng", "./.", ";", "\n", "\n\n", "\t", "     ",
    "Số: 01/KH-UBND", "ngày 31 tháng 2 năm 2018", "(", ")", ":", "Đối với Khối trường học:",
]  # fmt: skip
OTHERS = [case.text for case in cases()]
START = "UBND XÃ A\nSố: 1/KH-UBND\nKẾ HOẠCH\nThi đua năm 2018\n"


class _Said(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def source(self) -> Span: ...


def _items(plan: ReadPlan) -> list[tuple[str, int, int]]:
    said: list[_Said] = [
        *plan.addressees,
        *plan.purposes,
        *plan.contents,
        *plan.milestones,
        *plan.bases,
    ]
    said += [*plan.recipients, *plan.doubts, *plan.unread]
    items = [(each.text, each.source) for each in said]
    items += [(each.name, each.source) for each in plan.movements]
    return [(text, source.start, source.end) for text, source in items]


def _check(plan: ReadPlan) -> None:
    for words, start, end in _items(plan):
        assert tidy(plan.text[start:end]) == words
    for span in plan.sources.values():
        assert plan.text[span.start : span.end].strip()
    accounted = [*(each.source for each in plan.coverage), *(each.source for each in plan.unread)]
    covered = bytearray(len(plan.text))
    for span in merged(accounted):
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    lost = "".join(
        letter for at, letter in enumerate(plan.text) if letter.isalnum() and not covered[at]
    )
    assert lost == ""


@pytest.mark.parametrize("path", [PLAN, *PAPERS], ids=lambda path: path.stem)
def test_positions_and_coverage(path: Path) -> None:
    _check(read_text(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.is_plan], ids=lambda case: case.name
)
def test_positions_and_coverage_of_every_written_plan(case: Case) -> None:
    _check(read_text(case.text))


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_damaged_plan_of_another_office_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(OTHERS))
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 40))
        words = data.draw(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)))
        text = text[:at] + words + text[at + cut :]
    try:
        plan = read_text(text)
    except Refusal:
        return
    _check(plan)


@pytest.mark.parametrize("line", range(12, len(REAL.split("\n")), 7))
def test_a_plan_cut_short_is_still_accounted_for(line: int) -> None:
    _check(read_text("\n".join(REAL.split("\n")[: line + 1])))


def test_decomposed_text_reads_the_same() -> None:
    decomposed = read_text(unicodedata.normalize("NFD", REAL).replace("\n", "\r\n"))
    assert decomposed.to_json() == read_text(REAL).to_json()


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        plan = read_text(text)
    except Refusal:
        return
    _check(plan)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_shuffle_of_a_plan_is_read_and_accounted_for(body: str) -> None:
    _check(read_text(START + body))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, len(REAL) - 1), st.text("\n .;:-+0129/()“”TMXIVabđ", max_size=4)),
        max_size=12,
    )
)
def test_a_damaged_plan_is_read_or_refused(changes: list[tuple[int, str]]) -> None:
    text = REAL
    for at, words in changes:
        text = text[:at] + words + text[at + 1 :]
    try:
        plan = read_text(text)
    except Refusal:
        return
    _check(plan)


@pytest.mark.slow
def test_a_plan_of_half_a_million_letters_is_read_in_seconds() -> None:
    body, foot = REAL.index("I. MỤC ĐÍCH"), REAL.index("Trên đây")
    text = REAL[:body] + REAL[body:foot] * 80 + REAL[foot:]
    begun = time.process_time()
    plan = read_text(text)
    assert time.process_time() - begun < 6
    assert len(plan.milestones) == 80 * 12


@pytest.mark.parametrize(
    "filler",
    ["a ", "- ", "1. ", "khối ", "ngày 1/", "Chỉ thị số 1/A-", "“", "năm ", "(", "thi đua;", "\n\n",
     "Khối trưởng khối ", "tháng 1 - ", "phong trào thi đua ", "của ", "TM. ", "I. ", "UBND\n",
     "- x\n", "Luật a ", "Nơi nhận: ", "tháng 1, ", "ngày mười ", "định kỳ báo cáo ", "V/v ",
     "Kính gửi ", "a | b\n", "PHỤ LỤC\n", "ngày 15 hằng tháng, ", "CHỦ TỊCH   CHỦ TỊCH\n",
     "Một là, ", "Sở\n", "từ ngày 1 đến ", "SỞ A PHÒNG B ",
     "trước ngày 1/1/2018; ", "+ Trưởng khối: Ông A - B\n"],
)  # fmt: skip
def test_a_long_text_is_read_in_seconds(filler: str) -> None:
    text = START + filler * (40_000 // len(filler))
    begun = time.process_time()
    read_text(text)
    assert time.process_time() - begun < 4
