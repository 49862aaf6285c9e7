"""Who may see the register. What the public sees comes with the public side."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.common.remembered import once
from thidua.honours.models import Honour
from thidua.organisations.models import Person, Succession, Unit
from thidua.organisations.policies import (
    COUNCIL,
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    before_council,
    either,
    of_holder,
    oneself,
    the_program,
    units_of,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import NOBODY, grant

HOLDER = _("the holder")


def of_predecessor(user: User, day: date) -> Q:
    """Honours of the units that the user's unit follows, however many generations before."""
    predecessors = once(("predecessors", user.pk, day), lambda: _predecessors(user, day))
    return Q(unit__in=predecessors) if predecessors else NOBODY


def _predecessors(user: User, day: date) -> set[int]:
    reached = set(units_of(user, day, *UNIT))
    newest = reached
    predecessors: set[int] = set()
    while newest:
        before = Succession.objects.filter(successor__in=newest)
        newest = set(before.values_list("predecessor_id", flat=True)) - reached
        reached = reached | newest
        predecessors |= newest
    return predecessors


HONOURS: Policy[Honour] = Policy(
    Honour,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, of_holder(*UNIT)),
        grant(ITS_UNIT, {"view"}, of_predecessor),
        grant(HOLDER, {"view"}, oneself("person__user")),
        grant(
            COUNCIL,
            {"view"},
            either(before_council("person", Person), before_council("unit", Unit)),
        ),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
