"""Reading a filled-in registration form: which rows have which marks, and what is wrong with them.

Knows the sheet, not the register: what the marks mean for the unit's list is `comparing`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from thidua.common.errors import Reason, refuse
from thidua.common.text import fold, tidy
from thidua.documents.sheets import ReadBook, ReadSheet, place, read_book
from thidua.exchange.content import (
    CODE,
    COLLECTIVES,
    INITIATIVE,
    MARK,
    NAME,
    PEOPLE,
    PLAIN_COLUMNS,
)
from thidua.exchange.identity import Identity, identity_of

_YES = frozenset({"x", "co", "1", "true", "v", "✓", "✔", "+"})
_NO = frozenset({"", "0", "khong", "false", "-", "–"})
# The hidden row stands among the first; a form that lost it is not read by guessing.
_SEARCHED = 40


@dataclass(frozen=True)
class FormRow:
    """One row with something on it: whose it is, and the columns of its marks by title.

    `blanks` are the titles whose cell is empty or says no.
    """

    sheet: str
    row: int
    is_person: bool
    code: str
    name: str
    marks: Mapping[str, int]
    blanks: frozenset[str]
    initiative: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)

    def wrong(self, code: str, column: str | int, message: str, cure: str) -> Reason:
        """A reason that names this row and a column (by its key or number)."""
        at = column if isinstance(column, int) else self.columns.get(column, 0)
        return Reason(code, message, cure, where=where(self.sheet, self.row, at))


@dataclass(frozen=True)
class FormReading:
    """What a form says; `mistakes` are told by sheet, row and column."""

    identity: Identity
    rows: tuple[FormRow, ...]
    mistakes: tuple[Reason, ...]


def where(sheet: str, row: int, column: int) -> str:
    """A place as Excel names it, for people."""
    words = {"sheet": sheet, "cell": place(row, column), "row": row + 1}
    return _("Sheet “%(sheet)s”, row %(row)s, cell %(cell)s") % words


def read_form(content: bytes) -> FormReading:
    """The form in an .xlsx.

    Raises `Refusal` where it is no form of ours (see `read_book` and `identity_of`) or lost what it
    is read by (`lost_sheet`, `lost_columns`).
    """
    book = read_book(content)
    identity = identity_of(book)
    rows: list[FormRow] = []
    mistakes: list[Reason] = []
    for name in (PEOPLE, COLLECTIVES):
        reader = _SheetReader(_sheet(book, name), is_person=name == PEOPLE)
        rows += reader.rows()
        mistakes += reader.mistakes
    return FormReading(identity, tuple(rows), tuple(mistakes))


def _sheet(book: ReadBook, name: str) -> ReadSheet:
    sheet = book.sheets.get(name)
    if sheet is None:
        raise refuse(
            "lost_sheet",
            _("The sheet “%(sheet)s” is missing from this file.") % {"sheet": name},
            cure=_("Download the form anew and copy the marks into it."),
        )
    return sheet


class _SheetReader:
    """One sheet of the form, row by row."""

    def __init__(self, sheet: ReadSheet, *, is_person: bool) -> None:
        self.sheet = sheet
        self.is_person = is_person
        self.mistakes: list[Reason] = []
        self.key_row, self.columns = self._columns()
        self.titles = {
            key: column for key, column in self.columns.items() if key not in PLAIN_COLUMNS
        }

    def _columns(self) -> tuple[int, dict[str, int]]:
        """The hidden row that names the columns."""
        for at, row in enumerate(self.sheet.rows[:_SEARCHED]):
            found = {text: column for column, text in enumerate(row) if text}
            if CODE in found and NAME in found:
                return at, found
        raise refuse(
            "lost_columns",
            _("The hidden row that names the columns is missing from the sheet “%(sheet)s”.")
            % {"sheet": self.sheet.name},
            cure=_("Download the form anew and copy the marks into it."),
        )

    def rows(self) -> list[FormRow]:
        """The rows below the heads that have anything on them."""
        first = self.key_row + 2
        found = [self._row(at) for at in range(first, len(self.sheet.rows))]
        return [each for each in found if each is not None]

    def _row(self, at: int) -> FormRow | None:
        marks: dict[str, int] = {}
        blanks: set[str] = set()
        wrong = self._oddities(at)
        for what, column in self.titles.items():
            said = fold(self._text(at, column))
            if said in _YES:
                marks[what] = column
            elif said in _NO:
                blanks.add(what)
            else:
                wrong.append(self._wrong_mark(at, column))
        self.mistakes += wrong
        row = FormRow(
            sheet=self.sheet.name,
            row=at,
            is_person=self.is_person,
            code=self._text(at, self.columns[CODE]),
            name=self._text(at, self.columns[NAME]),
            marks=marks,
            blanks=frozenset(blanks),
            initiative=self._text(at, self.columns.get(INITIATIVE, -1)),
            columns=self.columns,
        )
        return row if marks or row.code or row.name or row.initiative else None

    def _text(self, row: int, column: int) -> str:
        """A cell's text without signs that nobody sees."""
        text = self.sheet.text(row, column)
        return tidy("".join(sign if sign.isprintable() else " " for sign in text))

    def _wrong_mark(self, at: int, column: int) -> Reason:
        message = _("“%(text)s” is neither a mark nor empty.")
        return Reason(
            "wrong_mark",
            message % {"text": self._text(at, column)[:40]},
            _("Write %(mark)s or leave the cell empty.") % {"mark": MARK},
            where=where(self.sheet.name, at, column),
        )

    def _oddities(self, at: int) -> list[Reason]:
        """Formulas and merged cells where the form is read."""
        found = []
        for key in (CODE, NAME, INITIATIVE, *self.titles):
            column = self.columns.get(key, -1)
            if (at, column) in self.sheet.formulas:
                message = _("This cell holds a formula.")
                cure = _("Write the value itself in place of the formula.")
                found.append(
                    Reason("formula", message, cure, where=where(self.sheet.name, at, column))
                )
            if column >= 0 and self.sheet.is_merged(at, column):
                message = _("This cell is merged with others.")
                cure = _("Unmerge the cells; each row is one person or collective.")
                found.append(
                    Reason("merged", message, cure, where=where(self.sheet.name, at, column))
                )
        return found
