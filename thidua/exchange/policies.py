"""Who may see and record the forms that come back."""

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
from thidua.workflow.policies import grant

_SETTLING = {"view", "apply", "set_aside"}

RETURNED_FORMS: Policy[ReturnedForm] = Policy(
    ReturnedForm,
    (
        grant(ITS_UNIT, _SETTLING, at_unit("unit", *UNIT)),
        grant(STANDING_OFFICE, _SETTLING, anywhere(*OFFICE)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, _SETTLING, the_program),
    ),
)
