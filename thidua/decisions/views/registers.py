"""The register of numbers, and what waits for one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thidua.decisions import registers
from thidua.workflow.pages import who

_YEAR = 4


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The register of one kind of paper in one year; above it what waits to be numbered."""
    user = who(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in registers.KINDS else registers.DECISION
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == _YEAR else None
    shown = registers.register_of(user, kind, year)
    decisions, submissions = registers.waiting_for_number(user)
    context = {
        "shown": shown,
        "kind": kind,
        "year": shown.rows[0].year if shown.rows else None,
        "kinds": ((registers.DECISION, _("Decisions")), (registers.SUBMISSION, _("Submissions"))),
        "decisions": decisions,
        "submissions": submissions,
    }
    return render(request, "decisions/register.html", context)
