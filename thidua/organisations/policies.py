"""Who may see and change units, people and their records; and the helpers of every other policy.

A policy's `where` is built from `at_unit` (the row hangs on a unit where the user holds a role) and
`anywhere` (the user holds the role, whatever the row). Roles count on the office's day.
"""

from collections.abc import Callable, Collection
from datetime import date

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.common.remembered import is_remembering, once
from thidua.organisations.models import (
    Discipline,
    Leave,
    PendingCase,
    Person,
    PuttingForward,
    Rating,
    RoleAssignment,
    Unit,
)
from thidua.organisations.states import PARTS, Role
from thidua.workflow import Answer, Policy
from thidua.workflow.policies import EVERY_ROW, NOBODY, by_row, grant, not_yours

Where = Callable[[User, date], Q]
# What a user holds: (role, unit's id).
Held = tuple[tuple[str, int], ...]

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
ANOTHER_ADMINISTRATOR = _("another administrator")
# Refusals name the people who may; the program is none.
PROGRAM = ""
ONESELF = _("the user")
COUNCIL = _("a member of the council")


def in_force(day: date) -> Q:
    """Rows whose interval (`started_on`, `ended_on`) covers `day`."""
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def office_heads(day: date) -> QuerySet[RoleAssignment]:
    """Who heads the standing office of this installation on a day, the longest on record first: the
    role's unit is the office.
    """
    return RoleAssignment.objects.filter(in_force(day), role=Role.OFFICE_HEAD).order_by("pk")


def roles_of(user: User, day: date) -> list[RoleAssignment]:
    """The roles that `user` holds on `day` with their units, by unit; one query a page."""

    def read() -> list[RoleAssignment]:
        held = RoleAssignment.objects.filter(in_force(day), user=user.pk).select_related("unit")
        return list(held.order_by("unit__sort_key", "role", "pk"))

    return once(("roles", user.pk, day), read)


def held_by(user: User, day: date) -> Held | None:
    """What `user` holds on `day`, from a page's memory: one query the first time. None outside a
    page that only reads: there the database is asked each time.
    """
    if not is_remembering() or user.pk is None:
        return None
    return tuple((each.role, each.unit_id) for each in roles_of(user, day))


def units_held(user: User, day: date, *roles: Role) -> list[Unit]:
    """The units where `user` holds one of `roles` on `day`, as lists sort them; one query a
    page.
    """
    held = (each.unit for each in roles_of(user, day) if each.role in roles)
    return list({unit.pk: unit for unit in held}.values())


def units_of(user: User, day: date, *roles: Role) -> QuerySet[RoleAssignment, int]:
    """Ids of the units where `user` holds one of `roles` on `day`."""
    found = RoleAssignment.objects.filter(in_force(day), user=user, role__in=roles)
    held = held_by(user, day)
    if held is not None and not any(role in roles for role, _unit in held):
        # Queries that rest on it need not be asked.
        found = RoleAssignment.objects.none()
    return found.values_list("unit_id", flat=True)


def at_unit(path: str, *roles: Role) -> Where:
    """The row's unit, reached by `path` (say "dossier__unit"), is one where the role is held."""

    def where(user: User, day: date) -> Q:
        held = held_by(user, day)
        if held is None:
            return Q(**{f"{path}__in": units_of(user, day, *roles)})
        units = [unit for role, unit in held if role in roles]
        return Q(**{f"{path}__in": units}) if units else NOBODY

    return where


def at_its_parts(path: str, *roles: Role) -> Where:
    """The row's unit, reached by `path`, is a collective, household or enterprise without an
    account, which a unit where the role is held puts forward now: it weighs what it puts forward.
    """

    def where(user: User, day: date) -> Q:
        parts = _parts_put_forward(user, day, roles)
        return Q(**{f"{path}__in": parts}) if parts else NOBODY

    return where


def _parts_put_forward(user: User, day: date, roles: tuple[Role, ...]) -> tuple[int, ...]:
    """Keys of the parts that those units put forward on `day`; one query a page beside the roles,
    none for who holds none of them.
    """

    def read() -> tuple[int, ...]:
        held = held_by(user, day)
        if held is None:
            units = list(units_of(user, day, *roles))
        else:
            units = [unit for role, unit in held if role in roles]
        if not units:
            return ()
        let = PuttingForward.objects.filter(in_force(day), proposer__in=units).values("part")
        still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        parts = Unit.objects.filter(still, Q(parent__in=units) | Q(pk__in=let), kind__in=PARTS)
        return tuple(parts.values_list("pk", flat=True))

    return once(("parts", user.pk, day, roles), read)


def anywhere(*roles: Role) -> Where:
    """Every row, for whoever holds one of the roles somewhere."""

    def where(user: User, day: date) -> Q:
        held = held_by(user, day)
        if held is None:
            return EVERY_ROW if units_of(user, day, *roles).exists() else NOBODY
        return EVERY_ROW if any(role in roles for role, _unit in held) else NOBODY

    return where


def either(*wheres: Where) -> Where:
    """The rows that any of `wheres` describes: those of a unit and those of its people, say.

    An empty condition of a part is every row, as it is for `Grant.where`.
    """

    def where(user: User, day: date) -> Q:
        condition = NOBODY
        for each in wheres:
            part = each(user, day) or EVERY_ROW
            if part == EVERY_ROW:
                return EVERY_ROW
            condition |= part
        return condition

    return where


def of_holder(*roles: Role) -> Where:
    """Rows about a holder (`person` or `unit`) of a unit where one of the roles is held."""
    return either(
        at_unit("unit", *roles),
        at_unit("person__unit", *roles),
        at_its_parts("unit", *roles),
        at_its_parts("person__unit", *roles),
    )


