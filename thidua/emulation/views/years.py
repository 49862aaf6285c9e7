"""Opening a year, and the year's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.emulation import actions, year_pages
from thidua.emulation.opening import YearDraft, draft_year
from thidua.emulation.pages import is_office
from thidua.emulation.placing import candidates
from thidua.emulation.policies import BLOCS, YEARS
from thidua.emulation.year_forms import OpenYearForm, RoundForm
from thidua.plans.models import Plan
from thidua.plans.policies import PLANS
from thidua.plans.queries import plan_with_parts
from thidua.workflow.pages import INVALID, attempt, demand_may, found, tell, who

GET_POST = ["GET", "HEAD", "POST"]
UNPLACED = "unplaced"
_BACK, _FIND, _OPEN = "change", "find", "open"


@dataclass(frozen=True)
class _Answer:
    """What a filled form leads to: a preview, or the form again with a status."""

    draft: YearDraft | None
    status: int


@require_http_methods(GET_POST)
def open_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the members of each bloc, see what will be opened, open the year."""
    user = who(request)
    plan = found(plan_with_parts(PLANS.visible_to(user), pk))
    demand_may(PLANS, user, "open_year", plan)
    blocs = list(plan.blocs.all())
    form = OpenYearForm(
        request.POST if request.method == "POST" else None,
        blocs=blocs,
        candidates=candidates(plan, blocs, office_day()),
        initial={"q": ""},
    )
    step = request.POST.get("step", "")
    stops = year_pages.what_stops_opening(plan)
    if request.method != "POST" or stops or step in (_FIND, _BACK, UNPLACED):
        return _form_page(request, plan, form, status=409 if stops and step else 200)
    answer = _drafted(plan, form)
    if answer.draft is None:
        return _form_page(request, plan, form, status=answer.status)
    if step != _OPEN:
        return _preview(request, plan, form, answer.draft)
    counts, grace = form.rules()
    try:
        year = actions.open_year(
            plan=plan,
            by=user,
            members=form.members(),
            deadline_day_counts=counts,
            grace_days=grace,
        )
    except Refusal as refusal:
        return _form_page(request, plan, form, status=tell(form, refusal))
    messages.success(request, _("The year %(year)s is open.") % {"year": year})
    return redirect("emulation:year", year.year)


def _drafted(plan: Plan, form: OpenYearForm) -> _Answer:
    """What would be opened; what is wrong stands in the form."""
    if not form.is_valid():
        return _Answer(None, INVALID)
    counts, grace = form.rules()
    try:
        draft = draft_year(plan, form.members(), deadline_day_counts=counts, grace_days=grace)
    except Refusal as refusal:
        return _Answer(None, tell(form, refusal))
    return _Answer(draft, 200)


def _form_page(
    request: HttpRequest, plan: Plan, form: OpenYearForm, *, status: int
) -> HttpResponse:
    only_unplaced = request.POST.get("step") == UNPLACED
    groups = form.groups(only_unplaced=only_unplaced)
    rows = [row for _kind, members in groups for row in members]
    context = {
        "plan": plan,
        "form": form,
        "stops": year_pages.what_stops_opening(plan),
        "groups": [
            (kind, members, sum(row.is_shown for row in members)) for kind, members in groups
        ],
        "shown": sum(row.is_shown for row in rows),
        "total": len(rows),
        "unplaced": sum(not row.is_placed for row in rows),
        "only_unplaced": only_unplaced,
        "from_last_year": any(row.candidate.is_from_last_year for row in rows),
    }
    return render(request, "emulation/open_year.html", context, status=status)


def _preview(
    request: HttpRequest, plan: Plan, form: OpenYearForm, draft: YearDraft
) -> HttpResponse:
    placed = sum(len(bloc.members) for bloc in draft.blocs)
    names = {bloc.code: bloc.name for bloc in draft.blocs}
    context = {
        "plan": plan,
        "form": form,
        "draft": draft,
        "rounds": [(names[each.bloc], each) for each in draft.rounds],
        "placed": placed,
        "left_out": len(form.candidates) - placed,
        "movements": len(plan.reading.get("movements", ())),
        "milestones": len(plan.milestones.all()),
        "rules": form.rules(),
    }
    return render(request, "emulation/open_year_preview.html", context)


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest year that I may see; where there is none, what is to be done first."""
    seen = year_pages.years_seen(who(request))
    if seen:
        return _year_page(request, seen[0])
    return render(request, "emulation/no_year.html", {"may_open": is_office(who(request))})


@require_safe
def year(request: HttpRequest, number: int) -> HttpResponse:
    """The year: its calendar, its blocs and who leads them, its movements.

    Where several authorities have that year, `authority` chooses one.
    """
    return _year_page(request, number)


def _year_page(request: HttpRequest, number: int) -> HttpResponse:
    user, day = who(request), office_day()
    years = year_pages.years_of(user, number)
    chosen = request.GET.get("authority", "")
    named = [each for each in years if str(each.authority_id) == chosen]
    row = found(next(iter([*named, *years]), None))
    context = {
        "year": row,
        "others": [each for each in years if each != row],
        "years": year_pages.years_seen(user),
        "may_open_round": bool(YEARS.allows(user, "mark", row)),
        "may_see_plan": bool(PLANS.allows(user, "view", row.plan)),
        **year_pages.year_context(row, day),
    }
    return render(request, "emulation/year.html", context)


@require_http_methods(GET_POST)
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a round of registration of a bloc that the plan gives no date for."""
    user = who(request)
    bloc = found(year_pages.bloc_of(user, pk))
    demand_may(BLOCS, user, "open_round", bloc)
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        periods=year_pages.periods_without_round(bloc),
        initial={"opens_on": office_day()},
    )

    def do(data: Mapping[str, Any]) -> object:
        return actions.open_round(
            bloc=bloc,
            period=form.chosen(),
            opens_on=data["opens_on"],
            deadline=data["deadline"],
            last_day=bloc.emulation_year.last_day(data["deadline"]),
            by=user,
        )

    status = 200
    if request.method == "POST":
        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, _("The round is open: it is among the members' duties."))
            return redirect("emulation:year", bloc.emulation_year.year)
    context = {
        "bloc": bloc,
        "form": form,
        "rule": year_pages.rule_words(bloc.emulation_year),
    }
    return render(request, "emulation/open_round.html", context, status=status)
