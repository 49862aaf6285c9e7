"""Rows of tables as people send them: text in named columns, every slip told with row and column.

A kind of row is a frozen dataclass whose fields are its columns, all text. A field named with a
trailing underscore stands for a column named by a word of Python (`from_` for `from`).

    rows = read_csv(Path("people.csv"), PersonRow)
    slips = Slips("people.csv")
    for cells in slips.cells(rows):
        born_on = cells.day("born_on")
    slips.raise_any()

Rows count as a spreadsheet counts them: the header is row 1, the first row of data row 2.
"""

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.phrases import gettext as _
from thidua.common.text import tidy

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")
V = TypeVar("V")

FIRST_ROW = 2
EARLIEST, LATEST = 1900, 2100
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DMY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_WHOLE = re.compile(r"-?\d{1,15}\Z")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_RUN = re.compile(r"(\d{4})(?:-(\d{4}))?\Z")
_YES = frozenset({"1", "x", "có", "co", "yes", "true", "đúng"})
_NO = frozenset({"", "0", "không", "khong", "no", "false", "sai"})


def columns_of(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    """The columns of a kind of row, in their order."""
    return tuple(each.name.rstrip("_") for each in fields(kind))


def read_csv(
    source: Path | bytes, kind: type[R], name: str = "", skip: Collection[str] = ()
) -> list[R]:
    """Rows of `kind` from a CSV file or its bytes, in UTF-8 with or without a mark.

    `skip` names columns to pass over. Refuses what is not such a table: another encoding, no
    header, columns that are unknown or repeated, a row longer than the header.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    raw = source.read_bytes() if isinstance(source, Path) else source
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            "not_utf8",
            _("This is not text in UTF-8 (byte %(position)s).") % {"position": error.start},
            cure=_("Save the table again as “CSV UTF-8”."),
            where=name,
        ) from error
    if "\0" in text:
        raise refuse("binary", _("This is not a table of text."), where=name)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise refuse(
            "not_csv",
            _("This is not a table in CSV: %(why)s.") % {"why": error},
            cure=_("Save the table again as “CSV UTF-8”."),
            where=name,
        ) from error
    # Spreadsheets often end a table with empty lines.
    while table and not any(cell.strip() for cell in table[-1]):
        table.pop()
    if not table:
        raise refuse("empty", _("This file is empty."), where=name)
    header = [tidy(cell) for cell in table[0]]
    _check_header(header, kind, name, skip)
    slips = Slips(name)
    mappings = []
    for number, cells in enumerate(table[1:], start=FIRST_ROW):
        if len(cells) > len(header):
            message = _("This row has %(cells)s cells, the header %(columns)s.")
            words = {"cells": len(cells), "columns": len(header)}
            slips.add(number, "", "too_many_cells", message % words)
        mappings.append(dict(zip(header, cells, strict=False)))
    slips.raise_any()
    return rows_from(kind, mappings, name, skip)


def rows_from(
    kind: type[R],
    mappings: Sequence[Mapping[str, object]],
    name: str = "",
    skip: Collection[str] = (),
) -> list[R]:
    """Rows of `kind` from mappings by column, as YAML gives them.

    Dates, numbers and truth are written out as text; nothing is an empty cell.
    Refuses an unknown column, naming the one most like it.
    """
    known = columns_of(kind)
    slips = Slips(name)
    rows = []
    for number, mapping in enumerate(mappings, start=FIRST_ROW):
        for column in mapping:
            if column not in known and column not in skip:
                slips.add(number, column, *_unknown_column(column, known))
        attributes = {
            each.name: _written(mapping.get(each.name.rstrip("_"))) for each in fields(kind)
        }
        rows.append(kind(**attributes))
    slips.raise_any()
    return rows


def _check_header(
    header: Sequence[str], kind: "type[DataclassInstance]", name: str, skip: Collection[str]
) -> None:
    slips = Slips(name)
    known = columns_of(kind)
    for index, column in enumerate(header):
        if column in header[:index]:
            slips.add(1, column, "repeated_column", _("This column stands twice."))
        elif column not in known and column not in skip:
            slips.add(1, column, *_unknown_column(column, known))
    slips.raise_any()


def _unknown_column(column: str, known: Collection[str]) -> tuple[str, str, str]:
    message = _("There is no column “%(column)s” here.") % {"column": column}
    return "unknown_column", message, _likeness(column, known)


def _likeness(word: str, known: Collection[str]) -> str:
    """A cure: the word meant, else all that may stand."""
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return _("Is “%(word)s” meant?") % {"word": near[0]}
    return _("It may be: %(words)s.") % {"words": ", ".join(known)}


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass
class Slips:
    """What is wrong in a table, told together. `source` is its name in messages."""

    source: str = ""
    reasons: list[Reason] = field(default_factory=list)

    def add(self, number: int, column: str, code: str, message: str, cure: str = "") -> None:
        """Tell one slip of row `number`."""
        place = _("row %(row)s") % {"row": number}
        if column:
            place = _("row %(row)s, column %(column)s") % {"row": number, "column": column}
        where = f"{self.source} {place}".strip()
        self.reasons.append(Reason(code, message, cure, field=column, where=where))

    def cells(self, rows: "Sequence[DataclassInstance]") -> "Iterator[Cells]":
        """The cells of each row, in order. Refuses a table without rows."""
        if not rows:
            raise refuse("no_rows", _("There are no rows here."), where=self.source)
        for number, row in enumerate(rows, start=FIRST_ROW):
            yield Cells(
                self, number, {f.name.rstrip("_"): getattr(row, f.name) for f in fields(row)}
            )

    def raise_any(self) -> None:
        """Raise one `Refusal` of every slip told, if any was."""
        if self.reasons:
            raise Refusal(*self.reasons)


@dataclass
class Cells:
    """One row's cells. A cell that is wrong is told to `slips` and read as nothing."""

    slips: Slips
    number: int
    row: Mapping[str, str]
    is_right: bool = True

    def wrong(self, column: str, code: str, message: str, cure: str = "") -> None:
        """Tell that this row is wrong in `column`."""
        self.is_right = False
        self.slips.add(self.number, column, code, message, cure)

    def text(self, column: str, *, required: bool = False, most: int = 200) -> str:
        """The cell, tidied, of at most `most` letters."""
        text = tidy(self.row[column])
        if required and not text:
            self.wrong(column, "missing", _("This cell must not be empty."))
        elif len(text) > most:
            message = _("This has %(length)s letters; at most %(most)s are kept.")
            self.wrong(column, "too_long", message % {"length": len(text), "most": most})
        elif not text.isprintable():
            self.wrong(column, "unprintable", _("This holds signs that are no letters."))
        else:
            return text
        return ""

    def code(self, column: str, *, most: int = 100) -> str:
        """A new code: letters without marks, digits, hyphens."""
        text = self.text(column, required=True, most=most)
        if text and not _CODE.match(text):
            self.wrong(
                column,
                "bad_code",
                _("“%(code)s” is no code.") % {"code": text},
                _("Use letters without marks, digits and hyphens."),
            )
            return ""
        return text

    def day(self, column: str, *, required: bool = False) -> date | None:
        """A date written 2018-03-05 or 05/03/2018; None where the cell is empty or wrong."""
        text = self.text(column, required=required)
        if not text:
            return None
        day = read_day(text)
        if day is None:
            self.wrong(
                column,
                "bad_date",
                _("“%(text)s” is not a date.") % {"text": text},
                _("Write it as 05/03/2018 or 2018-03-05."),
            )
        return day

    def whole(self, column: str, *, least: int = 0, most: int = 10**9) -> int | None:
        """A whole number from `least` to `most`; None where the cell is empty or wrong."""
        text = self.text(column)
        if not text:
            return None
        if not _WHOLE.match(text):
            message = _("“%(text)s” is not a whole number.") % {"text": text}
            self.wrong(column, "not_a_number", message)
            return None
        number = int(text)
        if not least <= number <= most:
            message = _("%(number)s is not between %(least)s and %(most)s.")
            words = {"number": number, "least": least, "most": most}
            self.wrong(column, "out_of_range", message % words)
            return None
        return number

    def yes(self, column: str) -> bool:
        """Yes or no: 1, x, có, yes; 0, không, no or empty."""
        text = self.text(column).casefold()
        if text not in _YES and text not in _NO:
            self.wrong(
                column,
                "not_yes_or_no",
                _("“%(text)s” is neither yes nor no.") % {"text": text},
                _("Write 1 or 0."),
            )
        return text in _YES

    def choice(self, column: str, among: Mapping[str, V], *, required: bool = False) -> V | None:
        """What `among` holds under the cell's word; None where the cell is empty or wrong."""
        text = self.text(column, required=required)
        if not text:
            return None
        if text not in among:
            message = _("“%(text)s” cannot stand here.") % {"text": text}
            self.wrong(column, "unknown_value", message, _likeness(text, among))
            return None
        return among[text]

    def years(self, column: str) -> list[int]:
        """Runs of years, as "2008-2012 2014"; empty where wrong."""
        text = self.text(column, required=True, most=2000)
        try:
            return expand_years(text) if text else []
        except Refusal as refusal:
            reason = refusal.reasons[0]
            self.wrong(column, reason.code, reason.message, reason.cure)
            return []

    def once(self, seen: dict[V, int], key: V, column: str) -> None:
        """Tell it if `key` stood in an earlier row; `seen` remembers rows by key."""
        first = seen.setdefault(key, self.number)
        if first != self.number:
            message = _("This stands twice, first in row %(row)s.") % {"row": first}
            self.wrong(column, "twice", message, _("Keep one of the two."))


def read_day(text: str) -> date | None:
    """The date that `text` writes, as 2018-03-05 or 05/03/2018; None where it is none.

    Years before 1900 and after 2100 are slips of the pen, and none either.
    """
    if match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DMY.match(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def expand_years(text: str) -> list[int]:
    """The years in runs as "2008-2012 2014-2017", ascending.

    Refuses other words and a year twice.
    """
    years: list[int] = []
    for word in text.replace(",", " ").split():
        match = _RUN.match(word)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not EARLIEST <= first <= last <= LATEST:
            raise refuse(
                "bad_years",
                _("“%(text)s” is no run of years.") % {"text": word},
                cure=_("Write runs of years, as 2008-2012 2014."),
            )
        years.extend(range(first, last + 1))
    if len(set(years)) != len(years):
        raise refuse("years_twice", _("A year stands twice in “%(text)s”.") % {"text": text})
    return sorted(years)
