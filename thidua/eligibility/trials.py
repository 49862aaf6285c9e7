"""Reads about trials: which there are, who gains and who loses by each."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thidua.eligibility.models import Trial, TrialChange
from thidua.organisations.models import Person, Unit
from thidua.rules import title_name

_SHOWN = 20


@dataclass(frozen=True)
class Sum:
    """How many of a title gain and lose by a trial."""

    what: str
    gain: int
    lose: int

    @property
    def title(self) -> str:
        """The name of the title or form."""
        return title_name(self.what)


def newest() -> QuerySet[Trial]:
    """The newest trials with those who asked for them; one query."""
    return Trial.objects.select_related("asked_by").order_by("-pk")[:_SHOWN]


def sums_of(trial: Trial) -> list[Sum]:
    """By title, in order of name, how many gain and lose; one query."""
    rows = TrialChange.objects.filter(trial=trial).order_by().values("what")
    counted = rows.annotate(
        gain=Count("pk", filter=Q(gains=True)), lose=Count("pk", filter=Q(gains=False))
    )
    return sorted((Sum(**each) for each in counted), key=lambda each: each.title)


def changes_of(
    trial: Trial, what: str, *, gains: bool, unit: Unit | None = None
) -> QuerySet[TrialChange]:
    """Who gains, or loses, a title, with holders and their units; of one unit alone where given."""
    rows = TrialChange.objects.filter(trial=trial, what=what, gains=gains)
    if unit is not None:
        rows = rows.filter(Q(person__in=Person.objects.filter(unit=unit)) | Q(unit=unit))
    return rows.select_related("person__unit", "unit")
