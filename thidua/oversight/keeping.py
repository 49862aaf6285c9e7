"""What the worker does by the clock, beside the queue: the sign that it lives, the daily digest."""

import logging
from pathlib import Path
from threading import Event

from django.conf import settings
from django.db import DatabaseError, connection

from thidua.audit.heads import write_head
from thidua.background.actions import take_up_lost
from thidua.common.clock import OFFICE_ZONE, system_now
from thidua.common.errors import Refusal
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.actions.waiting import work_off
from thidua.eligibility.actions.years import judge_by_new_law, judge_nightly
from thidua.lawbook.in_force import refresh
from thidua.oversight.actions import note_done
from thidua.oversight.states import Work
from thidua.rules import default_law

BEAT = 30.0
logger = logging.getLogger("thidua.worker")


def heads_folder() -> Path:
    """Where the daily digests of the journal are written."""
    return Path(settings.DATA) / "heads"


def keep_once() -> None:
    """Say that the worker lives; take up what another left; write the journal's daily digest; keep
    the law, judge again those of whom something changed, and at night everybody.
    """
    note_done(Work.WORKER)
    refresh()
    take_up_lost()
    write_head(heads_folder(), system_now().astimezone(OFFICE_ZONE).date())
    try:
        archived(default_law())
        judge_by_new_law()
        if settings.JUDGE_NIGHTLY:
            judge_nightly(system_now().astimezone(OFFICE_ZONE))
        work_off()
    except Refusal:
        logger.exception("The worker could not judge.")


def keep(stop: Event) -> None:
    """Do so every half minute until told to stop; a database that fails is asked again."""
    while True:
        try:
            keep_once()
        except (DatabaseError, OSError):
            logger.exception("The worker could not leave its sign.")
        finally:
            connection.close()
        if stop.wait(BEAT):
            return
