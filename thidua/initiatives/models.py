"""Initiatives and studies, and their recognition."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.audit.models import JournaledModel
from thidua.common.text import fold
from thidua.organisations.models import Period, Person


class Scope(models.TextChoices):
    """The scope in which an initiative was recognised, narrowest first."""

    BASE = "base", _("base unit")
    PROVINCE = "province", _("province")
    MINISTRY = "ministry", _("ministry")
    NATION = "nation", _("nation")


class Initiative(JournaledModel):
    """An initiative or study of one author; it counts once recognised by a decision.

    Of several authors each has a row of the same title. `folded` is the title, for searching.
    """

    UNVOUCHED: ClassVar[frozenset[str]] = frozenset({"folded"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="initiatives")
    period = models.ForeignKey(Period, models.PROTECT, related_name="initiatives")
    title = models.CharField(_("title"), max_length=400)
    scope = models.CharField(max_length=10, choices=Scope, blank=True)
    recognised_on = models.DateField(null=True)
    decision = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=400, editable=False, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "period"], name="initiatives_initiative_person"),
            models.Index(fields=["folded", "id"], name="initiatives_initiative_folded"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recognised_on__isnull=True, scope="")
                | (Q(recognised_on__isnull=False) & ~Q(scope="")),
                name="initiatives_recognised_with_scope",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_recognised(self) -> bool:
        """Whether a decision recognised it."""
        return self.recognised_on is not None

    def prepare(self) -> "Initiative":
        """Fill the column derived from the title; for bulk creation."""
        self.folded = fold(self.title)[:400]
        return self

    def save(self, *args: Any, **options: Any) -> None:
        """Save, with the derived column."""
        self.prepare()
        super().save(*args, **options)
