"""Who may read the journal.

An administrator reads what was done, not the reasons given in it: those tell of dossiers, which are
not an administrator's to see.
"""

from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.organisations.policies import (
    ADMINISTRATOR,
    INSPECTOR,
    OFFICE_HEAD,
    anywhere,
    demand_role,
    holds,
)
from thidua.organisations.states import Role
from thidua.workflow import Answer, Policy
from thidua.workflow.policies import grant

READERS = (Role.INSPECTOR, Role.OFFICE_HEAD, Role.ADMINISTRATOR)

ENTRIES: Policy[Entry] = Policy(
    Entry,
    (
        grant(INSPECTOR, {"view", "read_reasons"}, anywhere(Role.INSPECTOR)),
        grant(OFFICE_HEAD, {"view", "read_reasons"}, anywhere(Role.OFFICE_HEAD)),
        grant(ADMINISTRATOR, {"view"}, anywhere(Role.ADMINISTRATOR)),
    ),
)


def reads_journal(user: User) -> Answer:
    """Whether the journal is shown to `user`, who may then have it checked as well."""
    return holds(user, *READERS)


def demand_reader(user: User) -> None:
    """Raise `Refusal` unless `reads_journal`."""
    demand_role(user, *READERS)
