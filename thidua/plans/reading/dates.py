"""Days, months, quarters, ranges and deadlines, as administrative papers write them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from thidua.plans.reading.paper import Paper, Span

YEARS = range(1900, 2200)
_MONTH_WORDS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?: {0,3}(?:/|-|, ?nam|\.|nam) {0,3}(\d{4})(?!\d))?"
_QUARTER = r"(iv|i{1,3}|[1-4])(?![\w])"
_TO = r" {0,4}(?:-|den(?: het)?|toi|va|,) {0,4}"

# Each form with how it is understood; the first that matches at a place counts.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "day",
        re.compile(r"(?<![\d/])(?:ngay {1,6})?(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})(?!\d)"),
    ),
    ("day", re.compile(rf"ngay {{1,6}}(\d{{1,2}}) {{1,6}}thang {{1,6}}(\d{{1,2}})(?!\d){_YEAR}")),
    (
        "day",
        re.compile(r"(?:ngay|truoc|den|tu|het) {1,6}(\d{1,2}) ?[/-] ?(\d{1,2})(?![/\d-])()"),
    ),
    (
        "first day",
        re.compile(r"ngay {1,6}(\d{1,2})(?= {0,4}(?:-|den|toi) {0,4}(?:het )?(?:ngay|\d))"),
    ),
    (
        "months",
        re.compile(
            rf"thang {{1,4}}(\d{{1,2}})(?!\d){_TO}(?:het )?(?:thang {{1,4}})?"
            rf"(\d{{1,2}})(?![\d%]|/\d{{1,2}}/){_YEAR}"
        ),
    ),
    ("month", re.compile(rf"thang {{1,4}}(\d{{1,2}})(?!\d){_YEAR}")),
    (
        "month word",
        re.compile(
            r"thang {1,4}(muoi mot|muoi hai|muoi|gieng|hai|ba|tu|sau|bay|tam|chin|chap)\b" + _YEAR
        ),
    ),
    ("quarters", re.compile(rf"quy {{1,4}}{_QUARTER}{_TO}(?:quy {{1,4}})?{_QUARTER}{_YEAR}")),
    ("quarter", re.compile(rf"quy {{1,4}}{_QUARTER}{_YEAR}")),
)
_ANY = re.compile(r"thang|ngay|quy|truoc|den|tu|het|\d{1,2} ?[/.-] ?\d{1,2} ?[/.-]")
_JOINED = re.compile(r" {0,4}(?:-|den(?: het)?|toi) {0,4}(?:het )?")
_BEFORE = re.compile(
    r"(truoc|cham nhat|muon nhat|khong qua|han cuoi|han chot|han nop|thoi han|den het|het|den)"
    r"(?: (?:la|vao|trong|den|het|ngay|luc))* ?:?"
    r"(?: ?\d{1,2} ?(?:gio|h|g) ?\d{0,2}(?: phut)?,?)? {0,4}$"
)
_OWN_BEFORE = re.compile(r"(truoc|den|het) ")


@dataclass(frozen=True)
class Time:
    """A time named in the text. `deadline`: it is the last moment, not a window.

    `first` and `last` are None where the calendar has no such day; `printed_year` says whether
    the year stands in the text or was taken from the plan.
    """

    span: Span
    first: date | None
    last: date | None
    deadline: bool
    printed_year: bool

    @property
    def is_impossible(self) -> bool:
        return self.first is None


@dataclass(frozen=True)
class _Atom:
    span: Span
    form: str
    numbers: tuple[int, ...]
    year: int | None


def _atoms(plain: str, offset: int) -> list[_Atom]:
    found: list[_Atom] = []
    at = 0
    while hint := _ANY.search(plain, at):
        at = hint.start() + 1
        for form, pattern in _FORMS:
            match = pattern.match(plain, hint.start())
            if match:
                found.append(_atom(form, match, offset))
                at = match.end()
                break
    return found


def _atom(form: str, match: re.Match[str], offset: int) -> _Atom:
    span = Span(offset + match.start(), offset + match.end())
    if form == "first day":
        return _Atom(span, form, (int(match.group(1)),), None)
    *parts, year = match.groups()
    if form == "month word":
        return _Atom(span, "month", (_MONTH_WORDS[parts[0]],), int(year) if year else None)
    if form.startswith("quarter"):
        numbers = tuple(_ROMAN.get(part) or int(part) for part in parts)
    else:
        numbers = tuple(int(part) for part in parts)
    return _Atom(span, form, numbers, int(year) if year else None)


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


def _ends(atom: _Atom, year: int | None) -> tuple[date | None, date | None]:
    """First and last day of `atom` in `year`."""
    numbers = atom.numbers
    if atom.form == "day":
        day = _day(year, numbers[1], numbers[0])
        return day, day
    if atom.form == "month":
        return _day(year, numbers[0], 1), _end_of(year, numbers[0])
    if atom.form == "months":
        begins = year - 1 if year is not None and numbers[0] > numbers[1] else year
        return _day(begins, numbers[0], 1), _end_of(year, numbers[1])
    if atom.form in ("quarter", "quarters"):
        return _day(year, numbers[0] * 3 - 2, 1), _end_of(year, numbers[-1] * 3)
    return None, None


def _is_deadline(plain: str, atom: _Atom, offset: int) -> str:
    """The word that makes `atom` a last moment, or ''."""
    start = atom.span.start - offset
    own = _OWN_BEFORE.match(plain, start)
    if own:
        return own.group(1)
    match = _BEFORE.search(plain, max(0, start - 60), start)
    return match.group(1) if match else ""


def times_in(paper: Paper, span: Span, year: int | None) -> list[Time]:
    """The times named in `span`; those without a year are of `year`."""
    plain = paper.plain_words(span)
    atoms = _atoms(plain, span.start)
    found: list[Time] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        if following and _JOINED.fullmatch(paper.plain, atom.span.end, following.span.start):
            found.append(_range(atom, following, year))
            at += 2
            continue
        at += 1
        if atom.form == "first day":
            continue
        word = _is_deadline(plain, atom, span.start)
        first, last = _ends(atom, atom.year or year)
        if word == "truoc":
            last = first
        found.append(Time(atom.span, last and first, last, bool(word), atom.year is not None))
    return found


def _range(start: _Atom, end: _Atom, year: int | None) -> Time:
    span = Span(start.span.start, end.span.end)
    last_year = end.year or year
    first, last = _ends(start, start.year or last_year)
    _, last = _ends(end, last_year)
    if start.form == "first day" and last:
        first = _day(last.year, last.month, start.numbers[0])
    if first and last and first > last and start.year is None:
        first = _day(first.year - 1, first.month, first.day)
    return Time(
        span, last and first, first and last, deadline=False, printed_year=end.year is not None
    )
