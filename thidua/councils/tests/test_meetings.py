"""Meetings: called with their agenda, opened on a roll, voted, closed."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.ballots.models import Recusal, Vote
from thidua.ballots.states import Outcome
from thidua.common.errors import Refusal
from thidua.councils.actions import (
    call_meeting,
    cast_vote,
    close_meeting,
    end_seat,
    found_council,
    open_meeting,
    postpone_meeting,
    record_votes,
    recuse,
)
from thidua.councils.models import AgendaItem, CouncilMember, Meeting
from thidua.councils.policies import COUNCILS, MEETINGS
from thidua.councils.queries import agenda_for, agenda_of, own_votes, roll_of
from thidua.councils.states import MeetingState
from thidua.councils.tests.world import (
    CSTDCS,
    CSTDT,
    LDTT,
    MEETING_DAY,
    TTLDTT,
    World,
    add_people,
    called,
    item_of,
    make_dossier,
    make_world,
    on,
    opened,
)
from thidua.dossiers.models import Dossier
from thidua.dossiers.states import Appraisal, DossierState
from thidua.workflow import act
from thidua.workflow.policies import VIEW


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def codes(refusal: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Three items called: the ward's officer and head for LĐTT, the ward for its title."""
    cast = world.cast
    make_dossier(
        world,
        cast.ward,
        (cast.ward_officer.person, LDTT),
        (cast.ward_head.person, LDTT),
        (cast.ward, TTLDTT),
    )
    return called(world)


@pytest.fixture
def session(world: World, meeting: Meeting) -> Meeting:
    with on(MEETING_DAY):
        return opened(world, meeting)


def test_agenda_takes_appraised_nominees_by_title_and_unit(world: World, meeting: Meeting) -> None:
    cast = world.cast
    assert [each.nominee.holder for each in agenda_of(meeting)] == [
        cast.ward_head.person,
        cast.ward_officer.person,
        cast.ward,
    ]
    item = agenda_of(meeting)[0].item
    assert (item.threshold, item.is_strict, item.base) == ("1/2", True, "present")
    assert "01/QC-HĐTĐKT" in item.citation
    assert meeting.ballot.quorum == "2/3"
    assert agenda_for(world.council, cast.year, MEETING_DAY).proposals == ()


def test_secret_titles_and_rejected_nominees_stay_off(world: World) -> None:
    cast = world.cast
    make_dossier(world, cast.ward, (cast.ward_officer.person, CSTDT))
    make_dossier(
        world, cast.commune, (cast.commune_officer.person, LDTT), appraisal=Appraisal.REJECT
    )
    with pytest.raises(Refusal) as told:
        called(world)
    assert codes(told) == ["nothing_to_consider", "secret_ballot"]
    assert "khoản 8 Điều 45" in told.value.reasons[1].citation
    assert not Meeting.objects.exists()
    make_dossier(world, cast.education, (cast.sector.person, LDTT))
    assert called(world).agenda.count() == 1
    assert [each.code for each in agenda_for(world.council, cast.year, MEETING_DAY).left_off] == [
        "secret_ballot"
    ]


def test_call_refused(world: World) -> None:
    cast = world.cast
    make_dossier(world, cast.ward, (cast.ward_officer.person, LDTT))
    for user in (cast.ward_head, cast.nobody, cast.inspector, cast.clerk):
        with pytest.raises(Refusal) as told:
            call_meeting(
                by=user, council=world.council, period=cast.year, held_on=MEETING_DAY, place=""
            )
        assert codes(told) == ["not_yours"]
    with pytest.raises(Refusal) as early:
        called(world, date(2018, 12, 9))
    with pytest.raises(Refusal) as other_period:
        called(world, period=cast.past)
    assert codes(early) == ["before_appraisal"]
    assert codes(other_period) == ["nothing_to_consider"]
    assert not Meeting.objects.exists()


