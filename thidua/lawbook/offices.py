"""Whose law a page shows where nobody says: that of the standing office of this installation."""

from thidua.common.clock import office_day
from thidua.dossiers.awards import rules_for
from thidua.organisations.models import Unit
from thidua.organisations.policies import office_heads
from thidua.rules import Jurisdiction, default_law


def office_unit() -> Unit | None:
    """The unit whose standing office this is; None before anybody heads it. One query."""
    found = office_heads(office_day()).select_related("unit").first()
    return found.unit if found else None


def office_jurisdiction() -> Jurisdiction:
    """Its level and its own rules, or those of the nearest body above it that has some."""
    unit = office_unit()
    return rules_for(unit) if unit else Jurisdiction()


def jurisdiction_named(authority: str) -> Jurisdiction:
    """That of an authority by its id; the nation's law for an empty or unknown one."""
    found = default_law().shelf.authorities.get(authority)
    return Jurisdiction(found.level, found.id) if found else Jurisdiction()
