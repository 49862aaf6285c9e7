"""The forms in which papers print a time: days, months, quarters, in figures and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.plans.reading import numerals
from thidua.plans.reading.paper import Span

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_REPEATS = {"thang": "month", "quy": "quarter", "nam": "year", "tuan": "week"}
_YEAR = r"(?: {0,3}(?:/|-|, ?nam|\.|nam) {0,3}(?P<year>\d{4})(?!\d))?"
_SPELLED_YEAR = rf"(?: {{0,3}}(?:/|, ?nam|nam) {{0,3}}(?P<year>\d{{4}}(?!\d)|{numerals.YEAR}))?"
_QUARTER = r"(iv|i{1,3}|[1-4])(?![\w])"
_TO = r" {0,4}(?:-|den(?: het)?|toi|va|,) {0,4}"
# Words that stand before a day without being of it.
_LEAD = r"(?P<lead>(?:truoc|den|tu|het|toi|cham nhat|muon nhat|vao|va) {1,6}|- {0,6})"
# "2/3 số phiếu" is no day.
_END = (
    r"(?![/\d-])(?! {1,3}(?:so|tong|phieu|thanh vien|dai bieu|uy vien|y kien|chi tieu|tieu chi|diem"
    r"|gio|tro len)\b)"
)
_EACH = r"(?:hang|moi)"
_MONTH_WORD = r"muoi mot|muoi hai|muoi|gieng|hai|ba|tu|sau|bay|tam|chin|chap"

# Each form with how it is understood; the first that matches at a place counts.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (
            "day",
            r"(?<![\d/])(?:ngay {1,6})?(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(?P<year>\d{4})(?!\d)",
        ),
        ("day", rf"ngay {{1,6}}(\d{{1,2}}) {{1,6}}thang {{1,6}}(\d{{1,2}})(?!\d){_YEAR}"),
        ("day", rf"{_LEAD}(\d{{1,2}}) {{1,6}}thang {{1,6}}(\d{{1,2}})(?!\d){_YEAR}"),
        ("day", rf"ngay {{1,6}}(\d{{1,2}}) ?[/-] ?(\d{{1,2}}){_END}"),
        ("day", rf"{_LEAD}(\d{{1,2}}) ?[/-] ?(\d{{1,2}}){_END}"),
        (
            "spelled day",
            rf"ngay {{1,6}}({numerals.DAY}|\d{{1,2}}) {{1,6}}thang {{1,6}}({numerals.MONTH})\b"
            rf"{_SPELLED_YEAR}",
        ),
        (
            "spelled day",
            rf"ngay {{1,6}}({numerals.DAY}) {{1,6}}thang {{1,6}}(\d{{1,2}}){_SPELLED_YEAR}",
        ),
        (
            "day of each",
            rf"(?:ngay {{1,6}})?(\d{{1,2}}) {{1,6}}(?:cua )?{_EACH} (thang|quy|tuan)\b",
        ),
        (
            "day of each",
            r"ngay {1,6}(\d{1,2}) {1,6}(?:cua )?thang (?:cuoi|dau|tiep theo) (?:cua )?"
            rf"(?:{_EACH} )?(quy)\b",
        ),
        (
            "first day",
            r"(?P<lead>tu {1,6})?(?:ngay {1,6})?(\d{1,2})(?= {0,4}(?:-|den|toi|va|,) {0,4}(?:het )?"
            r"(?:ngay {0,4})?\d{1,2} {0,2}(?:/|-|\.|thang))",
        ),
        ("third", rf"(thuong|trung|ha) tuan(?: cua)? thang {{1,4}}(\d{{1,2}})(?!\d){_YEAR}"),
        (
            "months",
            r"thang {1,4}(\d{1,2})(?!\d)(?: ?, ?\d{1,2}(?![\d/])){0,10}"
            rf"{_TO}(?:het )?(?:thang {{1,4}})?(\d{{1,2}})(?![\d%]|/\d{{1,2}}/){_YEAR}",
        ),
        ("month", rf"thang {{1,4}}(\d{{1,2}})(?!\d){_YEAR}"),
        ("spelled month", rf"thang {{1,4}}({_MONTH_WORD})\b{_YEAR}"),
        ("quarters", rf"qu[yi] {{1,4}}{_QUARTER}{_TO}(?:qu[yi] {{1,4}})?{_QUARTER}{_YEAR}"),
        ("quarter", rf"qu[yi] {{1,4}}{_QUARTER}{_YEAR}"),
        (
            "half",
            r"(?P<lead>trong {1,4})(?:0?6|sau) thang (dau|cuoi) nam"
            r"(?: {1,3}(?P<year>\d{4}))?(?!\d)",
        ),
        ("year", r"het {1,4}nam {1,4}(?P<year>\d{4})(?!\d)"),
        (
            "each",
            r"(?:(?:dinh ky|bao cao)(?: \w+){0,3} hang|dinh ky) (thang|quy|tuan)\b"
            r"(?! (?:dinh\b|\d|i+\b|iv\b))",
        ),
    )
)
# Where a form can begin.
_ANY = re.compile(
    r"thang|ngay|qu[yi]|truoc|den|tu\b|het|toi|cham nhat|muon nhat|vao|va|thuong tuan|trung tuan"
    r"|ha tuan|trong|dinh ky|bao cao|- {0,6}(?=\d{1,2} )|\d{1,2} ?[/.-] ?\d{1,2} ?[/.-]"
    r"|\d{1,2} {1,6}(?:cua )?(?:hang|moi) "
)
_YEARLY = re.compile(r" {0,3}(?:cua )?(?:hang|moi) nam\b")


@dataclass(frozen=True)
class Form:
    """One printed time: how it is said, its figures and words, and its year if it has one.

    `repeats` is month, quarter, year or week where it comes round again.
    """

    span: Span
    kind: str
    numbers: tuple[int, ...]
    year: int | None
    words: tuple[str, ...] = ()
    repeats: str = ""


def forms_in(plain: str, offset: int) -> Iterator[Form]:
    """The times printed in `plain`, which begins at `offset` of the paper, in order."""
    at = 0
    while hint := _ANY.search(plain, at):
        at = hint.start() + 1
        for kind, pattern in _FORMS:
            match = pattern.match(plain, hint.start())
            if match:
                yield _form(kind, match, offset)
                at = match.end()
                break


def _form(kind: str, match: re.Match[str], offset: int) -> Form:
    named = match.groupdict()
    start = match.end("lead") if named.get("lead") else match.start()
    span = Span(offset + start, offset + match.end())
    year = _year_of(named.get("year"))
    unnamed = set(range(1, match.re.groups + 1)) - set(match.re.groupindex.values())
    parts = tuple(match.group(index) for index in sorted(unnamed))
    if kind == "spelled day":
        day, month = (int(part) if part.isdigit() else 0 for part in parts)
        numbers = (day or numerals.value(parts[0]), month or numerals.month(parts[1]))
        return Form(span, "day", numbers, year)
    if kind == "spelled month":
        return Form(span, "month", (numerals.month(parts[0]),), year)
    if kind in ("day of each", "each"):
        return Form(span, kind, (), None, repeats=_REPEATS[parts[-1]])
    yearly = _YEARLY.match(match.string, match.end()) if kind == "day" and year is None else None
    if yearly:
        span = Span(span.start, offset + yearly.end())
    figures = tuple(_ROMAN.get(part) or int(part) for part in parts if _is_figure(part))
    words = tuple(part for part in parts if not _is_figure(part))
    return Form(span, kind, figures, year, words, "year" if yearly else "")


def _is_figure(part: str) -> bool:
    return part.isdigit() or part in _ROMAN


def _year_of(printed: str | None) -> int | None:
    if not printed:
        return None
    return int(printed) if printed.isdigit() else numerals.value(printed)
