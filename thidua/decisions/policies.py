"""Who may see and do what with decisions and submissions.

The standing office drafts. The head of the authority's own unit signs: decides what is left out,
issues, revokes; the clerk of the authority (or of an office of it) records what was signed on
paper. Units see the issued decisions that name their people.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.decisions.models import Decision, Submission
from thidua.decisions.states import DecisionState, SubmissionState
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    units_of,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import grant

SIGNER = _("the head of the authority, who signs")
ITS_ACCOUNTANT = _("the authority's accountant")
ITS_CLERK = _("the authority's clerk, on the signed paper")


def _clerk_of_issuer(user: User, day: date) -> Q:
    units = units_of(user, day, Role.CLERK)
    return Q(issuer__in=units) | Q(issuer__children__in=units)


def _names_their_people(user: User, day: date) -> Q:
    return Q(
        items__nominee__dossier__unit__in=units_of(user, day, *UNIT), items__left_out_because=""
    ) & ~Q(state=DecisionState.DRAFT)


def _submits_their_people(user: User, day: date) -> Q:
    units = units_of(user, day, *UNIT)
    return Q(items__nominee__dossier__unit__in=units, state=SubmissionState.SENT)


def _accountant_of_issuer(user: User, day: date) -> Q:
    units = units_of(user, day, Role.ACCOUNTANT)
    return Q(issuer__in=units) | Q(issuer__children__in=units)


_SIGNING = {"view", "leave_out", "issue", "revoke", "attach_signed"}

DECISIONS: Policy[Decision] = Policy(
    Decision,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(SIGNER, _SIGNING, at_unit("issuer", Role.UNIT_HEAD)),
        grant(ITS_CLERK, _SIGNING, _clerk_of_issuer),
        grant(ITS_ACCOUNTANT, {"view", "pay"}, _accountant_of_issuer),
        grant(ITS_UNIT, {"view"}, _names_their_people),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR, Role.ACCOUNTANT)),
    ),
)

SUBMISSIONS: Policy[Submission] = Policy(
    Submission,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(SIGNER, {"view", "send"}, at_unit("issuer", Role.UNIT_HEAD)),
        grant(ITS_CLERK, {"view", "send"}, _clerk_of_issuer),
        grant(ITS_UNIT, {"view"}, _submits_their_people),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
    ),
)
