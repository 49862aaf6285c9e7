"""A user's roles, read once while a page is read: every policy of the page asks for them.

Only requests that write nothing remember; an act always asks the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

# What a user holds: (role, unit's id).
Held = tuple[tuple[str, int], ...]

# By the user's id and the day.
_held: ContextVar[dict[tuple[int, date], Held] | None] = ContextVar("held", default=None)


@contextmanager
def roles_remembered() -> Iterator[None]:
    """Inside, a user's roles are read from the database once."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def remembered() -> dict[tuple[int, date], Held] | None:
    """What was read so far; None where nothing is to be remembered."""
    return _held.get()
