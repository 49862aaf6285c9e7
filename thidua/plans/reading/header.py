"""The head of a paper: issuer, number, place, date, title, subject, in one column or two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from thidua.plans.reading import numerals
from thidua.plans.reading.citations import KINDS
from thidua.plans.reading.dates import times_in
from thidua.plans.reading.lines import Line, is_rule, is_upper, marker_of
from thidua.plans.reading.model import Addressee, Covered, Issuer
from thidua.plans.reading.naming import full_name, sentence_case, starts_body
from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.titles import ABOUT, MOTTO, Title

_NUMBER = re.compile(
    r"\bso {0,4}[:.]? {0,20}(\d{0,6}[a-z]?|[.…_]{1,40}) {0,20}"
    r"([/-]) {0,6}([a-z][\w&.]{0,14}(?: ?[-/] ?[a-z][\w&.]{0,14}){0,4})"
)
_BLANK_NUMBER = re.compile(r"so {0,3}:?[ .…_/-]*")
_CITES = re.compile(rf"\b(?:{'|'.join(KINDS)})(?: [a-z]+)? *$")
_BLANK = r"[.…_ ]{0,20}"
_DATE = re.compile(
    rf"ngay({_BLANK}\d{{0,2}}{_BLANK}|{_BLANK}{numerals.DAY}{_BLANK})"
    rf"thang({_BLANK}\d{{0,2}}{_BLANK}|{_BLANK}{numerals.MONTH}{_BLANK})"
    rf"nam {{0,6}}(\d{{4}}|{numerals.YEAR}|{_BLANK})"
)
_SHORT_DATE = re.compile(r"ngay {1,4}\d{1,2}/\d{1,2}/\d{4}")
_PLACE = re.compile(r"(?:^|\t| {2,}|[)\"])([^\t,;:]{1,40}), {0,4}$")
_NO_PLACE = re.compile(r"thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|cap nhat|ngay|hom nay|.*\d")
# The line by which a plan says which decision carries it.
ATTACHED = re.compile(r"\W{0,2}(?:ban hanh |duoc )?(?:kem theo|dinh kem)\b")
_OPENER = re.compile(
    r"can cu|thuc hien|theo |de |nham |tiep tuc thuc hien|xet |huong ung|chao mung"
)
_STAMP = re.compile(
    r"\W{0,3}(?:ban )?(?:du thao(?: lan (?:thu )?\w+)?|hoa toc|thuong khan|khan|mat|toi mat"
    r"|tuyet mat|luu hanh noi bo|ban chinh|ban sao|sao y(?: ban chinh)?)\W{0,3}"
)
ELECTRONIC = re.compile(
    r"(?:nguoi ky|ky boi|thoi gian ky|ngay ky|gio ky|email|co quan|chuc vu|don vi ky|to chuc"
    r"|digitally signed by|signature|date|noi ky|ly do|foxit|chung thu so)\b ?[:=]"
    r"|\[?(?:daky|da ky so)\]?\W*$|signature (?:not )?(?:valid|verified)"
)
# A post as the issuer of a joint paper: "TỔNG GIÁM ĐỐC - CÔNG ĐOÀN TẬP ĐOÀN".
_POST_AS_BODY = re.compile(r"(?:tong )?giam doc\b|hieu truong\b|chu tich\b|thu truong\b")
_ABOVE = re.compile(r"(?:ubnd|uy ban nhan dan|so|phong|bo|tong cong ty|tap doan)\b")
_BELOW = re.compile(
    r"(?<=\w )(?<!VĂN )(?<!QUỐC )(?<!TỔNG )(?:SỞ|PHÒNG|TRƯỜNG|HỘI ĐỒNG (?!NHÂN)|CHI CỤC|TRUNG TÂM"
    r"|BỆNH VIỆN|CÔNG TY|BAN (?!NHÂN|THƯỜNG|CHẤP)|VĂN PHÒNG|THANH TRA|CỤC)(?= \w)"
)
_MAX_SUBJECT_LINE = 200
_LONG_LINE = 100
_MOST_SUBJECT_LINES = 8
_MOST_ADDRESSEES = 12
_ADDRESSEE = re.compile(
    r"cac |thu truong|giam doc|hieu truong|ong |ba |chu tich|bi thu|lanh dao|truong |toan the"
)
_ADDRESSEE_END = re.compile(r"can cu|thuc hien|theo |de |nham |xet |tiep tuc|ngay |nam |trien khai")


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
    addressees: list[Addressee] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    sources: dict[str, Span] = field(default_factory=dict)
    covered: list[Covered] = field(default_factory=list)


def read_header(paper: Paper, lines: Sequence[Line], title: Title) -> Header:
    """The head of the paper down to the subject."""
    header = Header(title.kind)
    header.covered.append(Covered("title", title.span))
    head = [line.span for line in lines[title.head_at : title.at]]
    if title.is_dispatch:
        head.append(Span(lines[title.at].span.start, title.span.start))
    taken: list[Span] = []
    for span in head:
        for match in MOTTO.finditer(paper.plain, span.start, span.end):
            _take(header, taken, "motto", Span(match.start(), match.end()))
        _read_number(paper, span, header, taken)
    # A web page prints its own day without a place: the paper's own has one.
    for placed in (True, False):
        for span in head:
            read_date(paper, span, header, taken, placed=placed)
    if title.is_dispatch:
        _read_about(paper, head, header, taken)
        _read_addressees(paper, lines, title, header)
    elif title.is_printed:
        read_subject(paper, lines, title, header)
    else:
        header.body_at = title.at
    _read_issuer(paper, [piece for span in head for piece in _pieces(paper, span, taken)], header)
    return header


def _take(header: Header, taken: list[Span], role: str, span: Span) -> None:
    taken.append(span)
    header.covered.append(Covered(role, span))


def _read_number(paper: Paper, span: Span, header: Header, taken: list[Span]) -> None:
    match = _NUMBER.search(paper.plain, span.start, span.end)
    cited = match and _CITES.search(paper.plain, max(span.start, match.start() - 40), match.start())
    if not match or cited or header.symbol or not paper.text[match.start(3)].isupper():
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


def read_date(
    paper: Paper, span: Span, header: Header, taken: list[Span], *, placed: bool = False
) -> bool:
    """Take place and date of issue from `span` unless the header has them; True when taken.

    `placed`: only a date that has a place before it.
    """
    if "issued_on" in header.sources:
        return False
    match = _DATE.search(paper.plain, span.start, span.end)
    short = None if match else _SHORT_DATE.search(paper.plain, span.start, span.end)
    found = match or short
    if found is None or ELECTRONIC.match(paper.plain, span.start, span.end):
        return False
    free = _free_from(span, taken, found.start())
    place = _PLACE.search(paper.text[free : found.start()].replace("\u00a0", " "))
    where = paper.trim(free + place.start(1), free + place.end(1), "*-–_.~= ") if place else None
    if where is None or _NO_PLACE.match(paper.plain_words(where)):
        # A web page's own date has no place before it, or a day of the week.
        if placed or short or paper.plain_words(Span(free, found.start())).strip():
            return False
        where = None
    whole = Span(where.start if where else found.start(), found.end())
    if where and not is_rule(paper.words(where)):
        header.place = sentence_case(paper.words(where))
        header.sources["place"] = where
    _read_day(paper, Span(found.start(), found.end()), match, header)
    _take(header, taken, "date", paper.trim(whole.start, whole.end))
    return True


def _read_day(paper: Paper, own: Span, match: re.Match[str] | None, header: Header) -> None:
    """The day of issue; a draft may leave its day or month blank, and then it has none."""
    header.sources["issued_on"] = own
    parts = [part.strip(" .…_") for part in match.groups()] if match else ["", "", ""]
    if match is None or all(parts):
        times = times_in(paper, own, None)
        if times and times[0].first == times[0].last:
            header.issued_on = times[0].first
            header.sources["issued_on"] = times[0].span
    if parts[2]:
        header.year = int(parts[2]) if parts[2].isdigit() else numerals.value(parts[2])
    elif header.issued_on:
        header.year = header.issued_on.year


def _free_from(span: Span, taken: Sequence[Span], before: int) -> int:
    """Where the free text that ends at `before` begins."""
    return max([span.start, *(each.end for each in taken if span.start <= each.end <= before)])


def read_subject(paper: Paper, lines: Sequence[Line], title: Title, header: Header) -> None:
    """The words under a title, to the first line that is no part of them."""
    spans: list[Span] = []
    rest = paper.trim(title.span.end, lines[title.at].span.end, ":")
    if rest.start < rest.end:
        spans.append(rest)
    at = title.at + 1
    while at < len(lines):
        span = lines[at].span
        if is_rule(paper.words(span)):
            header.covered.append(Covered("rule", span))
        elif ATTACHED.match(paper.plain, span.start, span.end):
            header.notes.append(span)
            header.covered.append(Covered("attachment note", span))
        elif len(spans) >= _MOST_SUBJECT_LINES or not _continues_subject(paper, lines[at], spans):
            break
        else:
            spans.append(span)
        at += 1
    header.body_at = at
    _set_subject(paper, spans, header)
    if at < len(lines) and paper.plain.startswith("kinh gui", lines[at].span.start):
        own = Span(lines[at].span.start, lines[at].span.start + len("kinh gui"))
        _read_addressees(paper, lines, Title(at, own, title.kind, title.head_at), header)


def _set_subject(paper: Paper, spans: Sequence[Span], header: Header) -> None:
    """The words of `spans` as the subject, without "V/v"."""
    if not spans:
        return
    header.covered.append(Covered("subject", Span(spans[0].start, spans[-1].end)))
    about = ABOUT.match(paper.plain, spans[0].start, spans[0].end)
    source = paper.trim(about.end() if about else spans[0].start, spans[-1].end)
    parts = [Span(max(span.start, source.start), span.end) for span in spans]
    header.subject = sentence_case(" ".join(paper.words(part) for part in parts)).strip(" .")
    paper.join(
        at
        for part in parts[1:]
        for at in range(part.start - 1, source.start, -1)
        if paper.text[at] == "\n"
    )
    header.sources["subject"] = source


def _continues_subject(paper: Paper, line: Line, spans: Sequence[Span]) -> bool:
    plain = paper.plain_words(line.span)
    longest = _MAX_SUBJECT_LINE if spans else 3 * _MAX_SUBJECT_LINE
    if marker_of(paper, line.span)[0] or len(plain) > longest:
        return False
    if plain.startswith(("kinh gui", "kinh thua", "can cu")) or plain.endswith((":", ";", "!")):
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


def _read_about(paper: Paper, head: Sequence[Span], header: Header, taken: list[Span]) -> None:
    """The subject of a dispatch: "V/v …" under its number, to the next thing of the head."""
    spans: list[Span] = []
    for at, span in enumerate(head):
        pieces = _pieces(paper, span, taken)
        if not spans:
            for piece in pieces:
                about = ABOUT.search(paper.plain, piece.start, piece.end)
                if about and not spans:
                    spans.append(Span(about.start(), piece.end))
        elif pieces and pieces[0].start == span.start and _goes_on(paper, pieces[0], spans[-1]):
            spans.append(pieces[0])
        elif any(each.touches(span) for each in taken) and at + 1 < len(head) and not pieces:
            # The other column's line between two of the subject's.
            continue
        else:
            break
    taken += spans
    _set_subject(paper, spans, header)


def _goes_on(paper: Paper, piece: Span, last: Span) -> bool:
    words = paper.words(piece)
    ended = paper.text[last.end - 1] in ".;:"
    return not (ended or is_rule(words) or is_upper(words) or starts_body(words))


def _read_addressees(paper: Paper, lines: Sequence[Line], title: Title, header: Header) -> None:
    """Whom a dispatch addresses: what stands after "Kính gửi", and the list under it."""
    line = lines[title.at].span
    header.covered.append(Covered("addressees heading", title.span))
    spans = [paper.trim(title.span.end, line.end, ": ")]
    at = title.at + 1
    while at < len(lines) and len(spans) < _MOST_ADDRESSEES:
        plain = paper.plain_words(lines[at].span)
        listed = plain[0] in "-+*"
        previous = paper.words(spans[-1]) if spans[-1].start < spans[-1].end else ""
        # The one addressee of a dispatch may stand on the next line.
        first = not previous and not _ADDRESSEE_END.match(plain)
        first = first and (not lines[at].gap or bool(_ADDRESSEE.match(plain)))
        first = first or (not previous and starts_body(paper.words(lines[at].span)))
        if (
            not listed
            and not first
            and not (previous.endswith((";", ",")) and len(plain) < _LONG_LINE)
        ):
            break
        spans.append(lines[at].span)
        at += 1
    header.body_at = at
    for span in spans:
        own = paper.trim(span.start, span.end, "-–—+*;,. ")
        if own.start < own.end:
            header.addressees.append(Addressee(paper.words(own), own))
            header.covered.append(Covered("addressee", span))


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
        for gap in re.finditer(r"\t| {3,}|\|", paper.text[left:right]):
            found.append(paper.trim(at, left + gap.start()))
            at = left + gap.end()
        found.append(paper.trim(at, right))
    return [piece for piece in found if piece.start < piece.end]


def _run_together(paper: Paper, piece: Span) -> list[Span]:
    """Two bodies of a head that was run together on one line: "UBND TỈNH X SỞ NỘI VỤ"."""
    if not is_upper(paper.words(piece)) or not _ABOVE.match(paper.plain, piece.start, piece.end):
        return [piece]
    cut = _BELOW.search(paper.text, piece.start, piece.end)
    if not cut:
        return [piece]
    return [paper.trim(piece.start, cut.start()), paper.trim(cut.start(), piece.end)]


def _read_issuer(paper: Paper, pieces: Sequence[Span], header: Header) -> None:
    bodies: list[list[Span]] = []
    for piece in pieces:
        words, plain = paper.words(piece), paper.plain_words(piece)
        if is_rule(words):
            header.covered.append(Covered("rule", piece))
            continue
        if _STAMP.fullmatch(plain):
            header.covered.append(Covered("stamp", piece))
            continue
        if ELECTRONIC.match(plain):
            header.covered.append(Covered("electronic signature", piece))
            continue
        named = (
            (starts_body(words) or bool(_POST_AS_BODY.match(plain)))
            and len(words) < _LONG_LINE
            and not words.endswith((".", ";", ":"))
        )
        if not is_upper(words) and not named:
            continue
        if named or not bodies:
            bodies += [[each] for each in _run_together(paper, piece)]
        else:
            bodies[-1].append(piece)
        header.covered.append(Covered("issuer", piece))
    if not bodies:
        return
    names = [
        sentence_case(" ".join(paper.words(span) for span in spans), of_body=True)
        for spans in bodies
    ]
    source = Span(bodies[0][0].start, bodies[-1][-1].end)
    parent = ", ".join(names[:-1]) or None
    header.issuer = Issuer(parent, names[-1], source, full_name(parent), full_name(names[-1]))
