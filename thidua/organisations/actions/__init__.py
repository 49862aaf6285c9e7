"""Writes about units, people, their records, users and their roles."""

from thidua.organisations.actions.accounts import (
    change_password,
    close_account,
    new_password,
    reopen_account,
    unlock_account,
)
from thidua.organisations.actions.changes import UnitChange, change_units
from thidua.organisations.actions.newcomers import add_collective, add_person
from thidua.organisations.actions.people import load_people
from thidua.organisations.actions.periods import ensure_periods, find_or_make_periods
from thidua.organisations.actions.proposers import end_putting_forward, let_put_forward
from thidua.organisations.actions.records import (
    close_case,
    load_discipline,
    load_leave,
    load_pending,
    load_ratings,
    open_case,
)
from thidua.organisations.actions.units import load_units
from thidua.organisations.actions.users import (
    account_of,
    create_user,
    end_role,
    grant_role,
    system_user,
)

__all__ = [
    "UnitChange",
    "account_of",
    "add_collective",
    "add_person",
    "change_password",
    "change_units",
    "close_account",
    "close_case",
    "create_user",
    "end_putting_forward",
    "end_role",
    "ensure_periods",
    "find_or_make_periods",
    "grant_role",
    "let_put_forward",
    "load_discipline",
    "load_leave",
    "load_pending",
    "load_people",
    "load_ratings",
    "load_units",
    "new_password",
    "open_case",
    "reopen_account",
    "system_user",
    "unlock_account",
]
