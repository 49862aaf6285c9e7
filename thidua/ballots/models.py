"""Open votes: the roll, the items, the counts. Knows nothing of what is voted on.

The roll is fixed when the ballot opens. An item's threshold and its base come from the law or the
council's statute and are stored with their citation.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thidua.audit.models import JournaledModel
from thidua.ballots.states import BallotState, Base, Choice, Method, Outcome
from thidua.organisations.models import Person


class Ballot(JournaledModel):
    """One session of voting. `entitled` and `present` count heads; the quorum is a share."""

    title = models.CharField(max_length=300)
    method = models.CharField(max_length=10, choices=Method)
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.DRAFT)
    entitled = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    quorum = models.CharField(max_length=20, blank=True)
    quorum_is_strict = models.BooleanField(default=False)
    quorum_citation = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(present__lte=F("entitled")), name="ballots_present_are_entitled"
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.DRAFT, opened_at__isnull=True)
                | Q(~Q(state=BallotState.DRAFT), opened_at__isnull=False),
                name="ballots_opened_when_open",
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.CLOSED, closed_at__isnull=False)
                | Q(~Q(state=BallotState.CLOSED), closed_at__isnull=True),
                name="ballots_closed_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RollEntry(JournaledModel):
    """One who is entitled to vote, and whether present."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="roll")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=100, blank=True)
    is_present = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "person"], name="ballots_roll_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} @ {self.ballot}"


class BallotItem(JournaledModel):
    """One thing voted on. `threshold` is a fraction as text ("2/3"); `is_strict`: more than it."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=300)
    threshold = models.CharField(max_length=20)
    is_strict = models.BooleanField(default=False)
    base = models.CharField(max_length=20, choices=Base)
    citation = models.CharField(max_length=300, blank=True)
    yes = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    abstain = models.PositiveIntegerField(null=True)
    recused = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "order"], name="ballots_item_order"),
            models.CheckConstraint(
                condition=Q(yes__isnull=True, no__isnull=True, abstain__isnull=True, outcome="")
                | Q(yes__isnull=False, no__isnull=False, abstain__isnull=False),
                name="ballots_item_counted_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Recusal(JournaledModel):
    """A member takes no part in one item."""

    item = models.ForeignKey(BallotItem, models.PROTECT, related_name="recusals")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "entry"], name="ballots_recusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.item}"


class Vote(JournaledModel):
    """A member's open vote on one item."""

    item = models.ForeignKey(BallotItem, models.PROTECT, related_name="votes")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "entry"], name="ballots_vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.choice}"
