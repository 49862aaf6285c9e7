"""Writing a book as .xlsx. The same book gives the same bytes."""

import io
from collections.abc import Mapping
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from thidua.documents.sheets.model import Book, Cell, Sheet, Style

_A4 = 9
_FONT: Mapping[str, object] = {"font_name": "Times New Roman", "font_size": 12}
_FRAME: Mapping[str, object] = {"border": 1, "border_color": "#8a94a6", "valign": "vcenter"}
_STYLES: Mapping[Style, Mapping[str, object]] = {
    Style.TITLE: {"bold": True, "font_size": 14},
    Style.TEXT: {},
    Style.LABEL: {"bold": True},
    Style.HEAD: {
        **_FRAME,
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "bg_color": "#e6ebf5",
    },
    Style.FIXED: {**_FRAME, "text_wrap": True, "bg_color": "#f4f5f7"},
    Style.OPEN: {**_FRAME, "text_wrap": True, "locked": False, "bg_color": "#ffffff"},
    Style.MARK: {**_FRAME, "align": "center", "locked": False, "bg_color": "#ffffff"},
}


def write_book(book: Book) -> bytes:
    """The file's bytes. Times inside come from the office's day."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties(
        {"title": book.title, "created": datetime.combine(book.made_on, time(8))}
    )
    formats = {style: workbook.add_format({**_FONT, **look}) for style, look in _STYLES.items()}
    for sheet in book.sheets:
        _write_sheet(workbook.add_worksheet(sheet.name), sheet, formats)
    workbook.close()
    return stream.getvalue()


def _write_sheet(out: Worksheet, sheet: Sheet, formats: Mapping[Style, Format]) -> None:
    for column, width in enumerate(sheet.widths):
        out.set_column(column, column, width)
    for at, row in enumerate(sheet.rows):
        if row.height is not None or row.is_hidden:
            out.set_row(at, row.height, None, {"hidden": row.is_hidden})
        for column, cell in enumerate(row.cells):
            _write_cell(out, at, column, cell, formats)
    for choice in sheet.choices:
        rule = {
            "validate": "list",
            "source": list(choice.values),
            "error_title": choice.title,
            "error_message": choice.message,
        }
        out.data_validation(choice.first_row, choice.column, choice.last_row, choice.column, rule)
    if sheet.head_row is not None:
        out.freeze_panes(sheet.head_row + 1, 0)
        out.repeat_rows(sheet.head_row)
    if sheet.is_locked:
        out.protect("", {"format_columns": True, "format_rows": True})
    if sheet.is_secret:
        out.very_hidden()
    out.set_paper(_A4)
    out.set_landscape()
    out.fit_to_pages(1, 0)
    out.set_footer("&C&P/&N")


def _write_cell(
    out: Worksheet, row: int, column: int, cell: Cell, formats: Mapping[Style, Format]
) -> None:
    look = formats[cell.style]
    if isinstance(cell.value, int):
        out.write_number(row, column, cell.value, look)
    elif cell.value:
        out.write_string(row, column, cell.value, look)
    else:
        out.write_blank(row, column, None, look)
