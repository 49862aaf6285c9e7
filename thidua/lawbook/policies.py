"""Who may propose, decide on and see an office's own rules. Proposing asks for a role alone."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.lawbook.models import OwnRules
from thidua.lawbook.states import OwnRulesState
from thidua.organisations.policies import (
    INSPECTOR,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    anywhere,
    oneself,
    the_program,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import NOBODY, grant

# Who writes rules does not approve them: the head is another person.
PROPOSES = Role.OFFICE_OFFICER
READS = (Role.INSPECTOR, Role.ADMINISTRATOR)
ANOTHER_HEAD = _("the head of the standing office, who is not the one who proposed it")
PROPOSER = _("the one who proposed it")


def _of_others(user: User, day: date) -> Q:
    head = anywhere(Role.OFFICE_HEAD)(user, day)
    return head if head == NOBODY else ~Q(proposed_by=user.pk)


def _approved(_user: User, _day: date) -> Q:
    return Q(state=OwnRulesState.APPROVED)


OWN_RULES: Policy[OwnRules] = Policy(
    OwnRules,
    (
        grant(STANDING_OFFICE, {"view", "try"}, anywhere(*OFFICE)),
        grant(ANOTHER_HEAD, {"view", "approve", "refuse"}, _of_others),
        grant(PROPOSER, {"view", "withdraw"}, oneself("proposed_by")),
        grant(INSPECTOR, {"view"}, anywhere(*READS)),
        # What is in force is everybody's to read, as the law is.
        grant("", {"view"}, _approved),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
