"""Documents that a paper rests on or cites: kind, number, date, issuer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.plans.reading.dates import times_in
from thidua.plans.reading.lines import is_upper
from thidua.plans.reading.model import Basis
from thidua.plans.reading.naming import sentence_case, starts_body
from thidua.plans.reading.paper import Paper, Span, plain_of

KINDS = (
    "bo luat", "luat", "phap lenh", "nghi dinh", "nghi quyet", "quyet dinh", "chi thi",
    "thong tu lien tich", "thong tu", "ke hoach", "huong dan", "cong van", "ket luan", "thong bao",
    "chuong trinh", "de an", "quy che", "quy dinh", "bao cao", "to trinh", "van ban", "cong dien",
    "dieu le", "thong tri", "hien phap", "the le",
)  # fmt: skip
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
# A number with its symbol: 3790/KH-HĐTĐKT, 34-CT/TW, 91/2017/NĐ-CP.
_SYMBOL = r"[a-z][\w&.]{0,14}(?: ?[-/] ?[a-z][\w&.]{0,14}){0,3}"
_NUMBERED = re.compile(
    rf"\b({_KIND})(?: lien tich)? {{1,4}}(?:so *:? *)?"
    rf"(\d{{1,6}}[a-z]?(?: ?/ ?\d{{4}})? ?[/-] ?{_SYMBOL})"
)
_BARE = re.compile(rf"\bso *:? *(\d{{1,6}}[a-z]?(?: ?/ ?\d{{4}})? ?[/-] ?{_SYMBOL})")
# A law or statute named without a number.
_NAMED = re.compile(
    r"\b(?:bo luat|luat|phap lenh|dieu le|hien phap) [^;.:\n\"]{3,120}?"
    rf"(?=,? (?:ngay|nam) \d|[;.:\n\"(]|$|,? (?:duoc|sua doi|ve)\b|,? va (?:cac )?(?:{_KIND})\b"
    r"|, [^,;]{2,80} (?:ban hanh|xay dung) )"
)
_RESTS_ON = re.compile(
    rf"(?:(?<=[;\n] )|(?<=[;\n])|^|(?<=- ))can cu (?:vao |theo )?((?:{_KIND})\b[^;:\n\"]{{8,300}}?)"
    r"(?=[;:\n\"]|$|, [^,;]{2,80} (?:ban hanh|xay dung|de ra|phat dong) |\.(?: |$))"
)
_DATED = re.compile(r" {0,4},? ?(?:\(|ky |ban hanh )?(?=ngay|\d{1,2} ?[/.-] ?\d)")
_OF = re.compile(r" {0,4}\)?,? {0,4}cua (?:cac )?")
_STOP = re.compile(
    r" (?:ve|quy dinh|ban hanh|huong dan|phe duyet|sua doi|tren|trong|thong qua|de|nham|khoa|v/v"
    rf"|va (?:cac )?(?:{_KIND}|cac van ban))\b|[;:.\"()\n]"
)
_JOINED = re.compile(r" (?:va|cung|cac)(?: cac)?$")
_NEAR = 60
# "ngày ngày 10/12/2020"
_REPEATED = 6
_LONGEST_BASIS = 600
_COMMA = re.compile(r", ?")
_CLAUSE_END = re.compile(
    rf"[;\n]|\.(?= |$)|:(?= |$)| va (?:cac )?(?:{_KIND}) "
    r"|, (?=[^,;]{2,80} (?:ban hanh|xay dung|to chuc thuc hien) (?:ke hoach|huong dan|chuong))"
)
_KEEPS_COMMA = re.compile(r", ?(?:khen thuong|the thao|ung pho|xa hoi|bao tro)")


@dataclass(frozen=True)
class _Cited:
    span: Span
    number: str | None
    end: int


def _compact(words: str) -> str:
    return re.sub(r"\s+", "", words).replace("–", "-").rstrip(".,;")


def _numbered(paper: Paper, span: Span) -> list[_Cited]:
    found = []
    for match in _NUMBERED.finditer(paper.plain, span.start, span.end):
        number = paper.text[match.start(2) : match.end(2)]
        symbol = re.sub(r"^[\d/\s-]+", "", number)
        # "kế hoạch 05 - năm" is no number: a symbol begins with a capital.
        if symbol[:1].isupper():
            found.append(_Cited(Span(match.start(), match.end()), _compact(number), match.end()))
    taken = [cited.span for cited in found]
    for match in _BARE.finditer(paper.plain, span.start, span.end):
        number = paper.text[match.start(1) : match.end(1)]
        own = Span(match.start(), match.end())
        if re.search(r"[A-ZĐ]{2}", number) and not any(own.touches(each) for each in taken):
            found.append(_Cited(own, _compact(number), match.end()))
    return sorted(found, key=lambda cited: cited.span)


def _named(paper: Paper, span: Span, taken: list[Span]) -> list[_Cited]:
    """Laws by name, in a line that says what the plan rests on."""
    if not re.match(r"can cu|thuc hien|theo", paper.plain[span.start : span.start + 10]):
        return []
    found = []
    for match in _NAMED.finditer(paper.plain, span.start, span.end):
        printed = paper.text[match.start()]
        own = paper.trim(match.start(), match.end(), ",")
        if printed.isupper() and not any(own.touches(each) for each in taken):
            found.append(_Cited(own, None, own.end))
    return found


def _unnumbered(paper: Paper, span: Span, taken: Sequence[Span]) -> list[_Cited]:
    """ "Căn cứ Chương trình công tác … của …": a document that a clause rests on by its kind."""
    found = []
    for match in _RESTS_ON.finditer(paper.plain, span.start, span.end):
        own = paper.trim(match.start(1), match.end(1), ",")
        if not any(own.touches(each) for each in taken):
            of = re.search(r" cua ", paper.plain[own.start : own.end])
            found.append(_Cited(own, None, own.start + of.start() if of else own.end))
    return found


def _issuer(paper: Paper, start: int, limit: int) -> Span | None:
    match = _OF.match(paper.plain, start, limit)
    if not match:
        return None
    stop = _STOP.search(paper.plain, match.end(), limit)
    end = stop.start() if stop else limit
    for comma in _COMMA.finditer(paper.plain, match.end(), end):
        if starts_body(paper.words(Span(comma.end(), end))):
            # The body that issues this paper begins: "của UBND tỉnh, Sở Nội vụ ban hành…".
            end = comma.start()
            break
        closed_by_word = stop is not None and stop.group()[0] == " " and end - comma.end() < _NEAR
        if not closed_by_word and not _KEEPS_COMMA.match(paper.plain, comma.start(), end):
            end = comma.start()
            break
    issuer = _without_joiner(paper, paper.trim(match.end(), min(end, match.end() + 160), ","))
    return issuer if issuer.start < issuer.end else None


def _without_joiner(paper: Paper, span: Span) -> Span:
    """`span` without the "và" that leads to the next document."""
    joined = _JOINED.search(paper.plain_words(span))
    return paper.trim(span.start, span.start + joined.start(), ",") if joined else span


def bases_in(paper: Paper, span: Span) -> list[Basis]:
    """Every document cited in `span`, one paragraph, in order."""
    cited = _numbered(paper, span)
    cited += _named(paper, span, [each.span for each in cited])
    cited += _unnumbered(paper, span, [each.span for each in cited])
    cited.sort(key=lambda each: each.span)
    found = []
    for index, each in enumerate(cited):
        limit = cited[index + 1].span.start if index + 1 < len(cited) else span.end
        found.append(_basis(paper, each, limit, span.end))
    return found


def _basis(paper: Paper, cited: _Cited, limit: int, end: int) -> Basis:
    """`limit` is where the next citation begins, `end` where the paragraph ends."""
    at, issued_on, issuer = cited.end, None, None
    dated = _DATED.match(paper.plain, at, limit)
    if dated:
        near = Span(dated.end(), min(limit, dated.end() + 40))
        times = [
            time
            for time in times_in(paper, near, None)
            if time.span.start - near.start <= _REPEATED
        ]
        if times:
            issued_on, at = times[0].first, times[0].span.end
    who = _issuer(paper, at, limit)
    if who:
        issuer, at = sentence_case(paper.words(who)), who.end
    end = min(end, cited.span.start + _LONGEST_BASIS)
    clause = _CLAUSE_END.search(paper.plain, at, end)
    source = paper.trim(cited.span.start, clause.start() if clause else end, ",")
    source = _without_joiner(paper, source)
    return Basis(paper.words(source), cited.number, issued_on, issuer, source)


def _name_of(text: str) -> str:
    """A law's name without the date after it."""
    return re.split(r" (?:ngay|nam) \d", plain_of(text))[0].strip(" ,")


def _says_more(basis: Basis, kept: Basis) -> bool:
    """Whether `basis` is dated and `kept` is not, or `kept` stood in a title in capitals."""
    if (basis.issued_on is None) != (kept.issued_on is None):
        return kept.issued_on is None
    return is_upper(kept.text) and not is_upper(basis.text)


def distinct(bases: list[Basis]) -> tuple[Basis, ...]:
    """`bases` without repeats of the same numbered document: the first, best dated, is kept."""
    kept: dict[str, Basis] = {}
    for basis in bases:
        key = (basis.number_symbol or _name_of(basis.text)).casefold()
        if key not in kept or _says_more(basis, kept[key]):
            kept[key] = basis
    return tuple(sorted(kept.values(), key=lambda basis: basis.source))
