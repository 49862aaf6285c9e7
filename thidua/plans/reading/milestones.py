"""Milestones: every item of the calendar, and every dated duty elsewhere."""

import calendar
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thidua.plans.reading.audiences import audience_of
from thidua.plans.reading.dates import YEARS, Time, times_in
from thidua.plans.reading.lines import Paragraph
from thidua.plans.reading.model import Milestone
from thidua.plans.reading.outline import Node
from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.periods import Setting, acts_of, is_school

_LONGEST_WINDOW = 400
_SCHOOL_OPENS = 8
_SENTENCE_END = re.compile(r";|\.(?=\s+[A-ZĐÂĂÊÔƠƯ\u00c0-\u1ef9])")
_PART_END = re.compile(r";|(?<=\d)\.(?= +[A-ZĐÂĂÊÔƠƯ\u00c0-\u1ef9])")
_COMMEMORATED = re.compile(
    r"(?<!tai le )k[yi] niem|ngay thanh lap|ngay sinh|nam ngay|lap thanh tich|chao mung"
)
_QUOTED = re.compile(r"\"[^\"\n]{2,300}\"")
_WHOLE_YEAR = re.compile(r"(?:trong )?nam (\d{4})(?= ?(?:[:\n]|$))")
# "Báo cáo: 6 tháng, trước ngày…; năm, trước ngày…": words over the clauses of an item.
_LEADS = re.compile(r"[^;:]{2,80}:")
_JOINER = re.compile(r"(?:va|,|;|-|\.) +")
_NEXT_ACT = re.compile(
    r"[,;] (?:va )?(?:tong ket|so ket|dang ky|binh xet|cham diem|suy ton|gui|nop|bao cao|ky ket"
    r"|ky giao|phat dong|hoan thanh|to chuc|tham dinh|trinh|cong bo|trao)\b"
)
_LONGEST_PREPOSITION = 8
_PAST = re.compile(r"(?:ban hanh|ky|so|tinh den|ngay hop) *$")
_SINCE = re.compile(r"\btu (?:ngay )?$")


@dataclass(frozen=True)
class PlanYears:
    """The plan's year, its school year where it is a school's, and the last of several years."""

    year: int | None
    school_year: str | None
    last: int | None = None


@dataclass(frozen=True)
class Draft:
    """A milestone with positions instead of resolved blocs."""

    milestone: Milestone
    audience: tuple[Span, ...]


def window_times(paper: Paper, span: Span, years: PlanYears) -> list[Time]:
    """The times in `span` that can be a window or a deadline, and those that come round again."""
    found = _whole_year(paper, span)
    found += [
        _in_school_year(time) if years.school_year else time
        for time in times_in(paper, span, years.year)
        if time.repeats
        or (time.first and time.last and (time.last - time.first).days <= _LONGEST_WINDOW)
    ]
    return found


def _whole_year(paper: Paper, span: Span) -> list[Time]:
    """ "Năm 2023: …" at the head of an item is that year from its first day to its last."""
    match = _WHOLE_YEAR.match(paper.plain, span.start, span.end)
    if not match or int(match.group(1)) not in YEARS:
        return []
    year, own = int(match.group(1)), Span(match.start(), match.end())
    return [Time(own, date(year, 1, 1), date(year, 12, 31), deadline=False, printed_year=True)]


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
    firsts = [time.first for time in own if time.first]
    lasts = [time.last for time in own if time.last]
    if firsts and lasts:
        # "Năm 2023: sơ kết (tháng 8/2023)" is in August.
        closest = [time for time in own if (time.first, time.last) != (min(firsts), max(lasts))]
        if len(own) > 1 and len(closest) == 1 and closest[0].first and _holds(own, closest[0]):
            return closest[0].first, closest[0].last
        return min(firsts), max(lasts)
    for above in node.above():
        if above is node and not above.children:
            continue
        for time in window_times(paper, above.head.body, years):
            if not time.deadline and time.first:
                return time.first, time.last
    return None, None


def _holds(times: Sequence[Time], inner: Time) -> bool:
    """Whether each other of `times` holds `inner`."""
    return all(
        time.first and time.last and inner.first and inner.last
        and time.first <= inner.first and inner.last <= time.last
        for time in times
    )  # fmt: skip


def row_items(
    paper: Paper, node: Node, times: Sequence[Time], doer: Span | None, years: PlanYears
) -> list[Draft]:
    """The milestones of one row of a table, whose cells say when and who."""
    return _drafts(paper, node, node.own, times, years, doer=doer)


