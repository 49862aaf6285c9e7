"""What goes out to those without the program and comes back: filled-in forms."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.accounts.models import User
from thidua.audit.models import JournaledModel
from thidua.documents.models import StoredFile
from thidua.emulation.models import Round
from thidua.exchange.states import FormState
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