def test_postponed_before_it_opens_only(world: World, meeting: Meeting) -> None:
    with pytest.raises(Refusal) as early:
        postpone_meeting(meeting=meeting, by=world.cast.officer, held_on=date(2018, 12, 1))
    assert codes(early) == ["before_appraisal"]
    postpone_meeting(meeting=meeting, by=world.cast.officer, held_on=date(2018, 12, 21))
    with on(MEETING_DAY), pytest.raises(Refusal) as too_early:
        opened(world, meeting)
    assert codes(too_early) == ["too_early"]
    with on(date(2018, 12, 21)):
        opened(world, meeting)
    with pytest.raises(Refusal) as late:
        postpone_meeting(meeting=meeting, by=world.cast.officer, held_on=date(2018, 12, 22))
    assert codes(late) == ["wrong_state"]


def test_opening_fixes_the_roll_and_recuses_nominees(world: World, session: Meeting) -> None:
    assert session.state == MeetingState.OPEN
    assert [entry.person for entry in roll_of(session)] == world.members
    own = Recusal.objects.get()
    assert own.entry.person == world.cast.ward_head.person
    assert own.item == item_of(session, world.cast.ward_head.person, LDTT).item
    assert verify().faults == ()


def test_opening_refused(world: World, meeting: Meeting) -> None:
    cast, members = world.cast, world.members
    chair, secretary = world.chair.person, cast.officer.person
    cases = [
        (cast.ward_head.person, secretary, members, "may_not_chair"),
        (cast.clerk.person, secretary, members, "may_not_chair"),
        (chair, secretary, members[1:], "chair_absent"),
        (chair, chair, members, "not_the_secretary"),
        (chair, cast.clerk.person, members, "not_the_secretary"),
        (chair, secretary, [*members, cast.clerk.person], "not_a_member"),
        (chair, secretary, [*members, secretary], "not_a_member"),
        (chair, secretary, [*members, chair], "twice_present"),
        (chair, secretary, members[:3], "no_quorum"),
    ]
    entries = Entry.objects.count()
    with on(MEETING_DAY):
        for presides, writes, present, code in cases:
            with pytest.raises(Refusal) as told:
                open_meeting(
                    meeting=meeting,
                    by=cast.officer,
                    chair=presides,
                    secretary=writes,
                    present=present,
                )
            assert codes(told) == [code]
        with pytest.raises(Refusal) as not_theirs:
            open_meeting(
                meeting=meeting,
                by=cast.ward_head,
                chair=chair,
                secretary=secretary,
                present=members,
            )
    assert "khoản 1 Điều 5" in told.value.reasons[0].citation
    assert codes(not_theirs) == ["not_yours"]
    meeting.refresh_from_db()
    assert (meeting.state, Entry.objects.count()) == (MeetingState.PLANNED, entries)


def test_the_roll_is_of_those_in_force_on_the_day(world: World, meeting: Meeting) -> None:
    seat = CouncilMember.objects.get(person=world.cast.school_head.person)
    end_seat(by=world.cast.officer, seat=seat, ended_on=date(2018, 12, 19))
    with on(MEETING_DAY):
        with pytest.raises(Refusal) as told:
            opened(world, meeting)
        opened(world, meeting, world.members[:4])
    assert codes(told) == ["not_a_member"]
    assert Meeting.objects.get().ballot.entitled == 4


def test_a_member_votes_once_in_their_own_seat(world: World, session: Meeting) -> None:
    cast = world.cast
    item = item_of(session, cast.ward_officer.person, LDTT)
    with on(MEETING_DAY):
        vote = cast_vote(item=item, by=cast.school_head, choice="no")
        assert vote.entry.person == cast.school_head.person
        cases: list[tuple[AgendaItem, User, str, str]] = [
            (item, cast.school_head, "yes", "already_voted"),
            (item, cast.ward_head, "maybe", "unknown_choice"),
            (item_of(session, cast.ward_head.person, LDTT), cast.ward_head, "yes", "recused"),
            (item, cast.officer, "yes", "not_yours"),  # the secretary has no vote
            (item, cast.nobody, "yes", "not_yours"),
            (item, cast.inspector, "yes", "not_yours"),
        ]
        for on_item, user, choice, code in cases:
            with pytest.raises(Refusal) as told:
                cast_vote(item=on_item, by=user, choice=choice)
            assert codes(told) == [code]
    assert Vote.objects.count() == 1
    assert [each.choice for each in own_votes(session, cast.school_head)] == ["no"]


