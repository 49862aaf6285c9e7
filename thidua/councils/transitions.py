"""The moves of a meeting, and what stops them."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.clock import office_day
from thidua.councils.models import Meeting
from thidua.councils.policies import MEETINGS
from thidua.councils.states import MeetingState
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import Blocker, nothing_blocks

SHOWN = 5


def stops_opening(meeting: Meeting) -> list[Blocker]:
    """A meeting does not open before its day."""
    if office_day() >= meeting.held_on:
        return []
    return [
        Blocker(
            "too_early",
            _("The meeting is called for %(day)s.") % {"day": f"{meeting.held_on:%d/%m/%Y}"},
            cure=_("Open it on its day, or call it for another."),
        )
    ]


def stops_closing(meeting: Meeting) -> list[Blocker]:
    """Every member present votes on every item, or steps aside: an abstention is a vote too."""
    lacking = (
        meeting.ballot.items.annotate(votes_cast=Count("votes"))
        .filter(~Q(votes_cast=meeting.ballot.present - F("recused")))
        .order_by("order")
    )
    count = lacking.count()
    if not count:
        return []
    said = _("Votes are missing on %(count)s items: %(items)s.")
    if count > SHOWN:
        said = _("Votes are missing on %(count)s items, among them: %(items)s.")
    return [
        Blocker(
            "not_all_voted",
            said % {"count": count, "items": "; ".join(item.label for item in lacking[:SHOWN])},
            cure=_("Record the vote of every member present, or that a member steps aside."),
        )
    ]


MEETING_MOVES: Table[Meeting] = Table(
    subject="councils.meeting",
    policy=MEETINGS,
    names={
        MeetingState.PLANNED: StateNames(
            gettext_lazy("called"),
            gettext_lazy("awaits the council"),
            gettext_lazy("under consideration"),
        ),
        MeetingState.OPEN: StateNames(
            gettext_lazy("in session"),
            gettext_lazy("before the council"),
            gettext_lazy("under consideration"),
        ),
        MeetingState.CLOSED: StateNames(
            gettext_lazy("closed"),
            gettext_lazy("considered by the council"),
            gettext_lazy("under consideration"),
        ),
    },
    moves=(
        Transition(
            name="postpone",
            label=gettext_lazy("Call for another day"),
            sources=frozenset({MeetingState.PLANNED}),
            target=MeetingState.PLANNED,
            blockers=nothing_blocks,
        ),
        Transition(
            name="open",
            label=gettext_lazy("Open the meeting"),
            sources=frozenset({MeetingState.PLANNED}),
            target=MeetingState.OPEN,
            blockers=stops_opening,
        ),
        Transition(
            name="close",
            label=gettext_lazy("Close the meeting"),
            sources=frozenset({MeetingState.OPEN}),
            target=MeetingState.CLOSED,
            blockers=stops_closing,
        ),
    ),
)
