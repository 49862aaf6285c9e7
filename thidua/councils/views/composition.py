"""Who sits on a council: founding, seats with capacity and term, the decisions behind them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.councils import actions, composition
from thidua.councils.forms import CouncilDecisionForm, CouncilForm, SeatForm
from thidua.councils.models import Council
from thidua.councils.policies import COUNCILS
from thidua.organisations.forms import ending_on
from thidua.organisations.policies import OFFICE, holds
from thidua.rules import default_law
from thidua.workflow.pages import Words, demand_may, form_page, who
from thidua.workflow.pages import found as found_or_404

GET_POST = ["GET", "HEAD", "POST"]


def _council(request: HttpRequest, pk: int) -> Council:
    return found_or_404(composition.council_of_page(who(request), pk))


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A council: what it lacks, who sits on it, the decisions, the history."""
    user, day, council = who(request), office_day(), _council(request, pk)
    shown = composition.composition_of(council, day)
    missing = composition.missing_of(council, shown)
    quorum, citation = composition.quorum_in_words(council, shown, day)
    may_seat = bool(COUNCILS.allows(user, "seat", council))
    context = {
        "council": council,
        "shown": shown,
        "quorum": quorum,
        "citation": citation,
        "missing": missing if may_seat else [],
        "next": composition.next_for(user, council, missing, shown),
        "may_seat": may_seat,
        "history": history_of(council, *shown.past, most=30),
    }
    return render(request, "councils/council.html", context)


@require_http_methods(GET_POST)
def found(request: HttpRequest) -> HttpResponse:
    """Found a council."""
    user, day = who(request), office_day()
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    is_sent = request.method == "POST"
    form = CouncilForm(
        request.POST if is_sent else None,
        authorities=composition.authorities_for(user),
        levels=default_law().levels(day),
    )
    made: list[Council] = []

    def do(data: Mapping[str, Any]) -> None:
        made.append(actions.found_council(by=user, **data))

    def done() -> HttpResponse:
        messages.success(request, _("The council was founded."))
        return redirect("councils:council", made[0].pk)

    words = Words(
        title=_("Found a council"),
        sentences=(_("Its members, secretary and decisions are recorded next."),),
        button=_("Found the council"),
        done="",
        back=reverse("councils:meetings"),
        then="",
    )
    return form_page(request, words=words, form=form, do=do, done=done)


@require_safe
def choose_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is to sit: people found by name or code."""
    user, council = who(request), _council(request, pk)
    demand_may(COUNCILS, user, "seat", council)
    text = request.GET.get("q", "")[:100]
    people = composition.people_to_seat(user, council, text, office_day()) if text.strip() else []
    context = {
        "council": council,
        "q": text,
        "people": people,
        "most": composition.FOUND_AT_ONCE,
    }
    return render(request, "councils/choose_member.html", context)


@require_http_methods(GET_POST)
def seat(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Seat a person in a capacity for a term."""
    user, council = who(request), _council(request, pk)
    demand_may(COUNCILS, user, "seat", council)
    person = found_or_404(composition.person_to_seat(user, person_pk))
    is_sent = request.method == "POST"
    form = SeatForm(request.POST if is_sent else None, initial={"started_on": office_day()})
    here = reverse("councils:council", args=[pk])
    words = Words(
        title=_("Seat %(person)s") % {"person": person},
        sentences=(
            _("%(person)s: %(post)s") % {"person": person, "post": _post(person)},
            _("Whoever sits on the day of a meeting is on its roll; the secretary has no vote."),
        ),
        button=_("Seat"),
        done=_("%(person)s was seated.") % {"person": person},
        back=here,
        then=here,
    )
    return form_page(
        request,
        words=words,
        form=form,
        do=lambda data: actions.seat_member(by=user, council=council, person=person, **data),
    )


def _post(person: Any) -> str:
    return ", ".join(str(each) for each in (person.position, person.unit) if each) or "–"


@require_http_methods(GET_POST)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a seat on a day."""
    user = who(request)
    held = found_or_404(composition.seat_of_page(user, pk))
    demand_may(COUNCILS, user, "seat", held.council)
    is_sent = request.method == "POST"
    form = ending_on(office_day())(request.POST if is_sent else None)
    here = reverse("councils:council", args=[held.council_id])
    words = Words(
        title=_("End the seat of %(person)s") % {"person": held.person},
        sentences=(
            _("%(capacity)s since %(day)s.")
            % {
                "capacity": held.get_capacity_display().capitalize(),
                "day": f"{held.started_on:%d/%m/%Y}",
            },
            _("Rolls and votes of meetings held before stay as they are."),
        ),
        button=_("End the seat"),
        done=_("The seat ends on that day."),
        back=here,
        then=here,
    )
    return form_page(
        request,
        words=words,
        form=form,
        do=lambda data: actions.end_seat(by=user, seat=held, ended_on=data["ended_on"]),
    )


@require_http_methods(GET_POST)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a decision that set up the council or changed who sits on it."""
    user, council = who(request), _council(request, pk)
    demand_may(COUNCILS, user, "seat", council)
    is_sent = request.method == "POST"
    initial = {"issuer": council.authority.name}
    form = CouncilDecisionForm(request.POST if is_sent else None, initial=initial)
    here = reverse("councils:council", args=[pk])
    words = Words(
        title=_("Record a decision on the council"),
        sentences=(_("The decision on paper that set up the council or changed its members."),),
        button=_("Record the decision"),
        done=_("The decision was recorded."),
        back=here,
        then=here,
    )
    return form_page(
        request,
        words=words,
        form=form,
        do=lambda data: actions.record_council_decision(by=user, council=council, **data),
    )
