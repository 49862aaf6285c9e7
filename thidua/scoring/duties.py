"""What scoring asks of a user: one list for "my duties"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period
from thidua.organisations.queries import periods_known
from thidua.plans.queries import milestones_of
from thidua.plans.states import MilestoneKind, PlanState
from thidua.scoring.models import ScoreSheet, Selection
from thidua.scoring.policies import SHEET_MAKERS, SHEETS
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
    score; 4 queries besides those on rights, whatever the rows.
    """
    if not SHEET_MAKERS.may_concern(user, "adopt_sheet"):
        return []
    windows = list(_windows(SHEET_MAKERS.visible_to(user, "adopt_sheet"), day))
    if not windows:
        return []
    # Whoever enters a sheet's results also concludes its selection.
    sheets = {
        (sheet.bloc_id, sheet.period_id): sheet
        for sheet in SHEETS.visible_to(user, "enter_results").select_related("selection")
    }
    found = []
    for window in windows:
        sheet = sheets.get((window.bloc.pk, window.period.pk))
        duty = _duty(window, sheet, getattr(sheet, "selection", None), day)
        if duty is not None:
            found.append(duty)
    return in_order(found)


def _windows(blocs: QuerySet[Bloc], day: date) -> Iterator[_Window]:
    """Blocs with the periods whose scoring their plan has begun by `day`. 3 queries
    at most."""
    by_plan: dict[int, list[Bloc]] = {}
    confirmed = blocs.filter(emulation_year__plan__state=PlanState.CONFIRMED)
    for bloc in confirmed.select_related("emulation_year").order_by("order", "pk"):
        by_plan.setdefault(bloc.emulation_year.plan_id, []).append(bloc)
    begun = [
        (each.starts_on, each)
        for each in milestones_of(by_plan)
        if each.kind == MilestoneKind.SCORE and each.starts_on and each.starts_on <= day
    ]
    milestones = [each for _begins, each in sorted(begun, key=lambda pair: pair[0])]
    periods = {period.code: period for period in periods_known()}
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
