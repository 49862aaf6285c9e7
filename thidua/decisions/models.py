"""Decisions with their annex and prize money, and submissions to the higher authority."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thidua.audit.models import JournaledModel
from thidua.councils.models import Meeting
from thidua.decisions.states import DecisionState, SubmissionState
from thidua.documents.models import StoredFile
from thidua.dossiers.models import Nominee
from thidua.honours.models import Honour
from thidua.organisations.models import Period, Unit
from thidua.organisations.models.records import HeldModel, one_holder


class SignedPaper(JournaledModel):
    """What a decision and a submission share: number, date, signer, files, the journal's digest."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="%(class)ss")
    period = models.ForeignKey(Period, models.PROTECT, related_name="%(class)ss")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="%(class)ss")
    what = models.CharField(max_length=60)
    subject = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=30)
    signed_on = models.DateField(null=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=10, blank=True)
    journal_digest = models.CharField(max_length=64, blank=True)
    word = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number or '…'}/{self.symbol}"


class Decision(SignedPaper):
    """A decision to award one title or form for one period."""

    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "year", "number"],
                condition=Q(number__isnull=False),
                name="decisions_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, number__isnull=True, signed_on__isnull=True)
                | (
                    ~Q(state=DecisionState.DRAFT)
                    & Q(number__isnull=False, signed_on__isnull=False)
                    & ~Q(signer_name="")
                ),
                name="decisions_issued_numbered_and_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.REVOKED)
                | (Q(revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="decisions_revoked_with_ground",
            ),
        ]


class DecisionItem(HeldModel):
    """One line of a decision's annex, as printed; `money` in whole đồng, null where none is due.

    `left_out_because`: the signer left the line out, for this reason; it is not printed or awarded.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    nominee = models.OneToOneField(Nominee, models.PROTECT, related_name="decision_item")
    printed_name = models.CharField(max_length=200)
    printed_post = models.CharField(max_length=200, blank=True)
    printed_unit = models.CharField(max_length=200, blank=True)
    money = models.PositiveBigIntegerField(null=True)
    money_note = models.CharField(max_length=300, blank=True)
    honour = models.OneToOneField(Honour, models.PROTECT, null=True, related_name="decided_by")
    left_out_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            one_holder("decisions_item_one_holder"),
            models.CheckConstraint(
                condition=Q(left_out_because="") | Q(honour__isnull=True),
                name="decisions_left_out_is_not_awarded",
            ),
            models.UniqueConstraint(fields=["decision", "order"], name="decisions_item_order"),
        ]

    def __str__(self) -> str:
        return self.printed_name


class PrizePayment(JournaledModel):
    """The prize money of one line was paid out on a day."""

    item = models.OneToOneField(DecisionItem, models.PROTECT, related_name="payment")
    paid_on = models.DateField()

    def __str__(self) -> str:
        return str(self.item)


class PrizeSums(models.Model):
    """How many get prize money by an issued decision and how many are not paid yet; sums in whole
    đồng. Made of its lines and kept with every act on them, so that lists need not count them.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="prizes")
    payees = models.PositiveIntegerField()
    unpaid = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    left = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unpaid__lte=F("payees"), left__lte=F("total")),
                name="decisions_paid_no_more_than_due",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["decision"], condition=Q(unpaid__gt=0), name="decisions_to_pay"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.left}/{self.total}"


class Submission(SignedPaper):
    """A submission of nominees whose award the higher authority decides."""

    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT)
    addressed_to = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "year", "number"],
                condition=Q(number__isnull=False),
                name="decisions_submission_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.DRAFT, number__isnull=True)
                | Q(state=SubmissionState.SENT, number__isnull=False, signed_on__isnull=False),
                name="decisions_submission_numbered",
            ),
        ]


class SubmissionItem(JournaledModel):
    """One nominee submitted upward."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    nominee = models.OneToOneField(Nominee, models.PROTECT, related_name="submission_item")

    def __str__(self) -> str:
        return str(self.nominee)
