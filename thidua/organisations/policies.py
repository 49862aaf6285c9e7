"""Who may see and change units, people and their records; and the helpers of every other policy.

A policy's `where` is built from `at_unit` (the row hangs on a unit where the user holds a role) and
`anywhere` (the user holds the role, whatever the row). Roles count on the office's day.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.organisations.models import Person, RoleAssignment, Unit
from thidua.organisations.states import Role
from thidua.workflow import Answer, Policy
from thidua.workflow.policies import NOBODY, grant, not_yours

Where = Callable[[User, date], Q]

OFFICE = (Role.OFFICE_OFFICER, Role.OFFICE_HEAD)
UNIT = (Role.UNIT_OFFICER, Role.UNIT_HEAD)

# How refusals name those who may.
STANDING_OFFICE = _("the standing office")
OFFICE_HEAD = _("the head of the standing office")
ITS_UNIT = _("the unit's officer or its head")
UNIT_HEAD = _("the head of the unit")
SECTOR = _("the sector's receiver")
CLERK = _("the clerk")
INSPECTOR = _("an inspector")
ADMINISTRATOR = _("an administrator")
PROGRAM = _("the program itself")


def in_force(day: date) -> Q:
    """Rows whose interval (`started_on`, `ended_on`) covers `day`."""
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def units_of(user: User, day: date, *roles: Role) -> QuerySet[RoleAssignment, int]:
    """Ids of the units where `user` holds one of `roles` on `day`."""
    held = RoleAssignment.objects.filter(in_force(day), user=user, role__in=roles)
    return held.values_list("unit_id", flat=True)


def at_unit(path: str, *roles: Role) -> Where:
    """The row's unit, reached by `path` (say "dossier__unit"), is one where the role is held."""

    def where(user: User, day: date) -> Q:
        return Q(**{f"{path}__in": units_of(user, day, *roles)})

    return where


def anywhere(*roles: Role) -> Where:
    """Every row, for whoever holds one of the roles somewhere."""

    def where(user: User, day: date) -> Q:
        return Q() if units_of(user, day, *roles).exists() else NOBODY

    return where


def the_program(user: User, _day: date) -> Q:
    """Every row, for the program's own user (loading, migration of records)."""
    return Q() if user.is_system else NOBODY


def holds(user: User, *roles: Role, unit: Unit | None = None) -> Answer:
    """Whether `user` holds one of `roles` today, at `unit` where one is given."""
    if user.is_system:
        return Answer(allowed=True)
    from_roles = RoleAssignment.objects.filter(in_force(office_day()), user=user, role__in=roles)
    if unit is not None:
        from_roles = from_roles.filter(unit=unit)
    if from_roles.exists():
        return Answer(allowed=True)
    who = ", ".join(str(role.label) for role in roles)
    return Answer(allowed=False, why=str(_("Only %(who)s may do this.")) % {"who": who})


def demand_role(user: User, *roles: Role, unit: Unit | None = None) -> None:
    """Raise `Refusal` unless `holds`: for acts that create what no policy can be asked about."""
    answer = holds(user, *roles, unit=unit)
    if not answer:
        refusal: Refusal = not_yours(answer)
        raise refusal


UNITS: Policy[Unit] = Policy(
    Unit,
    (
        grant(STANDING_OFFICE, {"view", "change"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, at_unit("pk", *UNIT)),
        grant(SECTOR, {"view"}, anywhere(Role.SECTOR_RECEIVER)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR, Role.CLERK, Role.ACCOUNTANT)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)

PEOPLE: Policy[Person] = Policy(
    Person,
    (
        grant(STANDING_OFFICE, {"view", "change"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, at_unit("unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)
