"""Forms filled in as units do it: the program's own file with other cells."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.documents.sheets import Book, Cell, ReadBook, Row, Sheet, read_book, write_book
from thidua.documents.uploads import EXCEL, Upload
from thidua.emulation.models import Round
from thidua.exchange.content import CODE, COLLECTIVES, NAME, PEOPLE
from thidua.exchange.queries import form_content
from thidua.exchange.registration_form import form_bytes
from thidua.organisations.models import Unit

Cells = dict[str, list[list[str]]]


def given_out(user: User, in_round: Round, unit: Unit) -> bytes:
    """The form as `user` downloads it."""
    return form_bytes(form_content(user, in_round, unit, office_day()))


def cells_of(content: bytes) -> Cells:
    """The texts of all sheets."""
    book: ReadBook = read_book(content)
    return {name: [list(row) for row in sheet.rows] for name, sheet in book.sheets.items()}


def saved(cells: Cells) -> bytes:
    """The cells as a file, as another program would save them: without formats and locks."""
    sheets = tuple(
        Sheet(name, tuple(Row(tuple(Cell(text) for text in row)) for row in rows))
        for name, rows in cells.items()
    )
    return write_book(Book("x", sheets, office_day()))


def column(cells: Cells, sheet: str, key: str) -> int:
    """The column of a key in the hidden row."""
    return heads(cells, sheet)[1].index(key)


def heads(cells: Cells, sheet: str) -> tuple[int, list[str]]:
    """The hidden row and where it stands."""
    return next((at, row) for at, row in enumerate(cells[sheet]) if CODE in row and NAME in row)


def row_of(cells: Cells, sheet: str, code: str) -> list[str]:
    """The row of a holder."""
    at = column(cells, sheet, CODE)
    return next(row for row in cells[sheet] if row[at] == code)


def spare_row(cells: Cells) -> list[str]:
    """The first row for people who are not in the form."""
    first, _keys = heads(cells, PEOPLE)
    code, name = column(cells, PEOPLE, CODE), column(cells, PEOPLE, NAME)
    return next(row for row in cells[PEOPLE][first + 2 :] if not row[code] and not row[name])


def put(cells: Cells, code: str, key: str, text: str) -> None:
    """Write a text into a holder's row."""
    sheet = PEOPLE if any(code in row for row in cells[PEOPLE]) else COLLECTIVES
    row_of(cells, sheet, code)[column(cells, sheet, key)] = text


def filled(content: bytes, change: Callable[[Cells], None]) -> bytes:
    """The form with some cells changed."""
    cells = cells_of(content)
    change(cells)
    return saved(cells)


def upload(content: bytes, name: str = "phieu.xlsx") -> Upload:
    """The file as a page hands it to the action."""
    return Upload(name, EXCEL, content)


def sent_file(content: bytes, name: str = "phieu.xlsx") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content, EXCEL.media_type)
