"""The bloc's selection of its leading units: opened on counts of heads, concluded by votes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.scoring import actions, pages
from thidua.scoring.forms import CountsForm, SelectionForm
from thidua.scoring.models import Selection
from thidua.scoring.policies import SELECTIONS, SHEETS
from thidua.scoring.queries import units_put_to_vote
from thidua.scoring.states import SelectionState
from thidua.scoring.transitions import SELECTION_TABLE
from thidua.workflow.pages import Words, act_page, attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the bloc's vote on the units that the ranking put in front."""
    user = who(request)
    sheet = found(pages.sheet_of(SHEETS.visible_to(user), pk))
    demand_may(SHEETS, user, "open_selection", sheet)
    members = sheet.bloc.members.count()
    opened: list[Selection] = []

    def do(data: Mapping[str, Any]) -> None:
        opened.append(actions.open_selection(by=user, sheet=sheet, **data))

    back = reverse("scoring:sheet", args=[pk])
    words = Words(
        title=_("Hold the selection of leading units"),
        sentences=(
            _("The units that the ranking put in front are voted on one by one."),
            _("The bloc has %(count)s members, one vote each.") % {"count": members},
            _("The ranking can no longer be taken back."),
        ),
        button=_("Open the vote"),
        done=_("The vote is open."),
        back=back,
        then=back,
    )

    def done() -> HttpResponse:
        messages.success(request, str(words.done))
        return redirect("scoring:selection", opened[0].pk)

    initial = {"held_on": office_day(), "entitled": members}
    form_class = partial(SelectionForm, initial=initial)
    return act_page(request, words=words, do=do, form_class=form_class, done=done)


@require_http_methods(GET_POST)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A selection: the form of counts while it is under way, what came out after."""
    user = who(request)
    selection = found(pages.selection_of(SELECTIONS.visible_to(user), pk))
    is_sent = request.method == "POST"
    if is_sent:
        demand_may(SELECTIONS, user, "conclude", selection)
    put = list(units_put_to_vote(selection))
    form = CountsForm(request.POST if is_sent else None, put=put)
    status = 200
    if is_sent:
        is_done, status = attempt(
            form,
            lambda _data: actions.record_selection(
                by=user, selection=selection, counts=form.counts()
            ),
        )
        if is_done:
            messages.success(request, _("The selection is concluded."))
            return redirect("scoring:selection", pk)
    is_open = selection.state == SelectionState.OPEN
    may_conclude = is_open and bool(SELECTIONS.allows(user, "conclude", selection))
    context = {
        "selection": selection,
        "sheet": selection.sheet,
        "state": SELECTION_TABLE.label(selection.state),
        "is_open": is_open,
        "form": form if may_conclude else None,
        "refusals": form.non_field_errors() if is_sent and not may_conclude else [],
        "rows": pages.vote_rows(selection, put),
        "history": history_of(selection),
    }
    return render(request, "scoring/selection.html", context, status=status)
