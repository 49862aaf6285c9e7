"""Blocs and clusters with their heads and deputies: persons, posts, or who is to choose."""

import re
from collections.abc import Container, Sequence
from datetime import date

from thidua.plans.reading.audiences import categories
from thidua.plans.reading.dates import times_in
from thidua.plans.reading.model import Bloc, Post
from thidua.plans.reading.naming import starts_body
from thidua.plans.reading.outline import Node, Outline
from thidua.plans.reading.paper import Paper, Span, plain_of

_SCHOOLS = r"(?:hoc|mam|tieu|th|trung|cac)"
_BLOC = re.compile(rf"(?:khoi|cum)(?! (?:truong|pho)\b(?! {_SCHOOLS}))\b")
_ROLE = re.compile(
    r"\b(?:(pho) (?:truong )?|truong |thu )(?:khoi|cum)\b(?: thi dua)?"
    rf"|\b(?:khoi|cum) (?:(pho)|truong(?! {_SCHOOLS}))\b(?: thi dua)?"
)
_CHOSEN = re.compile(
    r"\bdo ([^;.:\n]{3,120}?) (?:quyet dinh|cu|bau|chi dinh|phan cong|suy ton"
    r"|lua chon|thong nhat|tu bau)\b"
)
_HONORIFIC = re.compile(r"(?:ong|ba|dong chi|d/ ?c|d\. ?c)(?: ?: ?| )")
_POST = re.compile(
    r"(?:quyen |pho |uy vien )?(?:chu tich|chu nhiem|giam doc|truong|bi thu|hieu truong|chanh"
    r"|chi huy|thu truong|tong giam doc|doi truong|vien truong|cuc truong|pho"
    r"|tong bien tap|quan doc)\b"
)
_DASH = re.compile(r" ?[-–—] ?|, ?(?:chuc vu:? ?)?")
_NAME_END = re.compile(r"[:(;]| gom\b| bao gom\b| \(?do\b")
_MENTION = re.compile(r"(?:khoi|cum)(?: thi dua)? (?!thi dua)(?:cac )?\S")
# A bloc's own plan: "Hoạt động của Khối thi đua số 5 năm 2020", and its list of members.
_OWN_NAME = re.compile(
    r"(?:khoi|cum) thi dua (?:so \d{1,3}|[^,;.\n]{2,80}?)(?= (?:nam|giai doan) \d|$)"
)
_MEMBERS = re.compile(r"thanh phan|thanh vien|co cau|cac don vi")
_NAME_WORDS = range(2, 6)


def names_bloc(paper: Paper, node: Node) -> bool:
    """Whether a node begins with a bloc's name."""
    return bool(_BLOC.match(paper.plain, node.own.start, node.own.end))


def gives_posts(paper: Paper, node: Node) -> bool:
    """Whether a node says who heads something."""
    return bool(_ROLE.search(paper.plain, node.whole.start, node.whole.end))


def read_bloc(paper: Paper, node: Node, year: int | None) -> Bloc:
    """The bloc that `node` and the items under it describe."""
    own = node.own
    first_role = _ROLE.search(paper.plain, own.start, own.end)
    limit = first_role.start() if first_role else own.end
    stop = _NAME_END.search(paper.plain, own.start, limit)
    name_span = paper.trim(own.start, stop.start() if stop else limit, ":;.,- ")
    segments = [Span(name_span.end, own.end)]
    segments += [
        below.own
        for below in node.walk()
        if below is not node and not _in_other_bloc(paper, below, node)
    ]
    heads: list[Post] = []
    deputies: list[Post] = []
    notes: list[str] = []
    for segment in segments:
        _read_posts(paper, segment, heads, deputies, notes, year)
    notes += [f"Phó trưởng khối: {_say(post)}" for post in deputies[1:]]
    return Bloc(
        paper.words(name_span),
        heads[0] if heads else None,
        deputies[0] if deputies else None,
        "; ".join(notes) or None,
        node.whole,
    )


def blocs_of_members(paper: Paper, outline: Outline, subject: Span, year: int | None) -> list[Bloc]:
    """The bloc whose own plan this is, named in the subject: its members say who heads it."""
    named = _OWN_NAME.search(paper.plain, subject.start, subject.end)
    if not named:
        return []
    name = paper.trim(named.start(), named.end())
    for node in outline.walk():
        if not node.children or not _MEMBERS.search(paper.plain_words(node.head.body)):
            continue
        heads: list[Post] = []
        deputies: list[Post] = []
        for member in node.children:
            if _ROLE.search(paper.plain, member.own.start, member.own.end):
                _read_posts(paper, member.own, heads, deputies, [], year)
        if heads:
            deputy = deputies[0] if deputies else None
            return [Bloc(paper.words(name), heads[0], deputy, None, node.whole)]
    return []


def _in_other_bloc(paper: Paper, below: Node, node: Node) -> bool:
    """Whether `below` stands in a cluster of its own inside the bloc of `node`."""
    for above in below.above():
        if above is node:
            return False
        if names_bloc(paper, above) and gives_posts(paper, above):
            return True
    return False


