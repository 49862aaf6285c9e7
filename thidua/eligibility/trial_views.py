"""What if: a year judged as of another day or with a draft counted; who gains and who loses."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.accounts.models import User
from thidua.background.actions import is_lost
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.common.pages import page_of
from thidua.eligibility import trials
from thidua.eligibility.actions.trials import ask_to_try, carry_on_trying
from thidua.eligibility.forms import TrialForm
from thidua.eligibility.models import Trial
from thidua.eligibility.unit_picker import picked
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, holds
from thidua.organisations.states import Role
from thidua.rules import default_law
from thidua.workflow.pages import attempt, found, who

GET_POST = ["GET", "HEAD", "POST"]


def _reader(request: HttpRequest) -> User:
    """The standing office, and inspectors, who read; 404 for everyone else."""
    user = who(request)
    if not holds(user, *OFFICE, Role.INSPECTOR):
        raise Http404
    return user


@require_http_methods(GET_POST)
def overview(request: HttpRequest) -> HttpResponse:
    """The trials, and the form for another."""
    user = _reader(request)
    may_ask = holds(user, *OFFICE)
    is_sent = request.method == "POST"
    if is_sent and not may_ask:
        raise PermissionDenied(may_ask.why)
    form = TrialForm(request.POST if is_sent else None, initial={"year": office_day().year})
    status = 200
    if is_sent:
        asked: list[Trial] = []

        def do(data: Mapping[str, Any]) -> object:
            asked.append(ask_to_try(by=user, **data))
            return asked

        is_done, status = attempt(form, do)
        if is_done:
            return redirect("eligibility:trial", asked[0].pk)
    context = {"form": form, "may_ask": bool(may_ask), "trials": trials.newest()}
    return render(request, "eligibility/trials.html", context, status=status)


@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """One trial: how far it is; by title how many gain and lose; the names of one title."""
    user = _reader(request)
    work = found(Trial.objects.select_related("asked_by").filter(pk=pk).first())
    sums = trials.sums_of(work)
    known = {each.what for each in sums}
    get = request.GET
    what = get.get("gi", "") if get.get("gi", "") in known else (sums[0].what if sums else "")
    has_gainers = any(each.gain for each in sums if each.what == what)
    gains = get["la"] != "mat" if "la" in get else has_gainers or not sums
    unit = picked(Unit.objects.all(), get)
    page = page_of(
        trials.changes_of(work, what, gains=gains, unit=unit.unit),
        after=get.get("sau", ""),
        before=get.get("truoc", ""),
    )
    draft = default_law().shelf.instruments.get(work.draft)
    context = {
        "work": work,
        "draft": draft.printed if draft else "",
        "is_lost": is_lost(work),
        "sums": sums,
        "what": what,
        "gains": gains,
        "page": page,
        "picked": unit,
        "may_ask": bool(holds(user, *OFFICE)),
        "here": request.get_full_path(),
    }
    return render(request, "eligibility/trial.html", context)


@require_POST
def carry_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a trial that broke off."""
    user = _reader(request)
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    work = found(Trial.objects.filter(pk=pk).first())
    try:
        carry_on_trying(work=work, by=user)
    except Refusal as refusal:
        messages.info(request, str(refusal.reasons[0]))
    else:
        messages.success(request, _("It has begun; you may leave this page."))
    return redirect("eligibility:trial", pk)
