"""Units and their life, people and their posts, roles, and the records that verdicts rest on."""

from thidua.organisations.models.people import Employment, Person, RoleAssignment
from thidua.organisations.models.records import (
    Discipline,
    Leave,
    PendingCase,
    Period,
    Rating,
)
from thidua.organisations.models.units import PuttingForward, Succession, Unit, UnitVersion

__all__ = [
    "Discipline",
    "Employment",
    "Leave",
    "PendingCase",
    "Period",
    "Person",
    "PuttingForward",
    "Rating",
    "RoleAssignment",
    "Succession",
    "Unit",
    "UnitVersion",
]
