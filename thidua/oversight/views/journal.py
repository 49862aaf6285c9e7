"""The journal, and the check of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.accounts.models import User
from thidua.audit.chain import head_digest
from thidua.background.actions import is_lost
from thidua.background.states import WorkState
from thidua.common.errors import Refusal
from thidua.oversight import actions, health, journal, queries
from thidua.oversight.forms import JournalForm
from thidua.oversight.policies import reads_journal
from thidua.ui.views import refused
from thidua.workflow.pages import INVALID, who

_DIGITS = 18


def _reader(request: HttpRequest) -> User:
    """Who asks, if the journal is shown to her; else 404."""
    user = who(request)
    if not reads_journal(user):
        raise Http404
    return user


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The journal, newest first, narrowed by what is asked for."""
    user = _reader(request)
    form = JournalForm(request.GET)
    if not form.is_valid():
        context: dict[str, object] = {"form": form}
        return render(request, "oversight/journal.html", context, status=INVALID)
    asked = journal.Asked(**form.cleaned_data)
    found = journal.journal_page(
        user,
        journal.entries_asked(user, asked),
        _number(request.GET.get("older", "")),
        _number(request.GET.get("newer", "")),
    )
    context = {
        "form": form,
        "asked": asked,
        "page": found,
        "is_narrowed": any(form.cleaned_data.values()),
        "result": queries.newest_result(),
    }
    return render(request, "oversight/journal.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The newest check of the journal: how far it is, or what it found."""
    _reader(request)
    newest = queries.newest_check()
    is_under_way = newest is not None and not newest.is_over
    context = {
        "check": newest,
        "is_under_way": is_under_way,
        "is_lost": newest is not None and is_under_way and is_lost(newest),
        "holds": newest is not None and newest.state == WorkState.DONE and not newest.fault_count,
        "head": head_digest(),
        "worker_lives": health.worker_lives(),
    }
    if request.headers.get("HX-Request"):
        return render(request, "oversight/check_state.html", context)
    return render(request, "oversight/check.html", context)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have the journal checked by the worker."""
    try:
        actions.ask_for_check(by=_reader(request))
    except Refusal as refusal:
        if any(reason.code != "under_way" for reason in refusal.reasons):
            return refused(request, refusal)
        messages.info(request, str(refusal.reasons[0]))
    else:
        messages.success(request, _("The check has begun; you may leave this page."))
    return redirect("oversight:check")
