"""Deliberation in units, and dossiers with their nominees, papers and appraisal."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from thidua.audit.models import JournaledModel, JournaledQuerySet
from thidua.ballots.models import Ballot, BallotItem
from thidua.documents.models import StoredFile
from thidua.dossiers.states import (
    Appraisal,
    DeliberationState,
    DossierState,
    Route,
)
from thidua.eligibility.models import Verdict
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.models.records import HeldModel, one_holder


class Deliberation(JournaledModel):
    """A unit's meeting on titles for one period; the law requires its minutes.

    `on_behalf`: the standing office entered it for the unit, from the signed minutes.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deliberations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="deliberations")
    held_on = models.DateField()
    chair = models.ForeignKey(Person, models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="deliberation")
    state = models.CharField(
        max_length=10, choices=DeliberationState, default=DeliberationState.DRAFT
    )
    on_behalf = models.BooleanField(default=False)

    ADDED: ClassVar = ({"on_behalf": False},)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "period"], name="dossiers_deliberation_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"


class DeliberationItem(HeldModel):
    """One person or collective considered for one title; `is_proposed` once concluded."""

    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="items")
    what = models.CharField(max_length=60)
    ballot_item = models.OneToOneField(BallotItem, models.PROTECT, related_name="deliberated")
    is_proposed = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            one_holder("dossiers_deliberation_item_one_holder"),
            models.UniqueConstraint(
                fields=["deliberation", "person", "what"], name="dossiers_considered_person_once"
            ),
            models.UniqueConstraint(
                fields=["deliberation", "unit", "what"], name="dossiers_considered_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what}"


class Dossier(JournaledModel):
    """What a unit proposes for one period to one authority.

    `on_behalf`: the standing office entered it for the unit, from the signed letter.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers")
    authority = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers_received")
    period = models.ForeignKey(Period, models.PROTECT, related_name="dossiers")
    deliberation = models.ForeignKey(
        Deliberation, models.PROTECT, null=True, related_name="dossiers"
    )
    route = models.CharField(max_length=10, choices=Route, default=Route.DIRECT)
    state = models.CharField(max_length=10, choices=DossierState, default=DossierState.DRAFT)
    letter_number = models.CharField(max_length=60, blank=True)
    submitted_on = models.DateField(null=True)
    endorsed_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    appraised_on = models.DateField(null=True)
    concluded_on = models.DateField(null=True)
    on_behalf = models.BooleanField(default=False)

    ADDED: ClassVar = ({"on_behalf": False},)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["authority", "state", "period"], name="dossiers_dossier_state")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "period", "authority"], name="dossiers_dossier_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DossierState.DRAFT, DossierState.RETURNED])
                | Q(submitted_on__isnull=False),
                name="dossiers_submitted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        DossierState.RECEIVED,
                        DossierState.APPRAISED,
                        DossierState.CONCLUDED,
                    ]
                )
                | Q(received_on__isnull=False),
                name="dossiers_received_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DossierState.APPRAISED, DossierState.CONCLUDED])
                | Q(appraised_on__isnull=False),
                name="dossiers_appraised_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"


class Nominee(HeldModel):
    """One proposed in a dossier for one title or form, with verdict and appraisal."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="nominees")
    what = models.CharField(max_length=60)
    achievement = models.TextField(blank=True)
    considered = models.OneToOneField(
        DeliberationItem, models.PROTECT, null=True, related_name="nominee"
    )
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, related_name="nominees")
    appraisal = models.CharField(
        max_length=10, choices=Appraisal, default=Appraisal.NONE, blank=True
    )
    appraisal_reason = models.CharField(max_length=500, blank=True)
    appraised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            one_holder("dossiers_nominee_one_holder"),
            models.UniqueConstraint(
                fields=["dossier", "person", "what"], name="dossiers_nominee_person_once"
            ),
            models.UniqueConstraint(
                fields=["dossier", "unit", "what"], name="dossiers_nominee_unit_once"
            ),
            models.CheckConstraint(
                condition=~Q(appraisal__in=[Appraisal.OVERRULED, Appraisal.REJECT])
                | ~Q(appraisal_reason=""),
                name="dossiers_nominee_overruled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what}"


class PaperQuerySet(JournaledQuerySet["DossierPaper"]):
    """Papers, and those of them that count."""

    def standing(self) -> Self:
        """Papers that nobody replaced or took off."""
        return self.filter(replaced_by__isnull=True, taken_off_on__isnull=True)


class DossierPaper(JournaledModel):
    """A paper of a dossier: a file, or noted as held on paper in the office.

    `kind` is the paper's id in `law/procedures`, or `khac`. A paper that was replaced or taken off
    is kept and counts no more.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    nominee = models.ForeignKey(Nominee, models.PROTECT, null=True, related_name="papers")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    taken_off_on = models.DateField(null=True)

    ADDED: ClassVar = ({"replaces_id": None, "taken_off_on": None},)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(PaperQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | (Q(file__isnull=False) & ~Q(replaces=F("pk"))),
                name="dossiers_paper_replaced_by_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DossierReturn(JournaledModel):
    """A return for completion: what is asked, with the article, as the unit's letter says."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="returns")
    returned_on = models.DateField()
    reason = models.TextField()
    citation = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.reason[:80]
