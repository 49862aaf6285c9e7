"""What is read once while a page is read: a user's roles and seats, what each policy lets her see,
periods, milestones. Every policy of a page asks for the roles, and several parts for the rest.

Only requests that write nothing remember; an act always asks the database.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

T = TypeVar("T")

_read: ContextVar[dict[Hashable, object] | None] = ContextVar("read", default=None)


@contextmanager
def page_remembered() -> Iterator[None]:
    """Inside, what `once` reads is read from the database once."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def is_remembering() -> bool:
    """Whether a page that writes nothing is being read."""
    return _read.get() is not None


def once(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives: the first time on a page, and each time outside of one.

    `key` names what is read, its kind first; one key has one type.
    """
    known = _read.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    return cast("T", known[key])
