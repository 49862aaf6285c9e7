"""Where the words of a PDF stand: what is beside what, so that columns and tables stay apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from thidua.plans.reading.paper import plain_of

# Shares of a letter's height.
WIDE_GAP = 1.4
_SAME_LINE = 0.5
_NEXT_LINE = 2.2
# Cells beside each other that make a row of a table rather than two columns of a head or foot.
_TABLE_CELLS = 3
# A first cell that says when.
_WHEN = re.compile(r"\d|thang|quy|tu |truoc|ngay|tuan|dot")


@dataclass(frozen=True)
class Piece:
    """Words printed without a wide gap; positions in points, `bottom` grows upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(1.0, self.top - self.bottom)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass
class _Block:
    """Lines under each other: a paragraph, or the lines of one cell."""

    lines: list[str]
    left: float
    right: float
    top: float
    last: Piece

    def beside(self, piece: Piece) -> bool:
        """Whether `piece` stands to the right, at the height of this block."""
        right = self.last.right if self.level(piece) else self.right
        overlaps = piece.top > self.last.bottom and piece.bottom < self.top
        return overlaps and piece.left > right + WIDE_GAP * piece.height / 2

    def level(self, piece: Piece) -> bool:
        """Whether `piece` is on the last line of this block."""
        return abs(self.last.middle - piece.middle) < _SAME_LINE * piece.height

    def under(self, piece: Piece) -> bool:
        """Whether `piece` is the next line of this block."""
        below = self.last.middle - piece.middle
        over = piece.left < self.right and piece.right > self.left
        return over and 0 < below <= _NEXT_LINE * piece.height


@dataclass
class _Row:
    blocks: list[_Block] = field(default_factory=list)

    def reaches(self, piece: Piece) -> bool:
        """Whether `piece` keeps to the last column, and is no line across the page."""
        return len(self.blocks) == 1 or piece.left > self.blocks[-2].right

    def lines(self) -> Iterator[str]:
        single = all(len(block.lines) == 1 for block in self.blocks)
        timed = len(self.blocks[0].lines) == 1 and bool(
            _WHEN.match(plain_of(self.blocks[0].lines[0]))
        )
        if len(self.blocks) > 1 and (single or timed or len(self.blocks) >= _TABLE_CELLS):
            yield "\t".join(" ".join(block.lines) for block in self.blocks)
            return
        for block in self.blocks:
            yield from block.lines


def lines_of_page(pieces: Sequence[Piece]) -> list[str]:
    """The lines of a page from its pieces in the order they are drawn.

    Rows of tables are one line each with tabs between cells, also where a cell has several lines;
    two columns of several lines follow each other.
    """
    found: list[str] = []
    row = _Row()
    for piece in pieces:
        block = row.blocks[-1] if row.blocks else None
        if block is None:
            row.blocks.append(_begun(piece))
        elif _continues(block, piece):
            block.lines[-1] += f" {piece.text}"
            _grow(block, piece)
        elif block.beside(piece):
            if len(row.blocks) == 1 and len(block.lines) > 1 and block.level(piece):
                # A cell beside the last line of a paragraph: what stood over it is no cell.
                found += block.lines[:-1]
                row = _Row([_begun(block.last)])
                row.blocks[0].lines = block.lines[-1:]
            row.blocks.append(_begun(piece))
        elif block.under(piece) and row.reaches(piece):
            block.lines.append(piece.text)
            _grow(block, piece)
        else:
            found += row.lines()
            row = _Row([_begun(piece)])
    if row.blocks:
        found += row.lines()
    return found


def _begun(piece: Piece) -> _Block:
    return _Block([piece.text], piece.left, piece.right, piece.top, piece)


def _grow(block: _Block, piece: Piece) -> None:
    block.left, block.right = min(block.left, piece.left), max(block.right, piece.right)
    block.last = piece


def _continues(block: _Block, piece: Piece) -> bool:
    """Whether `piece` goes on on the last line of `block`, without a wide gap."""
    return (
        block.level(piece)
        and -piece.height < piece.left - block.last.right < WIDE_GAP * piece.height
    )
