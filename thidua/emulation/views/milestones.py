"""A milestone of the calendar: who has done it, and the page where it is done or marked."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.emulation import actions, year_pages
from thidua.emulation.calendar import DONE, TOLD, Asked, calendar_of, review_kind
from thidua.emulation.models import EmulationYear
from thidua.emulation.policies import AGREEMENTS, BLOCS, YEARS
from thidua.emulation.year_forms import MarkForm
from thidua.plans.models import Milestone
from thidua.plans.states import MilestoneKind
from thidua.workflow.pages import NothingToFill, attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]
# Pages of other parts of the program where a kind of milestone is done.
PLACES = {
    MilestoneKind.REGISTER: "emulation:registrations",
    MilestoneKind.SCORE: "scoring:sheets",
    MilestoneKind.DOSSIERS: "dossiers:dossiers",
    MilestoneKind.HIGHER: "decisions:submissions",
}


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What a milestone asks, of whom, and how each stands."""
    user = who(request)
    year, milestone = found(year_pages.milestone_of(user, pk))
    may_mark = {bloc.pk for bloc in BLOCS.visible_to(user, "mark").filter(emulation_year=year)}
    in_office = bool(YEARS.allows(user, "mark", year))
    is_agreement = milestone.kind == MilestoneKind.AGREEMENT
    agreements = {
        each.bloc_id: each
        for each in AGREEMENTS.visible_to(user).filter(period__code=milestone.about)
        if is_agreement
    }
    rows = [
        {
            "asked": asked,
            "label": year_pages.label_of(asked.state),
            "tone": year_pages.TONES[asked.state],
            "late": year_pages.late_words(asked, year),
            "url": _button(
                asked,
                may=(in_office if asked.bloc is None else asked.bloc.pk in may_mark)
                and (asked.bloc is None or asked.bloc.pk not in agreements),
            ),
            "may_unmark": asked.mark is not None
            and (in_office if asked.bloc is None else asked.bloc.pk in may_mark),
            "agreement": agreements.get(asked.bloc.pk) if asked.bloc else None,
        }
        for asked in calendar_of(year, office_day(), [milestone])
    ]
    context = {
        "year": year,
        "milestone": milestone,
        "rows": rows,
        "rule": year_pages.rule_words(year),
        "place": reverse(name) if (name := PLACES.get(MilestoneKind(milestone.kind))) else "",
        "history": history_of(milestone),
    }
    return render(request, "emulation/milestone.html", context)


def _button(asked: Asked, *, may: bool) -> str:
    """Where it is done, for whoever may do it and while it is not done."""
    if not may or asked.state == DONE:
        return ""
    if asked.bloc is None:
        return reverse("emulation:milestone_of_office", args=[asked.milestone.pk])
    if asked.milestone.kind in TOLD:
        return ""
    return reverse("emulation:milestone_of_bloc", args=[asked.milestone.pk, asked.bloc.pk])


@require_http_methods(GET_POST)
def of_bloc(request: HttpRequest, pk: int, bloc_pk: int) -> HttpResponse:
    """Do or mark a milestone for one bloc."""
    user = who(request)
    year, milestone = found(year_pages.milestone_of(user, pk))
    asked = found(_asked_of(year, milestone, bloc_pk))
    assert asked.bloc is not None  # noqa: S101 - found by its key
    demand_may(BLOCS, user, "mark", asked.bloc)
    return _doing(request, year, asked)


@require_http_methods(GET_POST)
def of_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Do or mark a milestone of the standing office."""
    user = who(request)
    year, milestone = found(year_pages.milestone_of(user, pk))
    asked = found(_asked_of(year, milestone, None))
    demand_may(YEARS, user, "mark", year)
    return _doing(request, year, asked)


def _asked_of(year: EmulationYear, milestone: Milestone, bloc_pk: int | None) -> Asked | None:
    for asked in calendar_of(year, office_day(), [milestone]):
        if (asked.bloc.pk if asked.bloc else None) == bloc_pk:
            return asked
    return None


def _doing(request: HttpRequest, year: EmulationYear, asked: Asked) -> HttpResponse:
    """Where it is done, and the mark for what was done otherwise."""
    user, milestone, bloc = who(request), asked.milestone, asked.bloc
    form = MarkForm(
        request.POST if request.method == "POST" else None, initial={"done_on": office_day()}
    )
    back = reverse("emulation:milestone", args=[milestone.pk])
    status = 200
    if request.method == "POST":
        is_done, status = attempt(
            form,
            lambda data: actions.mark_milestone(milestone=milestone, bloc=bloc, by=user, **data),
        )
        if is_done:
            messages.success(request, _("It was recorded as done."))
            return redirect(back)
    context = {
        "year": year,
        "asked": asked,
        "late": year_pages.late_words(asked, year),
        "rule": year_pages.rule_words(year),
        "form": form,
        "back": back,
        "place": _place(asked),
        "is_told": bloc is not None and milestone.kind in TOLD,
    }
    return render(request, "emulation/milestone_do.html", context, status=status)


def _place(asked: Asked) -> str:
    """The address of the page where it is done; empty where the program has none."""
    milestone, bloc = asked.milestone, asked.bloc
    about = urlencode({"period": milestone.about})
    if bloc is not None and milestone.kind == MilestoneKind.REVIEW:
        kind = urlencode({"kind": review_kind(milestone)})
        return f"{reverse('emulation:hold_review', args=[bloc.pk])}?{about}&{kind}"
    if bloc is not None and milestone.kind == MilestoneKind.AGREEMENT:
        return f"{reverse('emulation:open_agreement', args=[bloc.pk])}?{about}"
    name = PLACES.get(MilestoneKind(milestone.kind))
    return reverse(name) if name else ""


@require_http_methods(GET_POST)
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a mark back."""
    user = who(request)
    mark = found(year_pages.mark_of(pk))
    year, milestone = found(year_pages.milestone_of(user, mark.milestone_id))
    if mark.bloc is None:
        demand_may(YEARS, user, "mark", year)
    else:
        demand_may(BLOCS, user, "mark", mark.bloc)
    form = NothingToFill(request.POST if request.method == "POST" else None)
    back = reverse("emulation:milestone", args=[milestone.pk])
    status = 200
    if request.method == "POST":
        is_done, status = attempt(form, lambda _data: actions.unmark_milestone(mark=mark, by=user))
        if is_done:
            messages.success(request, _("The mark was taken back; the history keeps it."))
            return redirect(back)
    context = {"mark": mark, "milestone": milestone, "form": form, "back": back}
    return render(request, "emulation/unmark.html", context, status=status)
