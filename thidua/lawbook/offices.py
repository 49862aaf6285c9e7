"""Whose law a page shows where nobody says: that of the standing office of this installation."""

from thidua.common.clock import office_day
from thidua.dossiers.awards import rules_for
from thidua.organisations.models import RoleAssignment, Unit
from thidua.organisations.policies import in_force
from thidua.organisations.states import Role
from thidua.rules import Jurisdiction, default_law


def office_unit() -> Unit | None:
    """The unit whose standing office this is; None before anybody heads it. One query."""
    heads = RoleAssignment.objects.filter(in_force(office_day()), role=Role.OFFICE_HEAD)
    found = heads.select_related("unit").order_by("pk").first()
    return found.unit if found else None


def office_jurisdiction() -> Jurisdiction:
    """Its level and its own rules, or those of the nearest body above it that has some."""
    unit = office_unit()
    return rules_for(unit) if unit else Jurisdiction()


def jurisdiction_named(authority: str) -> Jurisdiction:
    """That of an authority by its id; the nation's law for an empty or unknown one."""
    found = default_law().shelf.authorities.get(authority)
    return Jurisdiction(found.level, found.id) if found else Jurisdiction()
