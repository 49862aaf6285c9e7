"""Personal links: made and revoked by the unit or the office; opened by whom they are for."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.common.clock import office_day
from thidua.emulation import actions, pages
from thidua.emulation.models import PersonalLink, Registration
from thidua.emulation.policies import LINKS, REGISTRATIONS
from thidua.exchange.forms import LinkForm
from thidua.exchange.queries import links_of
from thidua.exchange.through import (
    TOO_MANY,
    closed,
    count_wrong,
    is_waiting,
    let_in,
    link_named,
    person_user,
    private,
)
from thidua.exchange.wording import link_letter
from thidua.organisations.queries import people_of
from thidua.workflow.pages import attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def of_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a registration; POST makes one and shows it, this once."""
    user = who(request)
    registration = found(pages.registration_of(user, pk))
    demand_may(REGISTRATIONS, user, "make_link", registration)
    people = people_of(registration.unit, office_day())
    form = LinkForm(request.POST if request.method == "POST" else None, people=people)
    made: list[tuple[PersonalLink, str]] = []
    status = 200
    if request.method == "POST":
        is_done, status = attempt(
            form,
            lambda _data: made.append(
                actions.make_link(registration=registration, person=form.chosen(), by=user)
            ),
        )
        if is_done:
            form = LinkForm(people=people)
    context: dict[str, object] = {
        "registration": registration,
        "form": form,
        "links": links_of(LINKS.visible_to(user), registration),
        "is_past": registration.round.last_day < office_day(),
    }
    if made:
        context |= _letter(request, registration, *made[0])
    return private(render(request, "exchange/links.html", context, status=status))


def _letter(
    request: HttpRequest, registration: Registration, link: PersonalLink, secret: str
) -> dict[str, object]:
    address = request.build_absolute_uri(reverse("exchange:open_link", args=[secret]))
    return {
        "made": link,
        "address": address,
        "letter": link_letter(registration, link.person, address),
    }


@require_POST
def revoke(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Let a link open nothing any more."""
    user = who(request)
    registration = found(pages.registration_of(user, pk))
    demand_may(REGISTRATIONS, user, "make_link", registration)
    link = found(links_of(LINKS.visible_to(user), registration).filter(pk=link_pk).first())
    if link.revoked_on is not None:
        messages.info(request, _("This link was already revoked."))
    else:
        actions.revoke_link(link=link, by=user)
        messages.success(
            request, _("The link of %(person)s opens nothing any more.") % {"person": link.person}
        )
    return redirect("exchange:links", pk)


@login_not_required
@require_http_methods(GET_POST)
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Whom the link is for and what it opens; POST opens it. Programs that only look count for
    nothing: mail and Zalo look at every address that they carry.
    """
    if is_waiting(request):
        return private(render(request, "exchange/too_many.html", status=TOO_MANY))
    link = link_named(secret)
    if link is None:
        count_wrong(request)
        return closed(request)
    holder = person_user(link)
    is_other = request.user.is_authenticated and request.user != holder
    if request.method == "POST":
        if is_other:
            logout(request)
        actions.open_link(link=link)
        return private(let_in(redirect("exchange:link", link.pk), link))
    context = {
        "link": link,
        "registration": link.registration,
        "is_other": is_other,
        "is_self": request.user == holder,
    }
    return private(render(request, "exchange/open_link.html", context))
