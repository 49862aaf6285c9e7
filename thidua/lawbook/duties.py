"""What own rules ask of the head of the standing office: for "my duties"."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.lawbook.models import OwnRules
from thidua.lawbook.policies import OWN_RULES
from thidua.lawbook.states import OwnRulesState
from thidua.workflow.duties import Duty


def duties_of(user: User, _day: date) -> list[Duty]:
    """Proposed rules to decide on; one query for who may, none for others."""
    if not OWN_RULES.may_concern(user, "approve"):
        return []
    rows = OWN_RULES.visible_to(user, "approve").filter(state=OwnRulesState.PROPOSED)
    waiting: list[OwnRules] = list(rows.select_related("proposed_by").defer("text").order_by("pk"))
    return [
        Duty(
            code="lawbook.decide",
            title=_("Approve or refuse the rules “%(rules)s”, proposed by %(name)s")
            % {"rules": each, "name": each.proposed_by},
            due_on=None,
            subject=each,
            url_name="lawbook:own_rules_page",
            url_args=(each.pk,),
        )
        for each in waiting
    ]
