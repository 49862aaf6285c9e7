"""Records that verdicts rest on: ratings, leave, discipline, pending cases; and periods."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.audit.models import JournaledModel
from thidua.organisations.models.people import Person
from thidua.organisations.models.units import Unit
from thidua.organisations.states import Calendar, Level, Pending


class Period(JournaledModel):
    """An emulation period: "2018" or "2017-2018". `year` is the year in which it ends."""

    code = models.CharField(_("period"), max_length=20, unique=True)
    calendar = models.CharField(max_length=20, choices=Calendar)
    starts_on = models.DateField()
    ends_on = models.DateField()
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="organisations_period_has_days"
            )
        ]

    def __str__(self) -> str:
        return self.code


def one_holder(name: str) -> models.CheckConstraint:
    """A constraint: the row is about a person or about a unit, never both, never neither."""
    return models.CheckConstraint(
        condition=Q(person__isnull=False, unit__isnull=True)
        | Q(person__isnull=True, unit__isnull=False),
        name=name,
    )


def the_holder(person: Person | None, unit: Unit | None) -> Person | Unit:
    """Whom a row with `one_holder` is about."""
    holder = person or unit
    assert holder is not None, "the database refuses a row without a holder"  # noqa: S101
    return holder


def keys_of(holder: Person | Unit) -> tuple[int | None, int | None]:
    """The person's key and the unit's of a row about `holder`, one of them None."""
    return (holder.pk, None) if isinstance(holder, Person) else (None, holder.pk)


class HeldModel(JournaledModel):
    """A row about one holder: a person, or a unit (collective, household)."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="%(class)ss")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def holder(self) -> Person | Unit:
        """Whom the row is about."""
        return the_holder(self.person, self.unit)


class Rating(HeldModel):
    """Performance rating of a person or a unit for one period, by a decision."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="ratings")
    level = models.CharField(max_length=30, choices=Level)
    decision = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=20, default="imported")

    class Meta:
        constraints: ClassVar = [
            one_holder("organisations_rating_one_holder"),
            models.UniqueConstraint(
                fields=["person", "period"], name="organisations_rating_person_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "period"], name="organisations_rating_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.level} {self.period}"


class Leave(JournaledModel):
    """Time away from work, of a kind the law counts or does not."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=30)
    started_on = models.DateField()
    ended_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="organisations_leave_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class Discipline(HeldModel):
    """A disciplinary decision."""

    form = models.CharField(max_length=40)
    decision = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField()
    ends_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [one_holder("organisations_discipline_one_holder")]

    def __str__(self) -> str:
        return f"{self.holder}: {self.form}"


class PendingCase(HeldModel):
    """A case not yet concluded: while it stands, no award is proposed or given."""

    kind = models.CharField(max_length=20, choices=Pending)
    opened_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True)
    conclusion = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            one_holder("organisations_pending_one_holder"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="organisations_pending_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.kind}"
