"""What the worker does with all forms of a round: begun, watched, gone on with, fetched."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.accounts.models import User
from thidua.background.actions import is_lost
from thidua.background.states import WorkState
from thidua.common.errors import Refusal
from thidua.documents.uploads import attached
from thidua.emulation import pages
from thidua.emulation.models import Round
from thidua.exchange import actions
from thidua.exchange.actions.prepared import read_whole
from thidua.exchange.models import RoundWork
from thidua.exchange.queries import newest_work
from thidua.exchange.states import RoundWorkKind
from thidua.organisations.policies import OFFICE, holds
from thidua.oversight.health import worker_lives
from thidua.workflow.pages import found, who

ZIP = "application/zip"


def office_round(user: User, pk: int) -> Round:
    """A round, for the office only: 404 if not visible, else 403 with the reason."""
    in_round = found(pages.round_of(user, pk))
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    return in_round


def works_of(in_round: Round) -> dict[str, object]:
    """What the page of a round's forms shows of the worker's part; 3 queries."""
    giving = newest_work(in_round, RoundWorkKind.GIVE_OUT)
    recording = newest_work(in_round, RoundWorkKind.RECORD)
    return {
        "giving": giving,
        "recording": recording,
        "is_recording": recording is not None and not recording.is_over,
        "giving_is_lost": giving is not None and is_lost(giving),
        "recording_is_lost": recording is not None and is_lost(recording),
        "not_recorded": [each for each in recording.said if not each["is_well"]]
        if recording
        else [],
        "worker_lives": worker_lives(),
    }


@require_POST
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the forms of all units of a round made."""
    return _begun(request, pk, actions.ask_to_give_out)


@require_POST
def record_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Have every waiting form of a round recorded in which nothing is wrong."""
    return _begun(request, pk, actions.ask_to_record)


def _begun(request: HttpRequest, pk: int, ask: Callable[..., RoundWork]) -> HttpResponse:
    in_round = office_round(who(request), pk)
    try:
        ask(in_round=in_round, by=who(request))
    except Refusal as refusal:
        messages.info(request, str(refusal.reasons[0]))
    else:
        messages.success(request, _("It has begun; you may leave this page."))
    return redirect("exchange:round_forms", pk)


@require_POST
def carry_on(request: HttpRequest, pk: int, work_pk: int) -> HttpResponse:
    """Go on with work that broke off."""
    in_round = office_round(who(request), pk)
    work = found(in_round.works.filter(pk=work_pk).first())
    try:
        actions.carry_on(work=work, by=who(request))
    except Refusal as refusal:
        messages.info(request, str(refusal.reasons[0]))
    else:
        messages.success(request, _("It goes on where it stood."))
    return redirect("exchange:round_forms", pk)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms of all members of a round in one .zip, as they were last made."""
    in_round = office_round(who(request), pk)
    work = newest_work(in_round, RoundWorkKind.GIVE_OUT)
    content = read_whole(work.place) if work and work.state == WorkState.DONE else None
    if content is None:
        messages.info(request, _("Have the forms made first."))
        return redirect("exchange:round_forms", pk)
    name = f"phieu-dang-ky-{in_round.period.code}-{in_round.bloc.code}.zip"
    return attached(content, name, ZIP)
