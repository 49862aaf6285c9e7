"""The two clocks: the office's day for rules and papers, system time for security and the journal.

Nothing else in the program reads a clock (`tools/house_rules.py` checks).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_day: ContextVar[date | None] = ContextVar("office_day", default=None)
_ticks: ContextVar[list[int] | None] = ContextVar("ticks", default=None)
_source: list[Callable[[], date | None]] = []


def follow(day: Callable[[], date | None]) -> None:
    """Ask `day` for the office's day from now on; None means the calendar's. For the demo only."""
    _source[:] = [day]


def office_day() -> date:
    """The office's day: rules, deadlines and dates on papers go by it."""
    fixed = _day.get()
    if fixed is not None:
        return fixed
    moved = _source[0]() if _source else None
    return moved or datetime.now(OFFICE_ZONE).date()


def system_now() -> datetime:
    """System time, aware, UTC. Inside `replaying`, the office's day with a count of seconds."""
    ticks = _ticks.get()
    if ticks is None:
        return datetime.now(UTC)
    ticks[0] += 1
    start = datetime.combine(office_day(), time(8), OFFICE_ZONE)
    return (start + timedelta(seconds=ticks[0])).astimezone(UTC)


@contextmanager
def office_day_is(day: date) -> Iterator[None]:
    """Inside, the office's day is `day`."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


@contextmanager
def replaying() -> Iterator[None]:
    """Inside, system time follows the office's day: a replayed year gives the same bytes."""
    token = _ticks.set([0])
    try:
        yield
    finally:
        _ticks.reset(token)
