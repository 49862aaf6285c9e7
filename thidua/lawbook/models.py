"""An office's own rules: a text beside the law, proposed by one and approved by another."""

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.audit.guards import Settled
from thidua.audit.models import JournaledModel
from thidua.common.text import slug
from thidua.eligibility.models import Trial
from thidua.lawbook.states import OwnRulesState
from thidua.organisations.models import Unit

_OF_NAME, _OF_DIGEST = 40, 12


class OwnRules(JournaledModel):
    """Rules of an authority in the schema of `law/`, as text.

    Once decided on, a row is never changed: what replaces it is a new row that `supersedes` it, and
    counts once that is approved.
    """

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="own_rules")
    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("rules"))
    why = models.CharField(_("why"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=OwnRulesState, default=OwnRulesState.PROPOSED)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    GUARDS: ClassVar = (
        Settled("state", OwnRulesState.PROPOSED, ("authority_id", "name", "text", "why",
                                                  "supersedes_id", "proposed_by_id",
                                                  "proposed_on")),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    state=OwnRulesState.PROPOSED, decided_by__isnull=True, decided_on__isnull=True
                )
                | Q(
                    ~Q(state=OwnRulesState.PROPOSED),
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                ),
                name="lawbook_own_rules_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[OwnRulesState.APPROVED, OwnRulesState.REFUSED])
                | ~Q(decided_by=F("proposed_by")),
                name="lawbook_own_rules_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=OwnRulesState.REFUSED) | ~Q(reason=""),
                name="lawbook_own_rules_refused_why",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(state=OwnRulesState.APPROVED),
                name="lawbook_own_rules_superseded_once",
            ),
            models.UniqueConstraint(
                fields=["authority", "name"],
                condition=Q(state=OwnRulesState.PROPOSED),
                name="lawbook_own_rules_proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """The name by which the law loaded tells what stands in this text."""
        return place_of(self.name, self.text)


def place_of(name: str, text: str) -> str:
    """The name, and what tells its versions apart: `quy-che-khen-thuong-0123456789ab.yaml`."""
    words = slug(name).replace("_", "-")
    digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    return f"{words[:_OF_NAME].strip('-') or 'quy-dinh'}-{digest[:_OF_DIGEST]}.yaml"


class OwnRulesTrial(models.Model):
    """A trial of a year by proposed rules. As trials, not journaled: it proves nothing."""

    own_rules = models.ForeignKey(OwnRules, models.CASCADE, related_name="trials")
    trial = models.OneToOneField(Trial, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.trial_id)
