"""Spreadsheets: what is written is read back; what comes from outside never harms."""

import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.common.errors import Refusal
from thidua.documents.sheets import (
    Book,
    Cell,
    Choice,
    ReadBook,
    Row,
    Sheet,
    Style,
    place,
    read_book,
    write_book,
)

DAY = date(2018, 1, 20)
PART = "xl/worksheets/sheet1.xml"


def book(*rows: tuple[str | int, ...], **more: bool) -> Book:
    cells = tuple(Row(tuple(Cell(value, Style.OPEN) for value in row)) for row in rows)
    choice = Choice(0, 5, 1, ("x",), "Đánh dấu", "Chỉ đánh x.")
    return Book("Phiếu", (Sheet("Cá nhân", cells, (10, 20), (choice,), 0, **more),), DAY)


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """The file with one part's text replaced, as someone with other means could write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == name:
                text = part.decode()
                assert old in text
                part = text.replace(old, new, 1).encode()
            target.writestr(info.filename, part)
    return out.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read_book(content)
    return refusal.value.reasons[0].code


def test_what_is_written_is_read_back() -> None:
    found = read_book(write_book(book(("Họ tên", "x", 5), ("", "", "Đặng Thị Mẫu"))))
    sheet = found.sheets["Cá nhân"]
    assert sheet.rows == (("Họ tên", "x", "5"), ("", "", "Đặng Thị Mẫu"))
    assert sheet.text(1, 2) == "Đặng Thị Mẫu"
    assert (sheet.text(9, 0), sheet.text(0, 9), sheet.text(-1, 0)) == ("", "", "")


def test_the_same_book_gives_the_same_bytes() -> None:
    assert write_book(book(("a", 1))) == write_book(book(("a", 1)))


def test_a_text_like_a_formula_stays_a_text() -> None:
    content = write_book(book(("=1+1", "http://elsewhere.example", "0012")))
    sheet = read_book(content).sheets["Cá nhân"]
    assert sheet.rows[0] == ("=1+1", "http://elsewhere.example", "0012")
    assert sheet.formulas == frozenset()


def test_locked_and_secret_sheets_are_read() -> None:
    content = write_book(book(("a",), is_locked=True))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<sheetProtection" in packed.read(PART)
    assert read_book(content).sheets["Cá nhân"].rows == (("a",),)


def test_formulas_and_merged_cells_are_told() -> None:
    content = write_book(book(("a", 7), ("b", 8)))
    formula = changed(content, PART, "<v>7</v>", "<f>3+4</f><v>7</v>")
    sheet = read_book(formula).sheets["Cá nhân"]
    assert sheet.formulas == {(0, 1)}
    assert sheet.text(0, 1) == "7"
    merged = changed(
        content,
        PART,
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    )
    sheet = read_book(merged).sheets["Cá nhân"]
    assert sheet.is_merged(1, 0)
    assert not sheet.is_merged(0, 1)


def test_places_are_named_as_excel_names_them() -> None:
    places = ((0, 0), (13, 6), (1, 25), (1, 26), (0, 701), (0, 702))
    named = [place(row, column) for row, column in places]
    assert named == ["A1", "G14", "Z2", "AA2", "ZZ1", "AAA1"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"a,b\n1,2\n", b"%PDF-1.4"]
)
def test_what_is_no_book_is_told(content: bytes) -> None:
    assert code_of(content) == "not_a_book"


def test_a_zip_that_is_no_book_is_told() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        out.writestr("[Content_Types].xml", "<a/>")
    assert code_of(stream.getvalue()) == "not_a_book"


def test_a_cell_far_outside_fills_no_memory() -> None:
    content = changed(write_book(book(("a", 7))), PART, 'r="B1"', 'r="XFD1048576"')
    assert code_of(content) == "book_too_large"
    without_place = changed(write_book(book(("a", 7))), PART, '<row r="1"', '<row r="1048576"')
    assert code_of(without_place) == "book_too_large"


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx">]>'
    content = write_book(book(("a", 7)))
    content = changed(content, PART, "<worksheet", f"{bomb}<worksheet")
    assert code_of(content) == "not_a_book"


def test_a_file_that_unpacks_to_far_more_is_refused() -> None:
    content = io.BytesIO(write_book(book(("a", 7))))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/more.xml", "<a>" + " " * 30_000_000 + "</a>")
    assert len(content.getvalue()) < 100_000
    assert code_of(content.getvalue()) == "book_too_large"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = write_book(book(*(("a" * 30, n) for n in range(200))))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = packed.getinfo(PART).file_size
    lying = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != content
    assert code_of(lying) == "not_a_book"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    _read_or_refused(b"PK\x03\x04" + noise)


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
def test_a_damaged_book_is_read_or_refused(at: int, noise: bytes) -> None:
    content = write_book(book(("Họ tên", "x", 5)))
    at %= len(content)
    _read_or_refused(content[:at] + noise + content[at + len(noise) :])


@given(st.sampled_from([PART, "xl/workbook.xml", "xl/sharedStrings.xml"]), st.data())
def test_a_sheet_written_by_another_hand_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = write_book(book(("Họ tên", "x", 5), ("b", "", 6)))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read(name).decode()
    values = re.findall(r'"[^"]*"|>[^<]+<', text)
    old = data.draw(st.sampled_from(values))
    odd = data.draw(st.sampled_from(["-1", "99999999999999999999", "", "x", "A0", "A1:", "s", "e"]))
    _read_or_refused(changed(content, name, old, f"{old[0]}{odd}{old[-1]}"))


def _read_or_refused(content: bytes) -> None:
    try:
        found = read_book(content)
    except Refusal as refusal:
        codes = {reason.code for reason in refusal.reasons}
    else:
        codes = set()
        assert isinstance(found, ReadBook)
    assert codes <= {"not_a_book", "book_too_large"}
