"""What the pages of deliberations and dossiers show: reads put together, steps, the next action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.pages import Page, page_of
from thidua.dossiers.awards import QuotaLine
from thidua.dossiers.models import (
    Deliberation,
    DeliberationItem,
    Dossier,
    DossierPaper,
    DossierReturn,
    Nominee,
)
from thidua.dossiers.states import Appraisal, DossierState, Route
from thidua.dossiers.transitions import DOSSIER
from thidua.eligibility.showing import Shown
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import OFFICE, UNIT, holds, units_of
from thidua.organisations.states import Role
from thidua.rules import title_name
from thidua.ui.parts import Step

OPEN = frozenset({DossierState.DRAFT, DossierState.RETURNED})
TONES = {
    DossierState.DRAFT: "neutral",
    DossierState.SUBMITTED: "info",
    DossierState.ENDORSED: "info",
    DossierState.RECEIVED: "info",
    DossierState.RETURNED: "warn",
    DossierState.APPRAISED: "ok",
    DossierState.CONCLUDED: "ok",
}
APPRAISAL_TONES = {
    Appraisal.NONE: "neutral",
    Appraisal.PROPOSE: "ok",
    Appraisal.OVERRULED: "warn",
    Appraisal.REJECT: "bad",
}


@dataclass(frozen=True)
class Row:
    """A dossier in a list; `nominee_count` and `days` (waiting in this state) beside it."""

    dossier: Dossier
    label: str
    tone: str
    nominees: int
    days: int | None


@dataclass(frozen=True)
class NomineeRow:
    """A nominee on a dossier's page."""

    nominee: Nominee
    title: str
    verdict: Shown | None
    appraisal: str
    tone: str


@dataclass(frozen=True)
class Cap:
    """A cap in words."""

    title: str
    words: str
    too_many: int
    citation: str


@dataclass(frozen=True)
class Meeting:
    """A period that a unit of the user's deliberates on, and the meeting if it was held."""

    unit: Unit
    period: Period
    deliberation: Deliberation | None


def dated(day: date | None) -> str:
    """A date as dd/MM/yyyy; empty for none."""
    return day.strftime("%d/%m/%Y") if day else ""


def state_label(dossier: Dossier, *, is_unit: bool) -> str:
    """What the state is called to who looks."""
    names = DOSSIER.names[dossier.state]
    return str(names.nominee if is_unit else names.office)


def is_of_unit(user: User, dossier: Dossier) -> bool:
    """Whether `user` works on the dossier for its unit."""
    return bool(holds(user, *UNIT, unit=dossier.unit))


def shows_cases(user: User) -> bool:
    """Whether `user` is told what kind of case is pending."""
    return bool(holds(user, *OFFICE, Role.INSPECTOR))


def own_meetings(user: User, day: date) -> list[Meeting]:
    """The periods that the user's units deliberate on now or did in the last year; 3 queries."""
    units = list(Unit.objects.filter(pk__in=units_of(user, day, *UNIT)).order_by("sort_key"))
    if not units:
        return []
    periods = Period.objects.filter(starts_on__lte=day, ends_on__gte=day.replace(day=1, month=1))
    held = {
        (each.unit_id, each.period_id): each
        for each in Deliberation.objects.filter(unit__in=units).select_related("unit", "period")
    }
    return [
        Meeting(unit, period, held.get((unit.pk, period.pk)))
        for period in periods.order_by("-starts_on")
        for unit in units
        if period.calendar == unit.calendar
    ]


def years_of(rows: QuerySet[Dossier]) -> list[int]:
    """The years of the periods of `rows`, newest first; one query."""
    periods = Period.objects.filter(Exists(rows.order_by().filter(period=OuterRef("pk"))))
    return sorted(set(periods.values_list("year", flat=True)), reverse=True)


def of_year(rows: QuerySet[Dossier], year: int) -> QuerySet[Dossier]:
    """The dossiers of the periods that end in a year."""
    return rows.filter(period__in=Period.objects.filter(year=year))


def dossier_rows(rows: QuerySet[Dossier], day: date, *, after: str, before: str) -> Page[Row]:
    """A page of a list by the units' names, from a mark of another page on; 3 queries, however
    many dossiers and nominees there are.
    """
    page = page_of(
        rows.select_related("unit", "authority", "period"),
        key="unit__sort_key",
        after=after,
        before=before,
    )
    keys = [each.pk for each in page.rows]
    nominees = dict(
        Nominee.objects.filter(dossier__in=keys)
        .values_list("dossier")
        .annotate(count=Count("pk"))
        .order_by()
    )
    returned = DossierReturn.objects.filter(dossier__in=keys).order_by("pk")
    last_return = dict(returned.values_list("dossier", "returned_on"))
    shown = [
        _row(each, nominees.get(each.pk, 0), last_return.get(each.pk), day) for each in page.rows
    ]
    return Page(shown, page.after, page.before)


def _row(dossier: Dossier, nominees: int, last_return: date | None, day: date) -> Row:
    since = {
        DossierState.SUBMITTED: dossier.submitted_on,
        DossierState.ENDORSED: dossier.endorsed_on,
        DossierState.RECEIVED: dossier.received_on,
        DossierState.APPRAISED: dossier.appraised_on,
        DossierState.RETURNED: last_return,
    }.get(DossierState(dossier.state))
    return Row(
        dossier,
        DOSSIER.label(dossier.state),
        TONES[DossierState(dossier.state)],
        nominees,
        max(0, (day - since).days) if since else None,
    )


