"""What the program's keeping asks of administrators and inspectors: for "my duties"."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.accounts.models import User
from thidua.common.clock import system_now
from thidua.organisations.administration import resting_names, units_lacking
from thidua.organisations.policies import UNITS, units_held
from thidua.organisations.states import Role
from thidua.oversight.health import state_of_work
from thidua.oversight.queries import newest_result
from thidua.workflow.duties import Duty

# A practice, no rule of law: once a month somebody looks whether the journal holds.
_CHECKED_WITHIN = timedelta(days=30)


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user`; nothing for whoever is neither."""
    found = []
    if units_held(user, day, Role.ADMINISTRATOR):
        found += _of_administrator(user, day)
    if units_held(user, day, Role.INSPECTOR):
        found += _of_inspector()
    return found


def _of_administrator(user: User, day: date) -> list[Duty]:
    found = [
        Duty(
            "oversight.system",
            f"{line.name}: {line.sentence} {line.cure}",
            None,
            None,
            "oversight:administration",
            is_late=line.tone == "bad",
        )
        for line in state_of_work()
        if line.tone in {"bad", "warn"}
    ]
    resting = len(resting_names())
    if resting:
        words = ngettext(
            "%(count)s account rests after wrong passwords",
            "%(count)s accounts rest after wrong passwords",
            resting,
        )
        found.append(_duty("oversight.resting", words, resting, "organisations:accounts"))
    lacking = units_lacking(UNITS.visible_to(user), day).count()
    if lacking:
        words = ngettext(
            "%(count)s unit has no head who signs in",
            "%(count)s units have no head who signs in",
            lacking,
        )
        found.append(_duty("oversight.lacking", words, lacking, "organisations:handover"))
    return found


def _duty(code: str, words: str, count: int, url_name: str) -> Duty:
    return Duty(code, words % {"count": count}, None, None, url_name)


def _of_inspector() -> list[Duty]:
    result = newest_result()
    if result is not None and result.fault_count:
        title = _("The journal does not hold: see where, and ask the administrator")
        return [Duty("oversight.faults", title, None, None, "oversight:check", is_late=True)]
    if result is None or system_now() - result.asked_at > _CHECKED_WITHIN:
        title = _("Have the journal checked: it was not within thirty days")
        return [Duty("oversight.check", title, None, None, "oversight:check")]
    return []
