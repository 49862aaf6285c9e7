"""What goes out to those without the program and comes back: filled-in forms."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from thidua.accounts.models import User
from thidua.audit.models import JournaledModel
from thidua.background.models import BackgroundWork, over_when_finished
from thidua.documents.models import StoredFile
from thidua.emulation.models import Round
from thidua.exchange.states import FormState, RoundWorkKind
from thidua.organisations.models import Unit


class ReturnedForm(JournaledModel):
    """A unit's filled-in registration form, kept as it came. Lateness goes by `received_on`."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="returned_forms")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="returned_forms")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    received_on = models.DateField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=FormState, default=FormState.WAITING)
    settled_on = models.DateField(null=True)
    # What was found when it came, for lists; recording compares anew.
    lines_changed = models.PositiveIntegerField(default=0)
    mistakes = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["round", "state"], name="exchange_returned_round"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=FormState.WAITING, settled_on__isnull=True)
                | (~Q(state=FormState.WAITING) & Q(settled_on__isnull=False)),
                name="exchange_returned_settled_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(state=FormState.WAITING),
                name="exchange_returned_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.round.period}"


class RoundWork(BackgroundWork):
    """All forms of a round made, or all that wait recorded, one by one.

    `targets`: keys of the units, or of the forms, in their order; the first `done` of them are
    done. `said`: what became of each form recorded, see `exchange.actions.round_work.Said`.
    """

    TASK: ClassVar = "thidua.exchange.tasks.work_on_round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="works")
    kind = models.CharField(max_length=10, choices=RoundWorkKind)
    targets = models.JSONField(default=list)
    said = models.JSONField(default=list)
    # Where its files lie: a key may come again after a restore, this does not.
    place = models.UUIDField(default=uuid4)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(is_over=False),
                name="exchange_one_work_at_a_time",
            ),
            over_when_finished("exchange_work_over_when_finished"),
        ]
