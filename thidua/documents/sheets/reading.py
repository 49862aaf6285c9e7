"""Reading an .xlsx that came from outside: its cells as texts, its formulas and merged cells told.

The file is hostile until it was looked through: it is unpacked here within limits, its parts are
walked for cells far outside, and only what passed is given, packed anew, to the reader.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from thidua.common.errors import Refusal, refuse
from thidua.common.phrases import gettext as _

_MEGABYTE = 1024 * 1024
MOST_UNPACKED = 20 * _MEGABYTE
MOST_PARTS = 400
MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 5_000, 200, 1_000
_BOOK, _BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = 26

Place = tuple[int, int]
Area = tuple[Place, Place]
Value = int | float | str | bool | time | date | timedelta


@dataclass(frozen=True)
class ReadSheet:
    """One sheet: texts by row and column, from 0. Formulas keep the value that was last shown."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[Place] = frozenset()
    merged: tuple[Area, ...] = ()

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        if not (0 <= row < len(self.rows)) or not (0 <= column < len(self.rows[row])):
            return ""
        return self.rows[row][column]

    def is_merged(self, row: int, column: int) -> bool:
        """Whether a cell is one with others."""
        return any(
            top <= row <= bottom and left <= column <= right
            for (top, left), (bottom, right) in self.merged
        )


@dataclass(frozen=True)
class ReadBook:
    """The sheets by name, in the book's order."""

    sheets: Mapping[str, ReadSheet]


@dataclass
class _Part:
    """What was found on the way through one part of the file."""

    formulas: set[Place] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)


def place(row: int, column: int) -> str:
    """A cell as Excel names it: (13, 6) is G14."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def read_book(content: bytes) -> ReadBook:
    """The book in `content`.

    Raises `Refusal` (`not_a_book`, `book_too_large`) where it is no readable .xlsx or larger than
    any form that people fill in.
    """
    try:
        parts = _unpacked(content)
        walked = {name: _walked(part) for name, part in parts.items()}
        paths = _sheet_parts(walked)
        with CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts))) as book:
            return ReadBook(
                {
                    name: _sheet(book.get_sheet_by_name(name), walked[paths[name]].part)
                    for name in book.sheet_names
                }
            )
    except (
        CalamineError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        KeyError,
    ) as error:
        raise _not_a_book() from error


def _not_a_book() -> Refusal:
    return refuse(
        "not_a_book",
        _("The file cannot be read as an Excel file (.xlsx)."),
        cure=_("Open it in Excel, save it as “Excel Workbook (.xlsx)” without a password."),
    )


def _too_large() -> Refusal:
    return refuse(
        "book_too_large",
        _("The file holds far more than the form that was given out."),
        cure=_("Fill in the form itself, without other sheets or cells far outside of it."),
    )


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts that sheets are made of, each at its true size. Pictures and macros are left."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = packed.infolist()
        if len(found) > MOST_PARTS:
            raise _too_large()
        for info in found:
            name = info.filename.lstrip("/")
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise _not_a_book()
            if not name.endswith((".xml", ".rels")):
                continue
            left -= info.file_size
            if left < 0:
                raise _too_large()
            # Unpacks no more than it says it holds; a part that lies fails its checksum.
            with packed.open(info) as part:
                parts[name] = part.read(info.file_size + 1)
    return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for name, part in parts.items():
            out.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


class _Walk:
    """Meets a part's elements one by one and keeps no tree: formulas, merged cells, links."""

    def __init__(self) -> None:
        self.part = _Part()
        self.row, self.column = -1, -1
        self.links: dict[str, str] = {}
        self.sheets: dict[str, str] = {}

    def doctype(self, *_declared: object) -> None:
        """No office program writes one; entities would be declared in it."""
        raise _not_a_book()

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        """Take in one element. Refuses cells far outside."""
        name = str(tag).rpartition("}")[2]
        attributes = {str(key): str(value) for key, value in attrib.items()}
        if name == "row":
            given = attributes.get("r")
            self.row, self.column = (int(given) - 1 if given else self.row + 1), -1
        elif name == "c":
            self.row, self.column = _position(attributes.get("r"), self.row, self.column)
        elif name == "f":
            self.part.formulas.add((self.row, self.column))
        elif name == "mergeCell":
            self.part.merged.append(_area(attributes.get("ref", "")))
        elif name == "Relationship":
            self.links[attributes.get("Id", "")] = attributes.get("Target", "")
        elif name == "sheet":
            self.sheets[attributes.get("name", "")] = attributes.get(_LINK, "")
        if (
            self.row >= MOST_ROWS
            or self.column >= MOST_COLUMNS
            or len(self.part.merged) > MOST_MERGED
        ):
            raise _too_large()

    def end(self, tag: str | bytes) -> None:
        """Nothing to do."""

    def data(self, data: str | bytes) -> None:
        """Nothing to do: the reader takes the texts."""

    def comment(self, text: str | bytes) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


def _walked(part: bytes) -> _Walk:
    """What stands in a part; no entities, nothing from outside."""
    walk = _Walk()
    parser = etree.XMLParser(
        target=walk, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    etree.fromstring(part, parser)
    return walk


def _position(reference: str | None, row: int, column: int) -> Place:
    """Where a cell stands: where it says, else right of the one before."""
    return _cell(reference) if reference else (row, column + 1)


def _cell(reference: str) -> Place:
    match = _REFERENCE.match(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _area(reference: str) -> Area:
    """The first and the last cell of "A1:C3"."""
    first, _colon, last = reference.partition(":")
    return _cell(first), _cell(last or first)


def _sheet_parts(walked: Mapping[str, _Walk]) -> dict[str, str]:
    """Each sheet's part by the sheet's name."""
    found = {}
    for name, link in walked[_BOOK].sheets.items():
        target = walked[_BOOK_LINKS].links.get(link, "").lstrip("/")
        found[name] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _sheet(sheet: CalamineSheet, part: _Part) -> ReadSheet:
    rows = sheet.to_python(skip_empty_area=False)
    return ReadSheet(
        name=sheet.name,
        rows=tuple(tuple(_text(value) for value in row) for row in rows),
        formulas=frozenset(part.formulas),
        merged=tuple(part.merged),
    )


def _text(value: Value) -> str:
    """A value as its reader sees it: whole numbers without a point, days as dd/MM/yyyy."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)
