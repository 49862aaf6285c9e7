"""From the call of the council to the signed decision, each knows what is theirs to do."""

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.common.errors import Refusal
from thidua.councils.actions import cast_vote, close_meeting, record_votes
from thidua.councils.duties import duties_of as council_duties
from thidua.councils.queries import agenda_of
from thidua.councils.states import MeetingState
from thidua.councils.tests.world import (
    CSTDCS,
    GK,
    LDTT,
    MEETING_DAY,
    TTLDTT,
    TTLDXS,
    called,
    make_dossier,
    make_world,
    on,
    opened,
)
from thidua.decisions.actions import draft_submission
from thidua.decisions.duties import duties_of
from thidua.decisions.tests.world import (
    PROVINCE,
    SIGNED_ON,
    compare_all,
    drafted,
    issued,
    voted_world,
)
from thidua.workflow import act


def codes(user: User) -> list[str]:
    return [duty.code for duty in (*council_duties(user, SIGNED_ON), *duties_of(user, SIGNED_ON))]


def test_duties_follow_the_way(cast: Cast) -> None:
    world = make_world(cast)
    make_dossier(world, cast.ward, (cast.ward_officer.person, LDTT), (cast.ward, TTLDTT))
    users = (cast.officer, cast.school_head, world.chair, cast.clerk, cast.nobody)

    def due() -> list[list[str]]:
        return [codes(user) for user in users]

    assert due() == [["councils.call_meeting"], [], [], [], []]
    [duty] = council_duties(cast.officer, SIGNED_ON)
    assert "2" in duty.title
    with on(MEETING_DAY):
        meeting = called(world)
        assert due() == [["councils.open"], [], ["councils.open"], [], []]
        opened(world, meeting)
        vote, close = ["councils.vote"], ["councils.close"]
        assert due() == [close, vote, [*vote, *close], [], []]
        for item in agenda_of(meeting):
            cast_vote(item=item, by=cast.school_head, choice="yes")
        assert codes(cast.school_head) == []
        record_votes(meeting=meeting, by=cast.officer, votes={}, rest="yes")
        close_meeting(meeting=meeting, by=cast.officer)
    assert due() == [["decisions.draft"] * 2, [], [], [], []]
    compare_all(world)
    first, _second = drafted(world, meeting), drafted(world, meeting, TTLDTT)
    assert due() == [[], [], ["decisions.issue"] * 2, ["decisions.issue"] * 2, []]
    issued(world, first)
    assert due() == [[], [], ["decisions.issue"], ["decisions.issue"], []]


def test_the_meeting_notes_when_its_last_paper_is_drafted(cast: Cast) -> None:
    world, meeting = voted_world(cast)
    for what in (LDTT, CSTDCS, GK, TTLDTT):
        drafted(world, meeting, what)
        meeting.refresh_from_db()
        assert meeting.drafted_on is None, "the commune's collective waits for its submission"
    with on(SIGNED_ON):
        draft_submission(by=cast.officer, meeting=meeting, what=TTLDXS, addressed_to=PROVINCE)
    meeting.refresh_from_db()
    assert meeting.drafted_on == SIGNED_ON
    meeting.state = MeetingState.OPEN
    with pytest.raises(Refusal), act("tests.back", by=cast.system):
        meeting.save()
