"""Who an item speaks to, as printed, and which blocs that means."""

import re
from collections.abc import Iterable
from functools import lru_cache

from thidua.plans.reading.model import Bloc
from thidua.plans.reading.outline import Node
from thidua.plans.reading.paper import Paper, Span

_TOWARDS = re.compile(r"(?:\d+\. ?)?doi voi (?:cac )?([^:;.\n]{3,200}):")
_SUBJECT = re.compile(
    r"cac (?!noi dung|van ban|phong trao|dot|hoat dong|chi tieu|danh hieu|buoi|cuoc)"
    r"|(?:thuong truc )?(?:khoi|cum|co quan|don vi|phong|ban|ubnd|uy ban|truong|nha truong"
    r"|so(?! ket| voi| luong)|hoi dong|doan the|cong doan|chi doan|to(?! chuc)|doi(?! voi)"
    r"|doanh nghiep|xa|phuong|ca nhan|tap the|thu truong|hieu truong|lanh dao|bo phan"
    r"|hoi(?! nghi)|van phong|dang uy|chi bo|xi nghiep|phan xuong|huyen|thanh pho)\b"
)
_VERB = re.compile(
    r"(?:, | )(?:tien hanh|binh xet|cham diem|thuc hien|gui|nop|bao cao|dang ky|chu tri|chu dong"
    r"|xay dung|hoan thanh|ky giao|ky ket|so ket|tong ket|tong hop|trien khai|lap|de nghi"
    r"|tham muu|huong dan|kiem tra|tiep nhan|tham dinh|trinh|suy ton|phat dong|ra soat|cu"
    r"|co trach nhiem|can|phai|se|tu (?:kiem tra|danh gia|cham)|tiep tuc|phoi hop|quan triet"
    r"|tap trung|cham nhat|hop|rut kinh nghiem|(?<!cac )(?<!, )to chuc)\b"
)
_WHEN = re.compile(r"(?:tu |trong |truoc |vao )?(?:thang|quy|ngay|tuan|dot)\b[^:;.\n]{0,60}: ?")
_SECTOR = re.compile(r"nganh (?:giao duc(?: va dao tao| ?- ?dao tao)?|y te|cong an|quan su|thue)")
_ALL_BLOCS = re.compile(r"cac (?:khoi|cum)(?: thi dua)?\b(?! (?:cac|dang|xa|phuong|so))")
# Words of a bloc's name, and wider words of an audience, for each kind of unit.
_CATEGORIES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "party": (
        re.compile(r"\bdang\b|doan the|mat tran|mttq"),
        re.compile(r"khoi dang|\bdang,|doan the|mat tran|mttq"),
    ),
    "department": (
        re.compile(r"\bphong\b|ban,? nganh|chuyen mon|quan ly nha nuoc|\bso\b|tham muu"),
        re.compile(r"cac phong|ban,? nganh|co quan|chuyen mon|cac so\b"),
    ),
    "service": (re.compile(r"su nghiep"), re.compile(r"su nghiep|co quan")),
    "commune": (
        re.compile(r"(?<!thi )\bxa\b(?! hoi)|\bphuong\b|thi tran"),
        re.compile(r"(?<!thi )\bxa\b(?! hoi)|cac phuong|phuong, |thi tran"),
    ),
    "school": (
        re.compile(r"\btruong (?:hoc|mam|tieu|th)|cac truong\b|giao duc|nha truong"),
        re.compile(r"\btruong (?:hoc|mam|tieu|th)|cac truong\b|giao duc|nha truong"),
    ),
    "enterprise": (
        re.compile(r"doanh nghiep|cong ty|hop tac xa"),
        re.compile(r"doanh nghiep|cong ty|hop tac xa"),
    ),
    "district": (
        re.compile(r"cac huyen|huyen, "),
        re.compile(r"cac huyen|huyen, "),
    ),
}
_PREFIX = re.compile(r"^(?:khoi|cum)(?: thi dua)?(?: (?:cac|so))?\s*")


@lru_cache(maxsize=4096)
def categories(plain: str, *, of_bloc: bool) -> frozenset[str]:
    """The kinds of unit that `plain` names."""
    index = 0 if of_bloc else 1
    return frozenset(
        name for name, patterns in _CATEGORIES.items() if patterns[index].search(plain)
    )


def audience_of(paper: Paper, node: Node, item: Span) -> list[Span]:
    """Whom `item` speaks to: its own subject, else the nearest heading's, else its sector."""
    for span in (item, node.own):
        when = _WHEN.match(paper.plain, span.start, span.end)
        said = Span(when.end() if when else span.start, span.end)
        own = _towards(paper, said) or _subject(paper, said)
        if own:
            return [own]
    for above in node.above():
        if above is node and node.own == item:
            continue
        found = _towards(paper, above.own) or (
            _heading(paper, above.own) if above.children else None
        )
        if found:
            return [found]
    sector = _SECTOR.search(paper.plain, item.start, item.end)
    return [Span(sector.start(), sector.end())] if sector else []


def _towards(paper: Paper, span: Span) -> Span | None:
    """ "Đối với X: …" """
    match = _TOWARDS.match(paper.plain, span.start, span.end)
    if not match:
        return None
    start = match.start(1)
    if paper.plain.startswith("cac ", start - 4):
        start -= 4
    return paper.trim(start, match.end(1))


def _heading(paper: Paper, span: Span) -> Span | None:
    """ "Các phòng, ban:" as a heading of its own."""
    if not _SUBJECT.match(paper.plain, span.start, span.end):
        return None
    own = paper.trim(span.start, span.end, ":")
    verb = _VERB.search(paper.plain, own.start, own.end)
    return paper.trim(own.start, verb.start(), ",") if verb else own


def _subject(paper: Paper, span: Span) -> Span | None:
    """ "X tiến hành…" or "X: …" """
    if not _SUBJECT.match(paper.plain, span.start, span.end):
        return None
    limit = min(span.end, span.start + 240)
    colon = paper.plain.find(":", span.start, limit)
    verb = _VERB.search(paper.plain, span.start, limit)
    ends = [at for at in (colon, verb.start() if verb else -1) if at > span.start]
    if not ends:
        return None
    return paper.trim(span.start, min(ends), ",")


def blocs_meant(plain: str, blocs: Iterable[Bloc], plain_names: dict[str, str]) -> list[str]:
    """Names of the blocs that an audience means; `plain_names` has each bloc's plain name."""
    # A name printed twice is one bloc.
    blocs = list({bloc.name: bloc for bloc in blocs}.values())
    named = [
        bloc.name
        for bloc in blocs
        if (short := _PREFIX.sub("", plain_names[bloc.name])) and short in plain
    ]
    wanted = categories(plain, of_bloc=False)
    fitting = [
        bloc.name
        for bloc in blocs
        if bloc.name in named or wanted & categories(plain_names[bloc.name], of_bloc=True)
    ]
    if not fitting and _ALL_BLOCS.search(plain):
        return [bloc.name for bloc in blocs]
    return fitting
