"""Emulation periods, made when first needed."""

from collections.abc import Iterable

from thidua.accounts.models import User
from thidua.common.errors import Refusal
from thidua.organisations.models import Period
from thidua.organisations.periods import period_days
from thidua.organisations.policies import OFFICE, demand_role
from thidua.organisations.states import Role
from thidua.workflow import act


def find_or_make_periods(codes: Iterable[str]) -> dict[str, Period]:
    """The periods of these codes ("2018", "2017-2018"), those missing made; inside an act.

    Every code that is none is refused, all together.
    """
    wanted = sorted(set(codes))
    found = _found(wanted)
    slips: list[Refusal] = []
    new = []
    for code in wanted:
        if code in found:
            continue
        try:
            days = period_days(code)
        except Refusal as refusal:
            slips.append(refusal)
            continue
        new.append(
            Period(
                code=days.code,
                calendar=days.calendar,
                starts_on=days.starts_on,
                ends_on=days.ends_on,
                year=days.year,
            )
        )
    if slips:
        raise Refusal(*(reason for refusal in slips for reason in refusal.reasons))
    if new:
        Period.objects.bulk_create(new)
    return found | {period.code: period for period in new}


def ensure_periods(*, by: User, codes: Iterable[str]) -> dict[str, Period]:
    """The same as an act of its own, by the standing office or an administrator; nothing is done
    where all exist.
    """
    demand_role(by, *OFFICE, Role.ADMINISTRATOR)
    wanted = sorted(set(codes))
    found = _found(wanted)
    if len(found) == len(wanted):
        return found
    with act("organisations.ensure_periods", by=by, codes=wanted):
        return find_or_make_periods(wanted)


def _found(codes: list[str]) -> dict[str, Period]:
    return {period.code: period for period in Period.objects.filter(code__in=codes)}
