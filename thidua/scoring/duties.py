"""What scoring asks of a user: one list for "my duties"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period
from thidua.plans.models import Milestone
from thidua.plans.states import MilestoneKind, PlanState
from thidua.scoring.models import ScoreSheet, Selection
from thidua.scoring.policies import SELECTIONS, SHEET_MAKERS, SHEETS
from thidua.scoring.states import SelectionState, SheetState
from thidua.workflow.duties import Duty, in_order


@dataclass(frozen=True)
class _Window:
    """When a bloc scores a period, by its year's plan."""

    bloc: Bloc
    period: Period
    due_on: date | None


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user` on `day`, soonest first, from the day on which the plan lets a bloc
    score; 5 queries besides those on rights, whatever the rows.
    """
    windows = list(_windows(SHEET_MAKERS.visible_to(user, "adopt_sheet"), day))
    if not windows:
        return []
    sheets = {
        (sheet.bloc_id, sheet.period_id): sheet
        for sheet in SHEETS.visible_to(user, "enter_results").select_related("bloc", "period")
    }
    selections = {
        selection.sheet_id: selection
        for selection in SELECTIONS.visible_to(user, "conclude").select_related("sheet")
    }
    found = []
    for window in windows:
        sheet = sheets.get((window.bloc.pk, window.period.pk))
        selection = selections.get(sheet.pk) if sheet is not None else None
        duty = _duty(window, sheet, selection, day)
        if duty is not None:
            found.append(duty)
    return in_order(found)


def _windows(blocs: QuerySet[Bloc], day: date) -> Iterator[_Window]:
    """Blocs with the periods whose scoring their plan has begun by `day`. 3 queries."""
    by_plan: dict[int, list[Bloc]] = {}
    for bloc in blocs.select_related("emulation_year").order_by("order", "pk"):
        by_plan.setdefault(bloc.emulation_year.plan_id, []).append(bloc)
    milestones = list(
        Milestone.objects.filter(
            kind=MilestoneKind.SCORE,
            plan__in=by_plan,
            plan__state=PlanState.CONFIRMED,
            starts_on__lte=day,
        ).order_by("starts_on", "order")
    )
    periods = {
        period.code: period
        for period in Period.objects.filter(code__in={each.about for each in milestones})
    }
    seen = set()
    for milestone in milestones:
        period = periods.get(milestone.about)
        for bloc in by_plan[milestone.plan_id]:
            key = (bloc.pk, milestone.about)
            if period is None or bloc.name not in milestone.blocs or key in seen:
                continue
            seen.add(key)
            yield _Window(bloc, period, milestone.deadline or milestone.ends_on)


def _duty(
    window: _Window, sheet: ScoreSheet | None, selection: Selection | None, day: date
) -> Duty | None:
    """The one next thing that the bloc's scoring needs; None once its selection is concluded."""
    words = {"bloc": window.bloc, "period": window.period}
    subject: Model
    args: tuple[object, ...]
    if sheet is None:
        code, subject = "adopt_sheet", window.bloc
        title = _("Adopt the score sheet of %(bloc)s for %(period)s") % words
        url, args = "scoring:adopt", (window.bloc.pk, window.period.pk)
    elif sheet.state == SheetState.OPEN:
        code, subject = "enter_results", sheet
        title = _("Enter results and rank the units: %(bloc)s, %(period)s") % words
        url, args = "scoring:sheet", (sheet.pk,)
    elif selection is None:
        code, subject = "open_selection", sheet
        title = _("Hold the selection of leading units: %(bloc)s, %(period)s") % words
        url, args = "scoring:sheet", (sheet.pk,)
    elif selection.state == SelectionState.OPEN:
        code, subject = "record_selection", selection
        title = _("Record the vote on leading units: %(bloc)s, %(period)s") % words
        url, args = "scoring:selection", (selection.pk,)
    else:
        return None
    is_late = window.due_on is not None and window.due_on < day
    return Duty(code, title, window.due_on, subject, url, args, is_late)
