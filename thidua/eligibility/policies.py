"""Who may see verdicts, and the lists of who qualifies."""

from datetime import date

from django.db.models import Q

from thidua.accounts.models import User
from thidua.eligibility.everybody import authority
from thidua.eligibility.models import Standing, Verdict
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import (
    COUNCIL,
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_its_parts,
    at_unit,
    either,
    holds,
    seated_at,
    the_program,
    units_held,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import EVERY_ROW, NOBODY, grant


def of_jurisdiction(user: User, day: date) -> Q:
    """Everybody at the units below an authority on whose council the user sits: all, where that is
    the authority whose office this is. One query a generation of units.
    """
    authorities = seated_at(user, day)
    if not authorities:
        return NOBODY
    own = authority(day)
    if own is not None and own.pk in authorities:
        return EVERY_ROW
    reached = newest = set(authorities)
    while newest:
        children = Unit.objects.filter(parent__in=newest)
        newest = set(children.values_list("pk", flat=True)) - reached
        reached = reached | newest
    return Q(at__in=reached)


def may_read_lists(user: User, day: date) -> bool:
    """Whether the lists of who qualifies are for `user` at all; two queries."""
    return (
        bool(holds(user, *OFFICE, Role.INSPECTOR))
        or bool(units_held(user, day, *UNIT))
        or bool(seated_at(user, day))
    )


def may_read_all(user: User, day: date) -> bool:
    """Whether `user` reads of everybody who qualifies, so that sums over all tell nothing new."""
    return bool(holds(user, *OFFICE, Role.INSPECTOR)) or of_jurisdiction(user, day) is EVERY_ROW


def may_read_cases(user: User) -> bool:
    """Whether `user` is told what kind of case is pending; a unit learns only that one is."""
    return bool(holds(user, *OFFICE, Role.INSPECTOR))


VERDICTS: Policy[Verdict] = Policy(
    Verdict,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, at_unit("unit", *UNIT)),
        grant(ITS_UNIT, {"view"}, at_unit("person__unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)

STANDINGS: Policy[Standing] = Policy(
    Standing,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, either(at_unit("at", *UNIT), at_its_parts("at", *UNIT))),
        grant(COUNCIL, {"view"}, of_jurisdiction),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)

# What verdicts rest on (ratings, discipline) shows in an outlook: who sees those may see it.
PERSON_OUTLOOKS: Policy[Person] = Policy(
    Person,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, either(at_unit("unit", *UNIT), at_its_parts("unit", *UNIT))),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
UNIT_OUTLOOKS: Policy[Unit] = Policy(
    Unit,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, either(at_unit("pk", *UNIT), at_its_parts("pk", *UNIT))),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
