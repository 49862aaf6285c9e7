"""Accounts: the list, one account, opening one, passwords, closing, unlocking."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.organisations import actions, administration
from thidua.organisations.forms import AccountForm
from thidua.organisations.policies import PEOPLE, UNITS, USERS
from thidua.organisations.views.admission import for_administrators
from thidua.workflow.pages import Words, act_page, attempt, demand_may, found, who
from thidua.workflow.seen import Seen

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@for_administrators
def overview(request: HttpRequest) -> HttpResponse:
    """Accounts, by name; `q` searches, `only` narrows."""
    day, asked = office_day(), request.GET
    only = asked.get("only", "")
    only = only if only in administration.NARROWED else ""
    text = asked.get("q", "")[:100]
    listed = administration.accounts_listed(USERS.visible_to(who(request)), text, only, day)
    context = {
        "q": text,
        "only": only,
        "filters": (
            ("", _("all")),
            ("resting", _("resting after wrong passwords")),
            ("roleless", _("without a role")),
            ("unused", _("never signed in")),
            ("closed", _("closed accounts")),
        ),
        "page": administration.accounts_page(
            listed, day, asked.get("after", ""), asked.get("before", "")
        ),
    }
    return render(request, "organisations/accounts.html", context)


def _account(request: HttpRequest, pk: int) -> User:
    return found(USERS.visible_to(who(request)).filter(pk=pk).first())


@require_safe
@for_administrators
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: whose it is, whether it may sign in, its roles, its history."""
    user, account, day = who(request), _account(request, pk), office_day()
    rests = administration.rests_until(account)
    state, tone = administration.state_of(account, rests)
    roles = list(account.roles.select_related("unit").order_by("-started_on", "-pk"))
    context = {
        "account": account,
        "person": administration.person_of(account),
        "state": state,
        "tone": tone,
        "rests_until": rests,
        "may_close": account.is_active and bool(USERS.allows(user, "close", account)),
        "may_reopen": not account.is_active and bool(USERS.allows(user, "reopen", account)),
        "is_own": account.pk == user.pk,
        "roles": [each for each in roles if each.ended_on is None or each.ended_on >= day],
        "past": [each for each in roles if each.ended_on is not None and each.ended_on < day],
        "history": history_of(account, *roles, most=50),
    }
    return render(request, "organisations/account.html", context)


@require_safe
@for_administrators
def choose_person(request: HttpRequest) -> HttpResponse:
    """Whose account is to be opened: people without one, found by name or code; before that those
    of a unit, where one is named by its code.
    """
    user, text = who(request), request.GET.get("q", "")[:100]
    code = request.GET.get("unit", "")[:100].replace("\0", "")
    unit = UNITS.visible_to(user).filter(code=code).first() if code and not text.strip() else None
    people = PEOPLE.visible_to(user, "open_account")
    rows = []
    if text.strip() or unit:
        within = people.filter(unit=unit) if unit else people
        rows = administration.people_without_account(within.select_related("unit"), text)
    context = {"q": text, "unit": unit, "people": rows, "most": administration.FOUND_AT_ONCE}
    return render(request, "organisations/choose_person.html", context)


@never_cache
@require_http_methods(GET_POST)
@for_administrators
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account for a person; its first password is shown once, on the answer."""
    user = who(request)
    people = PEOPLE.visible_to(user, "open_account").select_related("unit")
    person = found(people.filter(pk=pk).first())
    is_sent = request.method == "POST"
    if person.user_id is not None and not is_sent:
        messages.info(request, _("%(person)s has an account already.") % {"person": person})
        return redirect("organisations:account", person.user_id)
    suggested = {"username": administration.suggested_username(person)}
    form = AccountForm(request.POST if is_sent else None, initial=suggested)
    seen = Seen(request, partial(administration.account_of, person))
    status = 200
    if is_sent:
        password = actions.new_password()
        opened: list[User] = []

        def do(data: Mapping[str, Any]) -> None:
            opened.append(
                actions.create_user(
                    by=user,
                    username=data["username"],
                    name=person.name,
                    person=person,
                    password=password,
                )
            )

        is_done, status = attempt(form, do, seen=seen)
        if is_done:
            return _told_once(request, opened[0], password, is_new=True)
    context = {"person": person, "form": form, "seen": seen}
    return render(request, "organisations/open_account.html", context, status=status)


def _told_once(request: HttpRequest, account: User, password: str, *, is_new: bool) -> HttpResponse:
    context = {"account": account, "password": password, "is_new": is_new}
    return render(request, "organisations/password_once.html", context)


@never_cache
@require_http_methods(GET_POST)
@for_administrators
def give_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new password, shown once."""
    user, account = who(request), _account(request, pk)
    demand_may(USERS, user, "change_password", account)
    password = actions.new_password()
    words = Words(
        title=_("A new password for %(name)s") % {"name": account},
        sentences=(
            _("The program makes the password and shows it once. Hand it over in person."),
            _("The old password no longer works, and whoever is signed in with it is signed out."),
            _("The owner chooses another password at the next sign-in."),
        ),
        button=_("Make a new password"),
        done="",
        back=reverse("organisations:account", args=[pk]),
        then="",
    )
    return act_page(
        request,
        words=words,
        do=lambda _data: actions.change_password(by=user, user=account, password=password),
        seen=Seen(request, account),
        done=lambda: _told_once(request, account, password, is_new=False),
    )


def _decide(
    request: HttpRequest, account: User, action: str, words: Words, do: Callable[..., object]
) -> HttpResponse:
    """A page that says what will happen to an account, and does it."""
    user = who(request)
    demand_may(USERS, user, action, account)
    return act_page(
        request,
        words=words,
        do=lambda _data: do(by=user, user=account),
        seen=Seen(request, account),
    )


@require_http_methods(GET_POST)
@for_administrators
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Let nobody sign in to an account."""
    account = _account(request, pk)
    here = reverse("organisations:account", args=[pk])
    words = Words(
        title=_("Close the account of %(name)s") % {"name": account},
        sentences=(
            _("Nobody can sign in to it any more; whoever is signed in is signed out."),
            _("What was done with it stays. Its roles go on until each is ended."),
            _("It can be opened again at any time."),
        ),
        button=_("Close the account"),
        done=_("The account was closed."),
        back=here,
        then=here,
    )
    return _decide(request, account, "close", words, actions.close_account)


@require_http_methods(GET_POST)
@for_administrators
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a closed account be used again."""
    account = _account(request, pk)
    here = reverse("organisations:account", args=[pk])
    words = Words(
        title=_("Let the account of %(name)s be used again") % {"name": account},
        sentences=(_("It can be signed in to with its password of before."),),
        button=_("Let it be used again"),
        done=_("The account can be signed in to again."),
        back=here,
        then=here,
    )
    return _decide(request, account, "reopen", words, actions.reopen_account)


@require_http_methods(GET_POST)
@for_administrators
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlock an account that rests after wrong passwords."""
    account = _account(request, pk)
    here = reverse("organisations:account", args=[pk])
    words = Words(
        title=_("Unlock the account of %(name)s") % {"name": account},
        sentences=(
            _("The wrong passwords typed so far are forgotten: its owner can try again now."),
            _("Who does not remember the password needs a new one as well."),
        ),
        button=_("Unlock"),
        done=_("The account is unlocked."),
        back=here,
        then=here,
    )
    return _decide(request, account, "unlock", words, actions.unlock_account)
