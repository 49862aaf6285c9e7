"""One abstract paper, whatever its kind; `word` and `pdf` render it.

A paper holds what is said, never how it looks: looks come from the layout in force on its day.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "centre", "right"]

# Printed at the head and the foot of every page of the demonstration.
DEMO_NOTICE = "Dữ liệu minh họa, không có giá trị"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues: the body above (cơ quan chủ quản, may be empty), the issuer, the place.

    A line break in `issuer` is kept in the letterhead; "Ủy ban nhân dân …" breaks by itself.
    """

    parent: str
    issuer: str
    place: str

    @property
    def issuer_line(self) -> str:
        """The issuer inside a sentence."""
        return " ".join(self.issuer.split())


@dataclass(frozen=True, slots=True)
class Reference:
    """Number and day of a paper.

    `symbol` is what follows the slash, as "QĐ-UBND"; an empty `number` leaves room to write one.
    `day_open` leaves the day of the month blank too, for a draft that waits for its signature.
    """

    symbol: str
    issued_on: date
    number: str = ""
    day_open: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What is printed at the edge of every page: a notice, and the journal's head digest."""

    notice: str = ""
    journal_head: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. `lead` opens it in bold ("Điều 1.", "1.")."""

    text: str
    lead: str = ""
    style: Literal["text", "heading", "italic", "centred", "entry"] = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` is its share of the table beside the others' widths."""

    heading: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Span:
    """A row of one cell across the table, in bold: the name of a group."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head repeats on every page. `total` is a last row in bold."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...] | Span, ...]
    total: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.columns)
        rows = [row for row in self.rows if not isinstance(row, Span)]
        if any(len(row) != width for row in [*rows, *([self.total] if self.total else [])]):
            msg = f"every row must have {width} cells"
            raise ValueError(msg)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. `capacity` stands above the title, a line each: "TM. ỦY BAN NHÂN DÂN"."""

    title: str
    name: str
    capacity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, numbered anew."""

    title: str
    reference: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an office.

    `kind` is printed above the subject; without it the paper is a letter (công văn), whose
    subject stands under its number. `authority` is the line of a decision that names who decides,
    `resolves` the one that opens what is decided. One signer stands at the right of the
    recipients; more stand beside one another, the recipients below.
    """

    head: Letterhead
    reference: Reference
    subject: str
    body: tuple[Block, ...]
    signers: tuple[Signer, ...]
    kind: str = ""
    authority: str = ""
    to: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    resolves: str = ""
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    marks: Marks = field(default_factory=Marks)
    landscape: bool = False

    @property
    def title(self) -> str:
        """What the file's properties call the paper."""
        return " ".join(part for part in (self.kind, self.subject) if part)


_BREAKS = re.compile("[\t-\r\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# No-break spaces: room to write a number or a day by hand.
BLANK = "\u00a0" * 6


def day_in_full(reference: Reference) -> str:
    """ "ngày 05 tháng 02 năm 2018": a leading 0 under 10, and for the months 1 and 2."""
    day = reference.issued_on
    shown = BLANK if reference.day_open else f"{day.day:02}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004
    return f"ngày {shown} tháng {month} năm {day.year}"


def printable(text: str) -> str:
    """`text` on one line, without characters that files may not hold (controls, surrogates)."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _BREAKS.sub(" ", text))


def article(number: int, text: str) -> Paragraph:
    """ "Điều 1. …" """
    return Paragraph(text, lead=f"Điều {number}.")
