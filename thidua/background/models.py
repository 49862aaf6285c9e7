"""What every long work keeps of itself; each app adds what its own work is about and found."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.accounts.models import User
from thidua.background.states import UNDER_WAY, WorkState


class BackgroundWork(models.Model):
    """Work that the worker does; `done` of `total` steps.

    A step done twice leaves what it left once: work whose worker ended goes on where it stood.
    It proves nothing of the office's and is not journaled; what it writes is, by its own acts.
    """

    # Work under way that has not moved for so long has lost its worker.
    PATIENCE: ClassVar = timedelta(minutes=1)
    # The dotted name of the task that does it; it is handed the row's key.
    TASK: ClassVar[str]

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    is_over = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def percent(self) -> int:
        """How far it is, of a hundred."""
        return self.done * 100 // self.total if self.total else 0


def over_when_finished(name: str) -> models.CheckConstraint:
    """What is over has a time and an end's state; what is not has neither."""
    return models.CheckConstraint(
        condition=Q(is_over=False, state__in=UNDER_WAY, finished_at__isnull=True)
        | (Q(is_over=True, finished_at__isnull=False) & ~Q(state__in=UNDER_WAY)),
        name=name,
    )
