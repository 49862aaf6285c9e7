"""Roles by person, unit and term: who holds what, giving, ending; units that lack somebody."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.pages import page_of
from thidua.organisations import actions, administration
from thidua.organisations.forms import RoleForm, ending_on
from thidua.organisations.policies import ROLES, UNITS, USERS
from thidua.organisations.states import Role
from thidua.organisations.views.admission import for_administrators
from thidua.workflow.pages import Words, act_page, attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@for_administrators
def overview(request: HttpRequest) -> HttpResponse:
    """Who holds which role today, or held one before; by unit."""
    asked, day = request.GET, office_day()
    role = asked.get("role", "")
    role = role if role in Role.values else ""
    text = asked.get("q", "")[:100]
    is_past = asked.get("past") == "1"
    listed = administration.roles_listed(
        ROLES.visible_to(who(request)), day, role=role, text=text, is_past=is_past
    )
    context = {
        "q": text,
        "role": role,
        "roles": Role.choices,
        "is_past": is_past,
        "day": day,
        "page": page_of(
            listed, key="listed_by", after=asked.get("after", ""), before=asked.get("before", "")
        ),
    }
    return render(request, "organisations/roles.html", context)


@require_safe
@for_administrators
def handover(request: HttpRequest) -> HttpResponse:
    """What a change of post leaves open: units that lack somebody, roles that end."""
    user, day, asked = who(request), office_day(), request.GET
    roles = ROLES.visible_to(user)
    lacking = administration.units_lacking(UNITS.visible_to(user), day)
    context = {
        "day": day,
        "count": lacking.count(),
        "page": page_of(lacking, after=asked.get("after", ""), before=asked.get("before", "")),
        "ending": administration.roles_ending(roles, day),
        "closed": administration.roles_of_closed(roles, day),
    }
    return render(request, "organisations/handover.html", context)


@require_http_methods(GET_POST)
@for_administrators
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a role at a unit for a term."""
    user, day = who(request), office_day()
    account: User = found(USERS.visible_to(user).filter(pk=pk, is_system=False).first())
    person = administration.person_of(account)
    units = UNITS.visible_to(user)
    is_sent = request.method == "POST"
    form = RoleForm(
        request.POST if is_sent else None,
        find=partial(administration.units_named, units, day=day),
        initial={
            "unit": person.unit if person else "",
            "started_on": day,
            "role": request.GET.get("role", ""),
        },
    )
    status = 200
    if is_sent:

        def do(data: Mapping[str, Any]) -> None:
            actions.grant_role(by=user, user=account, **data)

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, _("The role was given."))
            return redirect("organisations:account", pk)
    context = {
        "account": account,
        "form": form,
        "units": administration.taking_part(units, day).order_by("sort_key")[:_SUGGESTED],
    }
    return render(request, "organisations/give_role.html", context, status=status)


_SUGGESTED = 300


@require_http_methods(GET_POST)
@for_administrators
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role on a day."""
    user, day = who(request), office_day()
    visible = ROLES.visible_to(user).select_related("user", "unit")
    assignment = found(visible.filter(pk=pk).first())
    demand_may(ROLES, user, "end", assignment)
    account = reverse("organisations:account", args=[assignment.user_id])
    words = Words(
        title=_("End a role of %(name)s") % {"name": assignment.user},
        sentences=(
            _("%(role)s at %(unit)s, since %(day)s.")
            % {
                "role": str(Role(assignment.role).label).capitalize(),
                "unit": assignment.unit,
                "day": f"{assignment.started_on:%d/%m/%Y}",
            },
            _("After the last day the account no longer sees or does what the role allowed."),
            _("What was begun stays with the unit: give the role to the successor as well."),
        ),
        button=_("End the role"),
        done=_("The role ends on that day."),
        back=account,
        then=account,
    )
    return act_page(
        request,
        words=words,
        do=lambda data: actions.end_role(by=user, assignment=assignment, ended_on=data["ended_on"]),
        form_class=ending_on(day),
    )
