"""Text of a Word file: paragraphs with their automatic numbers, and tables, in printed order."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.table import Table, _Cell
from lxml.etree import _Element

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.plans.reading.word_numbering import Numbering

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
_PARAGRAPH, _CONTROL = qn("w:p"), qn("w:sdt")
_WORDS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT = qn("w:t")
# What is not printed here: deletions, field codes, text boxes and the twin kept for old Word.
_SKIPPED = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:txbxContent", "w:pPr", "w:rPr"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def text_of_docx(path: Path) -> str:
    """The text of the .docx at `path`; raises `Refusal` where it cannot be opened."""
    _check_size(path)
    try:
        document: Document = docx.Document(str(path))
        reader = _Reader(document)
        return "\n".join(reader.blocks(document.element.body, document, 0))
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


class _Reader:
    """Reads the blocks of one document; numbers run through all of it."""

    def __init__(self, document: Document) -> None:
        self.numbering = Numbering(document)

    def blocks(self, holder: _Element, parent: Document | _Cell, depth: int) -> Iterator[str]:
        """The lines of what stands in a body, a cell or a content control."""
        for block in holder.iterchildren():
            if block.tag == _PARAGRAPH:
                yield self.numbering.marker(block) + _words(block)
            elif isinstance(block, CT_Tbl) and depth < _DEEPEST_TABLE:
                yield from self._table(block, parent, depth + 1)
            elif block.tag == _CONTROL and depth < _DEEPEST_TABLE:
                content = block.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self.blocks(content, parent, depth + 1)

    def _table(self, element: CT_Tbl, parent: Document | _Cell, depth: int) -> Iterator[str]:
        """A table that lays out a page cell by cell; another one row a line, columns by tabs."""
        rows = [_distinct(row.cells) for row in Table(element, parent).rows]
        columns = max(map(len, rows), default=0)
        yield ""
        for cells in rows:
            texts = [
                [line for line in self.blocks(cell._tc, cell, depth) if line.strip()]  # noqa: SLF001
                for cell in cells
            ]
            if len(rows) <= _LAYOUT_ROWS and columns <= _LAYOUT_COLUMNS:
                for lines in texts:
                    yield from lines
                    yield ""
            else:
                yield "\t".join(" ".join(lines) for lines in texts)
        yield ""


def _words(paragraph: _Element) -> str:
    """The printed words of a paragraph, also within links, smart tags and accepted insertions."""
    found: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT:
            found.append(element.text or "")
        elif element.tag in _WORDS:
            found.append(_WORDS[str(element.tag)])
        elif element.tag not in _SKIPPED:
            waiting.extend(reversed(list(element.iterchildren())))
    return "".join(found)


def _distinct(cells: tuple[_Cell, ...]) -> list[_Cell]:
    """Cells without the repeats by which merged ones are told."""
    found: list[_Cell] = []
    for cell in cells:
        if not found or found[-1]._tc is not cell._tc:  # noqa: SLF001
            found.append(cell)
    return found
