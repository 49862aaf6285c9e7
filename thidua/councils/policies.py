"""Who may see and do what in a council: its members see, its officers act, the office calls."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.councils.models import Council, CouncilMember, Meeting
from thidua.councils.states import VOTING, Capacity, MeetingState
from thidua.organisations.policies import (
    INSPECTOR,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    anywhere,
    in_force,
    the_program,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import grant, on_paper

MEMBERS = _("the council's members")
OFFICERS = _("the council's chair, vice-chairs and secretary")
THE_MEMBER = _("a member present, in their own seat")
COUNCIL_OFFICERS = frozenset(
    {Capacity.CHAIR, Capacity.STANDING_VICE, Capacity.VICE, Capacity.SECRETARY}
)


def _councils_of(
    user: User, day: date, capacities: Collection[str]
) -> QuerySet[CouncilMember, int]:
    """Ids of the councils where the user's person sits in one of `capacities` on `day`."""
    seats = CouncilMember.objects.filter(
        in_force(day), person__user=user, capacity__in=list(capacities)
    )
    return seats.values_list("council_id", flat=True)


def _sits(user: User, day: date) -> Q:
    return Q(pk__in=_councils_of(user, day, Capacity.values))


def _member(user: User, day: date) -> Q:
    return Q(council__in=_councils_of(user, day, Capacity.values))


def _officer(user: User, day: date) -> Q:
    return Q(council__in=_councils_of(user, day, COUNCIL_OFFICERS))


def _on_the_roll(user: User, _day: date) -> Q:
    """Meetings in session whose roll has the user present: the roll decides, not today's seat."""
    return Q(
        state=MeetingState.OPEN,
        ballot__roll__person__user=user,
        ballot__roll__is_present=True,
        ballot__roll__capacity__in=list(VOTING),
    )


COUNCILS: Policy[Council] = Policy(
    Council,
    (
        grant(STANDING_OFFICE, {"view", "seat", "call_meeting"}, anywhere(*OFFICE)),
        grant(MEMBERS, {"view"}, _sits),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "seat"}, the_program),
    ),
)

MEETINGS: Policy[Meeting] = Policy(
    Meeting,
    (
        grant(STANDING_OFFICE, {"view", "postpone", "draft_decision"}, anywhere(*OFFICE)),
        grant(
            OFFICERS,
            {
                *("view", "postpone", "open", "recuse", "close"),
                *("record_votes", on_paper("record_votes")),
            },
            _officer,
        ),
        grant(MEMBERS, {"view"}, _member),
        grant(THE_MEMBER, {"view", "cast_vote"}, _on_the_roll),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
    ),
)
