"""Who may see and do what with deliberations and dossiers.

A draft is its unit's own affair: nobody else sees it, unless the standing office enters it for the
unit from its signed papers (`on_behalf`): then both see it and both may go on with it. Members of a
council of the authority see a dossier once it is appraised; their seats are reached by the
relation's name, since councils lie above this app.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from thidua.accounts.models import User
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.states import ONCE_SENT, DeliberationState, DossierState, Route
from thidua.organisations.policies import (
    COUNCIL,
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    SECTOR,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    holds,
    seated_at,
    the_program,
)
from thidua.organisations.states import SCHOOLS, Role
from thidua.workflow import Policy
from thidua.workflow.policies import NOBODY, grant, on_paper

_SENT = Q(state__in=ONCE_SENT)
_CONCLUDED = Q(state=DeliberationState.CONCLUDED)
_FOR_THE_UNIT = Q(on_behalf=True)
_BY_SECTOR = Q(route=Route.SECTOR)


def _where(condition: Q, *roles: Role) -> Callable[[User, date], Q]:
    """Rows of a condition, for whoever holds one of the roles."""

    def where(user: User, day: date) -> Q:
        return anywhere(*roles)(user, day) & condition

    return where


def _council(user: User, day: date) -> Q:
    """What is put to a council on which the user has a seat."""
    authorities = seated_at(user, day)
    if not authorities:
        return NOBODY
    appraised = [DossierState.APPRAISED, DossierState.CONCLUDED]
    return Q(authority__in=authorities, state__in=appraised)


def writes_for_the_unit(user: User, row: Deliberation | Dossier) -> bool:
    """Whether what `user` does to `row` is done on the unit's behalf; one query at most."""
    return row.on_behalf and not holds(user, *UNIT, unit=row.unit)


DELIBERATIONS: Policy[Deliberation] = Policy(
    Deliberation,
    (
        grant(ITS_UNIT, {"view", "record_votes", "conclude", "draw_up"}, at_unit("unit", *UNIT)),
        grant(STANDING_OFFICE, {"view", on_paper("draw_up")}, _where(_CONCLUDED, *OFFICE)),
        grant(
            STANDING_OFFICE, {"view", "record_votes", "conclude"}, _where(_FOR_THE_UNIT, *OFFICE)
        ),
        grant(
            SECTOR,
            {"view"},
            _where(_CONCLUDED & Q(unit__kind__in=SCHOOLS), Role.SECTOR_RECEIVER),
        ),
        grant(INSPECTOR, {"view"}, _where(_CONCLUDED | _FOR_THE_UNIT, Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)

DOSSIERS: Policy[Dossier] = Policy(
    Dossier,
    (
        grant(ITS_UNIT, {"view", "edit", "submit", on_paper("submit")}, at_unit("unit", *UNIT)),
        grant(
            SECTOR,
            {"view", "endorse", on_paper("endorse")},
            _where(_BY_SECTOR & _SENT, Role.SECTOR_RECEIVER),
        ),
        grant(
            SECTOR,
            {"return"},
            _where(_BY_SECTOR & Q(state=DossierState.SUBMITTED), Role.SECTOR_RECEIVER),
        ),
        grant(
            STANDING_OFFICE,
            {"view", "receive", "appraise", "judge_again", "conclude_appraisal"},
            _where(_SENT, *OFFICE),
        ),
        grant(
            STANDING_OFFICE,
            {"return"},
            _where(_SENT & ~(_BY_SECTOR & Q(state=DossierState.SUBMITTED)), *OFFICE),
        ),
        grant(
            STANDING_OFFICE,
            {"view", "edit", on_paper("submit")},
            _where(_FOR_THE_UNIT, *OFFICE),
        ),
        grant(COUNCIL, {"view"}, _council),
        grant(INSPECTOR, {"view"}, _where(_SENT | _FOR_THE_UNIT, Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