def calendar_items(paper: Paper, node: Node, years: PlanYears) -> list[Draft]:
    """The milestones of one item of the calendar."""
    whole = paper.trim(node.own.start, node.own.end, ";.:")
    parts = _parts(paper, whole, years)
    if len(parts) == 1:
        return _drafts(paper, node, whole, window_times(paper, whole, years), years)
    led = bool(_LEADS.match(paper.plain, parts[0].start, parts[0].end))
    over = _time_over(paper, parts[0], years)
    drafts = []
    for part in parts:
        times = window_times(paper, part, years)
        if over and all(time.deadline for time in times):
            times.append(over)
        printed = whole if led and not over else part
        drafts += _drafts(paper, node, part, times, years, printed=printed)
    return drafts


def _time_over(paper: Paper, part: Span, years: PlanYears) -> Time | None:
    """ "Tháng 5/2021: …; …": the time that stands over all clauses of an item."""
    for time in window_times(paper, part, years)[:1]:
        leads = paper.plain.startswith(":", time.span.end) and not time.deadline
        if leads and time.span.start - part.start <= _LONGEST_PREPOSITION:
            return time
    return None


def _parts(paper: Paper, item: Span, years: PlanYears) -> list[Span]:
    """An item whose clauses each name a time of their own, as these clauses; else the item."""
    parts, start = [], item.start
    for match in _PART_END.finditer(paper.text, item.start, item.end):
        parts.append(paper.trim(start, match.start()))
        start = match.end()
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
    if year is not None and time.deadline and time.printed_year and time.last:
        return time.last.year >= year
    if year is None or time.first is None:
        return time.printed_year or bool(time.repeats) or time.first is not None
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


def _clauses(paper: Paper, item: Span, times: Sequence[Time]) -> list[tuple[Span, list[Time]]]:
    """An item that names several last days, or acts each with its time, as the clause of each."""
    dated = [time for time in times if time.last]
    cuts = [
        cut
        for earlier, later in itertools.pairwise(dated)
        if (cut := _cut_between(paper, earlier, later)) is not None
    ]
    if not cuts:
        return [(item, list(times))]
    ends = [*cuts, item.end]
    found, start = [], item.start
    for end in ends:
        own = paper.trim(start, end, ",;. ")
        joiner = _JOINER.match(paper.plain, own.start, own.end)
        own = Span(joiner.end(), own.end) if joiner else own
        found.append((own, [time for time in times if own.touches(time.span)]))
        start = end
    return found


def _cut_between(paper: Paper, earlier: Time, later: Time) -> int | None:
    """Where the clause of `earlier` ends, if `later` is another clause's."""
    between = _NEXT_ACT.search(paper.plain, earlier.span.end, later.span.start)
    if between:
        return between.start()
    both = earlier.deadline and later.deadline and earlier.last != later.last
    return earlier.span.end if both else None


def _drafts(
    paper: Paper,
    node: Node,
    item: Span,
    times: Sequence[Time],
    years: PlanYears,
    *,
    doer: Span | None = None,
    printed: Span | None = None,
) -> list[Draft]:
    """The milestones of `item`; `printed` is the item it is a part of, where it needs its words."""
    audience = [doer] if doer else audience_of(paper, node, item)
    return [
        draft
        for clause, own in _clauses(paper, item, times)
        for draft in _clause_drafts(paper, node, clause, own, years, audience, printed or item)
    ]


def _clause_drafts(
    paper: Paper,
    node: Node,
    clause: Span,
    times: Sequence[Time],
    years: PlanYears,
    audience: Sequence[Span],
    printed: Span,
) -> list[Draft]:
    first, last = _window(paper, node, times, years)
    deadline = next((time.last for time in times if time.deadline), None)
    said = " ".join(paper.plain_words(span) for span in (printed, *audience))
    school = years.school_year is not None or is_school(said)
    setting = Setting(years.year, school, years.school_year, first or deadline, _headings(node))
    return [
        Draft(
            Milestone(
                text=paper.words(printed),
                act=paper.words(paper.trim(act.span.start, act.span.end, ";,.")),
                audience=tuple(paper.words(span) for span in audience),
                blocs=(),
                first=first,
                last=last,
                deadline=deadline,
                about=act.about,
                section=node.section(),
                source=printed,
                repeats=next((time.repeats for time in times if time.repeats), None),
            ),
            tuple(audience),
        )
        for act in acts_of(paper, clause, times, setting)
    ]


def _headings(node: Node) -> tuple[Span, ...]:
    """The headings over an item, nearest first: one may say which period all under it is about."""
    return tuple(above.head.body for above in node.above() if above is not node and above.children)
