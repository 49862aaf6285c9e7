"""Milestones: every item of the calendar, and every dated duty elsewhere."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thidua.plans.reading.audiences import audience_of
from thidua.plans.reading.dates import Time, times_in
from thidua.plans.reading.lines import Paragraph
from thidua.plans.reading.model import Milestone
from thidua.plans.reading.outline import Node
from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.periods import Setting, acts_of, is_school

_LONGEST_WINDOW = 400
_SCHOOL_OPENS = 8
_SENTENCE_END = re.compile(r";|\.(?=\s+[A-ZĐÂĂÊÔƠƯ\u00c0-\u1ef9])")
_COMMEMORATED = re.compile(r"ky niem|ngay thanh lap|ngay sinh|nam ngay|lap thanh tich|chao mung")
_QUOTED = re.compile(r"\"[^\"\n]{2,300}\"")
_PAST = re.compile(r"(?:ban hanh|ky|so|tinh den|ngay hop) *$")
_SINCE = re.compile(r"\btu (?:ngay )?$")


@dataclass(frozen=True)
class PlanYears:
    """The plan's year, and its school year where the plan is a school's."""

    year: int | None
    school_year: str | None


@dataclass(frozen=True)
class Draft:
    """A milestone with positions instead of resolved blocs."""

    milestone: Milestone
    audience: tuple[Span, ...]


def window_times(paper: Paper, span: Span, years: PlanYears) -> list[Time]:
    """The times in `span` that can be a window or a deadline."""
    return [
        _in_school_year(time) if years.school_year else time
        for time in times_in(paper, span, years.year)
        if time.first and time.last and (time.last - time.first).days <= _LONGEST_WINDOW
    ]


def _in_school_year(time: Time) -> Time:
    """A time without a year in a school's plan: spring and summer are of the later year."""
    if time.printed_year or not time.first or not time.last or time.first.month >= _SCHOOL_OPENS:
        return time
    return replace(time, first=_next_year(time.first), last=_next_year(time.last))


def _next_year(day: date) -> date:
    ends = calendar.monthrange(day.year, day.month)[1]
    later = calendar.monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, later if day.day == ends else min(day.day, later))


def _window(
    paper: Paper, node: Node, times: Sequence[Time], years: PlanYears
) -> tuple[date | None, date | None]:
    """From and until: the item's own, else the nearest heading's."""
    own = [time for time in times if not time.deadline]
    if own:
        firsts = [time.first for time in own if time.first]
        lasts = [time.last for time in own if time.last]
        return min(firsts), max(lasts)
    for above in node.above():
        if above is node and not above.children:
            continue
        for time in window_times(paper, above.head.body, years):
            if not time.deadline:
                return time.first, time.last
    return None, None


def calendar_items(
    paper: Paper, node: Node, years: PlanYears, doer: Span | None = None
) -> list[Draft]:
    """The milestones of one item of the calendar; `doer` is the cell of a table that says who."""
    return [
        draft
        for item in _parts(paper, paper.trim(node.own.start, node.own.end, ";.:"), years)
        for draft in _drafts(paper, node, item, window_times(paper, item, years), years, doer=doer)
    ]


def _parts(paper: Paper, item: Span, years: PlanYears) -> list[Span]:
    """An item whose clauses each name a time of their own, as these clauses; else the item."""
    parts, start = [], item.start
    for match in re.finditer(";", paper.plain[item.start : item.end]):
        parts.append(paper.trim(start, item.start + match.start()))
        start = item.start + match.end()
    parts.append(paper.trim(start, item.end))
    timed = all(window_times(paper, part, years) for part in parts)
    return parts if timed else [item]


def dated_items(paper: Paper, node: Node, cited: Iterable[Span], years: PlanYears) -> list[Draft]:
    """The dated sentences of an item outside the calendar."""
    return [
        draft
        for sentence, times in dated_sentences(paper, node.own, cited, years)
        for draft in _drafts(paper, node, sentence, times, years)
    ]


def dated_paragraph(
    paper: Paper, paragraph: Paragraph, cited: Iterable[Span], years: PlanYears
) -> list[Draft]:
    """The dated sentences of running text outside the outline."""
    return dated_items(paper, Node(paragraph, None), cited, years)


def dated_sentences(
    paper: Paper, span: Span, cited: Iterable[Span], years: PlanYears
) -> list[tuple[Span, list[Time]]]:
    """Sentences of `span` that ask for something by a time, with these times."""
    taken = [each for each in cited if each.touches(span)]
    taken += [
        Span(match.start(), match.end())
        for match in _QUOTED.finditer(paper.plain, span.start, span.end)
    ]
    found: dict[Span, list[Time]] = {}
    for time in window_times(paper, span, years):
        if any(each.touches(time.span) for each in taken) or not _is_of_year(time, years.year):
            continue
        sentence = sentence_around(paper, span, time.span)
        before = Span(sentence.start, time.span.start)
        if not time.deadline and _is_told(paper.plain_words(before)):
            continue
        found.setdefault(sentence, []).append(time)
    return list(found.items())


def _is_told(before: str) -> bool:
    """Whether the words before a time make it a day remembered or past, not one to keep."""
    if _SINCE.search(before):
        return False
    return bool(_COMMEMORATED.search(before) or _PAST.search(before))


def _is_of_year(time: Time, year: int | None) -> bool:
    if year is None or time.first is None:
        return time.printed_year or time.first is not None
    return year <= time.first.year <= year + 1


def sentence_around(paper: Paper, within: Span, at: Span) -> Span:
    """The sentence of `within` that holds `at`."""
    start, end = within.start, within.end
    for match in _SENTENCE_END.finditer(paper.text, within.start, at.start):
        start = match.end()
    following = _SENTENCE_END.search(paper.text, at.end, within.end)
    if following:
        end = following.start()
    # Where a paragraph ends, so does its sentence.
    start = max(start, paper.plain.rfind("\n", within.start, at.start) + 1)
    line_end = paper.plain.find("\n", at.end, end)
    end = line_end if line_end >= 0 else end
    return paper.trim(start, end, ";.:-+")


def _drafts(
    paper: Paper,
    node: Node,
    item: Span,
    times: Sequence[Time],
    years: PlanYears,
    *,
    doer: Span | None = None,
) -> list[Draft]:
    first, last = _window(paper, node, times, years)
    deadline = next((time.last for time in times if time.deadline), None)
    audience = [doer] if doer else audience_of(paper, node, item)
    said = " ".join(paper.plain_words(span) for span in (item, *audience))
    school = years.school_year is not None or is_school(said)
    setting = Setting(years.year, school, years.school_year, first or deadline)
    return [
        Draft(
            Milestone(
                text=paper.words(item),
                act=paper.words(paper.trim(act.span.start, act.span.end, ";,.")),
                audience=tuple(paper.words(span) for span in audience),
                blocs=(),
                first=first,
                last=last,
                deadline=deadline,
                about=act.about,
                section=node.section(),
                source=item,
            ),
            tuple(audience),
        )
        for act in acts_of(paper, item, times, setting)
    ]
