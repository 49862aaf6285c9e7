"""People, their posts, and the roles they hold for a term."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.audit.guards import NoOverlap
from thidua.audit.models import JournaledModel
from thidua.common.text import fold, name_sort_key
from thidua.organisations.models.units import Unit
from thidua.organisations.states import PersonKind, Role


class Person(JournaledModel):
    """One human being, once. `unit` and `position` repeat the current main post, for lists."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("full name"), max_length=200)
    honorific = models.CharField(_("form of address"), max_length=10, blank=True)
    is_female = models.BooleanField(null=True)
    born_on = models.DateField(_("date of birth"), null=True)
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="person")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="people")
    position = models.CharField(_("post"), max_length=200, blank=True)
    folded = models.CharField(max_length=300, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["folded"], name="organisations_person_folded"),
            # A search walks it in the order of lists and reads no row that does not match.
            # Whoever is sought by name is found in it whole, in the order of lists.
            models.Index(
                fields=["sort_key", "id", "folded", "code"], name="organisations_person_sought"
            ),
            models.Index(fields=["unit", "sort_key"], name="organisations_person_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def addressed(self) -> str:
        """Name with Ông or Bà, as papers print it."""
        return f"{self.honorific} {self.name}".strip()

    def prepare(self) -> "Person":
        """Fill the columns derived from the name; for bulk creation."""
        self.folded, self.sort_key = fold(self.name)[:300], name_sort_key(self.name)[:600]
        return self

    def save(self, *args: Any, **options: Any) -> None:
        """Save, with the derived columns."""
        self.prepare()
        super().save(*args, **options)


class Employment(JournaledModel):
    """A person's main post at a unit, over one interval (both days inclusive)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="employments")
    position = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=PersonKind)
    is_leader = models.BooleanField(default=False)
    managed_by = models.CharField(max_length=20, default="town")
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    GUARDS: ClassVar = (NoOverlap("one_main_post", ("person_id",), "started_on", "ended_on"),)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "started_on"], name="organisations_employment_unit")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="organisations_employment_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"


class RoleAssignment(JournaledModel):
    """A user holds a role at a unit for a term."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    GUARDS: ClassVar = (
        NoOverlap("once_at_a_time", ("user_id", "unit_id"), "started_on", "ended_on", ("role",)),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "role"], name="organisations_role_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} @ {self.unit}"