def oneself(path: str) -> Where:
    """The row's user, reached by `path`, is the one who asks."""

    def where(user: User, _day: date) -> Q:
        return Q(**{path: user.pk})

    return where


def seated_at(user: User, day: date) -> tuple[int, ...]:
    """Ids of the authorities on whose councils `user` has a seat on `day`; once a page, as roles.

    Councils lie above this app: reached by the relation's name.
    """

    def read() -> tuple[int, ...]:
        seat = "councils__members__"
        term = Q(**{f"{seat}ended_on__isnull": True}) | Q(**{f"{seat}ended_on__gte": day})
        sits = Q(**{f"{seat}person__user": user.pk, f"{seat}started_on__lte": day})
        return tuple(Unit.objects.filter(sits & term).values_list("pk", flat=True).distinct())

    return once(("authorities", user.pk, day), read)


def before_council(path: str, holders: type[Person | Unit]) -> Where:
    """Rows whose person or unit, reached by `path`, is proposed in a dossier that was appraised for
    an authority on whose council the user sits: what a council decides on, its members read.
    """

    def where(user: User, day: date) -> Q:
        authorities = seated_at(user, day)
        if not authorities:
            return NOBODY
        # Asked row by row: after some years nearly everybody was proposed once, and lists show few.
        proposed = holders._default_manager.filter(
            pk=OuterRef(path),
            nominees__dossier__authority__in=authorities,
            nominees__dossier__appraised_on__isnull=False,
        )
        return by_row(proposed)

    return where


def the_program(user: User, _day: date) -> Q:
    """Every row, for the program's own user (loading, migration of records)."""
    return EVERY_ROW if user.is_system else NOBODY


def holds(user: User, *roles: Role, unit: Unit | None = None) -> Answer:
    """Whether `user` holds one of `roles` today, at `unit` where one is given."""
    if user.is_system:
        return Answer(allowed=True)
    if _holds(user, roles, unit):
        return Answer(allowed=True)
    who = ", ".join(str(role.label) for role in roles)
    return Answer(allowed=False, why=str(_("Only %(who)s may do this.")) % {"who": who})


def _holds(user: User, roles: Collection[Role], unit: Unit | None) -> bool:
    day = office_day()
    held = held_by(user, day)
    if held is None:
        from_roles = RoleAssignment.objects.filter(in_force(day), user=user, role__in=roles)
        return (from_roles if unit is None else from_roles.filter(unit=unit)).exists()
    return any(role in roles and (unit is None or at == unit.pk) for role, at in held)


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
        grant(ITS_UNIT, {"view"}, either(at_unit("pk", *UNIT), at_its_parts("pk", *UNIT))),
        grant(SECTOR, {"view"}, anywhere(Role.SECTOR_RECEIVER)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR, Role.CLERK, Role.ACCOUNTANT)),
        grant(COUNCIL, {"view"}, before_council("pk", Unit)),
        grant(ADMINISTRATOR, {"view"}, anywhere(Role.ADMINISTRATOR)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)

PUTTING_FORWARD: Policy[PuttingForward] = Policy(
    PuttingForward,
    (
        grant(STANDING_OFFICE, {"view", "end"}, anywhere(*OFFICE)),
        grant(
            ITS_UNIT, {"view"}, either(at_unit("proposer", *UNIT), at_unit("part__parent", *UNIT))
        ),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "end"}, the_program),
    ),
)

PEOPLE: Policy[Person] = Policy(
    Person,
    (
        grant(STANDING_OFFICE, {"view", "change"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, either(at_unit("unit", *UNIT), at_its_parts("unit", *UNIT))),
        grant(ONESELF, {"view"}, oneself("user")),
        grant(COUNCIL, {"view"}, before_council("pk", Person)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        # Accounts are opened for people.
        grant(ADMINISTRATOR, {"view", "open_account"}, anywhere(Role.ADMINISTRATOR)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)

RATINGS: Policy[Rating] = Policy(
    Rating,
    (
        grant(STANDING_OFFICE, {"view", "change"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, of_holder(*UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)

LEAVES: Policy[Leave] = Policy(
    Leave,
    (
        grant(STANDING_OFFICE, {"view", "change"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, at_unit("person__unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)

DISCIPLINE: Policy[Discipline] = Policy(
    Discipline,
    (
        grant(STANDING_OFFICE, {"view", "change"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, of_holder(*UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "change"}, the_program),
    ),
)

# A complaint may be about the unit's own head: the unit learns that an award waits, not why.
CASES: Policy[PendingCase] = Policy(
    PendingCase,
    (
        grant(STANDING_OFFICE, {"view", "close"}, anywhere(*OFFICE)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "close"}, the_program),
    ),
)


def _people_who_sign_in(user: User, day: date) -> Q:
    return anywhere(Role.ADMINISTRATOR)(user, day) & Q(is_system=False)


def _others_who_sign_in(user: User, day: date) -> Q:
    return _people_who_sign_in(user, day) & ~Q(pk=user.pk)


USERS: Policy[User] = Policy(
    User,
    (
        grant(ADMINISTRATOR, {"view", "change_password", "unlock", "reopen"}, _people_who_sign_in),
        grant(ANOTHER_ADMINISTRATOR, {"view", "close"}, _others_who_sign_in),
        grant(ONESELF, {"view", "change_password"}, oneself("pk")),
        grant(PROGRAM, {"view", "change_password"}, the_program),
    ),
)

ROLES: Policy[RoleAssignment] = Policy(
    RoleAssignment,
    (
        grant(ADMINISTRATOR, {"view", "end"}, anywhere(Role.ADMINISTRATOR)),
        grant(ONESELF, {"view"}, oneself("user")),
        grant(PROGRAM, {"view", "end"}, the_program),
    ),
)
