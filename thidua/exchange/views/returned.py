"""Forms that come back: taken in, shown before anything is written, recorded or set aside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.common.errors import Reason, Refusal
from thidua.documents.uploads import EXCEL, file_answer, read_upload
from thidua.emulation import pages
from thidua.emulation.models import Round
from thidua.exchange import actions
from thidua.exchange.forms import ManyFormsForm, OneFormForm, RecordForm
from thidua.exchange.models import ReturnedForm
from thidua.exchange.policies import RETURNED_FORMS
from thidua.exchange.queries import form_of, members_of, registration_in, waiting_forms
from thidua.exchange.states import FormState
from thidua.exchange.views.round_work import office_round, works_of
from thidua.organisations.queries import people_of
from thidua.workflow.pages import INVALID, REFUSED, attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Told:
    """What became of one file: its name, whether it went well, a sentence, where to go on."""

    name: str
    is_well: bool
    reasons: tuple[Reason, ...] = ()
    form: ReturnedForm | None = None
    sentence: str = ""


@require_http_methods(GET_POST)
def of_round(request: HttpRequest, pk: int) -> HttpResponse:
    """All units' forms of a round: to give out, to take in (POST), to record."""
    user, day = who(request), office_day()
    in_round = office_round(user, pk)
    form = ManyFormsForm(initial={"received_on": day})
    told: list[Told] = []
    status = 200
    if request.method == "POST":
        form = ManyFormsForm(request.POST, request.FILES)
        if form.is_valid():
            data = form.cleaned_data
            told = [_taken(user, in_round, each, data["received_on"]) for each in data["file"]]
            form = ManyFormsForm(initial={"received_on": day})
            status = 200 if all(each.form for each in told) else REFUSED
        else:
            status = INVALID
    return _round_page(request, in_round, form=form, told=told, status=status)


def _taken(user: User, in_round: Round, sent: UploadedFile[Any], received_on: date) -> Told:
    name = sent.name or ""
    try:
        upload = read_upload(sent, (EXCEL,))
        name = upload.name
        form = actions.receive_form(
            upload=upload, in_round=in_round, by=user, received_on=received_on
        )
    except Refusal as refusal:
        return Told(name, is_well=False, reasons=refusal.reasons)
    return Told(name, is_well=not form.mistakes, form=form, sentence=found_in(form))


def found_in(form: ReturnedForm) -> str:
    """What was found in a form when it came."""
    if form.mistakes:
        return ngettext(
            "%(count)s place in the form is wrong.",
            "%(count)s places in the form are wrong.",
            form.mistakes,
        ) % {"count": form.mistakes}
    if not form.lines_changed:
        return _("Nothing in the form differs from the list.")
    return ngettext("%(count)s line changes.", "%(count)s lines change.", form.lines_changed) % {
        "count": form.lines_changed
    }


def _round_page(
    request: HttpRequest,
    in_round: Round,
    *,
    form: ManyFormsForm,
    told: list[Told],
    status: int,
) -> HttpResponse:
    waiting = list(waiting_forms(RETURNED_FORMS.visible_to(who(request)), in_round))
    context = {
        "round": in_round,
        "units": members_of(in_round),
        "form": form,
        "told": told,
        "waiting": [(each, found_in(each)) for each in waiting],
        "ready": sum(not each.mistakes for each in waiting),
        **works_of(in_round),
    }
    return render(request, "exchange/round_forms.html", context, status=status)


@require_http_methods(GET_POST)
def of_unit(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """One unit's form: to download, to send back filled in (POST)."""
    user, day = who(request), office_day()
    in_round = found(pages.round_of(user, pk))
    unit = found(pages.unit_of_round(in_round, unit_pk, user))
    asks_day = pages.is_office(user)
    form = OneFormForm(asks_day=asks_day, initial={"received_on": day})
    status = 200
    if request.method == "POST":
        form = OneFormForm(request.POST, request.FILES, asks_day=asks_day)
        taken: list[ReturnedForm] = []
        is_done, status = attempt(
            form,
            lambda data: taken.append(
                actions.receive_form(
                    upload=data["file"],
                    in_round=in_round,
                    unit=unit,
                    by=user,
                    received_on=data.get("received_on"),
                )
            ),
        )
        if is_done:
            return redirect("exchange:returned_form", taken[0].pk)
    forms = RETURNED_FORMS.visible_to(user)
    context = {
        "round": in_round,
        "unit": unit,
        "registration": registration_in(in_round, unit),
        "form": form,
        "waiting": waiting_forms(forms, in_round).filter(unit=unit).first(),
    }
    return render(request, "exchange/unit_form.html", context, status=status)


@require_http_methods(GET_POST)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What a form would change, line by line; POST records it."""
    user = who(request)
    form = found(form_of(RETURNED_FORMS.visible_to(user), pk))
    asks = _record_form(request, form)
    reasons: tuple[Reason, ...] = ()
    status = 200
    if request.method == "POST":
        demand_may(RETURNED_FORMS, user, "apply", form)
        if not asks.is_valid():
            status = INVALID
        else:
            sender = asks.chosen() if pages.is_office(user) else None
            try:
                recorded = actions.apply_form(form=form, by=user, sender=sender)
            except Refusal as refusal:
                reasons, status = refusal.reasons, REFUSED
            else:
                level = messages.WARNING if recorded.not_sent else messages.SUCCESS
                messages.add_message(request, level, str(recorded))
                return redirect("emulation:registration", recorded.registration.pk)
    return render(
        request,
        "exchange/returned_form.html",
        {
            **preview(user, form),
            "asks": asks,
            "refusals": reasons,
        },
        status=status,
    )


def _record_form(request: HttpRequest, form: ReturnedForm) -> RecordForm:
    people = people_of(form.unit, form.received_on)
    return RecordForm(request.POST if request.method == "POST" else None, people=people)


def preview(user: User, form: ReturnedForm) -> dict[str, object]:
    """What the page of a form shows: the comparison, or why its file cannot be read."""
    is_waiting = form.state == FormState.WAITING
    context: dict[str, object] = {
        "returned": form,
        "is_waiting": is_waiting,
        "is_office": pages.is_office(user),
        "registration": registration_in(form.round, form.unit),
        "history": history_of(form),
        "again_url": reverse("exchange:unit_form", args=[form.round_id, form.unit_id]),
        "may_apply": is_waiting and bool(RETURNED_FORMS.allows(user, "apply", form)),
    }
    if is_waiting:
        try:
            context["found"] = actions.comparison_of(form)
        except Refusal as refusal:
            context["unreadable"] = refusal.reasons
    return context


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it came."""
    form = found(form_of(RETURNED_FORMS.visible_to(who(request)), pk))
    return file_answer(form.file)


@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a form unrecorded; its file stays."""
    user = who(request)
    form = found(form_of(RETURNED_FORMS.visible_to(user), pk))
    demand_may(RETURNED_FORMS, user, "set_aside", form)
    actions.set_form_aside(form=form, by=user)
    messages.success(request, _("The form was set aside; nothing was recorded."))
    return redirect("exchange:unit_form", form.round_id, form.unit_id)
