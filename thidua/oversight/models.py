"""Signs of the program's own work. They prove nothing of the office's, and are not journaled."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.background.models import BackgroundWork, over_when_finished
from thidua.background.states import WorkState
from thidua.oversight.states import Work


class LastDone(models.Model):
    """When something that is done again and again was last done."""

    what = models.CharField(max_length=20, choices=Work, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.at}"


class JournalCheck(BackgroundWork):
    """A check of the whole journal, done by the worker.

    `faults` are the first of the places where the journal does not hold, as (where, what).
    """

    # The last part of a check tells nothing of how far it is for a while.
    PATIENCE: ClassVar = timedelta(minutes=10)
    TASK: ClassVar = "thidua.oversight.tasks.check_journal"

    entries = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    gaps = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    fault_count = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_over"],
                condition=Q(is_over=False),
                name="oversight_one_check_at_a_time",
            ),
            over_when_finished("oversight_check_over_when_finished"),
            models.CheckConstraint(
                condition=~Q(state=WorkState.DONE) | ~Q(head=""),
                name="oversight_check_done_says_the_head",
            ),
        ]
