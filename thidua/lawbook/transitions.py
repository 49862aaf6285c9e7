"""Own rules are proposed by one, approved or refused by another, withdrawn by who proposed them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.errors import Refusal
from thidua.lawbook.models import OwnRules
from thidua.lawbook.policies import OWN_RULES
from thidua.lawbook.reading import in_force, laws_with, proposal_of
from thidua.lawbook.states import OwnRulesState
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import Blocker, nothing_blocks


def stops_approving(rules: OwnRules) -> list[Blocker]:
    """The text must be readable beside the law as it stands now, and what it takes the place of
    must still be in force.
    """
    older = rules.supersedes_id
    if older is not None and not in_force().filter(pk=older).exists():
        message = _("What it would take the place of is no longer in force.")
        cure = _("Refuse it, and let it be proposed anew.")
        return [Blocker("superseded_meanwhile", message, cure)]
    try:
        laws_with(proposal_of(rules))
    except Refusal as refusal:
        return [Blocker(each.code, each.message, each.cure) for each in refusal.reasons]
    return []


OWN_RULES_TABLE: Table[OwnRules] = Table(
    subject="lawbook.own_rules",
    policy=OWN_RULES,
    names={
        OwnRulesState.PROPOSED: StateNames(
            office=gettext_lazy("waits for approval"),
            nominee=gettext_lazy("being prepared"),
            public=gettext_lazy("being prepared"),
        ),
        OwnRulesState.APPROVED: StateNames(
            office=gettext_lazy("approved"),
            nominee=gettext_lazy("in force"),
            public=gettext_lazy("in force"),
        ),
        OwnRulesState.REFUSED: StateNames(
            office=gettext_lazy("refused"),
            nominee=gettext_lazy("not in force"),
            public=gettext_lazy("not in force"),
        ),
        OwnRulesState.WITHDRAWN: StateNames(
            office=gettext_lazy("withdrawn"),
            nominee=gettext_lazy("not in force"),
            public=gettext_lazy("not in force"),
        ),
    },
    moves=(
        Transition(
            name="approve",
            label=gettext_lazy("Approve the rules"),
            sources=frozenset({OwnRulesState.PROPOSED}),
            target=OwnRulesState.APPROVED,
            blockers=stops_approving,
        ),
        Transition(
            name="refuse",
            label=gettext_lazy("Refuse the rules"),
            sources=frozenset({OwnRulesState.PROPOSED}),
            target=OwnRulesState.REFUSED,
            blockers=nothing_blocks,
        ),
        Transition(
            name="withdraw",
            label=gettext_lazy("Withdraw the rules"),
            sources=frozenset({OwnRulesState.PROPOSED}),
            target=OwnRulesState.WITHDRAWN,
            blockers=nothing_blocks,
        ),
    ),
)
