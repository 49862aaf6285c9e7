"""Movements, themes and peak campaigns that a plan names."""

import re
from collections.abc import Sequence
from datetime import date

from thidua.plans.reading.dates import YEARS, times_in
from thidua.plans.reading.model import Basis, Movement
from thidua.plans.reading.paper import Paper, Span

_QUOTED = re.compile(r"\"([^\"\n]{6,200})\"")
_CALLED = re.compile(
    r"phong trao|chu de|cuoc van dong|gan voi viec|hoc tap va lam theo|hoc tap va thuc hien"
    r"|dot thi dua|khau hieu|phat dong|chu diem|thi dua *$"
)
_YEARS = re.compile(
    r"[^.;\n\"]{0,12}?(?:giai doan|tu nam)? ?(\d{4}) ?(?:-|den nam|den) ?(\d{4})(?!\d)"
)
_AFTER_YEARS = re.compile(
    r"[ ,(]{0,3}(?:giai doan|tu nam) {1,4}(\d{4}) {0,3}(?:-|den nam|den) {0,3}(\d{4})"
)
_PEAK = re.compile(
    r"(?:dot|phong trao) thi dua(?: cao diem| dac biet| ngan han| theo chuyen de| ngan ngay)?"
    r"[^.;\n\"]{0,60}?(?:k[yi] niem|chao mung|lap thanh tich)[^.;\n\"]{4,240}"
)
_OCCASION = re.compile(r"(?:k[yi] niem|chao mung|lap thanh tich(?: chao mung| k[yi] niem)?) ")
_TAIL = re.compile(
    r",? \(?(?=tu (?:ngay |thang )?\d)"
    r"|, ?(?:gan|voi|nham|gop phan|trong do|hoan thanh|xong|bat dau|truoc|tu ngay)\b"
)
_OF_YEAR = re.compile(
    r"phong trao thi dua (?:yeu nuoc )?(?:gop phan |thuc hien |trong |hoan thanh |phan dau )"
    r"[^.;\n\"]{4,200}?\bnam (\d{4})"
)
_FROM = re.compile(r"[^.;\n\"]{0,60}?(?=\btu (?:ngay |thang )?\d)")
# What is celebrated is no movement: "chào mừng kỷ niệm “Ngày Nhà giáo Việt Nam”".
_IS_OCCASION = re.compile(r"(?:k[yi] niem|chao mung|nhan dip|huong toi|lap thanh tich) *$")
_REACH = 160
_PREPOSITION = 3


def movements_in(paper: Paper, span: Span, bases: Sequence[Basis]) -> list[Movement]:
    """The movements named in one paragraph, in order."""
    found = _quoted(paper, span, bases)
    for each in (*_peaks(paper, span), *_of_year(paper, span)):
        # Words that lead to a name in quotes, or hold it, are not one more.
        if not _opens(paper, each.source) and not any(
            each.source.touches(other.source) for other in found
        ):
            found.append(each)
    return sorted(found, key=lambda each: each.source)


def _opens(paper: Paper, span: Span) -> bool:
    """Whether a quotation begins right behind `span`."""
    return paper.plain[span.end : span.end + 2].strip().startswith('"')


def _quoted(paper: Paper, span: Span, bases: Sequence[Basis]) -> list[Movement]:
    matches = list(_QUOTED.finditer(paper.plain, span.start, span.end))
    found, called = [], False
    for index, match in enumerate(matches):
        since = matches[index - 1].end() if index else span.start
        lead = paper.plain[max(since, match.start() - _REACH) : match.start()]
        # A list of quoted names is introduced once.
        follows = called and len(lead) <= _REACH and not re.search(r"[.;]", lead[-40:])
        if _IS_OCCASION.search(lead):
            continue
        called = bool(_CALLED.search(lead) or _CALLED.match(match.group(1))) or follows
        if not called:
            continue
        limit = matches[index + 1].start() if index + 1 < len(matches) else span.end
        own = Span(match.start(1), match.end(1))
        first, last = _period(paper, match.end(), limit)
        if first is None:
            first, last = _dated(paper, match.end(), limit)
        directive = _directive(paper, match.end(), limit, bases)
        found.append(Movement(paper.words(own), first, last, None, directive, own))
    return found


def _period(paper: Paper, start: int, limit: int) -> tuple[date | None, date | None]:
    match = _AFTER_YEARS.match(paper.plain, start, limit)
    if not match:
        return None, None
    first, last = int(match.group(1)), int(match.group(2))
    if first not in YEARS or last not in YEARS or first > last:
        return None, None
    return date(first, 1, 1), date(last, 12, 31)


def _dated(paper: Paper, start: int, limit: int) -> tuple[date | None, date | None]:
    """The days that stand right behind a name: "… từ ngày 01/9/2024 đến ngày 30/11/2024"."""
    near = _FROM.match(paper.plain, start, min(limit, start + _REACH))
    if not near:
        return None, None
    times = times_in(paper, Span(near.end(), min(limit, near.end() + _REACH)), None)
    if not times or times[0].deadline or times[0].span.start > near.end() + _PREPOSITION:
        return None, None
    return times[0].first, times[0].last


def _directive(paper: Paper, start: int, limit: int, bases: Sequence[Basis]) -> str | None:
    """The document cited between a name and the next one, within the same sentence."""
    for basis in bases:
        if (
            start <= basis.source.start < limit
            and ";" not in paper.plain[start : basis.source.start]
        ):
            return basis.number_symbol or basis.text
    return None


def _peaks(paper: Paper, span: Span) -> list[Movement]:
    found = []
    for match in _PEAK.finditer(paper.plain, span.start, span.end):
        tail = _TAIL.search(paper.plain, match.start(), match.end())
        own = paper.trim(match.start(), tail.start() if tail else match.end(), ",:(")
        first, last = _dated(paper, own.end, min(len(paper.plain), own.end + _REACH))
        occasion = _OCCASION.search(paper.plain, own.start, own.end)
        words = paper.words(Span(occasion.end(), own.end)) if occasion else None
        found.append(Movement(paper.words(own), first, last, words, None, own))
    return found


def _of_year(paper: Paper, span: Span) -> list[Movement]:
    found = []
    for match in _OF_YEAR.finditer(paper.plain, span.start, span.end):
        own, year = Span(match.start(), match.end()), int(match.group(1))
        if year in YEARS:
            first, last = date(year, 1, 1), date(year, 12, 31)
            found.append(Movement(paper.words(own), first, last, None, None, own))
    return found


def distinct(movements: Sequence[Movement]) -> tuple[Movement, ...]:
    """`movements` without repeats of a name; what a repeat adds is kept."""
    kept: dict[str, Movement] = {}
    for each in movements:
        key = each.name.casefold()
        earlier = kept.get(key)
        if earlier is None or (not earlier.first and each.first):
            kept[key] = each
    return tuple(sorted(kept.values(), key=lambda each: each.source))
