"""What deliberations and dossiers ask of a user: one list for "my duties"."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.dossiers.states import DeliberationState, DossierState, Route
from thidua.emulation.models import BlocMember
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import OFFICE, UNIT, anywhere, units_held
from thidua.organisations.queries import periods_known
from thidua.organisations.states import Calendar, Role
from thidua.rules import default_law
from thidua.rules.asking import time_limit
from thidua.rules.records import TimeLimit
from thidua.workflow.duties import Duty, in_order
from thidua.workflow.policies import NOBODY

# How long before its end a period's deliberation is due: November of a calendar year; June of a
# school year, when it is summed up.
_REVIEW_BEGINS = {
    Calendar.CALENDAR: timedelta(days=61),
    Calendar.SCHOOL_YEAR: timedelta(days=92),
}
_SHOWN_AFTER_END = timedelta(days=120)
_APPRAISAL = "tham_dinh"
_FRIDAY = 4


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user` on `day`, soonest first; queries do not grow with dossiers."""
    units = units_held(user, day, *UNIT)
    found: list[Duty] = []
    if units:
        found += [*_deliberations(units, day), *_to_send(units)]
    if anywhere(Role.SECTOR_RECEIVER)(user, day) != NOBODY:
        found += _to_endorse(user)
    if anywhere(*OFFICE)(user, day) != NOBODY:
        found += [*_to_enter_on(user), *_in_office(user, day)]
    return in_order(found)


def review_begins(period: Period) -> date:
    """The day from which a period's deliberations are asked for."""
    return period.ends_on - _REVIEW_BEGINS[Calendar(period.calendar)]


def working_days_after(day: date, count: int) -> date:
    """The day `count` working days (Monday to Friday) after `day`."""
    found = day
    while count > 0:
        found += timedelta(days=1)
        if found.weekday() <= _FRIDAY:
            count -= 1
    return found


def _deliberations(units: Collection[Unit], day: date) -> Iterable[Duty]:
    """Reviews to hold or to conclude, and concluded ones that proposed somebody and have no dossier
    yet: 3 queries.
    """
    owners = {unit.pk: unit for unit in units}
    periods = {
        each.pk: each
        for each in periods_known()
        if review_begins(each) <= day <= each.ends_on + _SHOWN_AFTER_END
    }
    waits = Q(items__is_proposed=True, dossiers__isnull=True)
    held = Deliberation.objects.filter(unit__in=owners).annotate(
        waits=Exists(Deliberation.objects.filter(waits, pk=OuterRef("pk")))
    )
    rows = list(held.select_related("period").order_by("pk"))
    known = {(row.unit_id, row.period_id): row for row in rows}
    for unit, period in _asked(owners, periods):
        row = known.get((unit.pk, period.pk))
        if row is None or row.state != DeliberationState.CONCLUDED:
            yield _to_deliberate(unit, period, row, day)
    for row in rows:
        if row.waits and row.state == DeliberationState.CONCLUDED:
            words = {"unit": owners[row.unit_id], "period": row.period}
            title = _("Draw up the dossier for %(period)s: %(unit)s") % words
            yield Duty("draw_up", title, None, row, "dossiers:draw_up", (row.pk,))


def _asked(
    units: Mapping[int, Unit], periods: Mapping[int, Period]
) -> Iterable[tuple[Unit, Period]]:
    """Units with the periods in which they compete: those that a bloc of theirs registers for, and
    those that end in its year (a school year is registered for under the plan of the year before,
    which the program may not know). One query; none where no review has begun.
    """
    if not periods:
        return
    members = BlocMember.objects.filter(unit__in=units)
    members = members.filter(
        Q(bloc__rounds__period__in=periods)
        | Q(bloc__emulation_year__year__in={each.year for each in periods.values()})
    )
    asked = set(
        members.values_list("unit", "bloc__emulation_year__year", "bloc__rounds__period").order_by()
    )
    for unit in units.values():
        years = {year for owner, year, _period in asked if owner == unit.pk}
        registers = {period for owner, _year, period in asked if owner == unit.pk}
        for period in periods.values():
            competes = period.year in years or period.pk in registers
            if competes and period.calendar == unit.calendar:
                yield unit, period


def _to_deliberate(unit: Unit, period: Period, begun: Deliberation | None, day: date) -> Duty:
    """The review of a period that `unit` has not held, or has begun and not concluded."""
    title = (
        _("Deliberate on titles for %(period)s: %(unit)s")
        if begun is None
        else _("Conclude the deliberation for %(period)s: %(unit)s")
    )
    return Duty(
        "deliberate",
        title % {"unit": unit, "period": period},
        period.ends_on,
        unit,
        "dossiers:deliberation",
        (unit.code, period.code),
        day > period.ends_on,
    )


