"""Text to lines, and lines to paragraphs: a line broken by width is one paragraph again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.plans.reading.paper import Paper, Span

_ROMAN = r"(?:x{1,3}(?:ix|iv|v?i{0,3})|ix|iv|vi{0,3}|i{1,3})"
# Each style of numbering, tried in this order on the plain text at the start of a line.
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"phan (?:thu (?:nhat|hai|ba|tu|nam)|{_ROMAN}|[a-e])\b[ .:-]{{0,4}}")),
    ("article", re.compile(r"dieu (\d{1,2})[.:] {0,4}")),
    ("roman", re.compile(rf"(?!v[/.]v)({_ROMAN}) {{0,2}}[./)-][ .-]{{0,4}}(?=\S)")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})[.):/-]? {0,6}(?=[^\d\s/])")),
    ("decimal", re.compile(r"(\d{1,2}) {0,2}(?:[.):/]|-(?= ))[ -]{0,6}(?=[^\d\s./])")),
    ("decimal", re.compile(r"(\d{1,2})\. {1,6}(?=\d)")),
    ("spelled", re.compile(r"(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) la {0,2}[,:] {0,4}(?=\S)")),
    ("letter", re.compile(r"([a-z]) {0,2}(?:\)|\.(?= )|/(?= )) {0,6}(?=\S)")),
    ("dash", re.compile(r"- {0,6}(?=[^\s\d.-])|- {1,6}(?=[^\s.-])")),
    ("plus", re.compile(r"\+ {0,6}(?=\S)")),
    ("star", re.compile(r"\* {0,6}(?=[^\s*])")),
    ("bullet", re.compile(r"[•·●▪◦○■□✓➢❖\uf000-\uf0ff] {0,6}(?=\S)")),
)
# "I MỤC ĐÍCH", "1 Mục đích": where a paper leaves the dot away.
_BARE_NUMBERED = re.compile(
    r"(I{1,3}|IV|VI{0,3}|IX|X)[^\S\n]{1,3}(?=[A-ZĐ\u00c0-\u1ef9]{2})"
    r"|(\d{1,2})[^\S\n]{1,3}(?=[A-ZĐ\u00c0-\u1ef9]\w)"
)
_UPPER_ONLY = ("roman",)
_ENDS = frozenset('.;:!?…"”/')
# A printed line shorter than this was ended on purpose.
_FULL_LINE = 40
_LONGEST_HEADING = 120
_TABLE = re.compile(r"[\t|]")
_WORD = re.compile(r"[^\W\d_]+")
# "I.", "1.2.", "a)", "Số:", "KT." alone on a line.
_LONE_MARKER = re.compile(
    r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)/]|Số ?:|(?:TM|KT|TL|TUQ|Q)[./]"
)
_LONE_WORD = re.compile(r"[^\W\d_]+")
_BARE_NUMBER = re.compile(r"[\d.…_ ]{0,20}[/-] {0,4}[^\W\d_]")
_LONGEST_FIRST_WORD = 10


@dataclass(frozen=True)
class Line:
    """One line that is not blank, without the blanks around it. `gap`: blank lines precede it."""

    span: Span
    gap: bool


@dataclass(frozen=True)
class Paragraph:
    """One or more printed lines. `style` is '' for running text, `number` its printed number."""

    span: Span
    body: Span
    style: str
    number: str
    gap: bool

    @property
    def marker(self) -> Span:
        return Span(self.span.start, self.body.start)


def lines_of(paper: Paper) -> list[Line]:
    """The lines of `paper` that are not blank, in order.

    Pages of the web break a line after its first word or number: "Căn ⏎ cứ Luật…", "1. ⏎ Nội
    dung", "Số: ⏎ 215/HD-SNV". Such lines are one, and `paper` reads them unbroken.
    """
    found: list[Line] = []
    breaks: list[int] = []
    start, gap = 0, False
    for raw in paper.text.split("\n"):
        span = paper.trim(start, start + len(raw))
        if span.start == span.end:
            gap = True
        elif found and not gap and _is_first_word(paper, found[-1].span, span):
            breaks += range(found[-1].span.end, span.start)
            found[-1] = Line(Span(found[-1].span.start, span.end), found[-1].gap)
        else:
            found.append(Line(span, gap))
            gap = False
        start += len(raw) + 1
    paper.join(breaks)
    return found


def _is_first_word(paper: Paper, line: Span, following: Span) -> bool:
    """Whether `line` is a single word or number that `following` goes on from."""
    if line.end - line.start > _LONGEST_FIRST_WORD:
        return False
    words = paper.text[line.start : line.end]
    after = paper.text[following.start : following.end]
    if words.startswith("Số"):
        return bool(_BARE_NUMBER.match(after))
    if _LONE_MARKER.fullmatch(words):
        return not _LONE_MARKER.match(after)
    if not _LONE_WORD.fullmatch(words):
        return False
    if words == "CỘNG":
        return paper.plain.startswith("hoa xa hoi", following.start)
    return not is_upper(words + words)


def is_upper(words: str) -> bool:
    """Whether `words` are set in capitals."""
    letters = [letter for letter in words if letter.isalpha()]
    small = sum(letter.islower() for letter in letters)
    return len(letters) > 1 and small * 10 <= len(letters)


def is_rule(words: str) -> bool:
    """Whether a line only separates: dashes, stars, dots."""
    return not any(letter.isalnum() for letter in words)


def marker_of(paper: Paper, span: Span) -> tuple[str, str, int]:
    """Style, printed number and length of the numbering at the start of `span`."""
    if paper.numbers_bare:
        bare = _BARE_NUMBERED.match(paper.text, span.start, min(span.end, span.start + 40))
        if bare:
            number = bare.group(1) or bare.group(2)
            style = "decimal1" if number.isdigit() else "roman"
            return style, number, bare.end() - span.start
    head = paper.plain[span.start : min(span.end, span.start + 40)]
    for style, pattern in _MARKERS:
        match = pattern.match(head)
        if not match or match.end() >= span.end - span.start:
            continue
        printed = paper.text[span.start : span.start + match.end()]
        if style in _UPPER_ONLY and not is_upper(printed + printed):
            continue
        number = (
            paper.text[span.start + match.start(1) : span.start + match.end(1)]
            if (match.re.groups)
            else ""
        )
        if style == "letter" and printed[0].isupper():
            return "capital", number, match.end()
        if style == "decimal":
            return f"decimal{number.count('.') + 1}", number, match.end()
        return style, number, match.end()
    return "", "", 0


def is_cut(paper: Paper, line: Span, following: Span) -> bool:
    """Whether `following` continues a sentence of `line` that was broken by width."""
    last = paper.text[line.end - 1]
    if last in _ENDS or line.end - line.start < _FULL_LINE:
        return False
    # A row of a table ends where it ends.
    if _TABLE.search(paper.text, line.start, line.end) or _TABLE.search(
        paper.text, following.start, following.end
    ):
        return False
    return is_upper(paper.words(line)) == is_upper(paper.words(following))


def paragraphs_of(paper: Paper, lines: Sequence[Line]) -> list[Paragraph]:
    """`lines` as paragraphs, each with its numbering; `paper` reads them unbroken from now on."""
    found: list[Paragraph] = []
    breaks: list[int] = []
    previous: Span | None = None
    for line in lines:
        style, number, length = marker_of(paper, line.span)
        continues = (
            not style
            and not line.gap
            and previous is not None
            and is_cut(paper, previous, line.span)
        )
        if continues and previous is not None:
            breaks += range(previous.end, line.span.start)
            last = found[-1]
            span = Span(last.span.start, line.span.end)
            body = Span(last.body.start, line.span.end)
            found[-1] = Paragraph(span, body, last.style, last.number, last.gap)
            previous = line.span
            continue
        previous = line.span
        body = Span(line.span.start + length, line.span.end)
        if not style and is_heading_like(paper, line.span):
            style = "caps"
        found.append(Paragraph(line.span, body, style, number, line.gap))
    paper.join(breaks)
    return found


def is_heading_like(paper: Paper, span: Span) -> bool:
    """Whether an unnumbered line is set as a heading: short, in capitals, two words or more."""
    words = paper.words(span)
    return len(words) <= _LONGEST_HEADING and is_upper(words) and len(_WORD.findall(words)) > 1
