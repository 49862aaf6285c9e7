"""Days, windows and deadlines, from the times that a text prints."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.time_forms import Form, forms_in

YEARS = range(1900, 2200)
# First and last day of the thirds of a month; the last ends with the month.
_THIRDS = {"thuong": (1, 10), "trung": (11, 20), "ha": (21, None)}
_HALVES = {"dau": (1, 6), "cuoi": (7, 12)}
_JOINED = re.compile(r" {0,4}(?:-|den(?: het)?|toi) {0,4}(?:het )?(?:ngay )?")
# "ngày 25, 26/5" is from the one to the other.
_LISTED = re.compile(r" {0,4}(?:-|den(?: het)?|toi|va|,) {0,4}(?:het )?(?:ngay )?")
_BEFORE = re.compile(
    r"(truoc|cham nhat|muon nhat|khong qua|han cuoi|han chot|han nop|thoi han|den het|het|den)"
    r"(?: (?:la|vao|trong|den|het|ngay|luc))* ?:?"
    r"(?: ?\d{1,2} ?(?:gio|h|g) ?\d{0,2}(?: phut)?,?)? {0,4}$"
)
_AND = re.compile(r" {0,3}(?:va|,) {0,3}")
_OWN_BEFORE = re.compile(r"(truoc|den|het) ")


@dataclass(frozen=True)
class Time:
    """A time named in the text. `deadline`: it is the last moment, not a window.

    `first` and `last` are None where the calendar has no such day, and for what comes round again
    without a year: then `repeats` says how often (month, quarter, year, week). `printed_year` says
    whether the year stands in the text or was taken from the plan.
    """

    span: Span
    first: date | None
    last: date | None
    deadline: bool
    printed_year: bool
    repeats: str = ""

    @property
    def is_impossible(self) -> bool:
        return self.first is None and not self.repeats


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end_of(year: int | None, month: int) -> date | None:
    first = _day(year, month, 1)
    return first and first.replace(day=calendar.monthrange(first.year, month)[1])


def _ends(form: Form, year: int | None) -> tuple[date | None, date | None]:
    """First and last day of `form` in `year`."""
    numbers = form.numbers
    if form.kind == "day":
        day = _day(year, numbers[1], numbers[0])
        return day, day
    if form.kind == "months":
        begins = year - 1 if year is not None and numbers[0] > numbers[1] else year
        return _day(begins, numbers[0], 1), _end_of(year, numbers[1])
    if form.kind == "third":
        first, last = _THIRDS[form.words[0]]
        ends = _day(year, numbers[0], last) if last else _end_of(year, numbers[0])
        return _day(year, numbers[0], first), ends
    months = _months(form)
    if months is None:
        return None, None
    return _day(year, months[0], 1), _end_of(year, months[1])


def _months(form: Form) -> tuple[int, int] | None:
    """First and last month of a form made of whole months of one year."""
    if form.kind == "month":
        return form.numbers[0], form.numbers[0]
    if form.kind in ("quarter", "quarters"):
        return form.numbers[0] * 3 - 2, form.numbers[-1] * 3
    if form.kind == "half":
        return _HALVES[form.words[0]]
    return (12, 12) if form.kind == "year" else None


def _deadline_word(plain: str, form: Form, offset: int) -> str:
    """The word that makes `form` a last moment, or ''."""
    start = form.span.start - offset
    own = _OWN_BEFORE.match(plain, start)
    if own:
        return own.group(1)
    match = _BEFORE.search(plain, max(0, start - 60), start)
    return match.group(1) if match else ""


def times_in(paper: Paper, span: Span, year: int | None) -> list[Time]:
    """The times named in `span`; those without a year are of `year`."""
    plain = paper.plain_words(span)
    forms = list(forms_in(plain, span.start))
    found: list[Time] = []
    at = 0
    while at < len(forms):
        form = forms[at]
        following = forms[at + 1] if at + 1 < len(forms) else None
        between = _LISTED if form.kind == "first day" else _JOINED
        if following and between.fullmatch(paper.plain, form.span.end, following.span.start):
            found.append(_range(form, following, year))
            at += 2
            continue
        at += 1
        if form.kind == "first day":
            continue
        word = _deadline_word(plain, form, span.start)
        before = found[-1] if found else None
        if not word and before and before.deadline and form.kind == "day":
            # "trước ngày 05/6 và 05/12": the word before the first is of both.
            joined = _AND.fullmatch(paper.plain, before.span.end, form.span.start)
            word = "truoc" if joined else word
        found.append(_single(form, word, year))
    return found


def _single(form: Form, word: str, year: int | None) -> Time:
    first, last = _ends(form, form.year or year)
    if word == "truoc":
        last = first
    deadline = bool(word) or form.kind == "year"
    printed = form.year is not None
    return Time(form.span, last and first, last, deadline, printed, form.repeats)


def _range(start: Form, end: Form, year: int | None) -> Time:
    span = Span(start.span.start, end.span.end)
    last_year = end.year or year
    first, _ = _ends(start, start.year or last_year)
    _, last = _ends(end, last_year)
    if start.kind == "first day" and last:
        first = _day_before(last, start.numbers[0])
    elif first and last and first > last and start.year is None:
        first = _day(first.year - 1, first.month, first.day)
    if first and last and first > last:
        first = last = None
    return Time(
        span, last and first, first and last, deadline=False, printed_year=end.year is not None
    )


def _day_before(last: date, day: int) -> date | None:
    """The latest day numbered `day` that is not after `last`: from 25 to 10/7 begins in June."""
    first = _day(last.year, last.month, day)
    if first and first <= last:
        return first
    month_before = last.replace(day=1) - timedelta(days=1)
    return _day(month_before.year, month_before.month, day)
