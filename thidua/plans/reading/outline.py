"""Paragraphs to a tree: what belongs under which heading, in any nesting of numbering."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from thidua.plans.reading.lines import Paragraph
from thidua.plans.reading.paper import Span

# Numbered styles have an order among themselves; bullets nest by which came first.
_RANK = {
    "part": 0, "capital": 1, "caps": 2, "roman": 2, "article": 3, "decimal1": 4, "decimal2": 5,
    "decimal3": 6, "decimal4": 7, "decimal5": 8, "spelled": 8, "letter": 9,
}  # fmt: skip
_BULLET = 20


@dataclass
class Node:
    """A numbered or bulleted item with the running text and the items under it."""

    head: Paragraph
    parent: "Node | None"
    rest: list[Paragraph] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def own(self) -> Span:
        """The item's own words: without its marker and without the items under it."""
        return Span(
            self.head.body.start, self.rest[-1].span.end if self.rest else self.head.span.end
        )

    @property
    def whole(self) -> Span:
        """From the item's first word to the last of the items under it."""
        last = self
        while last.children:
            last = last.children[-1]
        return Span(self.head.body.start, max(last.own.end, self.own.end))

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [self.head, *self.rest]

    @property
    def is_numbered(self) -> bool:
        return bool(self.head.number)

    def above(self) -> Iterator["Node"]:
        """This node, then the nodes it stands under, nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator["Node"]:
        """This node and all under it, in printed order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def section(self) -> str | None:
        """The number under which this stands, as III.2.1; None outside any numbering."""
        parts: list[str] = []
        for node in self.above():
            number = node.head.number
            if not number:
                continue
            # "2.1" already says the 2 above it.
            if parts and parts[0].startswith(f"{number}."):
                continue
            parts.insert(0, number)
        return ".".join(parts) or None


@dataclass
class Outline:
    """Running text before the first item, and the items."""

    preamble: list[Paragraph]
    roots: list[Node]

    def walk(self) -> Iterator[Node]:
        for root in self.roots:
            yield from root.walk()


def _rank(style: str, open_nodes: Sequence[Node]) -> int:
    if style in _RANK:
        return _RANK[style]
    bullets = [node.head.style for node in open_nodes if node.head.style not in _RANK]
    return _BULLET + (bullets.index(style) if style in bullets else len(bullets))


def outline_of(paragraphs: Sequence[Paragraph]) -> Outline:
    """The tree of `paragraphs`."""
    outline = Outline([], [])
    stack: list[Node] = []
    for paragraph in paragraphs:
        if not paragraph.style:
            if stack:
                _running_text(stack, paragraph)
            else:
                outline.preamble.append(paragraph)
            continue
        rank = _rank(paragraph.style, stack)
        while stack and _rank(stack[-1].head.style, stack[:-1]) >= rank:
            stack.pop()
        node = Node(paragraph, stack[-1] if stack else None)
        (stack[-1].children if stack else outline.roots).append(node)
        stack.append(node)
    return outline


def _running_text(stack: list[Node], paragraph: Paragraph) -> None:
    """Give running text to the item before it, or make it an item of its own after sub-items."""
    node = stack[-1]
    node.rest.append(paragraph)
