"""What eligibility asks of the head of the standing office: for "my duties"."""

from datetime import date

from django.utils.translation import ngettext

from thidua.accounts.models import User
from thidua.eligibility.comparing import uncompared_now
from thidua.organisations.policies import holds
from thidua.organisations.states import Role
from thidua.workflow.duties import Duty


def duties_of(user: User, day: date) -> list[Duty]:
    """Quoted law to compare, as one duty; three queries at most."""
    if user.is_system or not holds(user, Role.OFFICE_HEAD):
        return []
    count = len(uncompared_now(day))
    if not count:
        return []
    words = ngettext(
        "Compare %(count)s text of law with its official wording: decisions wait for it",
        "Compare %(count)s texts of law with their official wording: decisions wait for it",
        count,
    )
    title = words % {"count": count}
    return [Duty("eligibility.compare", title, None, None, "eligibility:comparisons")]
