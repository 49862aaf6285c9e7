"""The standing office enters for units that work on paper: which, and what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from thidua.accounts.models import User
from thidua.dossiers.duties import review_begins
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.pages import state_label
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.dossiers.states import DeliberationState
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import UNITS
from thidua.organisations.states import PARTS

# A period is entered for from its begin until a year after its end, as meetings about it are held.
_LATEST_AFTER_END = timedelta(days=365)


@dataclass(frozen=True)
class UnitRow:
    """A unit with its meeting and its dossier, where they are there and may be seen.

    `is_free`: no meeting is recorded, so that one can be entered; `may_draw_up`: it is concluded
    and no dossier was drawn up from it.
    """

    unit: Unit
    deliberation: Deliberation | None
    dossier: Dossier | None
    state: str
    is_free: bool
    may_draw_up: bool


def periods_entered(day: date) -> list[Period]:
    """The periods on which meetings can be entered on `day`, newest first; one query."""
    open_now = Period.objects.filter(starts_on__lte=day, ends_on__gte=day - _LATEST_AFTER_END)
    return list(open_now.order_by("-starts_on", "-ends_on", "pk"))


def period_entered(periods: Sequence[Period], asked: str, day: date) -> Period | None:
    """The period of that code; else the newest whose meetings are due by `day`, else the newest."""
    chosen = [each for each in periods if each.code == asked]
    due = [each for each in periods if review_begins(each) <= day]
    return next(iter([*chosen, *due, *periods]), None)


def units_entered(user: User, period: Period) -> QuerySet[Unit]:
    """The units that are judged by the period and put forward by themselves, among those seen."""
    seen = UNITS.visible_to(user).filter(calendar=period.calendar, closed_on__isnull=True)
    return seen.exclude(kind__in=PARTS)


def unit_rows(user: User, period: Period, units: Sequence[Unit]) -> list[UnitRow]:
    """`units` with what is recorded of them for the period; three queries and the policies' own."""
    taken = set(
        Deliberation.objects.filter(period=period, unit__in=units).values_list("unit_id", flat=True)
    )
    held = {
        each.unit_id: each
        for each in DELIBERATIONS.visible_to(user).filter(period=period, unit__in=units)
    }
    dossiers = {
        each.unit_id: each
        for each in DOSSIERS.visible_to(user)
        .filter(period=period, unit__in=units)
        .select_related("unit", "period")
    }
    rows = []
    for unit in units:
        meeting, dossier = held.get(unit.pk), dossiers.get(unit.pk)
        is_concluded = meeting is not None and meeting.state == DeliberationState.CONCLUDED
        rows.append(
            UnitRow(
                unit,
                meeting,
                dossier,
                state=state_label(dossier, is_unit=False) if dossier else "",
                is_free=unit.pk not in taken,
                may_draw_up=is_concluded and dossier is None,
            )
        )
    return rows
