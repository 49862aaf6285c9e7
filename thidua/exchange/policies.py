"""Who may see and record the forms that come back."""

from datetime import date

from django.db.models import OuterRef, Q

from thidua.accounts.models import User
from thidua.emulation.models import Registration
from thidua.emulation.policies import LINK_HOLDER
from thidua.exchange.models import ReturnedForm
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    the_program,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import by_row, grant


def _by_link(user: User, day: date) -> Q:
    """The forms of the registrations that the user may write through a personal link."""
    opened = Registration.objects.filter(
        links__person__user=user.pk,
        links__revoked_on__isnull=True,
        round__last_day__gte=day,
        round=OuterRef("round"),
        unit=OuterRef("unit"),
    )
    return by_row(opened)


_SETTLING = {"view", "apply", "set_aside"}

RETURNED_FORMS: Policy[ReturnedForm] = Policy(
    ReturnedForm,
    (
        grant(ITS_UNIT, _SETTLING, at_unit("unit", *UNIT)),
        grant(STANDING_OFFICE, _SETTLING, anywhere(*OFFICE)),
        grant(LINK_HOLDER, {"view", "apply"}, _by_link),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, _SETTLING, the_program),
    ),
)
