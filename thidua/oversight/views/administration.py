"""The administrator's overview: what needs somebody, and the state of the system."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.organisations import administration
from thidua.organisations.policies import ROLES, UNITS, USERS
from thidua.organisations.views.admission import for_administrators
from thidua.oversight.health import state_of_system
from thidua.oversight.queries import newest_result
from thidua.workflow.pages import who


@require_safe
@for_administrators
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for the administrator, each with its page; then the system in sentences."""
    user, day = who(request), office_day()
    users, roles = USERS.visible_to(user), ROLES.visible_to(user)

    def count(only: str) -> int:
        return administration.accounts_listed(users, "", only, day).count()

    context = {
        "resting": count("resting"),
        "roleless": count("roleless"),
        "unused": count("unused"),
        "accounts": count(""),
        "lacking": administration.units_lacking(UNITS.visible_to(user), day).count(),
        "ending": len(administration.roles_ending(roles, day)),
        "closed": len(administration.roles_of_closed(roles, day)),
        "system": state_of_system(),
        "result": newest_result(),
    }
    return render(request, "oversight/administration.html", context)
