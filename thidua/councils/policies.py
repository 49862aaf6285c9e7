"""Who may see and do what in a council: its members see, its officers act, the office calls."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.common.remembered import is_remembering, once
from thidua.councils.models import Council, CouncilMember, Meeting
from thidua.councils.states import VOTING, Capacity, MeetingState
from thidua.organisations.policies import (
    INSPECTOR,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    Where,
    anywhere,
    in_force,
    the_program,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import NOBODY, grant, on_paper

MEMBERS = _("the council's members")
OFFICERS = _("the council's chair, vice-chairs and secretary")
THE_MEMBER = _("a member present, in their own seat")
COUNCIL_OFFICERS = frozenset(
    {Capacity.CHAIR, Capacity.STANDING_VICE, Capacity.VICE, Capacity.SECRETARY}
)


def seats_of(user: User, day: date) -> list[CouncilMember]:
    """The seats on councils that `user` holds on `day`, with their councils; one query a page."""

    def read() -> list[CouncilMember]:
        held = CouncilMember.objects.filter(in_force(day), person__user=user.pk)
        return list(held.select_related("council").order_by("pk"))

    return once(("seats", user.pk, day), read)


def _seated(path: str, capacities: Collection[str]) -> Where:
    """The row's council, reached by `path`, is one where the user sits in one of `capacities`."""

    def where(user: User, day: date) -> Q:
        if not is_remembering():
            seats = CouncilMember.objects.filter(
                in_force(day), person__user=user, capacity__in=list(capacities)
            )
            return Q(**{f"{path}__in": seats.values("council_id")})
        councils = [each.council_id for each in seats_of(user, day) if each.capacity in capacities]
        return Q(**{f"{path}__in": councils}) if councils else NOBODY

    return where


_sits = _seated("pk", Capacity.values)
_member = _seated("council", Capacity.values)
_officer = _seated("council", COUNCIL_OFFICERS)


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
