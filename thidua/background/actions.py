"""Beginning, moving, ending long work, and taking up what lost its worker."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from thidua.background.models import BackgroundWork
from thidua.background.states import WorkState
from thidua.common.clock import system_now
from thidua.common.errors import refuse

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


def take_over(older: Iterable[BackgroundWork], message: str | None = None) -> None:
    """Before the same is begun anew: end as failed what lost its worker of `older`, locked rows of
    work that is not over. Refuses (code `under_way`) while one of them moves; `message` says so,
    with `%(name)s` for who asked.
    """
    for each in older:
        if not is_lost(each):
            said = message or _("This is under way, asked for by %(name)s.")
            raise refuse(
                "under_way",
                said % {"name": each.asked_by},
                cure=_("Wait for its result: it is shown here."),
            )
        end(each, WorkState.FAILED)


def go_on_if_broken_off(work: BackgroundWork) -> None:
    """`go_on`, for one who asks. Refuses (code `not_broken_off`) what is done or under way."""
    if work.state != WorkState.FAILED:
        raise refuse(
            "not_broken_off",
            _("There is nothing to go on with: it is “%(state)s”.")
            % {"state": work.get_state_display()},
            cure=_("Reload the page to see what was done meanwhile."),
        )
    go_on(work)


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
