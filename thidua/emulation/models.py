"""The year: blocs and who leads them, registration, agreements, reviews, movements."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.accounts.models import User
from thidua.audit.models import JournaledModel
from thidua.emulation.states import AgreementState, BlocPostKind, RegistrationState, ReviewKind
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.models.records import HeldModel, one_holder
from thidua.plans.models import Milestone, Plan


class EmulationYear(JournaledModel):
    """The year that a confirmed plan opens. It carries several periods (practice 1).

    "Trước ngày D" leaves open whether D itself still counts, and offices grant some days more: the
    plan's owner says so once, for every deadline of the year (practice 4).
    """

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="emulation_year")
    authority = models.ForeignKey(Unit, models.PROTECT, related_name="emulation_years")
    year = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    deadline_day_counts = models.BooleanField(default=True)
    grace_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "year"], name="emulation_year_once")
        ]

    def __str__(self) -> str:
        return str(self.year)

    def last_day(self, deadline: date) -> date:
        """The last day that counts as on time for a deadline as the plan prints it."""
        return deadline + timedelta(days=self.grace_days - (not self.deadline_day_counts))


class Bloc(JournaledModel):
    """A bloc of units that compete (khối thi đua)."""

    emulation_year = models.ForeignKey(EmulationYear, models.PROTECT, related_name="blocs")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    order = models.PositiveIntegerField()
    # The usual members are judged by this calendar.
    calendar = models.CharField(max_length=20, default="calendar")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["emulation_year", "code"], name="emulation_bloc_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class BlocMember(JournaledModel):
    """A unit in a bloc; `cluster` names its cluster inside the bloc, if any."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    cluster = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "unit"], name="emulation_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} @ {self.bloc}"


class BlocPost(JournaledModel):
    """Head or deputy of a bloc, as the plan prints it, and the unit whose head holds the post.

    Without a unit the post is an open duty, due by `report_by` where the plan gives a date.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="posts")
    post = models.CharField(max_length=10, choices=BlocPostKind)
    printed_name = models.CharField(max_length=200, blank=True)
    printed_position = models.CharField(max_length=200, blank=True)
    chosen_by = models.CharField(max_length=200, blank=True)
    report_by = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="bloc_posts")
    reported_on = models.DateField(null=True)
    days_late = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "post"], name="emulation_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.bloc}"


class Round(JournaledModel):
    """A round of registration of one bloc for one period.

    `deadline` is as the plan prints it; `last_day` is the last day that still counts as on time,
    the plan's owner's grace included (practice 4).
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="rounds")
    period = models.ForeignKey(Period, models.PROTECT, related_name="rounds")
    milestone = models.ForeignKey(Milestone, models.PROTECT, null=True, related_name="rounds")
    opens_on = models.DateField()
    deadline = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "period"], name="emulation_round_once")
        ]

    def __str__(self) -> str:
        return f"{self.bloc} {self.period}"


class Registration(JournaledModel):
    """What one unit registers in a round.

    `sent_on` and `days_late` are of the first sending: a return does not make a unit late.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations")
    state = models.CharField(
        max_length=10, choices=RegistrationState, default=RegistrationState.DRAFT
    )
    sent_on = models.DateField(null=True)
    days_late = models.PositiveIntegerField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit"], name="emulation_registration_once"),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.DRAFT)
                | Q(sent_on__isnull=False, days_late__isnull=False),
                name="emulation_registration_sent_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.RETURNED) | ~Q(return_reason=""),
                name="emulation_registration_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.round.period}"


class RegistrationLine(HeldModel):
    """One person or collective registers for one title; `initiative` is what she means to do."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="lines")
    what = models.CharField(max_length=60)
    initiative = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            one_holder("emulation_line_one_holder"),
            models.UniqueConstraint(
                fields=["registration", "person", "what"], name="emulation_line_person_once"
            ),
            models.UniqueConstraint(
                fields=["registration", "unit", "what"], name="emulation_line_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what}"


class PersonalLink(JournaledModel):
    """A person may write one registration without signing in, until the round's last day.

    The link's secret is known to its holder alone: here lies its digest.
    """

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField()
    revoked_on = models.DateField(null=True)
    times_opened = models.PositiveIntegerField(default=0)
    opened_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration", "person"],
                condition=Q(revoked_on__isnull=True),
                name="emulation_link_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(times_opened=0, opened_on__isnull=True)
                | Q(times_opened__gt=0, opened_on__isnull=False),
                name="emulation_link_opened_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.registration}"


class Agreement(JournaledModel):
    """The emulation agreement of a bloc for one period."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="agreements")
    period = models.ForeignKey(Period, models.PROTECT, related_name="agreements")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.OPEN)
    opened_on = models.DateField()
    signed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "period"], name="emulation_agreement_once"),
            models.CheckConstraint(
                condition=Q(state=AgreementState.OPEN, signed_on__isnull=True)
                | Q(state=AgreementState.SIGNED, signed_on__isnull=False),
                name="emulation_agreement_signed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc} {self.period}"


class AgreementSignature(JournaledModel):
    """One member's head signed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(Person, models.PROTECT, related_name="signatures")
    signed_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "unit"], name="emulation_signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.agreement}"


class Review(JournaledModel):
    """A review meeting of a bloc about one period."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="reviews")
    period = models.ForeignKey(Period, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=ReviewKind)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    # How many of the bloc's members came; null where it was not counted.
    present = models.PositiveIntegerField(null=True)
    summary = models.TextField(blank=True)

    ADDED: ClassVar = ({"place": "", "present": None},)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bloc", "period", "kind", "held_on"], name="emulation_review_once"
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=1),
                name="emulation_review_somebody_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc} {self.get_kind_display()} {self.period}"


class Movement(JournaledModel):
    """A movement or a peak campaign that the plan names."""

    emulation_year = models.ForeignKey(EmulationYear, models.PROTECT, related_name="movements")
    name = models.TextField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    occasion = models.TextField(blank=True)
    directive = models.CharField(max_length=200, blank=True)
    # What the plan prints of it: the five contents of a call of the Prime Minister, say.
    contents = models.TextField(blank=True)

    ADDED: ClassVar = ({"contents": ""},)

    def __str__(self) -> str:
        return self.name


class MilestoneMark(JournaledModel):
    """That a milestone was done where the program has no page for it: of a bloc, or of the office.

    `days_late` counts from the last day with the year's grace.
    """

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="marks")
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, related_name="marks")
    done_on = models.DateField()
    days_late = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["milestone", "bloc"], name="emulation_mark_once"),
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(bloc__isnull=True),
                name="emulation_mark_of_office_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.bloc or ''}".strip()