def test_nobody_records_votes_in_anothers_name(world: World, session: Meeting) -> None:
    item = item_of(session, world.cast.ward_officer.person, LDTT)
    votes = {item: {world.cast.school_head.person: "yes"}}
    with on(MEETING_DAY):
        for user in (world.cast.ward_head, world.cast.school_head, world.cast.clerk):
            with pytest.raises(Refusal) as told:
                record_votes(meeting=session, by=user, votes=votes)
            assert codes(told) == ["not_yours"]
    assert not Vote.objects.exists()


def test_record_of_votes_refused_whole(world: World, session: Meeting) -> None:
    cast, members = world.cast, world.members
    item = item_of(session, cast.ward_officer.person, LDTT)
    own = item_of(session, cast.ward_head.person, LDTT)
    stranger = make_dossier(world, cast.commune, (cast.commune_officer.person, LDTT))
    other = called(world)
    foreign = item_of(other, stranger.nominees.get().holder, LDTT)
    # One vote more than there are members, in any seat, is somebody's who has none.
    more = {item: dict.fromkeys([*members, cast.clerk.person], "yes")}
    cases = [
        (more, None, "not_entitled"),
        ({item: {members[0]: "yes", members[1]: "perhaps"}}, None, "unknown_choice"),
        ({own: dict.fromkeys(members, "yes")}, None, "recused"),
        ({foreign: {members[0]: "yes"}}, None, "not_on_the_agenda"),
        ({}, None, "no_votes"),
        ({}, "all", "unknown_choice"),
    ]
    with on(MEETING_DAY):
        for votes, rest, code in cases:
            with pytest.raises(Refusal) as told:
                record_votes(meeting=session, by=cast.officer, votes=votes, rest=rest)
            assert codes(told) == [code]
    assert not Vote.objects.exists()


def test_absent_members_have_no_vote(world: World, meeting: Meeting) -> None:
    item = item_of(meeting, world.cast.ward_officer.person, LDTT)
    with on(MEETING_DAY):
        opened(world, meeting, world.members[:4])
        with pytest.raises(Refusal) as told:
            cast_vote(item=item, by=world.cast.school_head, choice="yes")
        with pytest.raises(Refusal) as recorded:
            record_votes(
                meeting=meeting,
                by=world.cast.officer,
                votes={item: {world.cast.school_head.person: "yes"}},
            )
    assert (codes(told), codes(recorded)) == (["not_yours"], ["absent"])


def test_a_meeting_closes_when_all_have_voted(world: World, session: Meeting) -> None:
    cast, members = world.cast, world.members
    item = item_of(session, cast.ward_officer.person, LDTT)
    ward = item_of(session, cast.ward, TTLDTT)
    with on(MEETING_DAY):
        recuse(
            meeting=session,
            by=world.chair,
            person=cast.ward_head.person,
            nominee=ward.nominee,
            reason="Là người đứng đầu tập thể được đề nghị",
        )
        with pytest.raises(Refusal) as told:
            close_meeting(meeting=session, by=cast.officer)
        assert codes(told) == ["not_all_voted"]
        cast_vote(item=item, by=cast.school_head, choice="no")
        count = record_votes(
            meeting=session,
            by=cast.officer,
            votes={ward: dict.fromkeys(members[3:], "no"), item: {members[2]: "abstain"}},
            rest="yes",
        )
        assert count == 5 - 1 + 4 + 4
        close_meeting(meeting=session, by=world.chair)
        outcomes = {each.nominee.holder: each.item.outcome for each in agenda_of(session)}
        # 2 of the 4 who take part is not more than half.
        assert outcomes == {
            cast.ward_officer.person: Outcome.PASSED,
            cast.ward_head.person: Outcome.PASSED,
            cast.ward: Outcome.FAILED,
        }
        with pytest.raises(Refusal) as late:
            cast_vote(item=item, by=cast.ward_head, choice="yes")
        with pytest.raises(Refusal) as later:
            record_votes(meeting=session, by=cast.officer, votes={}, rest="yes")
        with pytest.raises(Refusal) as again:
            close_meeting(meeting=session, by=cast.officer)
    assert (codes(late), codes(later), codes(again)) == (
        ["not_in_session"],
        ["not_in_session"],
        ["wrong_state"],
    )
    assert Dossier.objects.get().state == DossierState.CONCLUDED
    assert verify().faults == ()


