"""Which emulation period an act is about: a calendar year or a school year."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.plans.reading.dates import Time
from thidua.plans.reading.paper import Paper, Span

_SCHOOL_YEAR = re.compile(r"nam hoc ?:? {0,4}(\d{4}) {0,3}- {0,3}(\d{4})")
_YEAR = re.compile(r"\bnam {1,4}((?:19|20)\d{2})(?!\d| ?- ?\d)")
_SPAN_OF_YEARS = re.compile(r"giai doan {1,4}\d{4} {0,3}- {0,3}\d{4}")
_ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sum up", re.compile(r"tong ket")),
    ("open", re.compile(r"(?:ky|ki) (?:ket )?giao uoc|dang ky|phat dong")),
    ("halfway", re.compile(r"so ket")),
    ("judge", re.compile(r"kiem tra cheo|binh xet|cham diem|suy ton|xet khen|danh gia")),
)
_SCHOOL = re.compile(
    r"truong hoc|nganh giao duc|giao duc va dao tao|giao duc - dao tao|nam hoc|nha truong"
    r"|khoi (?:thi dua )?(?:cac )?truong (?:mam|tieu|th|trung|hoc)|giao vien|hoc sinh"
)
_JOINT = re.compile(r"(?:[;,]| va) *(?:tien hanh |to chuc |hoi nghi )*$")
# A year is summed up until March of the next one; schools open their year in August or September.
_LAST_MONTH_OF_REVIEW = 3
_SCHOOL_OPENS = 9
_NEXT_SCHOOL_YEAR_FROM = 5


@dataclass(frozen=True)
class Act:
    """One act of an item, with the period it is about."""

    span: Span
    about: str | None


@dataclass(frozen=True)
class Setting:
    """What an item says nothing about: the plan's year, and whether schools are meant."""

    year: int | None
    school: bool
    school_year: str | None
    first: date | None
    headings: tuple[Span, ...] = ()


def is_school(plain: str) -> bool:
    """Whether words speak of schools, whose year is the school year."""
    return bool(_SCHOOL.search(plain))


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def school_year(first_year: int) -> str:
    return f"{first_year}-{first_year + 1}"


def printed_periods(paper: Paper, span: Span, times: Sequence[Time]) -> list[tuple[int, str]]:
    """Positions and names of the emulation periods printed in `span`, dates left aside."""
    found = [
        (match.start(), f"{match.group(1)}-{match.group(2)}")
        for match in _SCHOOL_YEAR.finditer(paper.plain, span.start, span.end)
    ]
    taken = [time.span for time in times]
    taken += [
        Span(match.start(), match.end())
        for match in _SPAN_OF_YEARS.finditer(paper.plain, span.start, span.end)
    ]
    found += [
        (match.start(), match.group(1))
        for match in _YEAR.finditer(paper.plain, span.start, span.end)
        if not any(each.touches(Span(match.start(), match.end())) for each in taken)
    ]
    return sorted(found)


def infer(kind: str, setting: Setting) -> str | None:
    """The period of an act that prints none, by the calendar of offices or of schools."""
    year, month = setting.year, 0
    if setting.first:
        year, month = setting.first.year, setting.first.month
    if not setting.school:
        if year is None:
            return None
        closes_last_year = kind == "sum up" and 0 < month <= _LAST_MONTH_OF_REVIEW
        return str(year - 1 if closes_last_year else year)
    if setting.school_year:
        return setting.school_year
    if year is None or month == 0:
        return None
    if kind == "open":
        return school_year(year if month >= _NEXT_SCHOOL_YEAR_FROM else year - 1)
    opened = month > _SCHOOL_OPENS or (month == _SCHOOL_OPENS and kind == "")
    return school_year(year if opened else year - 1)


def acts_of(paper: Paper, span: Span, times: Sequence[Time], setting: Setting) -> list[Act]:
    """The acts of an item, joined while they are about the same period; at least one."""
    printed = printed_periods(paper, span, times) or _from_headings(paper, span, setting)
    found = sorted(
        (match.start(), kind)
        for kind, pattern in _ACTS
        for match in pattern.finditer(paper.plain, span.start, span.end)
    )
    groups: list[Act] = []
    for index, (start, kind) in enumerate(found):
        end = found[index + 1][0] if index + 1 < len(found) else span.end
        own = next((name for at, name in printed if start <= at < end), None)
        about = own or _shared(kind, printed, setting)
        if not groups:
            groups.append(Act(Span(span.start, end), about))
        elif about == groups[-1].about:
            groups[-1] = Act(Span(groups[-1].span.start, end), about)
        else:
            before = groups[-1]
            joint = _JOINT.search(paper.plain[before.span.start : start])
            if joint:
                cut = Span(before.span.start, before.span.start + joint.start())
                groups[-1] = Act(cut, before.about)
                groups.append(Act(Span(start, end), about))
    if not groups:
        about = printed[0][1] if printed else infer("", setting)
        return [Act(span, about)]
    last = groups[-1]
    groups[-1] = Act(Span(last.span.start, span.end), last.about)
    return groups


def _from_headings(paper: Paper, span: Span, setting: Setting) -> list[tuple[int, str]]:
    """The school year that the nearest heading names, as if printed at the start of the item."""
    for heading in setting.headings:
        match = _SCHOOL_YEAR.search(paper.plain, heading.start, heading.end)
        if match:
            return [(span.start, f"{match.group(1)}-{match.group(2)}")]
    return []


def _shared(kind: str, printed: Sequence[tuple[int, str]], setting: Setting) -> str | None:
    """The period of an act that prints none while its item may print one."""
    inferred = infer(kind, setting)
    names = {name for _, name in printed}
    if len(names) == 1 and not (kind == "sum up" and setting.first and not setting.school):
        return next(iter(names))
    return inferred
