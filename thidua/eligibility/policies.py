"""Who may see verdicts."""

from thidua.eligibility.models import Verdict
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
