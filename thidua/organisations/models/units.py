"""Units: what they are called and where they belong, from when to when."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.audit.guards import NoOverlap
from thidua.audit.models import JournaledModel
from thidua.common.text import fold, sort_key
from thidua.organisations.states import Calendar, Change, UnitKind


class Unit(JournaledModel):
    """A body that takes part: an office, a commune, a school, a team, a household.

    `name` and `parent` repeat the newest version, for lists; the past is in `UnitVersion`. `line`
    names who manages the unit's staff and payroll, which decides competence (practice 16).
    `closed_on` is the first day on which the unit is no more.
    """

    code = models.SlugField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    level = models.CharField(_("level of government"), max_length=20, blank=True)
    line = models.CharField(_("managing line"), max_length=20, default="town")
    calendar = models.CharField(max_length=20, choices=Calendar, default=Calendar.CALENDAR)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    founded_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    folded = models.CharField(max_length=300, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["folded"], name="organisations_unit_folded"),
            models.Index(fields=["sort_key"], name="organisations_unit_sort"),
            models.Index(fields=["parent", "kind"], name="organisations_unit_parent"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(closed_on__gte=F("founded_on")),
                name="organisations_unit_closed_after_founded",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> "Unit":
        """Fill the columns derived from the name; for bulk creation."""
        self.folded, self.sort_key = fold(self.name)[:300], sort_key(self.name)[:600]
        return self

    def save(self, *args: Any, **options: Any) -> None:
        """Save, with the derived columns."""
        self.prepare()
        super().save(*args, **options)


class UnitVersion(JournaledModel):
    """What a unit was called and where it belonged, over one interval (both days inclusive)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)

    GUARDS: ClassVar = (NoOverlap("one_at_a_time", ("unit_id",), "valid_from", "valid_until"),)

    def __str__(self) -> str:
        return self.name


class Succession(JournaledModel):
    """A unit follows another, by a document, on a date."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="precessions")
    change = models.CharField(max_length=10, choices=Change)
    took_effect_on = models.DateField()
    document = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "took_effect_on"],
                name="organisations_succession_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class PuttingForward(JournaledModel):
    """A unit may put forward another's people and the other itself, from when to when, both days
    inclusive: a part without an account (practice 29), beside the unit that it belongs to.

    `basis` says in words what it rests on.
    """

    part = models.ForeignKey(Unit, models.PROTECT, related_name="put_forward_by")
    proposer = models.ForeignKey(Unit, models.PROTECT, related_name="puts_forward")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    basis = models.CharField(max_length=300)

    GUARDS: ClassVar = (
        NoOverlap("one_at_a_time", ("part_id", "proposer_id"), "started_on", "ended_on"),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(part=F("proposer")), name="organisations_forward_by_another"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="organisations_forward_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposer} → {self.part}"
