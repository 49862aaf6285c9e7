"""What a spreadsheet to be written holds. Rows and columns count from 0."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Style(Enum):
    """How a cell looks, and whether it may be changed where its sheet is locked."""

    TITLE = "title"
    TEXT = "text"
    LABEL = "label"
    HEAD = "head"
    FIXED = "fixed"
    OPEN = "open"
    MARK = "mark"


@dataclass(frozen=True)
class Cell:
    """A text or a whole number, always written as what it is: "=1+1" stays a text."""

    value: str | int = ""
    style: Style = Style.TEXT


@dataclass(frozen=True)
class Row:
    """One row. `height` is in points; left out, the program that opens it decides."""

    cells: tuple[Cell, ...] = ()
    height: float | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Choice:
    """In these rows (both included) of a column only `values` are taken; `message` says so."""

    first_row: int
    last_row: int
    column: int
    values: tuple[str, ...]
    title: str
    message: str


@dataclass(frozen=True)
class Sheet:
    """One sheet. `head_row` is the last of the rows that stay in sight and repeat in print.

    `widths` are in characters. A secret sheet is shown by no menu of Excel. In a locked one only
    cells of the styles OPEN and MARK can be changed; there is no password: it guards from slips.
    """

    name: str
    rows: tuple[Row, ...]
    widths: tuple[float, ...] = ()
    choices: tuple[Choice, ...] = ()
    head_row: int | None = None
    is_secret: bool = False
    is_locked: bool = False


@dataclass(frozen=True)
class Book:
    """A file. `made_on` is the office's day: the same book gives the same bytes."""

    title: str
    sheets: tuple[Sheet, ...]
    made_on: date
