"""A closed meeting whose votes wait for papers, for the tests of decisions and reports."""

from datetime import date

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.councils.actions import close_meeting, record_votes
from thidua.councils.models import Meeting
from thidua.councils.tests.world import (
    CSTDCS,
    GK,
    LDTT,
    MEETING_DAY,
    TTLDTT,
    TTLDXS,
    World,
    called,
    item_of,
    make_dossier,
    make_world,
    on,
    opened,
)
from thidua.decisions.actions import draft_decision, issue_decision
from thidua.decisions.models import Decision
from thidua.eligibility.actions import record_comparison
from thidua.eligibility.judging import uncompared
from thidua.eligibility.models import Verdict

SIGNED_ON = date(2018, 12, 25)
PROVINCE = "Chủ tịch Ủy ban nhân dân tỉnh Hải Dương"


def voted_world(cast: Cast) -> tuple[World, Meeting]:
    """All passed but the commune's officer: ward's officer for three awards, two collectives."""
    world = make_world(cast)
    officer = cast.ward_officer.person
    make_dossier(
        world, cast.ward, (officer, LDTT), (officer, CSTDCS), (officer, GK), (cast.ward, TTLDTT)
    )
    make_dossier(
        world,
        cast.commune,
        (cast.commune_officer.person, LDTT),
        (cast.commune_head.person, LDTT),
        (cast.commune, TTLDXS),
    )
    with on(MEETING_DAY):
        meeting = opened(world, called(world))
        failed = item_of(meeting, cast.commune_officer.person, LDTT)
        record_votes(
            meeting=meeting,
            by=cast.officer,
            votes={failed: dict.fromkeys(world.members, "no")},
            rest="yes",
        )
        close_meeting(meeting=meeting, by=cast.officer)
    return world, meeting


def compare_all(world: World) -> None:
    """The head of the standing office compares all quoted law."""
    for instrument in uncompared(Verdict.objects.all()):
        record_comparison(by=world.cast.office_head, instrument=instrument.id)


def drafted(world: World, meeting: Meeting, what: str = LDTT) -> Decision:
    """A draft of the standing office on the day of signing."""
    with on(SIGNED_ON):
        return draft_decision(by=world.cast.officer, meeting=meeting, what=what)


def issued(
    world: World,
    decision: Decision,
    *,
    by: User | None = None,
    name: str = "Nguyễn Hồng Phúc",
    title: str = "Chủ tịch",
    capacity: str = "",
    signed_on: date = SIGNED_ON,
) -> Decision:
    """The decision issued by the chair of the town."""
    with on(SIGNED_ON):
        return issue_decision(
            decision=decision,
            by=by or world.chair,
            signer_name=name,
            signer_title=title,
            capacity=capacity,
            signed_on=signed_on,
        )
