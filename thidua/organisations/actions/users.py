"""Users, and the roles they hold."""

import re
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.organisations.actions.accounts import set_password
from thidua.organisations.models import Person, RoleAssignment, Unit
from thidua.organisations.policies import ROLES, demand_role
from thidua.organisations.states import Role
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

SYSTEM_USERNAME = "he-thong"
NAME_LENGTH = 200
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,79}\Z")


def system_user() -> User:
    """The program's own user, made on first use. It never signs in."""
    found = User.objects.filter(is_system=True).first()
    if found:
        return found
    user = User(username=SYSTEM_USERNAME, name="Hệ thống", is_system=True, is_active=False)
    user.password = UNUSABLE_PASSWORD_PREFIX
    with act("organisations.make_system_user", by=user, subject=user):
        user.save()
    return user


def create_user(
    *, by: User, username: str, name: str, person: Person | None = None, password: str | None = None
) -> User:
    """Open an account, by an administrator; of `person`, where it is that of a person.

    Without a password nobody can sign in to it yet. Refuses a sign-in name that is taken in any
    case, a person who has an account, a weak password.
    """
    demand_role(by, Role.ADMINISTRATOR)
    username, name = tidy(username), tidy(name)
    if not _USERNAME.match(username):
        raise refuse(
            "bad_username",
            _("“%(username)s” cannot be a sign-in name.") % {"username": username},
            cure=_("Use 2 to 80 letters without marks, digits, dots and hyphens."),
            field="username",
        )
    if not name or len(name) > NAME_LENGTH:
        raise refuse("bad_name", _("Write the full name, in at most 200 letters."), field="name")
    if User.objects.filter(username__iexact=username).exists():
        raise refuse(
            "exists",
            _("The sign-in name “%(username)s” is taken.") % {"username": username},
            cure=_("Choose another."),
            field="username",
        )
    # Whoever opens an account knows its first password: its owner changes it.
    user = User(
        username=username, name=name, must_change_password=password is not None and not by.is_system
    )
    demand_fits(user)
    set_password(by, user, password)
    with act("organisations.create_user", by=by) as current:
        locked = None
        if person is not None:
            locked = Person.objects.select_for_update().get(pk=person.pk)
            if locked.user_id is not None:
                raise refuse(
                    "has_account",
                    _("%(person)s has an account already.") % {"person": locked},
                    field="person",
                )
        user.save()
        current.subject = user
        if locked is not None and person is not None:
            locked.user = user
            locked.save()
            person.user = user
    return user


def account_of(person: Person) -> User:
    """The account in whose name a person acts; one without a password is made where she has none.

    A step of an act. Nobody can sign in to what is made here, and it holds no role: what may be
    done with it is what the act's own policy says. `person` is fresh and locked by the caller.
    """
    if person.user is not None:
        return person.user
    username, count = person.code, 1
    while User.objects.filter(username__iexact=username).exists():
        count += 1
        username = f"{person.code}-{count}"
    user = User(username=username, name=person.name)
    user.set_unusable_password()
    demand_fits(user)
    user.save()
    person.user = user
    person.save()
    return user


def grant_role(
    *,
    by: User,
    user: User,
    role: str,
    unit: Unit,
    started_on: date,
    ended_on: date | None = None,
) -> RoleAssignment:
    """Give `user` a role at `unit` for a term (both days inclusive), by an administrator."""
    demand_role(by, Role.ADMINISTRATOR)
    if role not in Role.values:
        message = _("There is no role “%(role)s”.") % {"role": role}
        raise refuse("unknown_role", message, field="role")
    if user.is_system:
        raise refuse("system_user", _("The program's own user holds no role."), field="user")
    if ended_on is not None and ended_on < started_on:
        raise refuse(
            "ends_before_start", _("A term cannot end before it begins."), field="ended_on"
        )
    if unit.closed_on is not None and unit.closed_on <= started_on:
        raise refuse(
            "unit_closed",
            _("%(unit)s was closed before this term begins.") % {"unit": unit},
            field="unit",
        )
    with act(
        "organisations.grant_role", by=by, subject=user, unit_code=unit.code, role=role
    ) as current:
        # The user's row is the lock: two grants of one role to one user wait for one another.
        User.objects.select_for_update().get(pk=user.pk)
        held = RoleAssignment.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=started_on), user=user, role=role, unit=unit
        )
        if ended_on is not None:
            held = held.filter(started_on__lte=ended_on)
        if held.exists():
            raise refuse(
                "held_already",
                _("%(user)s holds this role there already.") % {"user": user},
                cure=_("End the role first, or choose a later day."),
                field="started_on",
            )
        assignment = RoleAssignment(
            user=user, role=role, unit=unit, started_on=started_on, ended_on=ended_on
        )
        assignment.save()
        current.subject = assignment
    return assignment


def end_role(*, by: User, assignment: RoleAssignment, ended_on: date) -> RoleAssignment:
    """End a role; `ended_on` is its last day. By an administrator."""
    ROLES.demand(by, "end", assignment)
    with act("organisations.end_role", by=by, subject=assignment) as current:
        locked = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
        if locked.role == Role.ADMINISTRATOR:
            _demand_another_administrator(locked, ended_on)
        if locked.ended_on is not None and locked.ended_on <= ended_on:
            message = _("This role ended on %(day)s.") % {
                "day": locked.ended_on.strftime("%d/%m/%Y")
            }
            raise refuse("ended_already", message, field="ended_on")
        if ended_on < locked.started_on:
            raise refuse(
                "ends_before_start", _("A term cannot end before it begins."), field="ended_on"
            )
        locked.ended_on = ended_on
        locked.save()
        current.subject = locked
    assignment.ended_on = ended_on
    return assignment


def _demand_another_administrator(ending: RoleAssignment, ended_on: date) -> None:
    """Somebody who may sign in administers the program after `ended_on`."""
    # All of them are locked: two administrators ending one another's role wait for one another.
    held = RoleAssignment.objects.select_for_update().filter(role=Role.ADMINISTRATOR)
    stays = (
        each.pk
        for each in held.select_related("user").order_by("pk")
        if each.pk != ending.pk
        and each.user.is_active
        and (each.ended_on is None or each.ended_on > ended_on)
    )
    if next(stays, None) is None:
        raise refuse(
            "last_administrator",
            _("Nobody would administer the program after that day."),
            cure=_("Give the role to another person first."),
            field="ended_on",
        )
