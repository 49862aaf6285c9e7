"""A paper put into words: every string as it will be printed, for both renderings.

What `composed` gives holds no decision any more but of looks, so that Word and PDF say the same.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from thidua.documents.layout import Layout
from thidua.documents.paper import (
    BLANK,
    Annex,
    Block,
    Paper,
    Paragraph,
    Reference,
    Span,
    Table,
    day_in_full,
    printable,
)

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_COMMITTEE = "ỦY BAN NHÂN DÂN"


@dataclass(frozen=True, slots=True)
class Cells:
    """A row as printed: `span` makes its only cell as wide as the table."""

    cells: tuple[str, ...]
    span: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed. `widths` are shares, `aligns` left, centre or right."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    rows: tuple[Cells, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph as printed."""

    lead: str
    text: str
    style: str
    kind: str = "paragraph"


PrintedBlock = PrintedParagraph | PrintedTable


@dataclass(frozen=True, slots=True)
class PrintedSigner:
    """A block of signature: lines in capitals, then room, then the name."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """An annex as printed."""

    title: str
    reference: str
    blocks: tuple[PrintedBlock, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper as printed. Empty strings and tuples print nothing."""

    title: str
    issuer_plain: str
    day: date
    nation: str
    motto: str
    parent: str
    issuer: tuple[str, ...]
    number: str
    letter_subject: str
    place_and_day: str
    kind: str
    subject: str
    authority: str
    to: tuple[str, ...]
    bases: tuple[str, ...]
    resolves: str
    body: tuple[PrintedBlock, ...]
    signers: tuple[PrintedSigner, ...]
    recipients: tuple[str, ...]
    annexes: tuple[PrintedAnnex, ...]
    notice: str
    journal: str
    landscape: bool

    def as_json(self) -> dict[str, Any]:
        """The same as plain values; the day as [year, month, day]."""
        day = [self.day.year, self.day.month, self.day.day]
        return {**asdict(self), "day": day}


def composed(paper: Paper, layout: Layout) -> Composed:
    """`paper` in the words it will be printed with under `layout`."""
    is_letter = not paper.kind
    return Composed(
        title=printable(paper.title),
        issuer_plain=printable(paper.head.issuer_line),
        day=paper.reference.issued_on,
        nation=NATION,
        motto=MOTTO,
        parent=_capitals(paper.head.parent),
        issuer=_issuer_lines(paper.head.issuer),
        number=number_line(paper.reference),
        letter_subject=printable(f"V/v {paper.subject}") if is_letter and paper.subject else "",
        place_and_day=printable(f"{paper.head.place}, {day_in_full(paper.reference)}"),
        kind=_capitals(paper.kind),
        subject="" if is_letter else printable(paper.subject),
        authority=_capitals(paper.authority),
        to=_closed(paper.to, "."),
        bases=_closed(paper.bases, layout.bases_end),
        resolves=_capitals(paper.resolves),
        body=_blocks(paper.body),
        signers=tuple(
            PrintedSigner(
                tuple(_capitals(line) for line in (*one.capacity, one.title)), printable(one.name)
            )
            for one in paper.signers
        ),
        recipients=_closed(paper.recipients, "."),
        annexes=tuple(_annex(one) for one in paper.annexes),
        notice=printable(paper.marks.notice),
        journal=printable(f"Mã nhật ký: {paper.marks.journal_head}")
        if paper.marks.journal_head
        else "",
        landscape=paper.landscape,
    )


def number_line(reference: Reference) -> str:
    """Number and symbol as printed, with room where the number is not given yet."""
    if not reference.symbol:
        return ""
    return printable(f"Số: {reference.number or BLANK}/{reference.symbol}")


def _issuer_lines(issuer: str) -> tuple[str, ...]:
    """The issuer's lines: as broken by its office, else after "Ủy ban nhân dân"."""
    lines = [_capitals(line) for line in issuer.split("\n") if line.strip()]
    if len(lines) == 1 and lines[0].startswith(f"{_COMMITTEE} "):
        return (_COMMITTEE, lines[0].removeprefix(f"{_COMMITTEE} "))
    return tuple(lines)


def _capitals(text: str) -> str:
    return printable(text).upper()


def _closed(texts: Iterable[str], end: str) -> tuple[str, ...]:
    """Entries closed by semicolons, the last by `end`, whatever they came with."""
    bare = [printable(text).rstrip(" ;,.") for text in texts]
    return tuple(f"{text}{end if at == len(bare) else ';'}" for at, text in enumerate(bare, 1))


def _annex(annex: Annex) -> PrintedAnnex:
    return PrintedAnnex(
        title=_capitals(annex.title),
        reference=printable(annex.reference),
        blocks=_blocks(annex.blocks),
        landscape=annex.landscape,
    )


def _blocks(blocks: Iterable[Block]) -> tuple[PrintedBlock, ...]:
    return tuple(
        _paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks
    )


def _paragraph(block: Paragraph) -> PrintedParagraph:
    return PrintedParagraph(printable(block.lead), printable(block.text), block.style)


def _table(block: Table) -> PrintedTable:
    rows = [
        Cells((printable(row.text),), span=True, bold=True)
        if isinstance(row, Span)
        else Cells(tuple(printable(cell) for cell in row))
        for row in block.rows
    ]
    if block.total:
        rows.append(Cells(tuple(printable(cell) for cell in block.total), bold=True))
    return PrintedTable(
        heads=tuple(printable(column.heading) for column in block.columns),
        widths=tuple(column.width for column in block.columns),
        aligns=tuple(column.align for column in block.columns),
        rows=tuple(rows),
    )
