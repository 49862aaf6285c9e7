"""Drafting a paper on what a closed meeting passed: a decision here, or a submission upward."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.councils.policies import MEETINGS
from thidua.decisions import actions, pages
from thidua.decisions.forms import AddressForm
from thidua.decisions.models import Decision, Submission
from thidua.decisions.queries import passed_items
from thidua.rules import default_law
from thidua.workflow.pages import NothingToFill, attempt, demand_may, found, who


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Who would stand in the paper, and who decides; POST drafts the paper."""
    user = who(request)
    meeting = found(pages.meeting_of(MEETINGS.visible_to(user), pk))
    title = default_law().shelf.titles.get(what)
    if title is None:
        raise Http404
    demand_may(MEETINGS, user, "draft_decision", meeting)
    items = passed_items(meeting, what)
    deciding = pages.deciding(meeting, what, items, office_day())
    is_above = deciding.where == pages.ABOVE
    form_class = AddressForm if is_above else NothingToFill
    form = form_class(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        drafted: list[Decision | Submission] = []

        def do(data: Mapping[str, Any]) -> None:
            if is_above:
                address = data["addressed_to"]
                drafted.append(
                    actions.draft_submission(
                        by=user, meeting=meeting, what=what, addressed_to=address
                    )
                )
            else:
                drafted.append(actions.draft_decision(by=user, meeting=meeting, what=what))

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, _("The paper was drafted."))
            name = "decisions:submission" if is_above else "decisions:decision"
            return redirect(name, drafted[0].pk)
    context = {
        "meeting": meeting,
        "title": title,
        "deciding": deciding,
        "items": items[: pages.ON_A_PAGE],
        "more": max(0, len(items) - pages.ON_A_PAGE),
        "total": len(items),
        "form": form,
    }
    return render(request, "decisions/draft.html", context, status=status)
