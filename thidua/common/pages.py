"""Long lists by keyset: the next page begins after a row, not after a count of rows.

A list sorted by (key, id) costs the same on every page and does not skip or repeat when rows come
or go meanwhile.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, Protocol, Self, TypeVar

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PAGE_SIZE = 50


class Listed(Protocol[T_co]):
    """What a queryset offers to be paged."""

    def filter(self, *args: Any, **conditions: Any) -> Self:
        """Rows for which all conditions hold."""

    def exclude(self, *args: Any, **conditions: Any) -> Self:
        """Rows for which not all conditions hold."""

    def order_by(self, *columns: str) -> Self:
        """Rows in an order."""

    def __getitem__(self, part: slice, /) -> Self: ...

    def __iter__(self) -> Iterator[T_co]: ...


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page; `after` and `before` lead to the next and the previous, if there is one."""

    rows: Sequence[T]
    after: str = ""
    before: str = ""


def page_of(
    listed: Listed[T],
    *,
    key: str = "sort_key",
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
    newest_first: bool = False,
) -> Page[T]:
    """The page of `listed` that begins after one mark, or ends before one; else the first.

    `key` is the sorted column, also of a related row (`person__sort_key`), never null. Marks are
    those of an earlier `Page`; another text is refused (code `bad_page`). `newest_first` lists from
    the highest key down. One query.
    """
    is_down = bool(before) != newest_first
    sign, mark = "-" if is_down else "", before or after
    found = _beyond(listed, key, mark, backwards=is_down) if mark else listed
    rows = list(found.order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    has_more = len(rows) > size
    rows = rows[:size]
    if before:
        rows.reverse()
    if not rows:
        return Page(())
    return Page(
        rows,
        after=_mark(rows[-1], key) if has_more or before else "",
        before=_mark(rows[0], key) if (has_more if before else after) else "",
    )


def _beyond(listed: Listed[T], key: str, mark: str, *, backwards: bool) -> Listed[T]:
    """Rows beyond a mark, in a form that an index on the key serves."""
    value, pk = _read(mark)
    side = "lt" if backwards else "gt"
    try:
        at_least = listed.filter(**{f"{key}__{side}e": value})
    except ValueError as error:
        # The column is a number and the mark is none.
        raise _bad_page() from error
    return at_least.exclude(**{key: value, f"pk__{'gte' if backwards else 'lte'}": pk})


def _mark(row: object, key: str) -> str:
    value = reduce(getattr, key.split("__"), row)
    text = json.dumps([str(value), row.pk], ensure_ascii=False)  # type: ignore[attr-defined]
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(mark: str) -> tuple[str, int]:
    try:
        padded = mark.encode("ascii") + b"=" * (-len(mark) % 4)
        value, pk = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error) as error:
        raise _bad_page() from error
    if (
        not isinstance(value, str)
        or not isinstance(pk, int)
        or not value.isprintable()
        or abs(pk) >= 2**63
    ):
        raise _bad_page()
    return value, pk


def _bad_page() -> Exception:
    return refuse(
        "bad_page",
        _("There is no such page of the list."),
        cure=_("Begin again at the first page."),
    )
