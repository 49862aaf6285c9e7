"""Quoted law: which texts this year's verdicts rest on, and the record that one compared them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.common.clock import office_day
from thidua.eligibility import comparing
from thidua.eligibility.actions import record_comparison
from thidua.eligibility.forms import ComparisonForm
from thidua.organisations.policies import holds
from thidua.organisations.states import Role
from thidua.workflow.pages import attempt, who

GET_POST = ["GET", "HEAD", "POST"]


def _texts(request: HttpRequest) -> list[comparing.QuotedText]:
    """The texts, for whoever may read them; 404 for everyone else."""
    day = office_day()
    if not comparing.may_read(who(request), day):
        raise Http404
    return comparing.texts_of(day)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The texts that verdicts rest on, those to compare first."""
    texts = _texts(request)
    context = {
        "waiting": [each for each in texts if each.comparison is None],
        "compared": [each for each in texts if each.comparison is not None],
        "may_compare": bool(holds(who(request), Role.OFFICE_HEAD)),
    }
    return render(request, "eligibility/comparisons.html", context)


@require_http_methods(GET_POST)
def compare(request: HttpRequest, instrument: str) -> HttpResponse:
    """One text: what the program holds of it, who compared it; the office's head records it."""
    found = next((each for each in _texts(request) if each.instrument.id == instrument), None)
    if found is None:
        raise Http404
    answer = holds(who(request), Role.OFFICE_HEAD)
    is_sent = request.method == "POST"
    if is_sent and not answer:
        raise PermissionDenied(answer.why)
    form = ComparisonForm(request.POST if is_sent else None)
    status = 200
    if is_sent:

        def do(data: Mapping[str, Any]) -> object:
            return record_comparison(by=who(request), instrument=instrument, note=data["note"])

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(
                request,
                _("%(text)s is recorded as compared.") % {"text": found.instrument.printed},
            )
            return redirect("eligibility:comparisons")
    may_compare = bool(answer) and (is_sent or found.comparison is None)
    context = {"text": found, "form": form, "may_compare": may_compare}
    return render(request, "eligibility/compare.html", context, status=status)
