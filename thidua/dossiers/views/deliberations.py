"""A unit's deliberation: the meeting, its votes, its conclusion, the dossier that follows."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.documents.on_paper import entered_for
from thidua.dossiers import actions, meetings, pages
from thidua.dossiers.forms import (
    AuthorityForm,
    LeaveOutForm,
    LetterForm,
    MeetingForm,
    VotesForm,
)
from thidua.dossiers.models import Deliberation, DeliberationItem, Dossier
from thidua.dossiers.policies import DELIBERATIONS
from thidua.dossiers.queries import (
    DeliberationPage,
    deliberation_page,
    has_passed,
    items_of,
    quota_view,
)
from thidua.dossiers.states import DeliberationState
from thidua.dossiers.transitions import DELIBERATION
from thidua.emulation.queries import leaders
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import OFFICE, UNIT, holds
from thidua.workflow.pages import (
    INVALID,
    REFUSED,
    Words,
    attempt,
    demand_may,
    demand_may_make,
    found,
    move_page,
    who,
)
from thidua.workflow.policies import on_paper
from thidua.workflow.seen import Seen

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def page(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """The deliberation of a unit on a period; where none was held, the form, and POST holds it."""
    user = who(request)
    pk = meetings.pk_of(DELIBERATIONS.visible_to(user), unit, period)
    if pk is not None:
        if request.method == "POST":
            messages.info(request, _("The meeting was already recorded."))
            return redirect("dossiers:deliberation", unit, period)
        return _deliberation_page(request, found(_page_of(request, pk)))
    meets = found(meetings.unit_and_period(unit, period))
    if not holds(user, *UNIT, unit=meets[0]) and not holds(user, *OFFICE):
        raise Http404
    return _hold(request, *meets)


def _hold(request: HttpRequest, unit: Unit, period: Period) -> HttpResponse:
    day = min(office_day(), period.ends_on)
    choices = meetings.choices_for(unit, period, day)
    on_behalf = not holds(who(request), *UNIT, unit=unit)
    first = meetings.first_values(choices, unit, who(request), day)
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(
        data,
        files=None if data is None else request.FILES,
        staff=choices.staff,
        holders=[*choices.units, *choices.people],
        registered=choices.registered,
        titles=choices.titles,
        must_scan=on_behalf,
        initial=first,
    )
    status = 200
    if data is not None:

        def hold(given: Mapping[str, Any]) -> object:
            return actions.hold_deliberation(
                by=who(request),
                unit=unit,
                period=period,
                held_on=given["held_on"],
                chair=form.people[given["chair"]],
                secretary=form.people[given["secretary"]],
                entitled=given["entitled"],
                present=given["present"],
                candidates=form.considered(),
                minutes=given["minutes"],
            )

        is_done, status = attempt(form, hold)
        if is_done:
            messages.success(request, _("The meeting was recorded; now record the votes."))
            return redirect("dossiers:deliberation", unit.code, period.code)
    context = {
        "unit": unit,
        "period": period,
        "form": form,
        "steps": meetings.deliberation_steps(None, []),
        "has_registered": bool(choices.registered),
        "on_behalf": on_behalf,
    }
    return render(request, "dossiers/meeting.html", context, status=status)


@require_http_methods(GET_POST)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """POST saves the votes, and goes on to the conclusion where `then` says so."""
    shown = found(_page_of(request, pk))
    row = shown.deliberation
    here = _here(row)
    if request.method != "POST":
        return redirect(here)
    demand_may(DELIBERATIONS, who(request), "record_votes", row)
    form = VotesForm(request.POST, items=shown.items, present=_present(row))
    if not form.is_valid():
        return _deliberation_page(request, shown, votes=form, status=INVALID)
    seen = _seen(request, row)
    try:
        with seen.watched():
            actions.record_deliberation_votes(
                deliberation=row, by=who(request), counts=form.counts()
            )
    except Refusal as refusal:
        form.place(refusal)
        seen.compare(form)
        return _deliberation_page(request, shown, votes=form, seen=seen, status=REFUSED)
    messages.success(request, _("The votes were saved."))
    if request.POST.get("then") == "conclude":
        return redirect("dossiers:conclude_deliberation", pk)
    return redirect(here)


@require_http_methods(GET_POST)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Conclude: whoever has enough votes is proposed, save whom the meeting leaves out."""
    row = found(_row(request, pk))
    items = items_of(row)
    passed = [item for item in items if has_passed(row, item)]
    over = meetings.over_cap(passed, quota_view(row, items))
    form_class = _leave_out(over)
    words = Words(
        title=_("Conclude the deliberation of %(unit)s") % {"unit": row.unit},
        sentences=(
            _("%(count)s of %(all)s have enough votes and are proposed.")
            % {"count": len(passed), "all": len(items)},
            _("The votes stand and can no longer be changed."),
        ),
        button=_("Conclude the deliberation"),
        done=_("The deliberation was concluded."),
        back=_here(row),
        then=_here(row),
    )
    return move_page(
        request,
        table=DELIBERATION,
        name="conclude",
        row=row,
        words=words,
        form_class=form_class,
        do=lambda data: actions.conclude_deliberation(
            by=who(request),
            deliberation=row,
            leave_out=[form_class.passed[key] for key in data.get("leave_out", ())],
        ),
    )


