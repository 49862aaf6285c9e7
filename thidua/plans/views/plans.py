"""The list of plans, taking one in, and a plan's page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.common.clock import office_day
from thidua.common.pages import page_of
from thidua.documents.uploads import file_answer
from thidua.organisations.policies import OFFICE, holds
from thidua.plans import actions, pages
from thidua.plans.forms import TakeInForm
from thidua.plans.models import Plan
from thidua.plans.policies import PLANS
from thidua.plans.queries import deliveries_of, plan_with_parts, plans_newest_first
from thidua.plans.states import Destination, PlanState
from thidua.plans.transitions import PLAN_TABLE
from thidua.workflow.pages import Words, attempt, demand_may, found, move_page, who
from thidua.workflow.seen import Seen

GET_POST = ["GET", "HEAD", "POST"]


def plan_of(request: HttpRequest, pk: int) -> Plan:
    """The plan with its parts, or 404."""
    return found(plan_with_parts(PLANS.visible_to(who(request)), pk))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, or nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The plans that I may see, newest year first."""
    user = who(request)
    office = pages.is_office(user)
    rows = [
        {
            "plan": plan,
            "label": pages.state_label(plan, PLAN_TABLE.names, office=office),
            "tone": pages.PLAN_TONES[PlanState(plan.state)],
            "opened": getattr(plan, "opened", None),
        }
        for plan in plans_newest_first(PLANS.visible_to(user))
    ]
    return render(request, "plans/plans.html", {"rows": rows, "may_take_in": office})


@require_http_methods(GET_POST)
def take_in(request: HttpRequest) -> HttpResponse:
    """A file or a pasted text becomes a plan to be corrected."""
    user = who(request)
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    form = TakeInForm(
        posted(request),
        request.FILES or None,
        authorities=pages.authorities(office_day()),
    )
    status = 200
    if request.method == "POST":
        taken: list[Plan] = []

        def do(data: Mapping[str, Any]) -> None:
            taken.append(
                actions.take_in_plan(
                    by=user, authority=form.chosen(), text=data["read"], file=form.taken()
                )
            )

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, _("The plan was read. Please compare the two columns."))
            return redirect("plans:plan", taken[0].pk)
    return render(request, "plans/take_in.html", {"form": form}, status=status)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan: its text, and what was understood of it."""
    user, plan = who(request), plan_of(request, pk)
    rights, opened = pages.rights_of(user, plan), pages.year_opened(plan)
    context = {
        "plan": plan,
        "rights": rights,
        "opened": opened,
        "label": pages.state_label(plan, PLAN_TABLE.names, office=rights.is_office),
        "tone": pages.PLAN_TONES[PlanState(plan.state)],
        "steps": pages.steps(plan, opened) if rights.is_office else [],
        "next": pages.next_action(plan, rights, opened),
        "unread_deliveries": pages.unread_by(user, plan, office_day()),
        "tokens": pages.marked_text(plan, with_doubts=rights.is_office),
        "lines": pages.lines_read(plan),
        "signer": pages.signer_words(plan),
        "seen": Seen(request, plan),
        "history": pages.history(plan) if rights.is_office else None,
    }
    return render(request, "plans/plan.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded."""
    return file_answer(found(plan_of(request, pk).file))


@require_http_methods(GET_POST)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that the plan was understood; it goes to its recipients."""
    user, plan = who(request), plan_of(request, pk)
    here = reverse("plans:plan", args=[pk])
    words = Words(
        title=_("Confirm plan %(plan)s") % {"plan": plan},
        sentences=pages.what_confirming_does(plan),
        button=_("Confirm the plan"),
        done=_("The plan is confirmed and went to its recipients."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=PLAN_TABLE,
        name="confirm",
        row=plan,
        words=words,
        do=lambda _data: actions.confirm_plan(plan=plan, by=user),
    )


@require_safe
def receipts(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom the plan went, and who has read it; of those, `chua=1` shows who has not."""
    plan = plan_of(request, pk)
    demand_may(PLANS, who(request), "follow", plan)
    counted = plan.deliveries.aggregate(all=Count("pk"), read=Count("read_on"))
    is_unread = request.GET.get("chua") == "1"
    listed = deliveries_of(plan)
    page = page_of(
        listed.filter(read_on=None) if is_unread else listed,
        key="unit__sort_key",
        after=request.GET.get("sau", ""),
        before=request.GET.get("truoc", ""),
    )
    context = {
        "plan": plan,
        "page": page,
        "is_unread": is_unread,
        **counted,
        "unread": counted["all"] - counted["read"],
        "outside": [each for each in plan.recipients.all() if each.goes_to == Destination.OUTSIDE],
    }
    return render(request, "plans/receipts.html", context)
