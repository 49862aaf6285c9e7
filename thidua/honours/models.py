"""The register: what each person and collective holds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.honours.states import HonourKind, HonourState, Provenance
from thidua.organisations.models import Period
from thidua.organisations.models.records import HeldModel, one_holder


class Honour(HeldModel):
    """One honour. `what` is an id of the law; the period is that of the achievement."""

    what = models.CharField(max_length=60)
    period = models.ForeignKey(Period, models.PROTECT, related_name="honours")
    kind = models.CharField(max_length=20, choices=HonourKind, default=HonourKind.MERIT)
    state = models.CharField(max_length=10, choices=HonourState, default=HonourState.GRANTED)
    provenance = models.CharField(max_length=10, choices=Provenance)
    decision = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "what"], name="honours_honour_person"),
            models.Index(fields=["unit", "what"], name="honours_honour_unit"),
            models.Index(fields=["what", "period"], name="honours_honour_what"),
        ]
        constraints: ClassVar = [
            one_holder("honours_honour_one_holder"),
            # The same title is not given twice for one period's merit.
            models.UniqueConstraint(
                fields=["person", "what", "period"],
                condition=Q(state=HonourState.GRANTED, kind=HonourKind.MERIT),
                name="honours_honour_person_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "what", "period"],
                condition=Q(state=HonourState.GRANTED, kind=HonourKind.MERIT),
                name="honours_honour_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(state=HonourState.GRANTED, revoked_on__isnull=True)
                | (Q(state=HonourState.REVOKED, revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="honours_honour_revoked_with_ground",
            ),
            models.CheckConstraint(
                condition=~Q(provenance=Provenance.DECIDED)
                | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="honours_honour_decided_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what} {self.period}"
