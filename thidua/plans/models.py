"""Plans: the paper, what was understood of it, and its milestones."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thidua.audit.models import JournaledModel
from thidua.organisations.models import Unit
from thidua.plans.states import MilestoneKind, PlanState


class Plan(JournaledModel):
    """One plan. `reading` is as in design 4.1 without its text; its positions refer to `text`."""

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True)
    subject = models.TextField(blank=True)
    # Null until the officer gives it, where the reader found none; a confirmed plan has one.
    year = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    reading = models.JSONField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.READ)
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "sha256"], name="plans_plan_read_once"),
            models.UniqueConstraint(
                fields=["authority", "year"],
                condition=Q(state=PlanState.CONFIRMED),
                name="plans_one_confirmed_a_year",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=PlanState.CONFIRMED, confirmed_on__isnull=False, year__isnull=False
                )
                | Q(state=PlanState.READ, confirmed_on__isnull=True),
                name="plans_confirmed_when_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class Milestone(JournaledModel):
    """One thing that the plan asks for, when, and of which blocs. `about` is its period's code.

    `text` is the printed item, `act` the clause of it that this milestone is about.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="milestones")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=MilestoneKind)
    section = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    act = models.TextField(blank=True)
    audience = models.JSONField(default=list)
    blocs = models.JSONField(default=list)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    deadline = models.DateField(null=True)
    about = models.CharField(max_length=20, blank=True)
    source_start = models.PositiveIntegerField()
    source_end = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "order"], name="plans_milestone_order"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="plans_milestone_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return (self.act or self.text)[:80]


class CitedDocument(JournaledModel):
    """A document the plan rests on or cites."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="cited")
    order = models.PositiveIntegerField()
    text = models.TextField()
    number_symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.number_symbol or self.text[:80]


class Recipient(JournaledModel):
    """One line of "Nơi nhận"."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="recipients")
    order = models.PositiveIntegerField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
