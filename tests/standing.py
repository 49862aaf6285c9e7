"""The world of pages, made once and kept standing while tests that use it follow one another.

Its rows lie in a transaction that is never committed; in it each test has its own savepoint, taken
back at its end, and its own copy of the objects. Before a test of another kind it is taken down.
"""

import copy
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import make_cast
from tests.web.world import World, make_world
from thidua.common import clock

DAY = date(2018, 1, 15)


@contextmanager
def _never_kept() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Stage:
    """Where the world stands, in one worker of the test run."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._kept = ExitStack()
        self._world: World | None = None

    def world(self) -> World:
        """A copy of the world, which is made where it does not stand; outside of `db` only."""
        if self._world is None:
            with self._blocker.unblock(), ExitStack() as opened:
                assert not transaction.get_connection().in_atomic_block, "a test's rows are open"
                opened.enter_context(_never_kept())
                with clock.office_day_is(DAY):
                    self._world = make_world(make_cast())
                self._kept = opened.pop_all()
        return copy.deepcopy(self._world)

    def take_down(self) -> None:
        """Take the world's rows back; nothing where it does not stand."""
        if self._world is not None:
            self._world = None
            with self._blocker.unblock():
                self._kept.close()
