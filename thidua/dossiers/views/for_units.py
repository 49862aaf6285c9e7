"""Where the standing office begins to enter a meeting or a dossier for a unit."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.common.pages import page_of
from thidua.dossiers.entering import period_entered, periods_entered, unit_rows, units_entered
from thidua.organisations.policies import OFFICE, holds
from thidua.organisations.queries import named, search_words
from thidua.workflow.pages import who


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The units of a period (`ky`), those of a name (`q`), with what can be entered for each."""
    user = who(request)
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    day = office_day()
    periods = periods_entered(day)
    period = period_entered(periods, request.GET.get("ky", ""), day)
    text = request.GET.get("q", "")
    context: dict[str, object] = {"periods": periods, "period": period, "text": text}
    if period is not None:
        found = page_of(
            units_entered(user, period).filter(named(search_words(text))),
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context |= {"page": found, "rows": unit_rows(user, period, found.rows)}
    return render(request, "dossiers/for_units.html", context)
