"""Plans: the paper, what was understood of it, and its milestones."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thidua.accounts.models import User
from thidua.audit.models import JournaledModel
from thidua.documents.models import StoredFile
from thidua.organisations.models import Unit
from thidua.plans.states import (
    BlocPostKind,
    Destination,
    DoubtAnswer,
    MilestoneKind,
    PlanState,
)
from thidua.rules import Instrument, default_law
from thidua.rules.asking import numbered


class Plan(JournaledModel):
    """One plan. `reading` is as in design 4.1 without its text; its positions refer to `text`.

    What the officer may correct lies in rows of its own (milestones, blocs, doubts, recipients);
    `reading` stays as the reader gave it. `file` is the file as uploaded, if one was.
    """

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
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="plans")
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.READ)
    confirmed_on = models.DateField(null=True)

    ADDED: ClassVar = ({"file_id": None},)

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


class PlannedBloc(JournaledModel):
    """A bloc that the plan speaks of. Its name is what milestones and the year call it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="blocs")
    order = models.PositiveIntegerField()
    name = models.TextField()
    note = models.TextField(blank=True)
    source_start = models.PositiveIntegerField()
    source_end = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "order"], name="plans_bloc_order")
        ]

    def __str__(self) -> str:
        return self.name


class PlannedPost(JournaledModel):
    """Head or deputy of a bloc: a person, a post, or who chooses it and reports by when.

    With none of these it is an open duty. A place in the text is null where the plan prints none.
    """

    bloc = models.ForeignKey(PlannedBloc, models.PROTECT, related_name="posts")
    post = models.CharField(max_length=10, choices=BlocPostKind)
    name = models.TextField(blank=True)
    position = models.TextField(blank=True)
    chosen_by = models.TextField(blank=True)
    report_by = models.DateField(null=True)
    source_start = models.PositiveIntegerField(null=True)
    source_end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "post"], name="plans_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.bloc}"

    @property
    def is_open(self) -> bool:
        """Whether the plan neither names anybody nor says who chooses."""
        return not (self.name or self.position or self.chosen_by)


class CitedDocument(JournaledModel):
    """A document the plan rests on or cites. One of them may be the plan of the level above."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="cited")
    order = models.PositiveIntegerField()
    text = models.TextField()
    number_symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)
    is_upper = models.BooleanField(default=False)

    ADDED: ClassVar = ({"is_upper": False},)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(is_upper=True), name="plans_one_upper_plan"
            )
        ]

    def __str__(self) -> str:
        return self.number_symbol or self.text[:80]

    @property
    def ended(self) -> Instrument | None:
        """The instrument cited, where it was no longer in force on the plan's day.

        None too for what the law that is loaded does not know, and for a plan without a day.
        """
        day = self.plan.issued_on
        found = numbered(default_law(), self.number_symbol) if self.number_symbol and day else None
        until = found.in_force_until if found else None
        return found if day and until and until <= day else None


class Doubt(JournaledModel):
    """A probable slip in the plan, and what the officer said of it: recorded, never applied."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="doubts")
    order = models.PositiveIntegerField()
    text = models.TextField()
    why = models.TextField()
    suggestion = models.TextField(blank=True)
    answer = models.CharField(max_length=10, choices=DoubtAnswer, default=DoubtAnswer.OPEN)
    meant = models.CharField(max_length=300, blank=True)
    source_start = models.PositiveIntegerField()
    source_end = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "order"], name="plans_doubt_order"),
            models.CheckConstraint(
                condition=(Q(answer=DoubtAnswer.MEANT) & ~Q(meant=""))
                | (~Q(answer=DoubtAnswer.MEANT) & Q(meant="")),
                name="plans_doubt_meant_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.text[:80]}”"


class Recipient(JournaledModel):
    """One line of "Nơi nhận", and where it leads; a body outside has the day it was sent."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="recipients")
    order = models.PositiveIntegerField()
    text = models.TextField()
    goes_to = models.CharField(max_length=10, choices=Destination, default=Destination.OUTSIDE)
    sent_on = models.DateField(null=True)

    ADDED: ClassVar = ({"goes_to": Destination.OUTSIDE, "sent_on": None},)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(goes_to=Destination.OUTSIDE),
                name="plans_recipient_sent_by_hand_is_outside",
            )
        ]

    def __str__(self) -> str:
        return self.text


class RecipientUnit(JournaledModel):
    """A unit that a line of the recipients means."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="meant")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "unit"], name="plans_recipient_unit_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.unit}"


class Delivery(JournaledModel):
    """A unit to which a confirmed plan went, and who of it said that it was read."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deliveries")
    delivered_on = models.DateField()
    read_on = models.DateField(null=True)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "unit"], name="plans_delivery_once"),
            models.CheckConstraint(
                condition=Q(read_on__isnull=True, read_by__isnull=True)
                | Q(read_on__isnull=False, read_by__isnull=False),
                name="plans_delivery_read_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.unit}"


class OwedReport(JournaledModel):
    """A report that the plan's owner owes upward, and when it was sent."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports")
    text = models.CharField(max_length=300)
    addressed_to = models.CharField(max_length=200)
    due_on = models.DateField()
    sent_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.text
