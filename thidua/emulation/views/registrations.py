"""One registration: its page, its lines, its moves."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.documents.forms import OnPaperForm
from thidua.emulation import actions, pages
from thidua.emulation.adding import collective_form, entries_of, narrow, people_form
from thidua.emulation.forms import CollectiveForm, PeopleForm, ReasonForm
from thidua.emulation.models import Registration, RegistrationLine
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.queries import registration_with_lines
from thidua.emulation.transitions import REGISTRATION_TABLE, stops_sending
from thidua.organisations.queries import people_of
from thidua.ui.undo import Undo, tell_undoable
from thidua.workflow.pages import Words, attempt, demand_may, found, move_page, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def start(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Begin a unit's registration in a round; where it has begun, go there."""
    user = who(request)
    in_round = found(pages.round_of(user, pk))
    unit = found(pages.unit_of_round(in_round, unit_pk, user))
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            registration = actions.start_registration(in_round=in_round, unit=unit, by=user)
        except Refusal as refusal:
            problem = refusal
        else:
            return redirect("emulation:registration", registration.pk)
    context = {"round": in_round, "unit": unit, "reasons": problem.reasons if problem else ()}
    return render(request, "emulation/start.html", context, status=409 if problem else 200)


@require_http_methods(GET_POST)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A registration: steps, what is missing, the next action, lines, history; POST adds people."""
    registration = found(registration_with_lines(REGISTRATIONS.visible_to(who(request)), pk))
    if request.method != "POST":
        if request.headers.get("HX-Request") and "q" in request.GET:
            return _people_fragment(request, registration)
        return _registration_page(request, registration)
    demand_may(REGISTRATIONS, who(request), "register_line", registration)
    form = people_form(registration, request.POST)
    is_done, status = attempt(form, lambda _data: _register(request, registration, form))
    if is_done:
        return redirect("emulation:registration", pk)
    return _registration_page(request, registration, people=form, status=status)


def _register(request: HttpRequest, registration: Registration, form: PeopleForm) -> None:
    """Register everyone ticked, or nobody where one of them is refused."""
    lines = actions.register_lines(
        registration=registration, entries=entries_of(form), by=who(request)
    )
    message = ngettext("%(count)s person was added.", "%(count)s people were added.", len(lines))
    messages.success(request, message % {"count": len(lines)})


@require_http_methods(GET_POST)
def add_collective(request: HttpRequest, pk: int) -> HttpResponse:
    """POST adds the unit itself, or a collective inside it; GET leads to the registration."""
    registration = found(registration_with_lines(REGISTRATIONS.visible_to(who(request)), pk))
    if request.method != "POST":
        return redirect("emulation:registration", pk)
    demand_may(REGISTRATIONS, who(request), "register_line", registration)
    form = collective_form(registration, request.POST)

    def register(data: Mapping[str, Any]) -> object:
        return actions.register_line(
            registration=registration, what=data["what"], unit=form.chosen(), by=who(request)
        )

    is_done, status = attempt(form, register)
    if is_done:
        messages.success(request, _("%(unit)s was added.") % {"unit": form.chosen()})
        return redirect("emulation:registration", pk)
    return _registration_page(request, registration, collective=form, status=status)


@require_POST
def withdraw(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take a line off; a line already taken off by someone else is no trouble."""
    registration = found(registration_with_lines(REGISTRATIONS.visible_to(who(request)), pk))
    demand_may(REGISTRATIONS, who(request), "withdraw_line", registration)
    line = pages.line_of(registration, line_pk)
    if line is None:
        messages.info(request, _("This line was already taken off."))
        return redirect("emulation:registration", pk)
    actions.withdraw_line(line=line, by=who(request))
    told = _("%(holder)s was taken off the list.") % {"holder": line.holder}
    tell_undoable(request, told, _putting_back(registration, line))
    return redirect(f"{reverse('emulation:registration', args=[pk])}#lines")


def _putting_back(registration: Registration, line: RegistrationLine) -> Undo:
    """The form that adds the line again as it was."""
    if line.person_id is None:
        url = reverse("emulation:add_collective", args=[registration.pk])
        return Undo(url, {"collective-unit": str(line.unit_id), "collective-what": line.what})
    url = reverse("emulation:registration", args=[registration.pk])
    fields = {"person": str(line.person_id), "what": line.what, "initiative": line.initiative}
    return Undo(url, fields)


