"""The emulation periods; the standing office or an administrator adds them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.organisations import actions, administration
from thidua.organisations.forms import PeriodForm
from thidua.organisations.policies import OFFICE, holds
from thidua.organisations.states import Role
from thidua.workflow.pages import attempt, who


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The periods, the newest first; POST adds one."""
    user = who(request)
    if not holds(user, *OFFICE, Role.ADMINISTRATOR):
        raise Http404
    is_sent = request.method == "POST"
    form = PeriodForm(request.POST if is_sent else None)
    status = 200
    if is_sent:
        before = {each.code for each in administration.periods_listed()}
        is_done, status = attempt(
            form, lambda data: actions.ensure_periods(by=user, codes=[data["code"].strip()])
        )
        if is_done:
            code = form.cleaned_data["code"].strip()
            if code in before:
                messages.info(request, _("The period %(code)s was there already.") % {"code": code})
            else:
                messages.success(request, _("The period %(code)s was added.") % {"code": code})
            return redirect("organisations:periods")
    context = {
        "periods": administration.periods_listed(),
        "day": office_day(),
        "form": form,
        "is_administrator": bool(holds(user, Role.ADMINISTRATOR)),
    }
    return render(request, "organisations/periods.html", context, status=status)
