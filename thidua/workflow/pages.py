"""What every page does: who asks, what she may see and do, and refusals beside their fields.

What may not be seen is 404; what may be seen but not done is 403 with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.common.errors import Refusal
from thidua.workflow.policies import Policy
from thidua.workflow.seen import Seen, watched
from thidua.workflow.transitions import Blocker, Table, may_make

T = TypeVar("T")
M = TypeVar("M", bound=Model)

# What was sent cannot be taken as it is (422); it was understood but is not possible now (409).
INVALID, REFUSED, FORBIDDEN = 422, 409, 403


def who(request: HttpRequest) -> User:
    """The user signed in. `LoginRequiredMiddleware` lets nobody else reach a view."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def found(row: T | None) -> T:
    """`row`, or 404: there is none, or none that may be seen; which of the two is not told."""
    if row is None:
        raise Http404
    return row


def demand_may(policy: Policy[M], user: User, action: str, row: M) -> None:
    """403 with the reason unless `user` may do `action` to a row that she may see."""
    answer = policy.allows(user, action, row)
    if not answer:
        raise PermissionDenied(answer.why)


def demand_may_make(policy: Policy[M], user: User, action: str, row: M) -> None:
    """403 with the reason unless `user` may do `action` or enter that it was done on paper."""
    if not may_make(policy, user, action, row):
        demand_may(policy, user, action, row)


def tell(form: forms.BaseForm, refusal: Refusal) -> int:
    """Put a refusal's reasons beside their fields, else on top of the form; the answer's status."""
    codes = {reason.code for reason in refusal.reasons}
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
    return FORBIDDEN if "not_yours" in codes else REFUSED


def attempt(
    form: forms.BaseForm, do: Callable[[Mapping[str, Any]], object], *, seen: Seen | None = None
) -> tuple[bool, int]:
    """Do an action with a bound form's clean data: whether it was done, and the answer's status.

    What was wrong stands in the form, which the page shows again with all that was typed. With
    `seen`, what another did since the form was shown is told first (409) and nothing is done.
    """
    if not form.is_valid():
        return False, INVALID
    try:
        with watched(seen):
            do(form.cleaned_data)
    except Refusal as refusal:
        if seen is not None:
            seen.compare(form)
        return False, tell(form, refusal)
    return True, 200


@dataclass(frozen=True)
class Words:
    """What the page of a move says: `sentences` tell what will happen; `then` is where it leads."""

    title: str | Promise
    sentences: tuple[str | Promise, ...]
    button: str | Promise
    done: str | Promise
    back: str
    then: str


class NothingToFill(forms.Form):
    """For moves that ask nothing."""


def stops(table: Table[M], name: str, row: M) -> list[Blocker]:
    """What stops a move now: another state, else its blockers."""
    move = table.move(name)
    state = getattr(row, table.field)
    if state in move.sources:
        return move.blockers(row)
    message = _("“%(move)s” is not possible: this is now “%(state)s”.")
    words = {"move": move.label, "state": table.label(state)}
    cure = f"{last_done(row)} {_('Go back to see what was done meanwhile.')}".strip()
    return [Blocker("wrong_state", message % words, cure)]


def last_done(row: Model) -> str:
    """Who last did what to a row, as a sentence; empty where nobody did anything."""
    for line in history_of(row, most=1):
        words = {"who": line.who, "what": line.what, "day": f"{line.on:%d/%m/%Y}"}
        return _("Last done here: %(who)s %(what)s, %(day)s.") % words
    return ""


def move_page(
    request: HttpRequest,
    *,
    table: Table[M],
    name: str,
    row: M,
    words: Words,
    do: Callable[[Mapping[str, Any]], object],
    form_class: Callable[..., forms.BaseForm] = NothingToFill,
) -> HttpResponse:
    """The page of one move: GET says what will happen or what stops it, POST does it.

    403 for whoever may see the row but neither make the move nor enter it from paper.
    """
    demand_may_make(table.policy, who(request), table.move(name).action, row)
    return act_page(
        request,
        words=words,
        do=do,
        form_class=form_class,
        blockers=lambda: stops(table, name, row),
    )


def act_page(
    request: HttpRequest,
    *,
    words: Words,
    do: Callable[[Mapping[str, Any]], object],
    form_class: Callable[..., forms.BaseForm] = NothingToFill,
    seen: Seen | None = None,
    blockers: Callable[[], Sequence[Blocker]] = tuple,
    done: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """The page of one act: GET says what will happen or what stops it, POST does it.

    Who may is the caller's to ask. `done` gives the answer where it is not a message and `then`.
    """
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.files = request.FILES
    return form_page(
        request, words=words, form=form, do=do, seen=seen, blockers=blockers, done=done
    )


def form_page(
    request: HttpRequest,
    *,
    words: Words,
    form: forms.BaseForm,
    do: Callable[[Mapping[str, Any]], object],
    seen: Seen | None = None,
    blockers: Callable[[], Sequence[Blocker]] = tuple,
    done: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """The same with a form that the caller has made, bound where it was sent."""
    status = 200
    if request.method == "POST":
        is_done, status = attempt(form, do, seen=seen)
        if is_done and done is not None:
            return done()
        if is_done:
            messages.success(request, str(words.done))
            return redirect(words.then)
    context = {"words": words, "form": form, "seen": seen or "", "blockers": blockers()}
    return render(request, "ui/move.html", context, status=status)
