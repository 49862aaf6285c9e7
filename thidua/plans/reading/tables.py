"""Rows of a table: cells told apart by tabs or bars, columns by the words over them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thidua.plans.reading.dates import YEARS, Time
from thidua.plans.reading.lines import Paragraph
from thidua.plans.reading.milestones import PlanYears, window_times
from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.periods import month_of

_CELL_ENDS = re.compile(r"\t|\|| {4,}")
_COUNTED = re.compile(r"(s?tt|\d{1,2}) +(?=[a-z]{2})(?!thang|ngay|nam|tuan|quy|dot)")
_DOER = re.compile(r"don vi|chu tri|co quan|bo phan|phan cong|nguoi|doi tuong|phu trach")
_WHEN = re.compile(r"thoi gian|thoi han|thang\b|ngay\b|tien do|hoan thanh|moc")
_DUE = re.compile(r"thoi han|hoan thanh|han nop|han cuoi|truoc")
_TASK = re.compile(r"noi dung|cong viec|nhiem vu|hoat dong|chu de")
_BARE_MONTH = re.compile(r"(?:thang )?(\d{1,2})(?: ?[/-] ?(\d{4}))?")


@dataclass(frozen=True)
class Row:
    """One row: the words of its task (the whole row where no column is of tasks), its times, and
    who is to do it."""

    span: Span
    task: Span
    doer: Span | None
    times: tuple[Time, ...] | None


@dataclass(frozen=True)
class _Columns:
    task: int | None
    when: int | None
    doer: int | None
    due: bool
    count: int


def cells_of(paper: Paper, row: Span) -> list[Span]:
    """The cells of one row; one cell where nothing parts the line."""
    found, at = [], row.start
    for match in _CELL_ENDS.finditer(paper.text, row.start, row.end):
        found.append(paper.trim(at, match.start()))
        at = match.end()
    found.append(paper.trim(at, row.end))
    # A narrow first column runs into the next one: "TT Nội dung", "2 Sơ kết".
    counted = _COUNTED.match(paper.plain, found[0].start, found[0].end)
    if counted and len(found) > 1:
        found[:1] = [Span(found[0].start, counted.end(1)), Span(counted.end(), found[0].end)]
    if len(found) > 1 and found[0].start == found[0].end:
        found = found[1:]
    return found


def is_head(paper: Paper, row: Span) -> bool:
    """Whether a row only names columns."""
    words = paper.plain_words(row)
    return len(cells_of(paper, row)) > 1 and not any(letter.isdigit() for letter in words)


def _columns(paper: Paper, row: Span) -> _Columns:
    cells = [paper.plain_words(cell) for cell in cells_of(paper, row)]

    def first(pattern: re.Pattern[str]) -> int | None:
        return next((at for at, words in enumerate(cells) if pattern.search(words)), None)

    when = first(_WHEN)
    due = when is not None and bool(_DUE.search(cells[when]))
    return _Columns(first(_TASK), when, first(_DOER), due, len(cells))


def has_calendar(paper: Paper, rows: Sequence[Paragraph]) -> bool:
    """Whether a row of `rows` heads a column of times and one of tasks."""
    return any(
        is_head(paper, row.span)
        and (columns := _columns(paper, row.span)).when is not None
        and (columns.task is not None or columns.count > 1)
        for row in rows
    )


def rows_of(paper: Paper, rows: Sequence[Paragraph], years: PlanYears) -> Iterator[Row]:
    """The rows of a calendar under their head; heads and lines before the first are left out."""
    columns: _Columns | None = None
    for row in rows:
        cells = cells_of(paper, row.span)
        if is_head(paper, row.span):
            columns = _columns(paper, row.span)
            continue
        if columns is None or len(cells) < min(columns.count, 2):
            yield Row(row.span, row.body, None, None)
            continue
        when = _cell(cells, columns.when)
        task = _cell(cells, columns.task)
        times = tuple(_times(paper, when, columns, years)) if when else None
        yield Row(row.span, task or row.span, _cell(cells, columns.doer), times or None)


def _cell(cells: Sequence[Span], at: int | None) -> Span | None:
    if at is None or at >= len(cells) or cells[at].start == cells[at].end:
        return None
    return cells[at]


def _times(paper: Paper, cell: Span, columns: _Columns, years: PlanYears) -> list[Time]:
    """The times of a cell; a bare "10/2023" is a month, a day under "Thời hạn" is the last."""
    bare = _BARE_MONTH.fullmatch(paper.plain, cell.start, cell.end)
    if bare and (bare.group(2) or paper.plain.startswith("thang", cell.start)):
        year = int(bare.group(2)) if bare.group(2) else years.year
        month = int(bare.group(1))
        if year is not None and year in YEARS and 1 <= month <= 12:  # noqa: PLR2004
            first, last = month_of(year, month)
            return [Time(cell, first, last, deadline=False, printed_year=bool(bare.group(2)))]
    return [
        replace(time, deadline=True) if columns.due and _is_day(time.first, time.last) else time
        for time in window_times(paper, cell, years)
    ]


def _is_day(first: date | None, last: date | None) -> bool:
    return first is not None and first == last
