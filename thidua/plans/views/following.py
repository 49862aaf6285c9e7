"""After a plan is confirmed: read receipts, bodies outside, reports owed upward."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.plans import actions, pages
from thidua.plans.forms import ReportForm, ReportSentForm, SentForm
from thidua.plans.models import OwedReport, Plan, Recipient
from thidua.plans.policies import DELIVERIES, PLANS
from thidua.plans.queries import part_of
from thidua.plans.views.plans import GET_POST, plan_of, posted
from thidua.workflow.pages import NothingToFill, attempt, demand_may, found, who


def _asked(
    request: HttpRequest,
    *,
    plan: Plan,
    form: forms.Form,
    words: Mapping[str, Any],
    back: str,
    do: Callable[[Mapping[str, Any]], object],
) -> HttpResponse:
    """A small form about a plan's follow-up: `words` are its title, sentences, button and done."""
    status = 200
    if request.method == "POST":
        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, words["done"])
            return redirect(back)
    context = {"plan": plan, "form": form, "back": back, **words}
    return render(request, "plans/follow.html", context, status=status)


@require_http_methods(GET_POST)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Say for a unit that it has read the plan."""
    user = who(request)
    delivery = found(pages.delivery_of(user, pk))
    demand_may(DELIVERIES, user, "read", delivery)
    return _asked(
        request,
        plan=delivery.plan,
        form=NothingToFill(posted(request)),
        words={
            "title": _("%(unit)s has read the plan") % {"unit": delivery.unit},
            "sentences": (
                _("The standing office sees that your unit has read the plan, who said so, when."),
            ),
            "button": _("Confirm that it was read"),
            "done": _("It was recorded that %(unit)s has read the plan.") % {"unit": delivery.unit},
        },
        back=reverse("plans:plan", args=[delivery.plan_id]),
        do=lambda _data: actions.confirm_reading(delivery=delivery, by=user),
    )


@require_http_methods(GET_POST)
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the plan was sent by hand to a body outside."""
    user = who(request)
    row = found(part_of(PLANS.visible_to(who(request)), Recipient, pk))
    plan = plan_of(request, row.plan_id)
    demand_may(PLANS, user, "follow", plan)
    return _asked(
        request,
        plan=plan,
        form=SentForm(posted(request), initial={"sent_on": row.sent_on or office_day()}),
        words={
            "title": _("Sent to %(line)s") % {"line": row.text},
            "sentences": (_("You record on which day the plan was sent there by hand."),),
            "button": _("Record"),
            "done": _("It was recorded when the plan was sent."),
        },
        back=f"{reverse('plans:receipts', args=[plan.pk])}#outside",
        do=lambda data: actions.mark_sent(recipient=row, by=user, sent_on=data["sent_on"]),
    )


@require_http_methods(GET_POST)
def add_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a report owed upward."""
    user, plan = who(request), plan_of(request, pk)
    demand_may(PLANS, user, "follow", plan)
    return _asked(
        request,
        plan=plan,
        form=ReportForm(posted(request)),
        words={
            "title": _("A report owed upward"),
            "sentences": (
                _("It stands among the duties of the standing office until it is sent."),
            ),
            "button": _("Add to the list"),
            "done": _("The report is on the list."),
        },
        back=f"{reverse('plans:plan', args=[plan.pk])}#u-reports",
        do=lambda data: actions.add_report(plan=plan, by=user, **data),
    )


def _report(request: HttpRequest, pk: int) -> tuple[OwedReport, Plan]:
    report = found(part_of(PLANS.visible_to(who(request)), OwedReport, pk))
    plan = plan_of(request, report.plan_id)
    demand_may(PLANS, who(request), "follow", plan)
    return report, plan


@require_http_methods(GET_POST)
def send_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a report was sent upward."""
    report, plan = _report(request, pk)
    return _asked(
        request,
        plan=plan,
        form=ReportSentForm(posted(request), initial={"sent_on": office_day()}),
        words={
            "title": _("Sent: %(report)s") % {"report": report},
            "sentences": (
                _("To %(whom)s, due on %(day)s.")
                % {"whom": report.addressed_to, "day": f"{report.due_on:%d/%m/%Y}"},
            ),
            "button": _("Record that it was sent"),
            "done": _("It was recorded that the report was sent."),
        },
        back=f"{reverse('plans:plan', args=[plan.pk])}#u-reports",
        do=lambda data: actions.send_report(report=report, by=who(request), **data),
    )


@require_http_methods(GET_POST)
def remove_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report off the list."""
    report, plan = _report(request, pk)
    return _asked(
        request,
        plan=plan,
        form=NothingToFill(posted(request)),
        words={
            "title": _("Take off the list: %(report)s") % {"report": report},
            "sentences": (_("It is no longer among the duties. The history keeps it."),),
            "button": _("Take off the list"),
            "done": _("The report was taken off the list."),
        },
        back=f"{reverse('plans:plan', args=[plan.pk])}#u-reports",
        do=lambda _data: actions.remove_report(report=report, by=who(request)),
    )
