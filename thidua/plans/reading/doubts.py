"""Slips in the plan itself: reported with a suggestion, never corrected."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from thidua.common.phrases import gettext as _
from thidua.plans.reading.dates import times_in
from thidua.plans.reading.milestones import PlanYears, window_times
from thidua.plans.reading.model import Basis, Doubt
from thidua.plans.reading.outline import Node, Outline
from thidua.plans.reading.paper import Paper, Span, plain_of

_YEAR = re.compile(r"(?<!hoc )\bnam {1,4}((?:19|20)\d{2})(?!\d| ?- ?\d)")
_LOOKS_BACK = re.compile(
    r"tong ket|so ket|ket qua|so voi|phat huy|tu nam|den nam|giai doan|truoc|luat|nghi dinh|sua doi"
)
# Compounds of this field; a word that differs from one only in its marks is a probable misprint.
_COMPOUNDS = (
    "tập thể", "khen thưởng", "danh hiệu", "phong trào", "chiến sĩ", "tiên tiến", "hội đồng",
    "tổng kết", "sơ kết", "nhiệm vụ", "hồ sơ", "thành tích", "xuất sắc", "kế hoạch", "giao ước",
    "thẩm định", "công chức", "viên chức", "điển hình", "bình xét", "suy tôn", "đề nghị",
)  # fmt: skip
_VARIANTS = frozenset({"chiến sỹ"})
_BY_PLAIN = {plain_of(right): right for right in _COMPOUNDS}
_ANY_COMPOUND = re.compile(rf"\b(?:{'|'.join(_BY_PLAIN)})\b")
_SOUND_FORMS = 2
_STYLES_COUNTED = ("decimal1", "roman")
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
    "XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15,
}  # fmt: skip


def doubts_of(
    paper: Paper, outline: Outline, years: PlanYears, bases: Sequence[Basis], body: Span
) -> list[Doubt]:
    """Everything in the plan that looks like a slip, in printed order."""
    found = [
        *_years(paper, outline, years),
        *_impossible_days(paper, body, years.year),
        *_outside(paper, outline, years),
        *_misprints(paper, body),
        *_numbering(paper, outline),
        *_later_bases(bases, years.year),
    ]
    return sorted(found, key=lambda doubt: doubt.source)


def _years(paper: Paper, outline: Outline, years: PlanYears) -> Iterable[Doubt]:
    """A heading of a plan for one year that says another."""
    year = years.year
    if year is None:
        return
    fitting = {year, year + 1} if years.school_year else {year}
    for node in outline.walk():
        heading = node.head.body
        if not node.children or _LOOKS_BACK.search(paper.plain_words(heading)):
            continue
        times = [time.span for time in times_in(paper, heading, year)]
        for match in _YEAR.finditer(paper.plain, heading.start, heading.end):
            span = Span(match.start(), match.end())
            printed = int(match.group(1))
            if printed not in fitting and not any(each.touches(span) for each in times):
                why = _("This plan is for %(year)s, and this heading says %(printed)s.") % {
                    "year": year,
                    "printed": printed,
                }
                yield Doubt(paper.words(span), why, str(year), span)


def _impossible_days(paper: Paper, body: Span, year: int | None) -> Iterable[Doubt]:
    for time in times_in(paper, body, year if year is not None else 2000):
        if time.is_impossible:
            why = _("The calendar has no such day, or the range ends before it begins.")
            yield Doubt(paper.words(time.span), why, None, time.span)


def _outside(paper: Paper, outline: Outline, years: PlanYears) -> Iterable[Doubt]:
    """An item whose own window lies outside the window of its heading."""
    for node in outline.walk():
        if node.children or node.parent is None:
            continue
        above = next(
            (
                time
                for parent in node.parent.above()
                for time in window_times(paper, parent.head.body, years)
                if not time.deadline
            ),
            None,
        )
        if above is None or above.first is None or above.last is None:
            continue
        for time in window_times(paper, node.own, years):
            if time.last and time.first and (time.last < above.first or time.first > above.last):
                why = _("This lies outside the time of its heading, %(heading)s.") % {
                    "heading": paper.words(above.span)
                }
                yield Doubt(paper.words(time.span), why, None, time.span)


def _misprints(paper: Paper, body: Span) -> Iterable[Doubt]:
    """A compound of the field with a wrong mark, where the text also has it right."""
    lowered = paper.words(body).lower()
    sound = {right for right in _COMPOUNDS if lowered.count(right) >= _SOUND_FORMS}
    for match in _ANY_COMPOUND.finditer(paper.plain, body.start, body.end):
        printed = paper.words(Span(match.start(), match.end())).lower()
        right = _BY_PLAIN[match.group()]
        if printed in (right, match.group()) or right not in sound or printed in _VARIANTS:
            continue
        if _same_tones_moved(printed, right):
            continue
        span = Span(match.start(), match.end())
        why = _("Probably a misprint: elsewhere the plan writes it otherwise.")
        yield Doubt(paper.words(span), why, right, span)


def _same_tones_moved(printed: str, right: str) -> bool:
    """Whether two spellings only place the tone on another vowel (hoạch, họach)."""
    ours, theirs = (sorted(_marks(word)) for word in (printed, right))
    return ours == theirs


def _marks(word: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not mark.isspace())


def _numbering(paper: Paper, outline: Outline) -> Iterable[Doubt]:
    """A number that does not follow the one before it under the same heading."""
    families: list[list[Node]] = [outline.roots, *(node.children for node in outline.walk())]
    for family in families:
        previous: tuple[str, int] | None = None
        for node in family:
            value = _value(node)
            if value is None:
                continue
            style = node.head.style
            if previous and previous[0] == style and value not in (previous[1] + 1, 1):
                why = _("The numbering skips or repeats a number here.")
                marker = node.head.marker
                span = paper.trim(marker.start, marker.end)
                yield Doubt(paper.words(span), why, None, span)
            previous = (style, value)


def _value(node: Node) -> int | None:
    number, style = node.head.number, node.head.style
    if style not in _STYLES_COUNTED:
        return None
    if style == "decimal1":
        return int(number)
    return _ROMAN.get(number.upper()) if style == "roman" else None


def _later_bases(bases: Sequence[Basis], year: int | None) -> Iterable[Doubt]:
    """A document cited with a date after the plan's year."""
    for basis in bases:
        if year is not None and basis.issued_on and basis.issued_on.year > year:
            why = _("This document is dated after the year of the plan.")
            yield Doubt(basis.text, why, None, basis.source)
