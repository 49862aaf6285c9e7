"""Many changes to a unit's list at once: steps of an act that another app begins."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.text import tidy
from thidua.emulation.actions.registration import (
    LineChecks,
    LineEntry,
    demand_may_start,
    demand_writable,
)
from thidua.emulation.models import Registration, RegistrationLine, Round
from thidua.emulation.policies import REGISTRATIONS
from thidua.organisations.models import Unit
from thidua.workflow.fitting import demand_fits


@dataclass(frozen=True)
class ListChanges:
    """What changes: lines to add, keys of lines to take off, new initiatives by the line's key."""

    additions: tuple[LineEntry, ...] = ()
    withdrawals: tuple[int, ...] = ()
    initiatives: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.additions or self.withdrawals or self.initiatives)


def registration_to_change(*, in_round: Round, unit: Unit, by: User) -> Registration:
    """The unit's registration, locked, begun where there is none. A step of an act.

    Raises `Refusal` unless `by` may change its lines now.
    """
    found: Registration | None = (
        Registration.objects.select_for_update().filter(round=in_round, unit=unit).first()
    )
    if found is None:
        demand_may_start(in_round=in_round, unit=unit, by=by)
        found = Registration(round=in_round, unit=unit)
        found.save()
    for verb in ("register_line", "withdraw_line"):
        REGISTRATIONS.demand(by, verb, found)
    demand_writable(found)
    return found


def change_lines(*, registration: Registration, changes: ListChanges) -> list[RegistrationLine]:
    """Change the lines of a registration from `registration_to_change`. A step of the same act.

    Every wrong entry is told, and then none is written. Lines that someone else changed meanwhile
    are refused (`gone`, `twice`). Returns the lines added.
    """
    lines = {each.pk: each for each in registration.lines.select_related("person", "unit")}
    if not {*changes.withdrawals, *changes.initiatives} <= set(lines):
        raise refuse(
            "gone",
            _("Someone took lines off this list meanwhile."),
            cure=_("Reload the page to see what was done meanwhile."),
        )
    for pk in changes.withdrawals:
        lines[pk].delete()
    reworded = []
    for pk, initiative in changes.initiatives.items():
        lines[pk].initiative = tidy(initiative)
        reworded.append(lines[pk])
    demand_fits(*reworded)
    RegistrationLine.objects.bulk_update(reworded, ["initiative"])
    checks = LineChecks(registration, changes.additions)
    reasons: list[Reason] = []
    made = []
    for entry in changes.additions:
        try:
            made.append(checks.checked(entry))
        except Refusal as refusal:
            reasons.extend(refusal.reasons)
    if reasons:
        raise Refusal(*reasons)
    RegistrationLine.objects.bulk_create(made)
    return made
