"""Who may see and register initiatives."""

from thidua.initiatives.models import Initiative
from thidua.organisations.models import Person
from thidua.organisations.policies import (
    COUNCIL,
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    ONESELF,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    before_council,
    oneself,
    the_program,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import grant

INITIATIVES: Policy[Initiative] = Policy(
    Initiative,
    (
        grant(STANDING_OFFICE, {"view", "recognise"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view"}, at_unit("person__unit", *UNIT)),
        grant(ONESELF, {"view"}, oneself("person__user")),
        grant(COUNCIL, {"view"}, before_council("person", Person)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)

# For whom one may register an initiative, or record one that was recognised.
AUTHORS: Policy[Person] = Policy(
    Person,
    (
        grant(STANDING_OFFICE, {"register", "recognise"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"register"}, at_unit("unit", *UNIT)),
        grant(ONESELF, {"register"}, oneself("user")),
        grant(PROGRAM, {"register"}, the_program),
    ),
)
