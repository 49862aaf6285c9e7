"""Passwords, and whether an account may sign in."""

import secrets

from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import Reason, Refusal, refuse
from thidua.organisations.policies import USERS
from thidua.workflow import act

# Without letters and digits that look alike on paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


def new_password() -> str:
    """A random password to be read out or copied by hand: three groups of four signs."""
    groups = ("".join(secrets.choice(_SIGNS) for _n in range(_GROUP)) for _g in range(_GROUPS))
    return "-".join(groups)


def set_password(by: User, user: User, password: str | None) -> None:
    """Hash a password that the rules of passwords accept; those of the demo are its own affair."""
    if password is None:
        user.set_unusable_password()
        return
    if not by.is_system:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Refusal(
                *(Reason("weak_password", message, field="password") for message in error.messages)
            ) from error
    user.set_password(password)


def change_password(*, by: User, user: User, password: str) -> User:
    """Set a new password: one's own, or another's by an administrator. Ends the user's sessions.

    A password that another set is changed by its owner at the next sign-in.
    """
    USERS.demand(by, "change_password", user)
    set_password(by, user, password)
    user.must_change_password = by.pk != user.pk and not by.is_system
    with act("organisations.change_password", by=by, subject=user):
        user.save(update_fields=["password", "must_change_password"])
    return user


def close_account(*, by: User, user: User) -> User:
    """Let nobody sign in to an account any more; its roles and its history stay. Ends its sessions.

    By another administrator than its owner, so that one is always left.
    """
    return _let_sign_in(by=by, user=user, action="close", is_active=False)


def reopen_account(*, by: User, user: User) -> User:
    """Let a closed account be signed in to again, with its password of before."""
    return _let_sign_in(by=by, user=user, action="reopen", is_active=True)


def _let_sign_in(*, by: User, user: User, action: str, is_active: bool) -> User:
    with act(f"organisations.{action}_account", by=by, subject=user):
        locked = User.objects.select_for_update().get(pk=user.pk)
        USERS.demand(by, action, locked)
        if locked.is_active == is_active:
            message = (
                _("This account can be signed in to already.")
                if is_active
                else _("This account is closed already.")
            )
            raise refuse("done_already", message, cure=_("Reload the page to see its state."))
        locked.is_active = is_active
        locked.save()
    user.is_active = is_active
    return user


def unlock_account(*, by: User, user: User) -> int:
    """Forget the wrong passwords typed for an account, so that it need not rest; how many tries.

    By an administrator. Refuses where there were none.
    """
    with act("organisations.unlock_account", by=by, subject=user):
        USERS.demand(by, "unlock", user)
        tries = AccessAttempt.objects.filter(username__iexact=user.username)
        if not tries.exists():
            raise refuse("not_locked", _("No wrong password stands against this account."))
        count = int(sum(tries.values_list("failures_since_start", flat=True)))
        tries.delete()
    return count
