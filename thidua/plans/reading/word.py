"""Text of a Word file: paragraphs and tables in the order they are printed."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _

LARGEST_UNPACKED = 60_000_000
_DEEPEST_TABLE = 30
# What the reader of Word files raises on broken ones: it checks neither parts nor relations.
_BROKEN = (
    OpcError, zipfile.BadZipFile, zlib.error, ParseError, SyntaxError, KeyError, ValueError,
    TypeError, AttributeError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
# Tables of at most so many rows that lay out a head or a foot rather than list things.
_LAYOUT_ROWS = 4
_LAYOUT_COLUMNS = 2


def text_of_docx(path: Path) -> str:
    """The text of the .docx at `path`; raises `Refusal` where it cannot be opened."""
    _check_size(path)
    try:
        document: Document = docx.Document(str(path))
        return "\n".join(_blocks(document, 0))
    except _BROKEN as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> Exception:
    return refuse(
        "damaged",
        _("%(file)s is not a readable Word file.") % {"file": path.name},
        cure=_("Open it in Word and save it again as .docx."),
    )


def _check_size(path: Path) -> None:
    """Refuse an archive that unpacks to more than a plan can hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise _damaged(path) from error
    if unpacked > LARGEST_UNPACKED:
        raise refuse(
            "too_large",
            _("%(file)s unpacks to more than %(most)s bytes.")
            % {"file": path.name, "most": LARGEST_UNPACKED},
            cure=_("Give the plan alone, without pictures and annexes."),
        )


def _blocks(holder: Document | _Cell, depth: int) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif depth < _DEEPEST_TABLE:
            yield from _table(block, depth + 1)


def _table(table: Table, depth: int) -> Iterator[str]:
    """A table that lays out a page cell by cell; any other one row a line, columns by tabs."""
    rows = [_distinct(row.cells) for row in table.rows]
    lays_out = len(rows) <= _LAYOUT_ROWS and max(map(len, rows), default=0) <= _LAYOUT_COLUMNS
    yield ""
    for cells in rows:
        texts = [[line for line in _blocks(cell, depth) if line.strip()] for cell in cells]
        if lays_out:
            for lines in texts:
                yield from lines
                yield ""
        else:
            yield "\t".join(" ".join(lines) for lines in texts)
    yield ""


def _distinct(cells: tuple[_Cell, ...]) -> list[_Cell]:
    """Cells without the repeats by which merged ones are told."""
    found: list[_Cell] = []
    for cell in cells:
        if not found or found[-1]._tc is not cell._tc:  # noqa: SLF001
            found.append(cell)
    return found
