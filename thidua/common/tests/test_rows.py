"""Rows of tables: what is read, and how each slip is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.common.errors import Reason, Refusal
from thidua.common.rows import Cells, Slips, expand_years, read_csv, read_day, rows_from


@dataclass(frozen=True)
class Row:
    """A row with a column of each kind."""

    code: str
    name: str = ""
    from_: str = ""
    count: str = ""
    leads: str = ""
    kind: str = ""


def told(*rows: Row) -> Sequence[Reason]:
    """What is wrong in rows, each column read in its way."""
    slips = Slips("table.csv")
    seen: dict[str, int] = {}
    for cells in slips.cells(rows):
        cells.once(seen, cells.code("code", most=5), "code")
        cells.text("name", most=5)
        cells.day("from")
        cells.whole("count", most=9)
        cells.yes("leads")
        cells.choice("kind", {"xa": 1, "phuong": 2})
    return slips.reasons


def test_csv_gives_rows_in_any_order_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('\ufeffname,code,from\n"Lan, Hoa",a1,2018-01-05\n,b2,\n,,\n\n', "utf-8")
    assert read_csv(path, Row) == [Row("a1", "Lan, Hoa", "2018-01-05"), Row("b2")]


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (b"", "empty", "t.csv"),
        (b"\n\n", "empty", "t.csv"),
        (b"code\nd\xf4ng", "not_utf8", "t.csv"),
        (b"PK\x03\x04\0\0", "binary", "t.csv"),
        (b'code\n"a"b', "not_csv", "t.csv"),
        (b"code,nam\na,b", "unknown_column", "t.csv"),
        (b"code,code\na,b", "repeated_column", "t.csv"),
        (b"code\na,b", "too_many_cells", "t.csv"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes, code: str, where: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_csv(content, Row, where)
    assert refusal.value.reasons[0].code == code
    assert refusal.value.reasons[0].where.startswith(where)


def test_an_unknown_column_names_the_one_meant() -> None:
    with pytest.raises(Refusal, match="kind"):
        rows_from(Row, [{"code": "a", "kindd": "xa"}])
    skipped = [{"code": "a", "other": 1}]
    assert rows_from(Row, skipped, skip=("other",)) == [Row("a")]


def test_mappings_write_dates_truth_and_nothing_as_cells() -> None:
    mapping = {"code": 12, "from": date(2018, 3, 5), "leads": True, "name": None}
    assert rows_from(Row, [mapping]) == [Row("12", "", "2018-03-05", "", "1")]


def test_a_right_row_is_told_nothing() -> None:
    assert told(Row("a1", "Lan", "05/03/2018", "9", "x", "phuong"), Row("b2")) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (Row(""), "missing", "code"),
        (Row("đ1"), "bad_code", "code"),
        (Row("a b"), "bad_code", "code"),
        (Row("abcdef"), "too_long", "code"),
        (Row("a", name="Nguyễn"), "too_long", "name"),
        (Row("a", name="a\0b"), "unprintable", "name"),
        (Row("a", from_="31/02/2018"), "bad_date", "from"),
        (Row("a", from_="2018-13-01"), "bad_date", "from"),
        (Row("a", from_="mai"), "bad_date", "from"),
        (Row("a", count="chín"), "not_a_number", "count"),
        (Row("a", count="1.5"), "not_a_number", "count"),
        (Row("a", count="-1"), "out_of_range", "count"),
        (Row("a", count="10"), "out_of_range", "count"),
        (Row("a", leads="maybe"), "not_yes_or_no", "leads"),
        (Row("a", kind="phuon"), "unknown_value", "kind"),
    ],
)
def test_each_slip_is_told_with_row_and_column(row: Row, code: str, column: str) -> None:
    (reason,) = told(Row("z"), row)
    assert (reason.code, reason.field) == (code, column)
    assert reason.where.startswith("table.csv")
    assert "3" in reason.where
    assert column in reason.where


def test_all_slips_are_told_and_a_repeated_key_names_the_first() -> None:
    reasons = told(Row("a", from_="x", count="y"), Row("a"))
    assert [reason.code for reason in reasons] == ["bad_date", "not_a_number", "twice"]
    assert "2" in reasons[2].message


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(Refusal):
        told()


def test_a_wrong_run_of_years_is_told_in_its_column() -> None:
    slips = Slips("table.csv")
    cells = Cells(slips, 7, {"years": "2012-2008"})
    assert cells.years("years") == []
    assert (slips.reasons[0].code, slips.reasons[0].field) == ("bad_years", "years")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_is_read_in_both_spellings(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day:%d/%m/%Y}") == day
    assert read_day(f"{day.day}/{day.month}/{day.year}") == day


@given(st.sets(st.integers(1900, 2100), min_size=1))
def test_years_are_expanded(years: set[int]) -> None:
    assert expand_years(" ".join(str(year) for year in years)) == sorted(years)
    first, last = min(years), max(years)
    assert expand_years(f"{first}-{last}") == list(range(first, last + 1))


@pytest.mark.parametrize("text", ["2012-2008", "208", "2008-", "a", "2008 2008", "2008-2010 2009"])
def test_other_words_are_no_years(text: str) -> None:
    with pytest.raises(Refusal):
        expand_years(text)
