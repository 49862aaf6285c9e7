"""What each part of a plan is for, told from its headings."""

import re
from collections.abc import Iterator
from enum import Enum

from thidua.plans.reading.outline import Node
from thidua.plans.reading.paper import Paper


class Role(Enum):
    """What the items of a section are."""

    PURPOSES = "purposes"
    CONTENTS = "contents"
    BLOCS = "blocs"
    CALENDAR = "calendar"


# The first that a heading matches; a section without a match has the role of the one above it.
_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.BLOCS,
        re.compile(
            r"(?:truong|pho)(?: truong)? (?:khoi|cum)"
            r"|(?:khoi|cum) (?:truong|pho)\b(?! (?:hoc|mam|tieu|th|trung|cac))"
            r"|(?:phan|chia|thanh lap|danh sach)(?: cac)? (?:khoi|cum)|phan chia (?:khoi|cum)"
        ),
    ),
    (
        Role.CALENDAR,
        re.compile(
            r"thoi gian|thoi han|han nop|tien do|\blich\b|moc thoi gian|lo trinh"
            r"|ke hoach (?:tung|theo|cu the)|(?:cac )?giai doan thuc hien"
            r"|nhiem vu tung (?:quy|thang)"
        ),
    ),
    (Role.PURPOSES, re.compile(r"muc dich|muc tieu|yeu cau|quan diem")),
    (Role.CONTENTS, re.compile(r"noi dung|nhiem vu|giai phap|phong trao|chi tieu|to chuc")),
)
_LONGEST_HEADING = 160
_SHORT_HEADING = 60


def heading_role(paper: Paper, node: Node) -> Role | None:
    """The role that a node's own heading names."""
    whole = heading = paper.plain_words(node.head.body)
    if node.head.style in ("plus", "star", "bullet", "dash", "letter"):
        return None
    colon = heading.find(":")
    if 0 < colon < _LONGEST_HEADING:
        heading = heading[:colon]
    if len(heading) > _LONGEST_HEADING:
        return None
    # A leaf that only mentions a word of the list inside a sentence is not a heading.
    if not node.children and heading == whole and node.parent and not node.rest:
        return None
    return role_named(heading)


def role_named(plain: str) -> Role | None:
    """The role that the words of a heading name."""
    return next((role for role, pattern in _HEADINGS if pattern.search(plain)), None)


def roles_of(
    paper: Paper, roots: list[Node], start: Role = Role.CONTENTS
) -> Iterator[tuple[Node, Role]]:
    """Every node with its role, in printed order; `start` is the role of what names none."""
    waiting: list[tuple[Node, Role]] = [(root, start) for root in reversed(roots)]
    while waiting:
        node, above = waiting.pop()
        own = heading_role(paper, node)
        role = above
        if own is not None and not (own is Role.CONTENTS and above is not Role.CONTENTS):
            role = own
        yield node, role
        waiting.extend((child, role) for child in reversed(node.children))


def is_heading(paper: Paper, node: Node) -> bool:
    """Whether a node only introduces what stands under it."""
    if node.head.style == "caps":
        return True
    if not node.children:
        # "II. NỘI DUNG" or "2. Yêu cầu" with running text under it, not numbered further.
        words = paper.words(node.head.body)
        grouping = node.head.style in ("part", "capital", "roman", "article")
        if not node.rest or len(words) > _LONGEST_HEADING:
            return False
        return grouping or (len(words) <= _SHORT_HEADING and not words.endswith((".", ";")))
    words = paper.words(node.own)
    return words.endswith(":") or len(words) <= _LONGEST_HEADING
