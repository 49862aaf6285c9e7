"""What is done about a council: founding, seats, meetings, votes."""

from thidua.councils.actions.meetings import (
    call_meeting,
    close_meeting,
    note_drafted,
    open_meeting,
    postpone_meeting,
)
from thidua.councils.actions.seats import (
    end_seat,
    found_council,
    record_council_decision,
    seat_member,
)
from thidua.councils.actions.votes import cast_rest, cast_vote, record_votes, recuse

__all__ = [
    "call_meeting",
    "cast_rest",
    "cast_vote",
    "close_meeting",
    "end_seat",
    "found_council",
    "note_drafted",
    "open_meeting",
    "postpone_meeting",
    "record_council_decision",
    "record_votes",
    "recuse",
    "seat_member",
]
