"""Beginning, moving, ending long work, and taking up what lost its worker."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

from thidua.background.models import BackgroundWork
from thidua.background.states import WorkState
from thidua.common.clock import system_now

logger = logging.getLogger("thidua.worker")


def begin(work: BackgroundWork) -> None:
    """Write new work and queue it, in the transaction of its cause."""
    work.asked_at = work.moved_at = system_now()
    work.save()
    _queue(work)


def _queue(work: BackgroundWork) -> None:
    import_string(work.TASK).enqueue(work.pk)


def move(work: BackgroundWork, done: int, total: int) -> None:
    """Note how far work has come."""
    work.state, work.done, work.total = WorkState.RUNNING, done, total
    work.moved_at = system_now()
    work.save()


def end(work: BackgroundWork, state: WorkState) -> None:
    """Note that work is over."""
    work.state, work.is_over, work.finished_at = state, True, system_now()
    work.save()


def go_on(work: BackgroundWork) -> None:
    """Queue work again that failed or lost its worker; it goes on where it stood.

    Called inside the transaction that locked its row.
    """
    work.state, work.is_over, work.finished_at = WorkState.WAITING, False, None
    work.moved_at = system_now()
    work.save()
    _queue(work)


def is_lost(work: BackgroundWork) -> bool:
    """Whether work that is under way has not moved for so long that its worker must be gone."""
    return work.state == WorkState.RUNNING and system_now() - work.moved_at > work.PATIENCE


@contextmanager
def carrying(work: BackgroundWork) -> Iterator[None]:
    """What breaks work off ends it as failed. A worker that is stopped leaves it as it stands: the
    next one takes it up.
    """
    try:
        yield
    except Exception:
        end(work, WorkState.FAILED)
        raise


def take_up_lost() -> int:
    """Queue again whatever lost its worker; how many. Asked by the worker, again and again."""
    taken = 0
    for kind in apps.get_models():
        if not issubclass(kind, BackgroundWork):
            continue
        with transaction.atomic():
            rows = kind._default_manager.select_for_update()
            running = rows.filter(state=WorkState.RUNNING)
            for work in [each for each in running if is_lost(each)]:
                logger.warning("Work lost its worker and is taken up again.")
                go_on(work)
                taken += 1
    return taken
