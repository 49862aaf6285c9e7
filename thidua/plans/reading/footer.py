"""The foot of a paper: recipients and signer, in one column or two, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from thidua.plans.reading.header import ELECTRONIC
from thidua.plans.reading.lines import Line, is_rule, is_upper, marker_of
from thidua.plans.reading.model import Covered, Recipient, Signer
from thidua.plans.reading.naming import person_case, starts_body, title_case
from thidua.plans.reading.paper import Paper, Span, plain_of

_RECIPIENTS = re.compile(r"noi nhan {0,3}:?")
_CAPACITY = re.compile(r"(tm|kt|tl|tuq|q|t/m|k/t|t/l)\b ?\.? ?/? {0,3}")
_CAPACITY_PRINTED = re.compile(r"(?:TM|KT|TL|TUQ|Q) ?[./]|[TK]/[ML T]")
_SIGNED = re.compile(
    r"\(?(?:da ky|ky ten|ky,? (?:ghi ro ho ten|ten|dong dau)[^)]{0,60}|chu ky|dong dau)\)?\.?"
)
_TITLE = re.compile(
    r"(?:quyen |q\. ?|pho |phu trach )?(?:chu tich|chu nhiem|truong|pho|giam doc|tong giam doc"
    r"|hieu truong|bi thu|bo truong|thu truong|chanh |thu ky|cuc truong|vien truong"
    r"|uy vien|tong (?:phu trach|giam doc|bien tap|thu ky|bi thu|chi huy|kiem toan)|tu lenh"
    r"|chinh uy|chi huy|hieu pho|to truong|khoi truong|cum truong|doi truong"
    r"|chi doi truong|lien doi truong|phu trach|ke toan truong|hoi truong|quan doc|trung doan"
    r"|thu truong|ban giam hieu|ban giam doc|nguoi (?:lap|ky))"
)
# Family names that look like a title without their marks.
_FAMILIES = frozenset({"trương", "tống", "tòng"})
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['.])*(?: [^\W\d_](?:[^\W\d_]|['.])*){1,5}")
_HONOUR = re.compile(
    r"(?:(?:gs|pgs|ts|ths|bs|bs\.? ?ckii?|bsckii?|ckii?|ks|kts|cn|ds|ls|ttut|ttnd|ngut|ngnd"
    r"|thay thuoc uu tu|nha giao uu tu|(?:dai|thuong|trung|thieu) (?:tuong|ta|uy)|dai tuong)"
    r"\b[.,]? {0,2})+"
)
_APPROVAL = re.compile(r"(?:duyet|phe duyet|xac nhan|y kien|thoa thuan)\b")
_ENDED = re.compile(r"\./\.?\W{0,3}$")
_AFTER_RECIPIENT = re.compile(r"[;.,)] +")
_APPENDIX = re.compile(r"phu luc|bieu mau|mau so|lich trinh kem")
_LONGEST_TITLE = 120
_ONE_LINE_FOOT = re.compile(r"noi nhan ?:? ?- ?[^\n]{2,300}?[;.] ?- ?")
_ONE_LINE_CUT = re.compile(
    r"(?<=[:;.,]) (?=- )|(?<=[.;]) (?=(?:TM|KT|TL|TUQ|Q)[./])"
    r"|(?<=[A-ZĐ\u00c0-\u1ef9]) (?=PHÓ [A-ZĐ])| (?=\([^()\n]{2,30}\))"
    r"|(?<=\)) (?=[A-ZĐ\u00c0-\u1ef9])"
)
_LONGEST_BARE_TITLE = 60
_ACTING = "Q."
_TAB = 1000
_PLACE_DATE = re.compile(r"[^,\d]{2,40}, {0,3}ngay[ .…_\d]{1,20}thang[ .…_\d]{1,20}nam")
# Title, "đã ký", name.
_FOOT_OVER_RECIPIENTS = 5
_CLOSING = re.compile(
    r"tren day la|yeu cau (?:cac|thu truong)|trong qua trinh|de nghi (?:cac|thu)|nhan duoc"
)


@dataclass
class Footer:
    """Recipients, signer, other signatures beside it, and what the foot was made of."""

    recipients: list[Recipient] = field(default_factory=list)
    signer: Signer | None = None
    others: list[Span] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)

    def under(self, over: "Footer") -> "Footer":
        """This foot, with what it lacks from that of the decision `over` it."""
        return Footer(
            self.recipients or over.recipients,
            self.signer or over.signer,
            self.others + over.others,
            self.covered + over.covered,
        )


def footer_starts(paper: Paper, lines: Sequence[Line], body_at: int) -> int:
    """Index of the first line of the foot; `len(lines)` where the paper has none."""
    ended = None
    for at in range(body_at, len(lines)):
        span = lines[at].span
        plain = paper.plain_words(span)
        if _RECIPIENTS.match(plain) or _is_capacity(paper, span):
            return ended or _step_back(paper, lines, at, body_at)
        if _ENDED.search(plain):
            ended = at + 1
    return ended or _step_back(paper, lines, _bare_signature(paper, lines, body_at), body_at)


def _step_back(paper: Paper, lines: Sequence[Line], at: int, body_at: int) -> int:
    """From the first sure line of the foot to the title, name and date that stand over it."""
    first = at
    for index in range(at - 1, max(body_at, at - _FOOT_OVER_RECIPIENTS) - 1, -1):
        span = lines[index].span
        plain = paper.plain_words(span)
        is_title = is_upper(paper.words(span)) and _TITLE.match(plain)
        if is_title or _PLACE_DATE.match(plain):
            first = index
    return first


def _is_capacity(paper: Paper, span: Span) -> bool:
    printed = paper.text[span.start : span.end]
    return (
        len(printed) <= _LONGEST_TITLE
        and bool(_CAPACITY.match(paper.plain_words(span)))
        and is_upper(printed)
        and _CAPACITY_PRINTED.match(printed) is not None
    )


def _bare_signature(paper: Paper, lines: Sequence[Line], body_at: int) -> int:
    """A title in capitals with a name under it, in a paper without recipients."""
    for at in range(max(body_at, len(lines) - 6), len(lines)):
        span = lines[at].span
        words = paper.words(span)
        if not is_upper(words) or marker_of(paper, span)[0]:
            continue
        named = any(_is_name(paper.words(line.span)) for line in lines[at + 1 : at + 4])
        if _TITLE.match(paper.plain_words(span)) or (named and len(words) <= _LONGEST_BARE_TITLE):
            return at
    return len(lines)


def _segments(paper: Paper, span: Span) -> list[Span]:
    """Columns of a flattened line, told apart by a tab or a wide gap."""
    found, at = [], span.start
    for gap in re.finditer(r"\t+|[^\S\n]{3,}", paper.text[span.start : span.end]):
        found.append(paper.trim(at, span.start + gap.start()))
        at = span.start + gap.end()
    for last in _run_together(paper, paper.trim(at, span.end)):
        cut = _signature_after(paper, last)
        found += [paper.trim(last.start, cut), paper.trim(cut, last.end)]
    return [segment for segment in found if segment.start < segment.end]


def _run_together(paper: Paper, span: Span) -> list[Span]:
    """The pieces of a foot that was run together on one line: "Nơi nhận: - A; - Lưu: VT. KT. …"."""
    if not _ONE_LINE_FOOT.match(paper.plain, span.start, span.end):
        return [span]
    found, at = [], span.start
    for cut in _ONE_LINE_CUT.finditer(paper.text, span.start, span.end):
        found.append(paper.trim(at, cut.start()))
        at = cut.end()
    return [*found, paper.trim(at, span.end)]


def _signature_after(paper: Paper, span: Span) -> int:
    """Where a title or name of the right column follows a recipient on the same line."""
    if paper.plain[span.start : span.start + 1] not in ("-", "+", "*"):
        return span.end
    for match in _AFTER_RECIPIENT.finditer(paper.text, span.start, span.end):
        rest = Span(match.end(), span.end)
        words = paper.words(rest)
        is_title = is_upper(words) and bool(_TITLE.match(paper.plain_words(rest)))
        filed = paper.plain_words(span).startswith("- luu")
        named = filed and _is_name(words) and not is_upper(words)
        if is_title or _is_capacity(paper, rest) or named:
            return match.end()
    return span.end


@dataclass
class _Signature:
    """Pieces of the signature as they are met."""

    capacities: list[tuple[str, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    name: str | None = None
    spans: list[Span] = field(default_factory=list)

    def signer(self) -> Signer | None:
        if not (self.capacities or self.titles or self.name):
            return None
        source = Span(min(self.spans).start, max(span.end for span in self.spans))
        capacity, behalf = self.capacities[0] if self.capacities else (None, None)
        titles = list(self.titles)
        if capacity == _ACTING and behalf:
            # An acting head signs in his own name.
            titles, behalf = [behalf, *titles], None
        also = [f"{how} {whom}" for how, whom in self.capacities[1:] if how != _ACTING]
        # "TM. ỦY BAN NHÂN DÂN, Q. CHỦ TỊCH": the acting head's title is that of the post.
        titles[:0] = [f"{how} {whom}" for how, whom in self.capacities[1:] if how == _ACTING]
        title = titles[0] if titles else None
        also += titles[1:]
        return Signer(capacity, behalf or None, title, "; ".join(also) or None, self.name, source)


def read_footer(paper: Paper, lines: Sequence[Line]) -> Footer:
    """Recipients and signer from the lines of the foot."""
    footer, signature = Footer(), _Signature()
    listing = False
    beside = _beside(paper, lines)
    for line in lines:
        for segment in _segments(paper, line.span):
            if beside and beside.holds(paper, segment):
                _other(segment, footer)
            else:
                listing = _place(paper, segment, footer, signature, listing=listing)
    footer.signer = signature.signer()
    return footer


@dataclass(frozen=True)
class _Beside:
    """The column of a second signature: where it begins on its line, and which side it is."""

    first: int
    offset: int
    is_right: bool

    def holds(self, paper: Paper, segment: Span) -> bool:
        """Whether `segment` stands in this column, at or under its head."""
        if segment.start < self.first:
            return False
        return (_offset(paper, segment) >= self.offset) == self.is_right


def _offset(paper: Paper, segment: Span) -> int:
    """How far to the right a segment stands; a tab leads to the right column."""
    start = paper.text.rfind("\n", 0, segment.start) + 1
    return segment.start - start + _TAB * paper.text.count("\t", start, segment.start)


def _beside(paper: Paper, lines: Sequence[Line]) -> _Beside | None:
    """The second of two signatures that stand side by side: that of who approves, else the right
    one."""
    for line in lines:
        segments = _segments(paper, line.span)
        if len(segments) != 2 or not all(_heads_signature(paper, one) for one in segments):  # noqa: PLR2004
            continue
        left, right = segments
        middle = (_offset(paper, left) + _offset(paper, right)) // 2
        approves = bool(_APPROVAL.match(paper.plain_words(left)))
        return _Beside(left.start, middle, is_right=not approves)
    return None


def _heads_signature(paper: Paper, segment: Span) -> bool:
    plain, words = paper.plain_words(segment), paper.words(segment)
    if _is_capacity(paper, segment):
        return True
    return is_upper(words) and bool(_TITLE.match(plain) or _APPROVAL.match(plain))


def _other(segment: Span, footer: Footer) -> None:
    footer.others.append(segment)
    footer.covered.append(Covered("another signature", segment))


def _place(
    paper: Paper, segment: Span, footer: Footer, signature: _Signature, *, listing: bool
) -> bool:
    """Place one segment; returns whether recipients are being listed after it."""
    while heading := _RECIPIENTS.match(paper.plain, segment.start, segment.end):
        own = Span(segment.start, heading.end())
        footer.covered.append(Covered("recipients heading", own))
        segment, listing = paper.trim(own.end, segment.end), True
        if segment.start == segment.end:
            return True
    plain, words = paper.plain_words(segment), paper.words(segment)
    if is_rule(words):
        footer.covered.append(Covered("rule", segment))
    elif _SIGNED.fullmatch(plain) or ELECTRONIC.match(plain):
        footer.covered.append(Covered("signed", segment))
    elif signature.name and (
        _heads_signature(paper, segment) or (footer.others and not listing and _is_name(words))
    ):
        _other(segment, footer)
    elif plain[0] in "-+*" or (listing and plain.endswith((";", "./.")) and not is_upper(words)):
        _recipient(paper, segment, footer)
    elif _sign(paper, segment, signature):
        footer.covered.append(Covered("signer", segment))
    elif listing and not signature.spans:
        _recipient(paper, segment, footer)
    return listing


def _recipient(paper: Paper, segment: Span, footer: Footer) -> None:
    own = paper.trim(segment.start, segment.end, "-–—+*;,./ ")
    # What follows a bracket belongs to it: "Sở Nội vụ (để b/c)".
    if own.start < own.end:
        footer.recipients.append(Recipient(paper.words(own), own))
        footer.covered.append(Covered("recipient", segment))


def _sign(paper: Paper, segment: Span, signature: _Signature) -> bool:
    """Whether `segment` is a piece of the signature; it is kept there."""
    plain, words = paper.plain_words(segment), paper.words(segment)
    if _is_capacity(paper, segment):
        match = _CAPACITY.match(plain)
        length = match.end() if match else 0
        whom = paper.words(Span(segment.start + length, segment.end))
        short = re.sub(r"\W", "", paper.text[segment.start : segment.start + length])
        signature.capacities.append((f"{short}.", title_case(whom)))
    elif _is_title(plain, words) and signature.name is None:
        signature.titles.append(title_case(words))
    elif starts_body(words) and is_upper(words) and signature.capacities:
        how, whom = signature.capacities.pop()
        signature.capacities.append((how, f"{whom} {title_case(words)}".strip()))
    elif _is_bare_title(words) and not (signature.titles or signature.capacities):
        signature.titles.append(title_case(words))
    elif _is_name(words) and signature.name is None and (signature.titles or signature.capacities):
        signature.name = person_case(words)
    else:
        return False
    signature.spans.append(segment)
    return True


def _is_title(plain: str, words: str) -> bool:
    if words.split(" ", 1)[0].lower() in _FAMILIES and _is_name(words):
        return False
    return bool(_TITLE.match(plain)) and len(words) < _LONGEST_TITLE


def _is_bare_title(words: str) -> bool:
    """Whether a line in capitals may be a post that no list knows."""
    return is_upper(words) and len(words) <= _LONGEST_BARE_TITLE and not starts_body(words)


def _is_name(words: str) -> bool:
    honour = _HONOUR.match(plain_of(words))
    bare = words[honour.end() :] if honour else words
    if not _NAME.fullmatch(bare):
        return False
    # "Vũ Hoàng" is a name though "vụ" is a body: bodies have small letters in their names.
    is_body = is_upper(bare) and starts_body(bare)
    return all(part[0].isupper() for part in bare.split(" ")) and not is_body


def is_closing(plain: str) -> bool:
    """Whether a paragraph closes the paper: "Trên đây là…", or it ends with "./."."""
    return bool(_CLOSING.match(plain)) or bool(_ENDED.search(plain))