def _say(post: Post) -> str:
    return " - ".join(part for part in (post.name, post.position, post.chosen_by) if part)


def _read_posts(
    paper: Paper,
    segment: Span,
    heads: list[Post],
    deputies: list[Post],
    notes: list[str],
    year: int | None,
) -> None:
    """Add the heads and deputies that `segment` names, and what it says besides as a note."""
    roles = list(_ROLE.finditer(paper.plain, segment.start, segment.end))
    if not roles:
        rest = paper.trim(segment.start, segment.end, ":;.,- ")
        if rest.start < rest.end:
            notes.append(paper.words(rest))
        return
    lead = paper.trim(segment.start, roles[0].start(), ":;.,- ")
    if lead.start < lead.end and _follows_its_holder(paper, roles[0], segment):
        _read_backwards(paper, segment, roles, heads, deputies)
        return
    if lead.start < lead.end:
        notes.append(paper.words(lead))
    report_by = _report_by(paper, segment, year)
    waiting: list[tuple[list[Post], Span]] = []
    for index, role in enumerate(roles):
        end = roles[index + 1].start() if index + 1 < len(roles) else segment.end
        target = deputies if role.group(1) or role.group(2) else heads
        value = _without_is(paper, paper.trim(role.end(), end, ":;,.-– "))
        waiting.append((target, Span(role.start(), max(role.end(), value.end))))
        if value.start == value.end or paper.plain_words(value) == "va":
            continue
        clause = paper.plain.find(";", value.start, value.end)
        own = paper.trim(value.start, clause, ".,") if clause > 0 else value
        for each, source in waiting:
            each.append(_post(paper, own, source, report_by))
        waiting = []
        if clause > 0:
            notes.append(paper.words(paper.trim(clause + 1, value.end, ".; ")))


def _follows_its_holder(paper: Paper, role: re.Match[str], segment: Span) -> bool:
    """Whether a role stands behind who holds it: "Sở Nội vụ - Trưởng khối;"."""
    after = paper.plain[role.end() : segment.end].lstrip()
    return not after or after[0] in ";,.)"


def _read_backwards(
    paper: Paper,
    segment: Span,
    roles: Sequence[re.Match[str]],
    heads: list[Post],
    deputies: list[Post],
) -> None:
    """Posts of a segment whose roles stand behind their holders."""
    start = segment.start
    for role in roles:
        colon = paper.plain.rfind(":", start, role.start())
        value = paper.trim(max(start, colon + 1), role.start(), ":;,.-– (")
        if value.start < value.end:
            target = deputies if role.group(1) or role.group(2) else heads
            target.append(_post(paper, value, Span(value.start, role.end()), None))
        start = role.end()


def _without_is(paper: Paper, span: Span) -> Span:
    """ "Trưởng khối là ông …": the words after "là"."""
    return Span(span.start + 3, span.end) if paper.plain.startswith("la ", span.start) else span


def _report_by(paper: Paper, segment: Span, year: int | None) -> date | None:
    at = paper.plain.find("bao cao", segment.start, segment.end)
    if at < 0:
        return None
    times = times_in(paper, Span(at, segment.end), year)
    return next((time.last for time in times if time.deadline), None)


def _post(paper: Paper, value: Span, source: Span, report_by: date | None) -> Post:
    chosen = _CHOSEN.match(paper.plain, value.start, value.end)
    if chosen:
        by = paper.words(Span(chosen.start(1), chosen.end(1)))
        return Post(None, None, by, report_by, Span(source.start, value.end))
    span = Span(source.start, value.end)
    honorific = _HONORIFIC.match(paper.plain, value.start, value.end)
    start = honorific.end() if honorific else value.start
    dash = _DASH.search(paper.plain, start, value.end)
    first = paper.trim(start, dash.start() if dash else value.end)
    rest = paper.trim(dash.end(), value.end, "-") if dash else Span(value.end, value.end)
    words = paper.words(first)
    is_post = bool(_POST.match(paper.plain_words(first))) or starts_body(words)
    if honorific or (not is_post and _is_name(words) and rest.start < rest.end):
        return Post(words, paper.words(rest) or None, None, None, span)
    return Post(None, paper.words(value), None, None, span)


def _is_name(words: str) -> bool:
    parts = words.split(" ")
    return len(parts) in _NAME_WORDS and all(
        part[:1].isupper() and part.isalpha() for part in parts
    )


def kinds_of(bloc: Bloc) -> frozenset[str]:
    """The kinds of unit that a bloc's name names."""
    return categories(plain_of(bloc.name), of_bloc=True)


def bloc_mentioned(paper: Paper, audience: Span, known: Container[str], note: str) -> Bloc | None:
    """A bloc that the calendar speaks of and no list of blocs names: one kind of unit, no head.

    `known` are the kinds of unit that have a bloc already.
    """
    plain = paper.plain_words(audience)
    if not _MENTION.match(plain):
        return None
    kinds = categories(plain, of_bloc=True)
    if len(kinds) != 1 or any(kind in known for kind in kinds):
        return None
    return Bloc(paper.words(audience), None, None, note, audience)