def test_dossier_with_a_nominee_still_waiting_is_not_concluded(world: World) -> None:
    cast = world.cast
    make_dossier(world, cast.ward, (cast.ward_officer.person, LDTT), (cast.clerk.person, CSTDT))
    with on(MEETING_DAY):
        meeting = opened(world, called(world))
        record_votes(meeting=meeting, by=cast.officer, votes={}, rest="yes")
        close_meeting(meeting=meeting, by=cast.officer)
    assert Dossier.objects.get().state == DossierState.APPRAISED


def test_recusal_refused(world: World, session: Meeting) -> None:
    cast = world.cast
    nominee = item_of(session, cast.ward_officer.person, LDTT).nominee
    own = item_of(session, cast.ward_head.person, LDTT).nominee
    waiting = make_dossier(world, cast.commune, (cast.commune_officer.person, LDTT)).nominees.get()
    with on(MEETING_DAY):
        for user, person, subject, reason, code in (
            (cast.officer, cast.clerk.person, nominee, "x", "not_entitled"),
            (cast.officer, cast.school_head.person, nominee, " ", "no_reason"),
            (cast.officer, cast.ward_head.person, own, "x", "already_recused"),
            (cast.officer, cast.school_head.person, waiting, "x", "not_on_the_agenda"),
            (cast.school_head, cast.school_head.person, nominee, "x", "not_yours"),
        ):
            with pytest.raises(Refusal) as told:
                recuse(meeting=session, by=user, person=person, nominee=subject, reason=reason)
            assert codes(told) == [code]
    assert Recusal.objects.count() == 1


def test_votes_before_opening_are_refused(world: World, meeting: Meeting) -> None:
    item = item_of(meeting, world.cast.ward_officer.person, LDTT)
    with pytest.raises(Refusal) as told:
        cast_vote(item=item, by=world.cast.school_head, choice="yes")
    with pytest.raises(Refusal) as recorded:
        record_votes(meeting=meeting, by=world.cast.officer, votes={}, rest="yes")
    assert codes(told) == codes(recorded) == ["not_in_session"]


def test_policies_answer_as_they_list(world: World, session: Meeting) -> None:
    for user in User.objects.all():
        sees = bool(COUNCILS.allows(user, VIEW, world.council))
        assert (world.council in COUNCILS.visible_to(user)) == sees, user
        sees = bool(MEETINGS.allows(user, VIEW, session))
        assert (session in MEETINGS.visible_to(user)) == sees, user
    seen = {u.username for u in User.objects.all() if MEETINGS.allows(u, VIEW, session)}
    assert seen == {"phuc", "duc", "hung", "nam", "thu", "yen", "son"}


def test_queries_do_not_grow(
    world: World, session: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = world.cast
    people = [*add_people(world, cast.commune, 5), cast.commune_head.person]
    make_dossier(world, cast.commune, *((person, CSTDCS) for person in people))
    with on(MEETING_DAY):
        longer = opened(world, called(world))
    for one in (session, longer):
        with django_assert_num_queries(5):
            assert agenda_of(one)
    with django_assert_num_queries(1):
        assert len(roll_of(session)) == 5


def test_a_crash_while_opening_leaves_nothing(
    world: World, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Recusal, "save", crash)
    with on(MEETING_DAY), pytest.raises(MemoryError):
        opened(world, meeting)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED
    assert not meeting.ballot.roll.exists()
    with act("tests.after", by=world.cast.officer):
        pass
    assert verify().faults == ()


def test_without_a_rule_of_vote_nothing_is_voted(world: World) -> None:
    """No number of votes is made up where neither the law nor a statute gives one."""
    cast = world.cast
    council = found_council(
        by=cast.officer, authority=cast.ward, name="Hội đồng phường", level="district"
    )
    dossier = make_dossier(world, cast.commune, (cast.commune_officer.person, LDTT))
    with act("tests.address", by=cast.system):
        dossier.authority = cast.ward
        dossier.save()
    with pytest.raises(Refusal) as told:
        call_meeting(
            by=cast.officer, council=council, period=cast.year, held_on=MEETING_DAY, place=""
        )
    assert codes(told) == ["nothing_to_consider", "no_vote_rule"]
