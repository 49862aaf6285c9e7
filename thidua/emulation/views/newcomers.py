"""Adding to the register, from a list, whom it does not have: a person, a team, a household."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.emulation import pages
from thidua.emulation.newcomers import NewCollectiveForm, NewcomerForm
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.queries import people_to_register
from thidua.organisations.actions import add_collective, add_person
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.organisations.queries import namesakes_of, units_named
from thidua.workflow.pages import attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person who is in no list yet; namesakes are shown first and must be told apart."""
    user = who(request)
    registration = found(pages.registration_of(user, pk))
    demand_may(REGISTRATIONS, user, "make_link", registration)
    units = list(pages.collectives_of(registration.unit))
    form = NewcomerForm(request.POST if request.method == "POST" else None, units=units)
    status = 200
    if request.method == "POST":
        added: list[Person] = []
        is_done, status = attempt(
            form,
            lambda data: added.append(
                add_person(
                    by=user,
                    unit=form.chosen(),
                    name=data["name"],
                    kind=data["kind"],
                    honorific=data["honorific"],
                    position=data["position"],
                    is_another=data["is_another"],
                )
            ),
        )
        if is_done:
            message = _("%(person)s is in the register now: tick the name below.")
            messages.success(request, message % {"person": added[0]})
            query = urlencode({"q": added[0].name})
            return redirect(f"{reverse('emulation:registration', args=[pk])}?{query}#person-list")
    same = list(namesakes_of(form.cleaned_data.get("name", ""))) if form.is_bound else []
    keys = [each.pk for each in same]
    seen = set(PEOPLE.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    listed = people_to_register(registration.unit, office_day()).filter(pk__in=keys)
    seen |= set(listed.values_list("pk", flat=True))
    context = {
        "registration": registration,
        "form": form,
        "same": [each for each in same if each.pk in seen],
        "elsewhere": sum(each.pk not in seen for each in same),
        "asks_another": bool(same),
    }
    return render(request, "emulation/newcomer.html", context, status=status)


@require_http_methods(GET_POST)
def collective(request: HttpRequest, pk: int) -> HttpResponse:
    """A team or household of the unit that is in no list yet."""
    user = who(request)
    registration = found(pages.registration_of(user, pk))
    demand_may(REGISTRATIONS, user, "make_link", registration)
    form = NewCollectiveForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        added: list[Unit] = []
        is_done, status = attempt(
            form,
            lambda data: added.append(
                add_collective(
                    by=user,
                    parent=registration.unit,
                    name=data["name"],
                    kind=data["kind"],
                    is_another=data["is_another"],
                )
            ),
        )
        if is_done:
            message = _("%(unit)s is in the register now: choose it below.")
            messages.success(request, message % {"unit": added[0]})
            return redirect("emulation:registration", pk)
    same = list(units_named(form.cleaned_data.get("name", ""))) if form.is_bound else []
    keys = [each.pk for each in same]
    seen = set(UNITS.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    context = {
        "registration": registration,
        "form": form,
        "same": [each for each in same if each.pk in seen or each.parent == registration.unit],
        "elsewhere": sum(each.pk not in seen and each.parent != registration.unit for each in same),
        "asks_another": bool(same),
    }
    return render(request, "emulation/new_collective.html", context, status=status)
