"""Signs of the program's own work. They prove nothing of the office's, and are not journaled."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.accounts.models import User
from thidua.oversight.states import UNDER_WAY, CheckState, Work


class LastDone(models.Model):
    """When something that is done again and again was last done."""

    what = models.CharField(max_length=20, choices=Work, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.at}"


class JournalCheck(models.Model):
    """A check of the whole journal, done by the worker; `done` of `total` steps.

    `faults` are the first of the places where the journal does not hold, as (where, what).
    """

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CheckState, default=CheckState.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    gaps = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    fault_count = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list)
    is_over = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_over"],
                condition=Q(is_over=False),
                name="oversight_one_check_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_over=False, state__in=UNDER_WAY, finished_at__isnull=True)
                | (Q(is_over=True, finished_at__isnull=False) & ~Q(state__in=UNDER_WAY)),
                name="oversight_check_over_when_finished",
            ),
            models.CheckConstraint(
                condition=~Q(state=CheckState.DONE) | ~Q(head=""),
                name="oversight_check_done_says_the_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"
