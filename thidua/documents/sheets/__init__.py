"""Spreadsheets: writing and reading Excel files. Knows no process."""

from thidua.documents.sheets.model import Book, Cell, Choice, Row, Sheet, Style
from thidua.documents.sheets.reading import ReadBook, ReadSheet, place, read_book
from thidua.documents.sheets.writing import write_book

__all__ = [
    "Book",
    "Cell",
    "Choice",
    "ReadBook",
    "ReadSheet",
    "Row",
    "Sheet",
    "Style",
    "place",
    "read_book",
    "write_book",
]
