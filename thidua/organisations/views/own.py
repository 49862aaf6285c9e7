"""One's own account: password, language, roles with their terms."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from thidua.common.clock import office_day
from thidua.organisations import actions, administration
from thidua.organisations.forms import OwnPasswordForm
from thidua.organisations.policies import ROLES
from thidua.workflow.pages import attempt, who


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """My account: who I am here, which roles and seats I hold, since when and until when."""
    user, day = who(request), office_day()
    roles = list(
        ROLES.visible_to(user)
        .filter(user=user)
        .select_related("unit")
        .order_by("-started_on", "unit__sort_key", "role")
    )
    person = administration.person_of(user)
    # Councils lie above this app: their seats are reached by the relation's name.
    seats = list(person.seats.select_related("council").order_by("-started_on")) if person else []
    held: list[Any] = [*roles, *seats]
    context = {
        "person": person,
        "roles": [each for each in roles if _is_held(each.ended_on, day)],
        "seats": [each for each in seats if _is_held(each.ended_on, day)],
        "past": [each for each in held if not _is_held(each.ended_on, day)],
    }
    return render(request, "organisations/own_account.html", context)


def _is_held(ended_on: Any, day: Any) -> bool:
    return ended_on is None or ended_on >= day


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the session goes on, others end."""
    user = who(request)
    is_sent = request.method == "POST"
    form = OwnPasswordForm(request.POST if is_sent else None, user=user)
    status = 200
    if is_sent:

        def do(data: Mapping[str, Any]) -> None:
            actions.change_password(by=user, user=user, password=data["password"])

        is_done, status = attempt(form, do)
        if is_done:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password was changed."))
            return redirect("organisations:own_account")
        # The refused change stands in the object, not in the database.
        user.refresh_from_db()
    context = {"form": form, "is_demanded": user.must_change_password}
    return render(request, "organisations/own_password.html", context, status=status)
