"""Slips in the plan itself: reported with a suggestion, never corrected."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.common.phrases import gettext as _
from thidua.plans.reading.dates import times_in
from thidua.plans.reading.milestones import PlanYears, window_times
from thidua.plans.reading.model import Basis, Doubt, Milestone
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
_YEARS_AHEAD = 1
_OPENS = re.compile(r"dang ky|giao uoc|phat dong")
_STYLES_COUNTED = ("decimal1", "roman")
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
    "XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15,
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What the reader made of the plan's body, which lies at `span`."""

    span: Span
    years: PlanYears
    issued_on: date | None
    bases: Sequence[Basis]
    milestones: Sequence[Milestone]


def doubts_of(paper: Paper, outline: Outline, plan: Written) -> list[Doubt]:
    """Everything in the plan that looks like a slip, in printed order."""
    found = [
        *_years(paper, outline, plan.years),
        *_impossible_days(paper, plan.span, plan.years.year),
        *_outside(paper, outline, plan.years),
        *_misprints(paper, plan.span),
        *_numbering(paper, outline),
        *_later_bases(plan),
        *_of_another_year(paper, plan),
        *_undated(plan),
    ]
    told: dict[tuple[Span, str], Doubt] = {(doubt.source, doubt.why): doubt for doubt in found}
    return sorted(told.values(), key=lambda doubt: doubt.source)


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


def _later_bases(plan: Written) -> Iterable[Doubt]:
    """A document cited with a date after the plan's own, or after its year."""
    for basis in plan.bases:
        if basis.issued_on is None:
            continue
        if plan.issued_on and basis.issued_on > plan.issued_on:
            why = _("This document is dated after the plan itself.")
        elif plan.years.year is not None and basis.issued_on.year > plan.years.year:
            why = _("This document is dated after the year of the plan.")
        else:
            continue
        yield Doubt(basis.text, why, None, basis.source)


def _of_another_year(paper: Paper, plan: Written) -> Iterable[Doubt]:
    """A day of the calendar far from the plan's year, and a registration for a year gone by."""
    year = plan.years.year
    if year is None:
        return
    latest = max(year + _YEARS_AHEAD, plan.years.last or year)
    for milestone in plan.milestones:
        for time in times_in(paper, milestone.source, year):
            if time.printed_year and time.last and not year <= time.last.year <= latest:
                why = _("This day is not of the plan's year, %(year)s, nor soon after.") % {
                    "year": year
                }
                yield Doubt(paper.words(time.span), why, None, time.span)
        about = milestone.about or ""
        opens = _OPENS.search(plain_of(milestone.act))
        if not (opens and about.isdigit() and int(about) < year):
            continue
        for match in _YEAR.finditer(paper.plain, milestone.source.start, milestone.source.end):
            if match.group(1) == about:
                span = Span(match.start(), match.end())
                why = _("This plan is for %(year)s, and this asks to register for %(printed)s.") % {
                    "year": year,
                    "printed": about,
                }
                yield Doubt(paper.words(span), why, str(year), span)


def _undated(plan: Written) -> Iterable[Doubt]:
    """What comes round again and has no one day in this plan."""
    for milestone in plan.milestones:
        if milestone.repeats and not milestone.deadline and not milestone.first:
            why = _("This comes round again, and no one day was set for it.")
            yield Doubt(milestone.text, why, None, milestone.source)
