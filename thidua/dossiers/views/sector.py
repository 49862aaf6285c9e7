"""The schools' dossiers, gathered by the sector's receiver."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.dossiers import sector
from thidua.organisations.policies import OFFICE, holds
from thidua.organisations.states import Role
from thidua.workflow.pages import who

READERS = (Role.SECTOR_RECEIVER, *OFFICE, Role.INSPECTOR)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every school with its dossier's state; what waits; the reminder to those who are late."""
    user, day = who(request), office_day()
    if not holds(user, *READERS):
        raise Http404
    periods = sector.school_periods(day)
    period = sector.period_shown(user, periods, request.GET.get("period", ""))
    gathering = sector.gathering_of(user, period, day) if period else None
    only = request.GET.get("only") == "missing"
    context = {
        "periods": periods,
        "period": period,
        "gathering": gathering,
        "only": only,
        "schools": (gathering.missing if only else gathering.schools) if gathering else (),
        "may_endorse": bool(holds(user, Role.SECTOR_RECEIVER)),
        "reminder": sector.reminder(gathering, day) if gathering else "",
    }
    return render(request, "dossiers/sector.html", context)