@require_http_methods(GET_POST)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the list to the standing office."""
    registration = found(pages.registration_of(who(request), pk))
    here = reverse("emulation:registration", args=[pk])
    late = max(0, (office_day() - registration.round.last_day).days)
    lateness = (
        _("The last day was %(day)s: the list is taken, and marked %(days)s days late.")
        if late and registration.sent_on is None
        else _("The list is in time: the last day is %(day)s.")
    )
    words = Words(
        title=_("Send the registration of %(unit)s") % {"unit": registration.unit},
        sentences=(
            _("The standing office receives the list and checks it."),
            _("You can no longer change it, unless the office returns it."),
            lateness % {"day": registration.round.last_day.strftime("%d/%m/%Y"), "days": late},
        ),
        button=_("Send"),
        done=_("The registration was sent."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=REGISTRATION_TABLE,
        name="send",
        row=registration,
        words=words,
        form_class=partial(
            OnPaperForm,
            doers=people_of(registration.unit, office_day()),
            must=not REGISTRATIONS.allows(who(request), "send", registration),
        ),
        do=lambda data: actions.send_registration(
            registration=registration, by=who(request), on_paper=data["on_paper"]
        ),
    )


@require_http_methods(GET_POST)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the list to its unit, with what to correct."""
    registration = found(pages.registration_of(who(request), pk))
    words = Words(
        title=_("Return the registration of %(unit)s") % {"unit": registration.unit},
        sentences=(
            _("The unit can change its list again and sends it anew."),
            _("A return does not make the unit late: its first sending counts."),
        ),
        button=_("Return"),
        done=_("The registration was returned."),
        back=reverse("emulation:registration", args=[pk]),
        then=reverse("emulation:round", args=[registration.round_id]),
    )
    return move_page(
        request,
        table=REGISTRATION_TABLE,
        name="return",
        row=registration,
        words=words,
        form_class=ReasonForm,
        do=lambda data: actions.return_registration(
            registration=registration, reason=data["reason"], by=who(request)
        ),
    )


@require_http_methods(GET_POST)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the list."""
    registration = found(pages.registration_of(who(request), pk))
    words = Words(
        title=_("Accept the registration of %(unit)s") % {"unit": registration.unit},
        sentences=(
            _("The registration stands for %(period)s and can no longer be changed.")
            % {"period": registration.round.period},
        ),
        button=_("Accept"),
        done=_("The registration of %(unit)s was accepted.") % {"unit": registration.unit},
        back=reverse("emulation:registration", args=[pk]),
        then=reverse("emulation:round", args=[registration.round_id]),
    )
    return move_page(
        request,
        table=REGISTRATION_TABLE,
        name="accept",
        row=registration,
        words=words,
        do=lambda _data: actions.accept_registration(registration=registration, by=who(request)),
    )


def _people_fragment(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The narrowed list of people, for htmx."""
    ticked = request.GET.getlist("person")
    form = people_form(registration, initial={"person": ticked})
    narrow(form, request.GET["q"], ticked)
    return render(request, "emulation/people.html", {"field": form["person"]})


def _registration_page(
    request: HttpRequest,
    registration: Registration,
    *,
    people: PeopleForm | None = None,
    collective: CollectiveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = who(request)
    may_write = registration.state in pages.WRITABLE and bool(
        REGISTRATIONS.allows(user, "register_line", registration)
    )
    missing = stops_sending(registration) if registration.state in pages.WRITABLE else []
    context: dict[str, object] = {
        "registration": registration,
        "state": pages.state_label(registration, is_office=pages.is_office(user)),
        "tone": pages.TONES[registration.state],  # type: ignore[index]
        "steps": pages.steps(registration),
        "missing": missing,
        "next": pages.next_action(user, registration, missing),
        "moves": {move.name for move in REGISTRATION_TABLE.open_to(user, registration)},
        "may_write": may_write,
        "history": history_of(registration),
        "q": request.GET.get("q", ""),
    }
    if may_write:
        people = people or people_form(registration)
        if request.GET.get("q"):
            narrow(people, request.GET["q"], [])
        context |= {"people": people, "collective": collective or collective_form(registration)}
    elif people is not None or collective is not None:
        # It was closed meanwhile: the reason stands on top, since the form is no longer there.
        bound = [form for form in (people, collective) if form is not None]
        context["refusals"] = [error for form in bound for error in form.non_field_errors()]
    return render(request, "emulation/registration.html", context, status=status)