def states_counted(rows: QuerySet[Dossier], chosen: str) -> list[dict[str, object]]:
    """Each state that occurs among `rows`, how often, whether it is chosen. One query."""
    counts = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    return [
        {
            "code": state.value,
            "label": DOSSIER.label(state),
            "count": counts[state],
            "is_chosen": state == chosen,
        }
        for state in DossierState
        if state in counts
    ]


def dossier_of(rows: QuerySet[Dossier], pk: int) -> Dossier | None:
    """A dossier among `rows`; one query."""
    found = rows.select_related("unit", "authority", "period", "deliberation")
    return found.filter(pk=pk).first()


def nominee_of(rows: QuerySet[Dossier], pk: int) -> Nominee | None:
    """A nominee of a dossier among `rows`; one query."""
    return (
        Nominee.objects.filter(pk=pk, dossier__in=rows)
        .select_related(
            "person",
            "person__unit",
            "unit",
            "verdict",
            "appraised_by",
            "dossier__unit",
            "dossier__authority",
            "dossier__period",
            "considered__ballot_item",
        )
        .first()
    )


def left_off(dossier: Dossier) -> list[DeliberationItem]:
    """Whom the deliberation proposed and who is not in the dossier; one query."""
    rows = DeliberationItem.objects.filter(
        deliberation=dossier.deliberation_id, is_proposed=True, nominee__isnull=True
    )
    return list(rows.select_related("person", "unit").order_by("ballot_item__order"))


def nominee_rows(nominees: Iterable[Nominee], verdicts: dict[int, Shown]) -> list[NomineeRow]:
    """Nominees with their verdicts, in the order given."""
    return [
        NomineeRow(
            each,
            title_name(each.what),
            verdicts.get(each.verdict_id or 0),
            str(Appraisal(each.appraisal).label),
            APPRAISAL_TONES[Appraisal(each.appraisal)],
        )
        for each in nominees
    ]


def caps(lines: Iterable[QuotaLine]) -> list[Cap]:
    """The caps in words."""
    return [
        Cap(
            title_name(line.what),
            _cap_words(line),
            line.too_many,
            line.citation,
        )
        for line in lines
    ]


def _cap_words(line: QuotaLine) -> str:
    share = f"{float(Fraction(line.share) * 100):g}".replace(".", ",")
    words = {
        "proposed": line.proposed,
        "allowed": line.allowed,
        "share": share,
        "count": line.base_count,
        "base": title_name(line.base),
    }
    if line.is_pooled:
        return (
            _(
                "%(proposed)s proposed; %(share)s %% of %(count)s %(base)s makes none, so the unit "
                "may propose one, and the standing office keeps the cap over all such units."
            )
            % words
        )
    return (
        _("%(proposed)s proposed, at most %(allowed)s (%(share)s %% of %(count)s %(base)s)") % words
    )


def dossier_steps(dossier: Dossier) -> list[Step]:
    """Where a dossier stands, with the days."""
    state = DossierState(dossier.state)
    route = [DossierState.DRAFT, DossierState.SUBMITTED]
    if dossier.route == Route.SECTOR:
        route.append(DossierState.ENDORSED)
    route += [DossierState.RECEIVED, DossierState.APPRAISED, DossierState.CONCLUDED]
    labels = {
        DossierState.DRAFT: _("The unit prepares"),
        DossierState.SUBMITTED: _("Submitted"),
        DossierState.ENDORSED: _("Endorsed by the sector"),
        DossierState.RECEIVED: _("Received"),
        DossierState.APPRAISED: _("Appraised"),
        DossierState.CONCLUDED: _("Considered by the council"),
    }
    days = {
        DossierState.SUBMITTED: dossier.submitted_on,
        DossierState.ENDORSED: dossier.endorsed_on,
        DossierState.RECEIVED: dossier.received_on,
        DossierState.APPRAISED: dossier.appraised_on,
        DossierState.CONCLUDED: dossier.concluded_on,
    }
    # What is reached is done; the step after it is under way.
    reached = 0 if state in OPEN else route.index(state) + 1
    steps = []
    for index, each in enumerate(route):
        standing = "done" if index < reached else "now" if index == reached else "later"
        note = dated(days.get(each)) if index < reached else ""
        if each == DossierState.DRAFT and state == DossierState.RETURNED:
            note = _("returned to be completed")
        steps.append(Step(labels[each], standing, note))
    return steps


def papers_shown(dossier: Dossier) -> dict[str, list[DossierPaper]]:
    """The dossier's papers: those that count (`papers`), and those that were replaced or taken off
    (`old_papers`); one query.
    """
    rows = list(
        dossier.papers.select_related("file", "nominee__person", "nominee__unit").order_by("pk")
    )
    # A paper is replaced by one of the same dossier.
    replaced = {row.replaces_id for row in rows}
    shown: dict[str, list[DossierPaper]] = {"papers": [], "old_papers": []}
    for row in rows:
        is_old = row.taken_off_on is not None or row.pk in replaced
        shown["old_papers" if is_old else "papers"].append(row)
    return shown


def paper_of(seen: QuerySet[Dossier], pk: int) -> DossierPaper | None:
    """A paper of one of the dossiers `seen`; one query and the policy's own."""
    found: DossierPaper | None = (
        DossierPaper.objects.filter(pk=pk, dossier__in=seen)
        .select_related("dossier__unit", "file", "replaced_by")
        .first()
    )
    return found
