"""Decisions: drafted from a vote, issued whole or not at all, revoked with their honours."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.councils.actions import close_meeting, record_votes
from thidua.councils.models import Meeting
from thidua.councils.tests.world import (
    CSTDCS,
    CSTDT,
    LDTT,
    MEETING_DAY,
    TTLDTT,
    TTLDXS,
    World,
    called,
    make_dossier,
    make_world,
    on,
    opened,
)
from thidua.decisions.actions import draft_decision, leave_out, revoke_decision
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.policies import DECISIONS
from thidua.decisions.queries import amounts_of, decisions_listed, honours_of, lines_of
from thidua.decisions.states import DecisionState
from thidua.decisions.tests.world import SIGNED_ON, compare_all, drafted, issued, voted_world
from thidua.documents.files import read_file
from thidua.documents.models import NumberRegister, StoredFile
from thidua.documents.paper import DEMO_NOTICE
from thidua.honours.models import Honour
from thidua.honours.states import HonourState
from thidua.organisations.models import PendingCase
from thidua.organisations.states import Pending
from thidua.workflow import act
from thidua.workflow.policies import VIEW

Voted = tuple[World, Meeting]


@pytest.fixture
def voted(cast: Cast) -> Voted:
    return voted_world(cast)


@pytest.fixture
def ready(voted: Voted) -> Voted:
    compare_all(voted[0])
    return voted


def codes(refusal: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def word_text(decision: Decision) -> str:
    assert decision.word is not None
    document = Document(BytesIO(read_file(decision.word)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    edges = [
        p.text for s in document.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)
    ]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *edges])


def test_draft_takes_what_passed_by_unit_and_name(voted: Voted) -> None:
    world, meeting = voted
    cast = world.cast
    decision = drafted(world, meeting)
    lines = lines_of(decision)
    # "Phường Sao Đỏ" before "Xã Lê Lợi"; the commune's officer was not passed.
    assert [line.holder for line in lines] == [cast.ward_officer.person, cast.commune_head.person]
    assert (lines[0].printed_name, lines[0].printed_unit) == ("Bà Nguyễn Thị Lan", "Phường Sao Đỏ")
    assert decision.subject == "Về việc tặng danh hiệu “Lao động tiên tiến” năm 2018"
    assert (str(decision), decision.state) == ("…/QĐ-UBND", DecisionState.DRAFT)
    assert verify().faults == ()


def test_draft_refused(voted: Voted) -> None:
    world, meeting = voted
    drafted(world, meeting)
    other = make_dossier(world, world.cast.education, (world.cast.sector.person, LDTT))
    with on(MEETING_DAY):
        not_closed = opened(world, called(world))
    for where, what, code in (
        (meeting, LDTT, "nothing_passed"),  # drafted already
        (meeting, CSTDT, "nothing_passed"),  # never voted
        (meeting, "khong_co", "unknown_title"),
        (meeting, TTLDXS, "not_competent"),
        (not_closed, LDTT, "meeting_not_closed"),
    ):
        with pytest.raises(Refusal) as told:
            drafted(world, where, what)
        assert codes(told) == [code], what
    for user in (world.chair, world.cast.clerk, world.cast.ward_head, world.cast.nobody):
        with pytest.raises(Refusal) as not_theirs:
            draft_decision(by=user, meeting=meeting, what=CSTDCS)
        assert codes(not_theirs) == ["not_yours"]
    assert other.nominees.get().agenda_items.count() == 1
    assert Decision.objects.count() == 1


def test_issued_decision_is_numbered_granted_and_on_paper(ready: Voted) -> None:
    world, meeting = ready
    decision = drafted(world, meeting)
    head = Entry.objects.latest("sequence").digest
    issued(world, decision)
    assert (str(decision), decision.state) == ("1/QĐ-UBND", DecisionState.ISSUED)
    assert decision.journal_digest == head
    [lan, nam] = honours_of(decision)
    assert (lan.person, lan.what, lan.period) == (
        world.cast.ward_officer.person,
        LDTT,
        meeting.period,
    )
    assert (nam.decision, nam.decided_on, nam.issuer) == (
        "1/QĐ-UBND",
        SIGNED_ON,
        "Ủy ban nhân dân thị xã Chí Linh",
    )
    text = word_text(decision)
    for words in (
        "Số: 01/QĐ-UBND",
        "Chí Linh, ngày 25 tháng 12 năm 2018",
        "Bà Nguyễn Thị Lan",
        "Căn cứ Luật Thi đua, khen thưởng số 15/2003/QH11 ngày 26 tháng 11 năm 2003;",
        "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định",
        "Nguyễn Hồng Phúc",
        DEMO_NOTICE,
        head,
    ):
        assert words in text, words
    assert decision.pdf is not None
    assert read_file(decision.pdf).startswith(b"%PDF")
    assert verify(head).faults == ()


def test_numbers_follow_one_another(ready: Voted) -> None:
    world, meeting = ready
    for number, what in enumerate((LDTT, CSTDCS, TTLDTT), start=1):
        assert issued(world, drafted(world, meeting, what)).number == number
    assert NumberRegister.objects.get().last == 3
    assert verify().faults == ()


def test_what_stops_a_decision(voted: Voted) -> None:
    world, meeting = voted
    decision = drafted(world, meeting)
    with act("tests.case", by=world.cast.system):
        PendingCase(
            person=world.cast.ward_officer.person,
            kind=Pending.INSPECTION,
            opened_on=date(2018, 12, 21),
        ).save()
    with pytest.raises(Refusal) as told:
        issued(world, decision)
    assert codes(told) == ["pending_case", "law_not_compared"]
    assert "Điều 3 Nghị định số 91/2017/NĐ-CP" in told.value.reasons[0].citation
    compare_all(world)
    with on(SIGNED_ON):
        for line in lines_of(decision):
            leave_out(item=line, by=world.chair, reason="Đang thanh tra")
    with pytest.raises(Refusal) as empty:
        issued(world, decision)
    assert codes(empty) == ["empty"]
    decision.refresh_from_db()
    assert (decision.state, decision.number) == (DecisionState.DRAFT, None)
    assert not NumberRegister.objects.exists()
    assert not Honour.objects.exists()


def test_an_award_never_voted_is_refused(ready: Voted) -> None:
    """A line slipped into a draft by whatever way does not become an award."""
    world, meeting = ready
    decision = drafted(world, meeting)
    failed = meeting.agenda.get(nominee__person=world.cast.commune_officer.person).nominee
    with act("tests.slip", by=world.cast.system):
        DecisionItem(
            decision=decision,
            order=9,
            nominee=failed,
            person=failed.person,
            printed_name="Lê Thị Mai",
        ).save()
    with pytest.raises(Refusal) as told:
        issued(world, decision)
    assert codes(told) == ["not_voted"]
    assert not Honour.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "not_signed"),
        ({"title": ""}, "not_signed"),
        ({"name": "x" * 201}, "too_long"),
        ({"capacity": "PP."}, "unknown_capacity"),
        ({"signed_on": date(2018, 12, 19)}, "signed_before_meeting"),
        ({"signed_on": date(2018, 12, 26)}, "signed_in_future"),
    ],
)
def test_signature_refused(ready: Voted, changes: dict[str, object], code: str) -> None:
    world, meeting = ready
    decision = drafted(world, meeting)
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as told:
        issued(world, decision, **changes)  # type: ignore[arg-type]
    assert codes(told) == [code]
    assert Entry.objects.count() == entries
    assert not NumberRegister.objects.exists()


def test_who_may_issue(ready: Voted) -> None:
    world, meeting = ready
    cast, decision = world.cast, drafted(world, meeting)
    for user in (cast.officer, cast.office_head, cast.ward_head, cast.inspector, cast.nobody):
        with pytest.raises(Refusal) as told:
            issued(world, decision, by=user)
        assert codes(told) == ["not_yours"]
    issued(world, decision, by=cast.clerk, title="Phó Chủ tịch", capacity="KT.")
    assert "KT. CHỦ TỊCH" in word_text(decision)
    with pytest.raises(Refusal) as again:
        issued(world, decision)
    assert codes(again) == ["wrong_state"]


def test_a_crash_while_rendering_leaves_nothing(
    ready: Voted, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, meeting = ready
    decision = drafted(world, meeting)

    def crash(_paper: object) -> bytes:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("thidua.documents.rendering.render_pdf", crash)
        with pytest.raises(MemoryError):
            issued(world, decision)
    assert not NumberRegister.objects.exists()
    assert not Honour.objects.exists()
    assert not StoredFile.objects.exists()
    assert issued(world, Decision.objects.get()).number == 1
    assert verify().faults == ()


def test_left_out_lines_are_kept_with_their_reason(ready: Voted) -> None:
    world, meeting = ready
    decision = drafted(world, meeting)
    [lan, nam] = lines_of(decision)
    for user in (world.cast.officer, world.cast.ward_head):
        with pytest.raises(Refusal) as told:
            leave_out(item=lan, by=user, reason="x")
        assert codes(told) == ["not_yours"]
    with pytest.raises(Refusal) as empty:
        leave_out(item=lan, by=world.chair, reason=" ")
    leave_out(item=lan, by=world.chair, reason="Chờ xác minh")
    with pytest.raises(Refusal) as twice:
        leave_out(item=lan, by=world.chair, reason="Chờ")
    issued(world, decision)
    with pytest.raises(Refusal) as late:
        leave_out(item=nam, by=world.chair, reason="Chờ")
    assert (codes(empty), codes(twice)) == (["no_reason"], ["left_out_already"])
    assert codes(late) == ["wrong_state"]
    assert [each.person for each in honours_of(decision)] == [world.cast.commune_head.person]
    assert "Nguyễn Thị Lan" not in word_text(decision)


def test_revoked_decision_takes_its_honours(ready: Voted) -> None:
    world, meeting = ready
    decision = issued(world, drafted(world, meeting))
    day = date(2019, 3, 1)
    with on(day):
        for user, reason, revoked_on, code in (
            (world.cast.officer, "x", day, "not_yours"),
            (world.chair, " ", day, "no_reason"),
            (world.chair, "x", date(2018, 12, 1), "revoked_before_signed"),
            (world.chair, "x", date(2019, 3, 2), "in_future"),
        ):
            with pytest.raises(Refusal) as told:
                revoke_decision(decision=decision, by=user, reason=reason, revoked_on=revoked_on)
            assert codes(told) == [code]
        assert honours_of(decision).filter(state=HonourState.GRANTED).count() == 2
        revoke_decision(
            decision=decision, by=world.chair, reason="Kê khai gian dối", revoked_on=day
        )
        with pytest.raises(Refusal) as again:
            revoke_decision(decision=decision, by=world.chair, reason="x", revoked_on=day)
    assert codes(again) == ["wrong_state"]
    assert decision.state == DecisionState.REVOKED
    assert honours_of(decision).filter(state=HonourState.REVOKED).count() == 2
    assert amounts_of([decision]) == []
    assert verify().faults == ()


def test_policies_answer_as_they_list(ready: Voted) -> None:
    world, meeting = ready
    draft = drafted(world, meeting, CSTDCS)
    done = issued(world, drafted(world, meeting))
    seen: dict[Decision, set[str]] = {}
    for row in (draft, done):
        for user in User.objects.all():
            sees = bool(DECISIONS.allows(user, VIEW, row))
            assert (row in DECISIONS.visible_to(user)) == sees
            if sees:
                seen.setdefault(row, set()).add(user.username)
    office = {"yen", "duc", "phuc", "van", "son", "dat"}
    assert seen == {draft: office, done: office | {"lan", "hung", "mai", "nam"}}


def test_lists_and_sums(ready: Voted, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    world, meeting = ready
    issued(world, drafted(world, meeting))
    for more in (False, True):
        if more:
            issued(world, drafted(world, meeting, CSTDCS))
            drafted(world, meeting, TTLDTT)
        with django_assert_num_queries(1):
            rows = list(decisions_listed(Decision.objects.all()))
        with django_assert_num_queries(1):
            amounts = amounts_of(Decision.objects.all())
    assert {row.what: (row.lines, row.total) for row in rows} == {  # type: ignore[attr-defined]
        LDTT: (2, 420_000),
        CSTDCS: (1, 1_390_000),
        TTLDTT: (1, 1_120_000),
    }
    assert [(a.what, a.lines, a.paid, a.money) for a in amounts] == [
        (CSTDCS, 1, 1, 1_390_000),
        (LDTT, 2, 1, 420_000),
    ]


def test_a_school_is_awarded_for_its_school_year(cast: Cast) -> None:
    world = make_world(cast)
    make_dossier(world, cast.school, (cast.school_officer.person, LDTT), period=cast.school_year)
    with on(MEETING_DAY):
        meeting = opened(world, called(world, period=cast.school_year))
        record_votes(meeting=meeting, by=cast.officer, votes={}, rest="yes")
        close_meeting(meeting=meeting, by=cast.officer)
    compare_all(world)
    decision = issued(world, drafted(world, meeting))
    assert decision.subject.endswith("năm học 2017-2018")
    assert Honour.objects.get().period == cast.school_year
    # Who is awarded alone stands in the decision itself, without an annex.
    assert "cho Bà Vũ Thị Hoa, Chuyên viên, Trường THCS Sao Đỏ" in word_text(decision)
