"""The pages that a personal link opens: one registration, written without signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.documents.uploads import EXCEL, attached
from thidua.emulation import actions, adding, pages
from thidua.emulation.forms import CollectiveForm, PeopleForm
from thidua.emulation.models import PersonalLink, Registration
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.queries import registration_with_lines
from thidua.emulation.transitions import REGISTRATION_TABLE, stops_sending
from thidua.exchange.actions import apply_form, receive_form
from thidua.exchange.forms import OneFormForm
from thidua.exchange.models import ReturnedForm
from thidua.exchange.policies import RETURNED_FORMS
from thidua.exchange.queries import waiting_forms
from thidua.exchange.through import by_link, let_out
from thidua.exchange.views.outgoing import form_file
from thidua.exchange.views.returned import preview
from thidua.workflow.pages import REFUSED, Words, attempt, demand_may, found, move_page, who

GET_POST = ["GET", "HEAD", "POST"]


def _registration(request: HttpRequest, link: PersonalLink) -> Registration:
    seen = REGISTRATIONS.visible_to(who(request))
    return found(registration_with_lines(seen, link.registration_id))


@by_link
@require_http_methods(GET_POST)
def page(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The registration; POST adds people."""
    registration = _registration(request, link)
    if request.method != "POST":
        if request.headers.get("HX-Request") and "q" in request.GET:
            return _people(request, registration)
        return _page(request, link, registration)
    demand_may(REGISTRATIONS, who(request), "register_line", registration)
    form = adding.people_form(registration, request.POST)
    added: list[object] = []
    is_done, status = attempt(
        form,
        lambda _data: added.extend(
            actions.register_lines(
                registration=registration, entries=adding.entries_of(form), by=who(request)
            )
        ),
    )
    if is_done:
        message = ngettext(
            "%(count)s person was added.", "%(count)s people were added.", len(added)
        )
        messages.success(request, message % {"count": len(added)})
        return redirect("exchange:link", link.pk)
    return _page(request, link, registration, people=form, status=status)


@by_link
@require_POST
def add_collective(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Add the unit itself or a collective inside it."""
    registration = _registration(request, link)
    demand_may(REGISTRATIONS, who(request), "register_line", registration)
    form = adding.collective_form(registration, request.POST)
    is_done, status = attempt(
        form,
        lambda data: actions.register_line(
            registration=registration, what=data["what"], unit=form.chosen(), by=who(request)
        ),
    )
    if is_done:
        messages.success(request, _("%(unit)s was added.") % {"unit": form.chosen()})
        return redirect("exchange:link", link.pk)
    return _page(request, link, registration, collective=form, status=status)


@by_link
@require_POST
def withdraw(request: HttpRequest, link: PersonalLink, line_pk: int) -> HttpResponse:
    """Take a line off."""
    registration = _registration(request, link)
    demand_may(REGISTRATIONS, who(request), "withdraw_line", registration)
    line = pages.line_of(registration, line_pk)
    if line is None:
        messages.info(request, _("This line was already taken off."))
    else:
        actions.withdraw_line(line=line, by=who(request))
        messages.success(request, _("%(holder)s was taken off the list.") % {"holder": line.holder})
    return redirect("exchange:link", link.pk)


@by_link
@require_http_methods(GET_POST)
def send(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Send the list to the standing office."""
    registration = _registration(request, link)
    here = reverse("exchange:link", args=[link.pk])
    words = Words(
        title=_("Send the registration of %(unit)s") % {"unit": registration.unit},
        sentences=(
            _("The standing office receives the list and checks it."),
            _("You can no longer change it, unless the office returns it."),
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
        do=lambda _data: actions.send_registration(registration=registration, by=who(request)),
    )


@by_link
@require_safe
def excel(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The unit's form, prefilled."""
    registration = _registration(request, link)
    name, content = form_file(who(request), registration.round, registration.unit)
    return attached(content, name, EXCEL.media_type)


@by_link
@require_http_methods(GET_POST)
def form(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The filled-in form: sent (POST), then shown before it is recorded."""
    registration = _registration(request, link)
    asked = OneFormForm(asks_day=False)
    status = 200
    if request.method == "POST":
        asked = OneFormForm(request.POST, request.FILES, asks_day=False)
        is_done, status = attempt(
            asked,
            lambda data: receive_form(
                upload=data["file"],
                in_round=registration.round,
                unit=registration.unit,
                by=who(request),
            ),
        )
        if is_done:
            return redirect("exchange:link_form", link.pk)
    context = {"registration": registration, "form": asked, **_waiting(request, registration)}
    return render(request, "exchange/link_form.html", context, status=status)


@by_link
@require_POST
def record(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Record the form that waits."""
    registration = _registration(request, link)
    waiting = _waiting_form(request, registration)
    if waiting is None:
        messages.info(request, _("No form waits to be recorded."))
        return redirect("exchange:link_form", link.pk)
    try:
        recorded = apply_form(form=waiting, by=who(request))
    except Refusal as refusal:
        context = {
            "registration": registration,
            "form": OneFormForm(asks_day=False),
            **_waiting(request, registration),
            "refusals": refusal.reasons,
        }
        return render(request, "exchange/link_form.html", context, status=REFUSED)
    messages.success(request, str(recorded))
    return redirect("exchange:link", link.pk)


@by_link
@require_POST
def leave(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Forget in this browser that the link was opened."""
    return let_out(render(request, "exchange/left_link.html"), link)


def _people(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The narrowed list of people, for htmx."""
    ticked = request.GET.getlist("person")
    form = adding.people_form(registration, initial={"person": ticked})
    adding.narrow(form, request.GET["q"], ticked)
    return render(request, "emulation/people.html", {"field": form["person"]})


def _waiting_form(request: HttpRequest, registration: Registration) -> ReturnedForm | None:
    seen = RETURNED_FORMS.visible_to(who(request))
    return waiting_forms(seen, registration.round).filter(unit=registration.unit).first()


def _waiting(request: HttpRequest, registration: Registration) -> dict[str, object]:
    waiting = _waiting_form(request, registration)
    return preview(who(request), waiting) if waiting is not None else {}


def _page(
    request: HttpRequest,
    link: PersonalLink,
    registration: Registration,
    *,
    people: PeopleForm | None = None,
    collective: CollectiveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_write = registration.state in pages.WRITABLE
    context: dict[str, object] = {
        "link": link,
        "registration": registration,
        "state": pages.state_label(registration, is_office=False),
        "tone": pages.TONES[registration.state],  # type: ignore[index]
        "steps": pages.steps(registration),
        "may_write": may_write,
        "missing": stops_sending(registration) if may_write else [],
        "day": office_day(),
    }
    if may_write:
        people = people or adding.people_form(registration)
        if request.GET.get("q"):
            adding.narrow(people, request.GET["q"], [])
        context |= {"people": people, "q": request.GET.get("q", "")}
        context["collective"] = collective or adding.collective_form(registration)
    else:
        bound = [each for each in (people, collective) if each is not None]
        context["refusals"] = [error for each in bound for error in each.non_field_errors()]
    return render(request, "exchange/link.html", context, status=status)
