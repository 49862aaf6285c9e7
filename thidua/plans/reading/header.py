"""The head of a paper: issuer, number, place, date, title, subject, in one column or two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from thidua.plans.reading.dates import times_in
from thidua.plans.reading.lines import Line, is_rule, is_upper, marker_of
from thidua.plans.reading.model import Covered, Issuer
from thidua.plans.reading.naming import sentence_case, starts_body
from thidua.plans.reading.paper import Paper, Span

# Titles of papers: what a plan is, and what is something else.
PLAN_TITLES = {"ke hoach": "ke_hoach", "huong dan": "huong_dan", "chuong trinh": "chuong_trinh"}
OTHER_TITLES = {
    "quyet dinh": "quyết định", "bao cao": "báo cáo", "nghi quyet": "nghị quyết",
    "to trinh": "tờ trình", "thong bao": "thông báo", "bien ban": "biên bản", "luat": "luật",
    "nghi dinh": "nghị định", "thong tu": "thông tư", "chi thi": "chỉ thị",
    "hop dong": "hợp đồng", "giay moi": "giấy mời", "cong dien": "công điện",
    "quy che": "quy chế", "quy dinh": "quy định", "don xin": "đơn", "giay khen": "giấy khen",
    "kinh gui": "công văn",
}  # fmt: skip
_LATEST_TITLE = 80
_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap {0,3}[-.–]? {0,3}tu do {0,3}[-.–]? {0,3}hanh phuc"
    r"|dang cong san viet nam|doan tncs ho chi minh(?= *(?:$|\n| {3}))"
)
_NUMBER = re.compile(
    r"\bso {0,4}[:.]? {0,20}(\d{0,6}[a-z]?|[.…_]{1,40}) {0,20}"
    r"([/-]) {0,6}([a-z][\w&.]{0,14}(?: ?[-/] ?[a-z][\w&.]{0,14}){0,4})"
)
_BLANK_NUMBER = re.compile(r"so {0,3}:?[ .…_/-]*")
_BLANK = r"[.…_ ]{0,20}"
_DATE = re.compile(
    rf"ngay({_BLANK}\d{{0,2}}{_BLANK})thang({_BLANK}\d{{0,2}}{_BLANK})nam {{0,6}}(\d{{4}}|{_BLANK})"
)
_SHORT_DATE = re.compile(r"ngay {1,4}\d{1,2}/\d{1,2}/\d{4}")
_PLACE = re.compile(r"(?:^|\t| {2,}|[)\"])([^\t,;:]{1,40}), {0,4}$")
_NO_PLACE = re.compile(r"thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|cap nhat|ngay|hom nay|.*\d")
_OPENER = re.compile(
    r"can cu|thuc hien|theo |de |nham |tiep tuc thuc hien|xet |huong ung|chao mung"
)
_MAX_SUBJECT_LINE = 200
_LONG_LINE = 100
_MOST_SUBJECT_LINES = 8


@dataclass
class Header:
    """What the head of the paper says; `body_at` is the index of the first line after it."""

    kind: str
    number: str | None = None
    symbol: str | None = None
    issuer: Issuer | None = None
    place: str | None = None
    issued_on: date | None = None
    year: int | None = None
    subject: str | None = None
    body_at: int = 0
    sources: dict[str, Span] = field(default_factory=dict)
    covered: list[Covered] = field(default_factory=list)


@dataclass(frozen=True)
class Title:
    """Where the title stands: line index, its span, the kind of paper."""

    at: int
    span: Span
    kind: str
    is_plan: bool


def find_title(paper: Paper, lines: Sequence[Line]) -> Title | None:
    """The first line that names a kind of paper; None where no line does."""
    for at, line in enumerate(lines[:_LATEST_TITLE]):
        title = _title_at(paper, at, line.span)
        if title:
            return title
    return None


def _title_at(paper: Paper, at: int, span: Span) -> Title | None:
    plain = paper.plain_words(span)
    joined = re.sub(r"[ .:]", "", plain)
    for title, kind in (*PLAN_TITLES.items(), *OTHER_TITLES.items()):
        is_plan = title in PLAN_TITLES
        if joined == title.replace(" ", ""):
            return Title(at, span, kind, is_plan)
        own = Span(span.start, span.start + len(title))
        if not plain.startswith(f"{title} ") and not (
            title == "kinh gui" and plain.startswith(title)
        ):
            continue
        if is_upper(paper.words(own)) or title == "kinh gui":
            return Title(at, own, kind, is_plan)
    return None


def read_header(paper: Paper, lines: Sequence[Line], title: Title) -> Header:
    """The head of the paper down to the subject."""
    header = Header(title.kind)
    header.covered.append(Covered("title", title.span))
    head = [line.span for line in lines[: title.at]]
    taken: list[Span] = []
    for span in head:
        for match in _MOTTO.finditer(paper.plain, span.start, span.end):
            _take(header, taken, "motto", Span(match.start(), match.end()))
        _read_number(paper, span, header, taken)
    for span in head:
        read_date(paper, span, header, taken)
    _read_subject(paper, lines, title, header)
    _read_issuer(paper, [piece for span in head for piece in _pieces(paper, span, taken)], header)
    return header


def _take(header: Header, taken: list[Span], role: str, span: Span) -> None:
    taken.append(span)
    header.covered.append(Covered(role, span))


def _read_number(paper: Paper, span: Span, header: Header, taken: list[Span]) -> None:
    match = _NUMBER.search(paper.plain, span.start, span.end)
    if not match or header.symbol or not paper.text[match.start(3)].isupper():
        blank = _BLANK_NUMBER.fullmatch(paper.plain, span.start, span.end)
        if blank:
            _take(header, taken, "number", span)
        return
    printed = match.group(1).strip(" .…_")
    symbol = re.sub(r"\s+", "", paper.text[match.start(3) : match.end(3)])
    header.symbol = symbol.replace("–", "-").rstrip(".")
    header.sources["symbol"] = Span(match.start(3), match.end(3))
    if printed:
        header.number = paper.text[match.start(1) : match.end(1)].strip()
        header.sources["number"] = Span(match.start(1), match.end(1))
    _take(header, taken, "number", Span(match.start(), match.end()))


def read_date(paper: Paper, span: Span, header: Header, taken: list[Span]) -> bool:
    """Take place and date of issue from `span` unless the header has them; True when taken."""
    if "issued_on" in header.sources:
        return False
    match = _DATE.search(paper.plain, span.start, span.end)
    short = None if match else _SHORT_DATE.search(paper.plain, span.start, span.end)
    found = match or short
    if found is None:
        return False
    free = _free_from(span, taken, found.start())
    place = _PLACE.search(paper.text[free : found.start()].replace("\u00a0", " "))
    where = paper.trim(free + place.start(1), free + place.end(1)) if place else None
    if where is None or _NO_PLACE.match(paper.plain_words(where)):
        # A web page's own date has no place before it, or a day of the week.
        if short or paper.plain_words(Span(free, found.start())).strip():
            return False
        where = None
    whole = Span(where.start if where else found.start(), found.end())
    if where and not is_rule(paper.words(where)):
        header.place = sentence_case(paper.words(where))
        header.sources["place"] = where
    times = times_in(paper, Span(found.start(), found.end()), None)
    if times and times[0].first:
        header.issued_on = times[0].first
        header.sources["issued_on"] = times[0].span
    if match and match.group(3).strip(" .…_"):
        header.year = int(match.group(3))
    elif header.issued_on:
        header.year = header.issued_on.year
    header.sources.setdefault("issued_on", Span(found.start(), found.end()))
    _take(header, taken, "date", paper.trim(whole.start, whole.end))
    return True


def _free_from(span: Span, taken: Sequence[Span], before: int) -> int:
    """Where the free text that ends at `before` begins."""
    return max([span.start, *(each.end for each in taken if span.start <= each.end <= before)])


def _read_subject(paper: Paper, lines: Sequence[Line], title: Title, header: Header) -> None:
    spans: list[Span] = []
    line = lines[title.at].span
    rest = paper.trim(title.span.end, line.end, ":")
    if rest.start < rest.end:
        spans.append(rest)
    at = title.at + 1
    while at < len(lines):
        span = lines[at].span
        words = paper.words(span)
        if is_rule(words):
            header.covered.append(Covered("rule", span))
        elif len(spans) >= _MOST_SUBJECT_LINES or not _continues_subject(paper, lines[at], spans):
            break
        else:
            spans.append(span)
        at += 1
    header.body_at = at
    if spans:
        source = Span(spans[0].start, spans[-1].end)
        printed = " ".join(paper.words(span) for span in spans)
        header.subject = sentence_case(printed).strip(" .")
        paper.join(
            at
            for span in spans[1:]
            for at in range(span.start - 1, source.start, -1)
            if paper.text[at] == "\n"
        )
        header.sources["subject"] = source
        header.covered.append(Covered("subject", source))


def _continues_subject(paper: Paper, line: Line, spans: Sequence[Span]) -> bool:
    plain = paper.plain_words(line.span)
    longest = _MAX_SUBJECT_LINE if spans else 3 * _MAX_SUBJECT_LINE
    if marker_of(paper, line.span)[0] or len(plain) > longest:
        return False
    if plain.startswith("kinh gui") or plain.rstrip().endswith((":", ";")):
        return False
    if plain.startswith("can cu"):
        return False
    if not spans:
        return True
    if _OPENER.match(plain) and (len(plain) > _LONG_LINE or line.gap or " so " in plain):
        return False
    begins_small = paper.text[line.span.start].islower() or plain.startswith("(")
    both_upper = is_upper(paper.words(line.span)) and is_upper(paper.words(spans[-1]))
    if line.gap:
        return begins_small or (both_upper and not is_section(plain))
    return not paper.plain_words(spans[-1]).rstrip().endswith(".") and not is_section(plain)


def is_section(plain: str) -> bool:
    """Whether an unnumbered line is a heading of the usual sections."""
    return bool(re.match(r"(?:muc dich|muc tieu|yeu cau|noi dung|to chuc thuc hien)\b", plain))


def _pieces(paper: Paper, span: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of a line once motto, number and date are taken out; columns apart."""
    pieces, start = [], span.start
    for each in sorted(one for one in taken if span.touches(one)):
        pieces.append((start, each.start))
        start = each.end
    pieces.append((start, span.end))
    found = []
    for left, right in pieces:
        at = left
        for gap in re.finditer(r"\t| {3,}", paper.text[left:right]):
            found.append(paper.trim(at, left + gap.start()))
            at = left + gap.end()
        found.append(paper.trim(at, right))
    return [piece for piece in found if piece.start < piece.end]


def _read_issuer(paper: Paper, pieces: Sequence[Span], header: Header) -> None:
    bodies: list[list[Span]] = []
    for piece in pieces:
        words = paper.words(piece)
        if is_rule(words):
            header.covered.append(Covered("rule", piece))
            continue
        named = (
            starts_body(words) and len(words) < _LONG_LINE and not words.endswith((".", ";", ":"))
        )
        if not is_upper(words) and not named:
            continue
        if named or not bodies:
            bodies.append([piece])
        else:
            bodies[-1].append(piece)
        header.covered.append(Covered("issuer", piece))
    if not bodies:
        return
    names = [sentence_case(" ".join(paper.words(span) for span in spans)) for spans in bodies]
    source = Span(bodies[0][0].start, bodies[-1][-1].end)
    header.issuer = Issuer(", ".join(names[:-1]) or None, names[-1], source)