@require_http_methods(GET_POST)
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the dossier of those proposed."""
    row = found(_row(request, pk))
    demand_may_make(DELIBERATIONS, who(request), "draw_up", row)
    on_behalf = not DELIBERATIONS.allows(who(request), "draw_up", row)
    proposed = [item for item in items_of(row) if item.is_proposed]
    form = _draw_up_form(request, row, on_behalf=on_behalf)
    status = 200
    if request.method == "POST":
        drawn_up: list[Dossier] = []
        is_done, status = attempt(
            form,
            lambda data: drawn_up.append(
                actions.draw_up_dossier(
                    by=who(request),
                    deliberation=row,
                    authority=form.chosen(),
                    on_paper=data.get("on_paper"),
                    number=data.get("number", ""),
                )
            ),
        )
        if is_done:
            messages.success(request, _("The dossier was drawn up."))
            return redirect("dossiers:dossier", drawn_up[0].pk)
    context = {"deliberation": row, "proposed": proposed, "form": form, "on_behalf": on_behalf}
    return render(request, "dossiers/draw_up.html", context, status=status)


def _draw_up_form(request: HttpRequest, row: Deliberation, *, on_behalf: bool) -> AuthorityForm:
    """To whom; where it is drawn up for the unit, also the letter that the unit signed."""
    data = request.POST if request.method == "POST" else None
    authorities = meetings.authorities_for(row.unit)
    if not on_behalf:
        return AuthorityForm(data, authorities=authorities)
    return LetterForm(
        data,
        files=request.FILES if data is not None else None,
        authorities=authorities,
        doers=leaders(row.unit, office_day()),
        must=True,
    )


def _row(request: HttpRequest, pk: int) -> Deliberation | None:
    seen = DELIBERATIONS.visible_to(who(request))
    return seen.select_related("unit__parent", "period", "ballot").filter(pk=pk).first()


def _page_of(request: HttpRequest, pk: int) -> DeliberationPage | None:
    return deliberation_page(DELIBERATIONS.visible_to(who(request)), pk)


def _here(row: Deliberation) -> str:
    return reverse("dossiers:deliberation", args=[row.unit.code, row.period.code])


def _seen(request: HttpRequest, row: Deliberation) -> Seen:
    return Seen(request, row, fresh=lambda: VotesForm(items=items_of(row), present=_present(row)))


def _present(row: Deliberation) -> int:
    return row.ballot.present or 0


def _leave_out(over: list[DeliberationItem]) -> type[LeaveOutForm]:
    """A form with a box for each item of a title over its cap; no box where none is over."""

    class Chosen(LeaveOutForm):
        passed = {str(item.pk): item for item in over}

    return Chosen


def _deliberation_page(
    request: HttpRequest,
    shown: DeliberationPage,
    *,
    votes: VotesForm | None = None,
    seen: Seen | None = None,
    status: int = 200,
) -> HttpResponse:
    user, row = who(request), shown.deliberation
    is_draft = row.state == DeliberationState.DRAFT
    may_record = is_draft and bool(DELIBERATIONS.allows(user, "record_votes", row))
    dossiers = meetings.dossiers_of(user, row)
    may_draw_up = bool(DELIBERATIONS.allows(user, "draw_up", row))
    may_enter = bool(DELIBERATIONS.allows(user, on_paper("draw_up"), row))
    context: dict[str, object] = {
        "deliberation": row,
        "state": str(DELIBERATION.names[row.state].office),
        "is_draft": is_draft,
        "steps": meetings.deliberation_steps(row, dossiers),
        "next": meetings.next_action(
            shown,
            dossiers,
            may_record=may_record,
            may_draw_up=may_draw_up or (may_enter and row.on_behalf),
        ),
        "may_enter": may_enter and not may_draw_up and not dossiers and not row.on_behalf,
        "entered": entered_for(row) if row.on_behalf else None,
        "caps": pages.caps(shown.quotas),
        "unrated": shown.unrated,
        "dossiers": dossiers,
        "history": history_of(row),
    }
    if may_record:
        context["votes"] = votes or VotesForm(items=shown.items, present=_present(row))
        context["seen"] = seen or _seen(request, row)
    else:
        context["results"] = meetings.result_rows(shown)
        context["refusals"] = votes.non_field_errors() if votes is not None else []
    return render(request, "dossiers/deliberation.html", context, status=status)
