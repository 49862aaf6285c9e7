"""An office's own rules: the list, one with what it changes, proposing by form or as text."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.background.actions import is_lost
from thidua.common.errors import Refusal
from thidua.lawbook import own_rules
from thidua.lawbook.actions import own_authority, propose_own_rules
from thidua.lawbook.guided import KINDS, GuidedForm
from thidua.lawbook.models import OwnRules
from thidua.lawbook.own_forms import ProposeForm
from thidua.lawbook.policies import PROPOSES, READS
from thidua.lawbook.previews import Preview, preview
from thidua.lawbook.reading import Proposal, in_force, proposal_of
from thidua.lawbook.states import OwnRulesState
from thidua.lawbook.transitions import OWN_RULES_TABLE
from thidua.lawbook.uses import uses
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, holds
from thidua.rules import default_law
from thidua.workflow.pages import INVALID, attempt, found, tell, who

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The own rules that one may see, by what they are now."""
    user = who(request)
    context = {
        "shelf": own_rules.shelf_of(user),
        "may_propose": bool(holds(user, PROPOSES)),
        "is_office": bool(holds(user, *OFFICE)),
        "kinds": [(kind, form.TITLE) for kind, form in KINDS.items()],
    }
    return render(request, "lawbook/own_rules.html", context)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One text: what it says and changes, what a trial found, what may be done, the history."""
    user, row = who(request), own_rules_for(request, pk)
    shown: Preview | None = None
    problems: list[str] = []
    if row.state == OwnRulesState.PROPOSED:
        try:
            shown = preview(proposal_of(row))
        except Refusal as refusal:
            problems = [f"{each.message} {each.cure}".strip() for each in refusal.reasons]
    law, standing = default_law(), own_rules.standing_of(row)
    trial, sums = own_rules.newest_trial(row)
    context = {
        "rules": row,
        "standing": standing,
        "preview": shown,
        "problems": problems,
        "says": [
            (each, law.shelf.titles.get(each.what))
            for each in (uses(law) if standing == "in_force" else ())
            if each.text_name == row.place and not each.is_inner
        ],
        "lines": list(enumerate(row.text.splitlines(), 1)),
        "moves": OWN_RULES_TABLE.open_to(user, row),
        "may_try": row.state == OwnRulesState.PROPOSED and bool(holds(user, *OFFICE)),
        "may_replace": standing in {"in_force", "unread"} and bool(holds(user, PROPOSES)),
        "trial": trial,
        "is_lost": trial is not None and is_lost(trial),
        "sums": sums,
        "here": request.get_full_path(),
        "history": history_of(row, most=30),
    }
    return render(request, "lawbook/own_rules_page.html", context)


@require_http_methods(GET_POST)
def propose(request: HttpRequest) -> HttpResponse:
    """The text itself, typed or as a file; shown first as what it would change, then proposed."""
    user = _proposer(request)
    rows = list(in_force())
    is_sent = request.method == "POST"
    form = ProposeForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        in_force=rows,
        initial=_first(request, rows),
    )
    made: list[OwnRules] = []

    def do(data: Mapping[str, Any]) -> None:
        made.append(propose_own_rules(by=user, **data))

    if is_sent and "xem" in request.POST:
        return _shown(request, form)
    is_done, status = attempt(form, do) if is_sent else (False, 200)
    if is_done:
        messages.success(request, _("The rules are proposed. The head of the office decides."))
        return redirect("lawbook:own_rules_page", made[0].pk)
    return _form_page(request, form, None, status)


@require_http_methods(GET_POST)
def guided(request: HttpRequest, kind: str) -> HttpResponse:
    """A common rule asked for in a form; what was filled in is written as text and shown."""
    _proposer(request)
    form_class = KINDS.get(kind)
    if form_class is None:
        raise Http404
    unit, is_sent = _authority(), request.method == "POST"
    form = form_class(request.POST if is_sent else None, law=default_law(), unit=unit)
    if is_sent and form.is_valid():
        written = {"name": form.cleaned_data["name"], "text": form.written(), "supersedes": "",
                   "why": "", "file": ""}  # fmt: skip
        return _shown(request, ProposeForm(written, in_force=list(in_force())))
    context = {"form": form, "title": form_class.TITLE, "unit": unit, "groups": _groups(form)}
    status = INVALID if is_sent else 200
    return render(request, "lawbook/own_rules_guided.html", context, status=status)


def own_rules_for(request: HttpRequest, pk: int) -> OwnRules:
    """The rules, for whoever may see them; 404 for everyone else."""
    return found(own_rules.visible(who(request)).select_related("authority").filter(pk=pk).first())


def _proposer(request: HttpRequest) -> User:
    """Who proposes; 404 for those whom proposals do not concern, 403 for who only reads them."""
    user = who(request)
    answer = holds(user, PROPOSES)
    if not answer and not holds(user, *OFFICE, *READS):
        raise Http404
    if not answer:
        raise PermissionDenied(answer.why)
    return user


def _authority() -> Unit:
    try:
        return own_authority()
    except Refusal as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def _first(request: HttpRequest, rows: list[OwnRules]) -> dict[str, str]:
    """What the form says first: the rules that are to be replaced, else whose rules these are."""
    older = next((each for each in rows if str(each.pk) == request.GET.get("thay")), None)
    if older is not None:
        return {"name": older.name, "text": older.text, "supersedes": str(older.pk)}
    own = jurisdiction_of(_authority()).authority
    return {"text": f"authority: {own}\n"} if own else {}


def _shown(request: HttpRequest, form: ProposeForm) -> HttpResponse:
    """The form with what its text would change, or with what is wrong in it."""
    shown, status = None, INVALID
    if form.is_valid():
        data = form.cleaned_data
        older: OwnRules | None = data["supersedes"]
        proposal = Proposal(_authority(), data["name"], data["text"], older.pk if older else None)
        try:
            shown, status = preview(proposal), 200
        except Refusal as refusal:
            status = tell(form, refusal)
    return _form_page(request, form, shown, status)


def _form_page(
    request: HttpRequest, form: ProposeForm, shown: Preview | None, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "preview": shown,
        "kinds": [(kind, form.TITLE) for kind, form in KINDS.items()],
        "action": reverse("lawbook:propose_own_rules"),
    }
    return render(request, "lawbook/own_rules_propose.html", context, status=status)


def _groups(form: GuidedForm) -> dict[str, list[Any]]:
    """The fields of the rule and those of the paper it rests on, apart."""
    of_paper = ("paper", "number", "title", "in_force_from", "article", "clause", "point")
    return {
        "rule": [field for field in form if field.name not in of_paper],
        "paper": [form[name] for name in of_paper],
    }
