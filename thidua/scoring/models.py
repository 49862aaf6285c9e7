"""Score sheets of blocs, the scores of their members, ranking, and selection (suy tôn)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.audit.models import JournaledModel
from thidua.ballots.models import Ballot, BallotItem
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period, Unit
from thidua.scoring.states import SelectionState, SheetState


class ScoreSheet(JournaledModel):
    """The sheet that a bloc scores one period by. `content` is the sheet itself (design 4.3)."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="sheets")
    period = models.ForeignKey(Period, models.PROTECT, related_name="sheets")
    name = models.CharField(max_length=200)
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.OPEN)
    ranked_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "period"], name="scoring_sheet_once"),
            models.CheckConstraint(
                condition=Q(state=SheetState.OPEN, ranked_on__isnull=True)
                | Q(state=SheetState.RANKED, ranked_on__isnull=False),
                name="scoring_sheet_ranked_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScoreCard(JournaledModel):
    """One unit's results (as typed) and, once ranked, its points and place.

    `results` is one unit of RESULTS.yaml; `points` maps item ids to points; `incomplete` lists the
    items without a result. total = base + bonus - penalty. Two decimal places.
    """

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="cards")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cards")
    results = models.JSONField()
    points = models.JSONField(default=dict)
    incomplete = models.JSONField(default=list)
    base = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    bonus = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    penalty = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    rank = models.PositiveIntegerField(null=True)
    is_selected = models.BooleanField(default=False)
    is_barred = models.BooleanField(default=False)
    is_undecided = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "unit"], name="scoring_card_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.total}"


class Selection(JournaledModel):
    """The bloc's meeting that selects its leading units by an open vote."""

    sheet = models.OneToOneField(ScoreSheet, models.PROTECT, related_name="selection")
    held_on = models.DateField()
    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="selection")
    state = models.CharField(max_length=10, choices=SelectionState, default=SelectionState.OPEN)

    def __str__(self) -> str:
        return f"{self.sheet.bloc} {self.sheet.period}"


class SelectedUnit(JournaledModel):
    """A unit put to the bloc's vote; `is_selected` once the vote is concluded."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="selections")
    item = models.OneToOneField(BallotItem, models.PROTECT, related_name="selected_unit")
    is_selected = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["selection", "unit"], name="scoring_selected_once")
        ]

    def __str__(self) -> str:
        return str(self.unit)
