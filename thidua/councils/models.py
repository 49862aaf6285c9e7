"""Councils, their members by term, their meetings and what they vote on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.audit.guards import NoOverlap
from thidua.audit.models import JournaledModel
from thidua.ballots.models import Ballot, BallotItem
from thidua.councils.states import Capacity, MeetingState
from thidua.dossiers.models import Nominee
from thidua.organisations.models import Period, Person, Unit


class Council(JournaledModel):
    """An Emulation and Commendation Council. It advises; the chair of the authority decides."""

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="councils")
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.name


class CouncilMember(JournaledModel):
    """A person sits on a council in a capacity for a term."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    capacity = models.CharField(max_length=20, choices=Capacity)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    GUARDS: ClassVar = (
        NoOverlap("one_seat", ("council_id", "person_id"), "started_on", "ended_on"),
    )

    def __str__(self) -> str:
        return f"{self.person} @ {self.council}"


class CouncilDecision(JournaledModel):
    """A decision that set up a council or changed who sits on it; `content` in a few words."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="decisions")
    number = models.CharField(_("number"), max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(_("issuer"), max_length=200)
    content = models.CharField(_("content"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "number", "issued_on"], name="councils_decision_once"
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(issuer=""), name="councils_decision_is_numbered"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Meeting(JournaledModel):
    """One meeting about one period. The roll, the quorum and the votes are its ballot's."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings")
    period = models.ForeignKey(Period, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="meeting")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    # When all that it passed had its paper drafted. Of meetings closed before this column came
    # nothing is told: whether all is drafted is then asked of their agenda.
    drafted_on = models.DateField(null=True)
    ADDED: ClassVar = ({"drafted_on": None},)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=MeetingState.PLANNED)
                | Q(chair__isnull=False, secretary__isnull=False),
                name="councils_meeting_is_chaired",
            ),
            models.CheckConstraint(
                condition=Q(drafted_on__isnull=True) | Q(state=MeetingState.CLOSED),
                name="councils_meeting_drafted_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} {self.held_on:%d/%m/%Y}"


class AgendaItem(JournaledModel):
    """A nominee put to the council's vote."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    nominee = models.ForeignKey(Nominee, models.PROTECT, related_name="agenda_items")
    item = models.OneToOneField(BallotItem, models.PROTECT, related_name="agenda_item")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "nominee"], name="councils_agenda_once")
        ]

    def __str__(self) -> str:
        return str(self.nominee)
