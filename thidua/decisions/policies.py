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
from thidua.decisions.states import OUT, SubmissionState
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    STANDING_OFFICE,
    UNIT,
    Where,
    anywhere,
    at_unit,
    either,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import grant

SIGNER = _("the head of the authority, who signs")
ITS_ACCOUNTANT = _("the authority's accountant")
ITS_CLERK = _("the authority's clerk, on the signed paper")


def _works_for_issuer(role: Role) -> Where:
    """The role is held at the issuer or at an office of it."""
    return either(at_unit("issuer", role), at_unit("issuer__children", role))


_of_their_people = at_unit("items__nominee__dossier__unit", *UNIT)


def _names_their_people(user: User, day: date) -> Q:
    named = _of_their_people(user, day) & Q(items__left_out_because="")
    return named & Q(state__in=OUT)


def _submits_their_people(user: User, day: date) -> Q:
    return _of_their_people(user, day) & Q(state=SubmissionState.SENT)


_SIGNING = {"view", "leave_out", "issue", "revoke", "attach_signed"}

DECISIONS: Policy[Decision] = Policy(
    Decision,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(SIGNER, _SIGNING, at_unit("issuer", Role.UNIT_HEAD)),
        grant(ITS_CLERK, _SIGNING, _works_for_issuer(Role.CLERK)),
        grant(ITS_ACCOUNTANT, {"view", "pay"}, _works_for_issuer(Role.ACCOUNTANT)),
        grant(ITS_UNIT, {"view"}, _names_their_people),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR, Role.ACCOUNTANT)),
    ),
)

SUBMISSIONS: Policy[Submission] = Policy(
    Submission,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(SIGNER, {"view", "send"}, at_unit("issuer", Role.UNIT_HEAD)),
        grant(ITS_CLERK, {"view", "send"}, _works_for_issuer(Role.CLERK)),
        grant(ITS_UNIT, {"view"}, _submits_their_people),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
    ),
)
