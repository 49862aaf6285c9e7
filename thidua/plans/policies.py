"""Who may take in, correct, confirm and see plans."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    OFFICE_HEAD,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    the_program,
)
from thidua.organisations.states import Role
from thidua.plans.models import Delivery, Plan
from thidua.plans.states import PlanState
from thidua.workflow import Policy
from thidua.workflow.policies import NOBODY, grant

ADDRESSED = _("the units to which the plan goes")


def _confirmed(user: User, day: date) -> Q:
    """Confirmed plans, for whoever works at a unit, in its sector or as clerk."""
    told = anywhere(*UNIT, Role.SECTOR_RECEIVER, Role.CLERK)(user, day)
    return NOBODY if told == NOBODY else Q(state=PlanState.CONFIRMED)


PLANS: Policy[Plan] = Policy(
    Plan,
    (
        grant(STANDING_OFFICE, {"view", "correct", "follow", "open_year"}, anywhere(*OFFICE)),
        grant(OFFICE_HEAD, {"view", "confirm"}, anywhere(Role.OFFICE_HEAD)),
        grant(ADDRESSED, {"view"}, _confirmed),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "correct", "confirm", "follow", "open_year"}, the_program),
    ),
)

DELIVERIES: Policy[Delivery] = Policy(
    Delivery,
    (
        grant(ITS_UNIT, {"view", "read"}, at_unit("unit", *UNIT)),
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "read"}, the_program),
    ),
)
