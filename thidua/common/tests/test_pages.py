"""Pages by keyset, on a list that behaves as a queryset does."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.common.errors import Refusal
from thidua.common.pages import Page, page_of


@dataclass(frozen=True)
class Line:
    """A row with a key that may repeat."""

    sort_key: str
    pk: int


@dataclass(frozen=True)
class Lines:
    """A list in memory with the few methods of a queryset that paging needs."""

    rows: tuple[Line, ...]

    def _holding(self, conditions: dict[str, Any]) -> Iterator[Line]:
        tests = {
            "": lambda a, b: a == b,
            "gte": lambda a, b: a >= b,
            "lte": lambda a, b: a <= b,
        }
        for row in self.rows:
            parts = ((*name.partition("__"), value) for name, value in conditions.items())
            if all(tests[test](getattr(row, name), value) for name, _, test, value in parts):
                yield row

    def filter(self, **conditions: Any) -> "Lines":
        return Lines(tuple(self._holding(conditions)))

    def exclude(self, **conditions: Any) -> "Lines":
        gone = set(self._holding(conditions))
        return Lines(tuple(row for row in self.rows if row not in gone))

    def order_by(self, *columns: str) -> "Lines":
        ordered = sorted(self.rows, key=lambda row: (row.sort_key, row.pk))
        return Lines(tuple(reversed(ordered) if columns[0].startswith("-") else ordered))

    def __getitem__(self, part: slice) -> "Lines":
        return Lines(self.rows[part])

    def __iter__(self) -> Iterator[Line]:
        return iter(self.rows)


def walked(lines: Lines, size: int) -> list[Page[Line]]:
    pages = [page_of(lines, size=size)]
    while pages[-1].after:
        pages.append(page_of(lines, after=pages[-1].after, size=size))
    return pages


@given(st.lists(st.sampled_from("aăâbđ"), max_size=30), st.integers(1, 7))
def test_pages_hold_every_row_once_in_order_and_lead_back(keys: list[str], size: int) -> None:
    lines = Lines(tuple(Line(key, pk) for pk, key in enumerate(keys)))
    pages = walked(lines, size)
    found = [row for page in pages for row in page.rows]
    assert found == sorted(lines.rows, key=lambda row: (row.sort_key, row.pk))
    assert all(len(page.rows) <= size for page in pages)
    assert pages[0].before == ""
    for page, following in itertools.pairwise(pages):
        back = page_of(lines, before=following.before, size=size)
        assert list(back.rows) == list(page.rows)
        assert (back.before == "") == (page is pages[0])


@pytest.mark.parametrize(
    "mark", ["x", "!", "đ", "W10", "bnVsbA", "WyJhIiwiYiJd", "WzEsMl0", "=" * 9]
)
def test_marks_that_are_none_are_refused(mark: str) -> None:
    with pytest.raises(Refusal) as told:
        page_of(Lines((Line("a", 1),)), after=mark)
    assert told.value.reasons[0].code == "bad_page"
