"""Rows written before a column was added stay vouched for; a change of the column is seen."""

from datetime import date

import pytest

from thidua.audit.chain import is_row_of, row_digest, vouched_columns
from thidua.emulation.models import Review

BEFORE: dict[str, object] = {
    "id": 1,
    "bloc_id": 2,
    "period_id": 3,
    "kind": "so_ket",
    "held_on": date(2018, 7, 20),
    "summary": "",
}
SALT = "00"


def is_same(digest: str, **values: object) -> bool:
    """Whether the row of these values is the one of the digest."""
    columns = vouched_columns(Review)
    row = {**BEFORE, "place": "", "present": None, **values}
    return is_row_of(Review, digest, SALT, columns, [row[name] for name in columns])


def test_a_row_of_before_the_column_is_vouched_for() -> None:
    old = row_digest(SALT, list(BEFORE), list(BEFORE.values()))
    assert is_same(old)


@pytest.mark.parametrize("changed", [{"place": "Hội trường"}, {"present": 3}, {"kind": "tong_ket"}])
def test_a_change_of_it_is_seen(changed: dict[str, object]) -> None:
    old = row_digest(SALT, list(BEFORE), list(BEFORE.values()))
    assert not is_same(old, **changed)


def test_a_row_of_today_is_never_taken_for_one_of_before() -> None:
    columns = vouched_columns(Review)
    row = {**BEFORE, "place": "Hội trường", "present": 3}
    today = row_digest(SALT, columns, [row[name] for name in columns])
    assert is_same(today, place="Hội trường", present=3)
    assert not is_same(today)