def _to_send(units: Iterable[Unit]) -> Iterable[Duty]:
    """Drafts to submit and dossiers returned to be completed."""
    rows = Dossier.objects.filter(
        unit__in=list(units), state__in=[DossierState.DRAFT, DossierState.RETURNED]
    )
    for row in rows.select_related("unit", "period").order_by("pk"):
        is_returned = row.state == DossierState.RETURNED
        title = (
            _("Complete the returned dossier for %(period)s: %(unit)s")
            if is_returned
            else _("Submit the dossier for %(period)s: %(unit)s")
        )
        yield Duty(
            "complete" if is_returned else "submit",
            title % {"unit": row.unit, "period": row.period},
            None,
            row,
            "dossiers:dossier",
            (row.pk,),
        )


def _to_enter_on(user: User) -> Iterable[Duty]:
    """What the office began to enter for a unit: a meeting to conclude, a dossier to submit."""
    begun = DELIBERATIONS.visible_to(user, "conclude").filter(
        on_behalf=True, state=DeliberationState.DRAFT
    )
    for row in begun.select_related("unit", "period").order_by("pk"):
        title = _("Go on entering the meeting of %(unit)s on %(period)s")
        yield Duty(
            "enter_meeting",
            title % {"unit": row.unit, "period": row.period},
            None,
            row,
            "dossiers:deliberation",
            (row.unit.code, row.period.code),
        )
    drafts = DOSSIERS.visible_to(user, "edit").filter(
        on_behalf=True, state__in=[DossierState.DRAFT, DossierState.RETURNED]
    )
    for dossier in drafts.select_related("unit", "period").order_by("pk"):
        title = _("Go on entering the dossier of %(unit)s for %(period)s")
        yield Duty(
            "enter_dossier",
            title % {"unit": dossier.unit, "period": dossier.period},
            None,
            dossier,
            "dossiers:dossier",
            (dossier.pk,),
        )


def _to_endorse(user: User) -> Iterable[Duty]:
    """One duty for each period, on the page where its schools are gathered."""
    waiting = DOSSIERS.visible_to(user, "endorse").filter(state=DossierState.SUBMITTED)
    by_period = waiting.order_by().values_list("period__code").annotate(count=Count("pk"))
    for code, count in by_period.order_by("period__code"):
        words = {"period": code, "count": count}
        yield Duty(
            "endorse",
            _("Endorse schools' dossiers for %(period)s: %(count)s") % words,
            None,
            None,
            "dossiers:sector",
            query=f"period={code}",
        )


def _in_office(user: User, day: date) -> Iterable[Duty]:
    """Dossiers to receive, and those in appraisal; one query, and two for each authority that
    appraises.
    """
    arrived = Q(state=DossierState.ENDORSED) | Q(state=DossierState.SUBMITTED, route=Route.DIRECT)
    received = Q(state=DossierState.RECEIVED)
    waiting = Dossier.objects.filter(
        (DOSSIERS.condition(user, "receive") & arrived)
        | (DOSSIERS.condition(user, "appraise") & received)
    )
    counted = waiting.order_by().values("state", "authority").annotate(n=Count("pk"))
    to_receive: Counter[str] = Counter()
    for row in counted.order_by("authority"):
        if row["state"] == DossierState.RECEIVED:
            yield from _to_appraise(row["authority"], row["n"], day)
        else:
            to_receive[row["state"]] += row["n"]
    yield from _together("receive", _("Receive dossiers: %(count)s"), to_receive)


def _runs_out(first: date, limit: TimeLimit) -> date:
    if limit.working:
        return working_days_after(first, limit.days)
    return first + timedelta(days=limit.days)


def _to_appraise(authority_pk: int, count: int, day: date) -> Iterable[Duty]:
    """Due when the first time limit runs out; limits may differ by title."""
    authority = Unit.objects.get(pk=authority_pk)
    received = Dossier.objects.filter(state=DossierState.RECEIVED, authority=authority)
    firsts = received.order_by().values_list("nominees__what").annotate(Min("received_on"))
    law, jurisdiction = default_law(), jurisdiction_of(authority)
    dues = [
        _runs_out(first, limit)
        for what, first in firsts
        for limit in [time_limit(law, _APPRAISAL, day, jurisdiction, what=what)]
        if limit is not None and first is not None
    ]
    due_on = min(dues, default=None)
    yield from _together(
        "appraise",
        _("Appraise dossiers: %(count)s"),
        {DossierState.RECEIVED: count},
        due_on,
        is_late=due_on is not None and due_on < day,
    )


def _together(
    code: str,
    title: str,
    by_state: Mapping[str, int],
    due_on: date | None = None,
    *,
    is_late: bool = False,
) -> Iterable[Duty]:
    """One duty for many dossiers: an office has dozens, and they are done from their list, which
    shows their state alone where they have one.
    """
    states = [state for state, count in by_state.items() if count]
    if states:
        yield Duty(
            code,
            title % {"count": number_format(sum(by_state.values()))},
            due_on,
            None,
            "dossiers:dossiers",
            (),
            is_late,
            f"state={states[0]}" if len(states) == 1 else "",
        )
