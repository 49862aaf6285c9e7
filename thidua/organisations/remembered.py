"""A user's roles and seats, read once while a page is read: every policy of the page asks for them.

Only requests that write nothing remember; an act always asks the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

# What a user holds: (role, unit's id).
Held = tuple[tuple[str, int], ...]

Key = tuple[int, date]

# By the user's id and the day: what she holds, and the authorities on whose councils she sits.
_held: ContextVar[dict[Key, Held] | None] = ContextVar("held", default=None)
_seats: ContextVar[dict[Key, tuple[int, ...]] | None] = ContextVar("seats", default=None)


@contextmanager
def roles_remembered() -> Iterator[None]:
    """Inside, a user's roles and seats are read from the database once."""
    token, seats = _held.set({}), _seats.set({})
    try:
        yield
    finally:
        _held.reset(token)
        _seats.reset(seats)


def remembered() -> dict[Key, Held] | None:
    """What was read so far; None where nothing is to be remembered."""
    return _held.get()


def seats_remembered() -> dict[Key, tuple[int, ...]] | None:
    """The same of seats on councils."""
    return _seats.get()
