"""What kind of paper a text is, told from its title, or from "V/v" and "Kính gửi" of a dispatch."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.plans.reading.lines import Line, is_upper
from thidua.plans.reading.paper import Paper, Span

# Titles that a plan may bear, the longer of two that begin alike first.
PLAN_TITLES = {
    "ke hoach lien tich": "ke_hoach", "ke hoach phoi hop": "ke_hoach", "ke hoach": "ke_hoach",
    "huong dan lien tich": "huong_dan", "huong dan": "huong_dan",
    "chuong trinh hanh dong": "chuong_trinh", "chuong trinh": "chuong_trinh",
    "loi phat dong thi dua": "phat_dong", "loi phat dong": "phat_dong",
    "phat dong phong trao thi dua": "phat_dong", "phat dong dot thi dua": "phat_dong",
    "phat dong thi dua": "phat_dong", "loi keu goi thi dua": "loi_keu_goi",
    "loi keu goi": "loi_keu_goi", "thu keu goi": "loi_keu_goi",
}  # fmt: skip
# Papers that call for emulation when their subject says so, and are something else otherwise.
DIRECTING_TITLES = {"chi thi": "chi_thi", "thong bao": "thong_bao"}
OTHER_TITLES = {
    "quyet dinh": "quyết định", "bao cao": "báo cáo", "nghi quyet": "nghị quyết",
    "to trinh": "tờ trình", "bien ban": "biên bản", "luat": "luật",
    "nghi dinh": "nghị định", "thong tu": "thông tư",
    "hop dong": "hợp đồng", "giay moi": "giấy mời", "cong dien": "công điện",
    "quy che": "quy chế", "quy dinh": "quy định", "don xin": "đơn", "giay khen": "giấy khen",
    "giay chung nhan": "giấy chứng nhận", "bang khen": "bằng khen",
}  # fmt: skip
DISPATCH = "cong_van"
PRINTED_KINDS = {"chi_thi": "chỉ thị", "thong_bao": "thông báo", DISPATCH: "công văn"}
_KINDS = {**PLAN_TITLES, **DIRECTING_TITLES, **OTHER_TITLES}
# Titles in which a long one goes on in the subject: "PHÁT ĐỘNG PHONG TRÀO THI ĐUA … NĂM 2023".
_ALSO_SUBJECT = frozenset({"phat dong phong trao thi dua", "phat dong dot thi dua"})
_LATEST_TITLE = 120
MOTTO = re.compile(
    r"cong\s+hoa xa hoi chu nghia viet nam"
    r"|doc lap {0,3}[-.–]? {0,3}tu do {0,3}[-.–]? {0,3}hanh phuc"
    r"|dang\s+cong san viet nam|doan tncs ho chi minh(?= *(?:$|\n|\|| {3}))"
    # As a narrow cell of a web page breaks them.
    r"|^cong hoa xa hoi(?= *$)|^chu nghia viet nam|^doan tncs ho(?= *$)|^chi minh(?= *(?:\||$))",
    re.MULTILINE,
)
_SYMBOLS = {"kh": "ke_hoach", "hd": "huong_dan", "ctr": "chuong_trinh"}
_SYMBOL = re.compile(r"so {0,3}:? {0,6}\d{0,6} {0,4}[/-] {0,4}(kh|hd|ctr) {0,3}[-/]")
_ISSUED = re.compile(r", {0,3}ngay {0,3}\d{1,2} {0,3}thang")
_NEAR_NUMBER = 4
ADDRESSED = re.compile(r"\bkinh gui\b")
ABOUT = re.compile(r"(?<![\w/])(?:v/v|v\.v|vv:)[ :.]{0,4}")
# What a page of the web prints over a paper it shows.
_WEB_PAGE = re.compile(
    r"(?:.*\b)?(?:dang luc|dang ngay|ngay dang|luot xem|luot doc|so lan xem|cap nhat(?: luc)?"
    r"|trang chu|ngay hieu luc|ngay ban hanh|ngay cong bao|loai van ban|noi ban hanh|so hieu"
    r"|tinh trang|toan van|thuoc tinh|luoc do|tai ve|ban in|file dinh kem"
    r"|tai lieu dinh kem|linh vuc) ?[:»]"
    r"|(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat),? {0,3}(?:ngay )?\d|trang chu\b|.*»"
)


@dataclass(frozen=True)
class Title:
    """Where the title stands: line index, its span, the kind of paper.

    `head_at` is the first line of the paper, after what a web page prints over it. The title of a
    dispatch is its "Kính gửi". `is_printed`: the paper has one.
    """

    at: int
    span: Span
    kind: str
    head_at: int
    is_printed: bool = True

    @property
    def is_plan(self) -> bool:
        return self.kind not in OTHER_TITLES.values()

    @property
    def is_dispatch(self) -> bool:
        return self.kind == DISPATCH


def find_title(paper: Paper, lines: Sequence[Line]) -> Title | None:
    """The line that names the kind of paper; None where no line does.

    A page of the web prints the title over the paper too: the one under the motto counts.
    """
    top = lines[:_LATEST_TITLE]
    motto_at = next((at for at, line in enumerate(top) if _has_motto(paper, line.span)), 0)
    head_at = _head_starts(paper, top[:motto_at])
    for first in (max(motto_at, head_at), 0):
        for at in range(first, len(top)):
            found = title_at(paper, at, top[at].span, head_at if first else 0)
            if found:
                return found
    return None


def untitled(paper: Paper, lines: Sequence[Line]) -> Title | None:
    """A paper whose title is missing, as some web pages leave it away: its symbol tells its kind.

    It stands after the last line of the head that has the number or the date.
    """
    found: tuple[int, str] | None = None
    for at, line in enumerate(lines[:_LATEST_TITLE]):
        numbered = _SYMBOL.match(paper.plain, line.span.start, line.span.end)
        if numbered and found is None:
            found = at, _SYMBOLS[numbered.group(1)]
        elif (
            found
            and at - found[0] <= _NEAR_NUMBER
            and _ISSUED.search(paper.plain, line.span.start, line.span.end)
        ):
            found = at, found[1]
    if found is None or found[0] + 1 >= len(lines):
        return None
    at, kind = found
    start = lines[at + 1].span.start
    return Title(at + 1, Span(start, start), kind, 0, is_printed=False)


def _has_motto(paper: Paper, span: Span) -> bool:
    return bool(MOTTO.search(paper.plain, span.start, span.end))


def _head_starts(paper: Paper, over: Sequence[Line]) -> int:
    """Index after the last line that only a web page prints."""
    marked = [
        at + 1 for at, line in enumerate(over) if _WEB_PAGE.match(paper.plain_words(line.span))
    ]
    return marked[-1] if marked else 0


def title_at(paper: Paper, at: int, span: Span, head_at: int) -> Title | None:
    """The title that line `at` is, of a paper whose head begins at `head_at`; else None."""
    plain = paper.plain_words(span)
    addressed = ADDRESSED.search(plain)
    if addressed:
        own = Span(span.start + addressed.start(), span.start + addressed.end())
        return Title(at, own, DISPATCH, head_at)
    joined = re.sub(r"[ .:*]", "", plain)
    for title, kind in _KINDS.items():
        if joined == title.replace(" ", ""):
            whole = Span(span.start, span.start) if title in _ALSO_SUBJECT else span
            return Title(at, whole, kind, head_at)
        if not plain.startswith(f"{title} "):
            continue
        own = Span(span.start, span.start + len(title))
        if is_upper(paper.words(own)):
            return Title(
                at, Span(span.start, span.start) if title in _ALSO_SUBJECT else own, kind, head_at
            )
    return None
