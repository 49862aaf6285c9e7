"""Initiatives and studies, and their recognition."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.audit.models import JournaledModel
from thidua.organisations.models import Period, Person


class Scope(models.TextChoices):
    """The scope in which an initiative was recognised, narrowest first."""

    BASE = "base", _("base unit")
    PROVINCE = "province", _("province")
    MINISTRY = "ministry", _("ministry")
    NATION = "nation", _("nation")


class Initiative(JournaledModel):
    """An initiative or study; it counts once recognised by a decision."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="initiatives")
    period = models.ForeignKey(Period, models.PROTECT, related_name="initiatives")
    title = models.CharField(_("title"), max_length=400)
    scope = models.CharField(max_length=10, choices=Scope, blank=True)
    recognised_on = models.DateField(null=True)
    decision = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "period"], name="initiatives_initiative_person")
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
