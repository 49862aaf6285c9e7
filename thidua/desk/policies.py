"""Who sees whose line of the year's board: the council all, a bloc's leaders their bloc, a unit its
own (practice 14).
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.councils.policies import seats_of
from thidua.emulation.models import BlocMember
from thidua.emulation.policies import BLOC_LEADERS
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    SECTOR,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    the_program,
)
from thidua.organisations.states import SCHOOLS, Role
from thidua.workflow import Policy
from thidua.workflow.policies import NOBODY, grant

COUNCIL = _("the council's members")
CHAIR = _("the head of the authority")
_AUTHORITY = "bloc__emulation_year__authority"


def _council(user: User, day: date) -> Q:
    """Lines of the authorities on whose councils the user sits."""
    authorities = [each.council.authority_id for each in seats_of(user, day)]
    return Q(**{f"{_AUTHORITY}__in": authorities}) if authorities else NOBODY


def _schools(user: User, day: date) -> Q:
    return anywhere(Role.SECTOR_RECEIVER)(user, day) & Q(unit__kind__in=SCHOOLS)


LINES: Policy[BlocMember] = Policy(
    BlocMember,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(COUNCIL, {"view"}, _council),
        grant(CHAIR, {"view"}, at_unit(_AUTHORITY, Role.UNIT_HEAD)),
        grant(BLOC_LEADERS, {"view"}, at_unit("bloc__posts__unit", Role.UNIT_HEAD)),
        grant(SECTOR, {"view"}, _schools),
        grant(ITS_UNIT, {"view"}, at_unit("unit", *UNIT)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
