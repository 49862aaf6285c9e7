"""What an act under way has touched. Writing outside an act is refused by the models themselves."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model


class OutsideAnAct(Exception):
    """A journaled row was written outside an act: a fault of the program, never of its user."""


@dataclass
class Touched:
    """Rows touched by the act under way, by model, in the order met."""

    rows: dict[type[Model], dict[Any, None]] = field(default_factory=dict)


_current: ContextVar[Touched | None] = ContextVar("touched", default=None)


def demand() -> Touched:
    """What the act under way has touched. Raises `OutsideAnAct` when there is none."""
    touched = _current.get()
    if touched is None:
        raise OutsideAnAct("Journaled rows are written only inside thidua.workflow.act.")
    return touched


def touch(model: type[Model], keys: Iterable[Any]) -> None:
    """Note that rows of `model` were written or are about to be deleted."""
    demand().rows.setdefault(model, {}).update(dict.fromkeys(keys))


def is_recording() -> bool:
    """Whether an act is under way."""
    return _current.get() is not None


@contextmanager
def recording() -> Iterator[Touched]:
    """Record what is written inside."""
    token = _current.set(Touched())
    try:
        yield demand()
    finally:
        _current.reset(token)


_followers: list[Callable[[Touched], None]] = []


def follow(told: Callable[[Touched], None]) -> None:
    """Have `told` asked at the end of every act, in its transaction, about the rows it touched.

    For apps that keep what can be made anew from other apps' records: no act need remember them.
    """
    if told not in _followers:
        _followers.append(told)


def follow_up(touched: Touched) -> None:
    """Tell all who follow what an act has touched."""
    for told in _followers:
        told(touched)
