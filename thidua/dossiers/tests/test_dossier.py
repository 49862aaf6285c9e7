"""A dossier: drawn up, completed, submitted, returned; what stops it, and who may do what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.councils.models import Council, CouncilMember
from thidua.dossiers.actions import (
    Candidate,
    add_nominee,
    appraise_nominee,
    attach_paper,
    conclude_appraisal,
    endorse_dossier,
    judge_again,
    receive_dossier,
    remove_nominee,
    return_for_completion,
    submit_dossier,
    write_achievement,
)
from thidua.dossiers.models import Deliberation, Dossier, Nominee
from thidua.dossiers.papers import missing_papers
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.queries import nominees_of
from thidua.dossiers.states import DossierState
from thidua.dossiers.tests.steps import (
    CSTD,
    LDTT,
    appraised,
    code_of,
    complete,
    concluded,
    drafted,
    nominee_of,
    received,
    school_meeting,
    submitted,
    verdict_of,
    voted,
)
from thidua.dossiers.transitions import DOSSIER
from thidua.eligibility.models import Verdict
from thidua.eligibility.tests.records import case, honour, initiative, person_of
from thidua.emulation.actions import send_registration
from thidua.emulation.tests import opened
from thidua.organisations.models import Employment
from thidua.workflow import act


@contextmanager
def untouched() -> Iterator[None]:
    """Inside, nothing is written."""
    before = Entry.objects.count()
    yield
    assert Entry.objects.count() == before


def blocked(cast: Cast, dossier: Dossier) -> dict[str, str]:
    """Codes and messages of what stops submitting; the page and the act say the same."""
    with pytest.raises(Refusal) as told, untouched():
        submit_dossier(by=cast.ward_officer, dossier=dossier)
    shown = DOSSIER.move("submit").blockers(Dossier.objects.get(pk=dossier.pk))
    assert [each.reason() for each in shown] == list(told.value.reasons)
    dossier.refresh_from_db()
    assert dossier.state in {DossierState.DRAFT, DossierState.RETURNED}
    return {reason.code: str(reason) for reason in told.value.reasons}


def test_submitted_and_received(cast: Cast) -> None:
    dossier = received(cast)
    assert dossier.state == DossierState.RECEIVED
    assert (dossier.letter_number, dossier.received_on) == ("12/TTr-UBND", date(2018, 12, 10))
    assert {verdict_of(each).outcome for each in dossier.nominees.all()} == {"met"}
    assert verify().faults == ()


def test_a_schools_dossier_needs_its_sector(cast: Cast) -> None:
    dossier = submitted(cast, **school_meeting(cast))
    with untouched():
        assert code_of(receive_dossier, by=cast.officer, dossier=dossier) == "not_endorsed"
        assert code_of(endorse_dossier, by=cast.officer, dossier=dossier) == "not_yours"
        back = {"dossier": dossier, "reason": "Thiếu"}
        assert code_of(return_for_completion, by=cast.officer, **back) == "not_yours"
    endorse_dossier(by=cast.sector, dossier=dossier)
    with untouched():
        assert code_of(return_for_completion, by=cast.sector, **back) == "not_yours"
    receive_dossier(by=cast.officer, dossier=dossier)
    assert dossier.state == DossierState.RECEIVED
    direct = submitted(cast)
    with untouched():
        assert code_of(endorse_dossier, by=cast.sector, dossier=direct) == "not_yours"


def test_an_empty_dossier_is_not_submitted(cast: Cast) -> None:
    dossier = drafted(cast)
    for nominee in dossier.nominees.all():
        remove_nominee(by=cast.ward_officer, nominee=nominee)
    assert list(blocked(cast, dossier)) == ["empty"]


def test_papers_the_law_asks_for(cast: Cast) -> None:
    dossier = drafted(cast)
    with pytest.raises(Refusal) as told:
        submit_dossier(by=cast.ward_officer, dossier=dossier)
    lines = {reason.message: reason for reason in told.value.reasons}
    assert {reason.code for reason in told.value.reasons} == {"missing_paper"}
    text = "\n".join(lines)
    assert "Văn bản đề nghị kèm danh sách" in text
    assert "Báo cáo thành tích" in text
    assert "Phường Sao Đỏ, Trần Văn Hùng, Nguyễn Thị Lan" in text
    assert "Biên bản bình xét" not in text
    assert all("15/2003/QH11" in reason.citation for reason in told.value.reasons)
    complete(dossier, cast.ward_officer)
    submit_dossier(by=cast.ward_officer, dossier=dossier)


def test_what_was_registered_in_the_year_is_a_paper_too(cast: Cast) -> None:
    dossier = drafted(cast)
    with office_day_is(date(2018, 1, 15)):
        draft = opened.drafted(cast, opened.opened_year(cast))

    def unregistered() -> list[str]:
        nominees = nominees_of(dossier)
        return [
            str(nominee.holder)
            for missing in missing_papers(dossier, nominees, date(2018, 12, 10))
            if missing.paper.id == "dang_ky_thi_dua"
            for nominee in missing.nominees
        ]

    everyone = ["Phường Sao Đỏ", "Trần Văn Hùng", "Nguyễn Thị Lan"]
    assert unregistered() == everyone
    with office_day_is(date(2018, 1, 20)):
        send_registration(registration=draft, by=cast.ward_officer)
    assert unregistered() == ["Trần Văn Hùng"]


def test_a_fighter_needs_the_recognised_initiative(cast: Cast) -> None:
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    whats = [Candidate(lan, LDTT), Candidate(hung, LDTT), Candidate(lan, CSTD)]
    dossier = complete(drafted(cast, candidates=whats), cast.ward_officer)
    told = blocked(cast, dossier)
    assert list(told) == ["missing_paper"]
    assert "Chứng nhận sáng kiến" in told["missing_paper"]
    assert "Nguyễn Thị Lan" in told["missing_paper"]
    initiative(cast, lan, cast.year)
    submit_dossier(by=cast.ward_officer, dossier=dossier)


def test_a_pending_case_stops_it_with_the_article(cast: Cast) -> None:
    dossier = complete(drafted(cast), cast.ward_officer)
    case(cast, person_of(cast, "lan"), date(2018, 11, 1))
    case(cast, cast.ward, date(2018, 11, 1), "inspection")
    case(cast, person_of(cast, "hung"), date(2018, 12, 11))
    with pytest.raises(Refusal) as told:
        submit_dossier(by=cast.ward_officer, dossier=dossier)
    reasons = told.value.reasons
    assert [reason.code for reason in reasons] == ["pending_case", "pending_case"]
    assert all("91/2017/NĐ-CP" in reason.citation for reason in reasons)
    assert ["Phường Sao Đỏ" in reasons[0].message, "Lan" in reasons[1].message] == [True, True]


def test_the_same_title_twice_in_one_year(cast: Cast) -> None:
    dossier = complete(drafted(cast), cast.ward_officer)
    lan = person_of(cast, "lan")
    honour(cast, lan, LDTT, cast.year)
    honour(cast, person_of(cast, "hung"), LDTT, cast.past)
    told = blocked(cast, dossier)
    assert list(told) == ["held_already"]
    assert "Nguyễn Thị Lan" in told["held_already"]


def move_to_commune(cast: Cast, username: str, day: date) -> None:
    """Post a person of the ward to the commune."""
    person = person_of(cast, username)
    with act("tests.move", by=cast.system):
        post = Employment.objects.get(person=person)
        post.ended_on = day.replace(day=day.day - 1)
        post.save()
        Employment(person=person, unit=cast.commune, kind="cong_chuc", started_on=day).save()


def test_the_same_person_is_not_proposed_in_two_places(cast: Cast) -> None:
    ward = complete(drafted(cast), cast.ward_officer)
    move_to_commune(cast, "lan", date(2018, 12, 2))
    by = cast.commune_officer
    other = drafted(
        cast,
        by=by,
        unit=cast.commune,
        held_on=date(2018, 12, 5),
        chair=person_of(cast, "nam"),
        secretary=person_of(cast, "mai"),
        candidates=[Candidate(person_of(cast, "lan"), LDTT)],
    )
    submit_dossier(by=by, dossier=complete(other, by))
    told = blocked(cast, ward)
    assert list(told) == ["proposed_elsewhere"]
    assert "Xã Lê Lợi" in told["proposed_elsewhere"]
    remove_nominee(by=cast.ward_officer, nominee=nominee_of(ward, "Nguyễn Thị Lan"))
    submit_dossier(by=cast.ward_officer, dossier=ward)


def test_only_who_was_voted_on_is_added(cast: Cast) -> None:
    deliberation = concluded(cast, [18, 0, 18])
    with act("tests.draft", by=cast.system):
        dossier = Dossier(
            unit=cast.ward, authority=cast.town, period=cast.year, deliberation=deliberation
        )
        dossier.save()
    passed, failed, _collective = deliberation.items.order_by("pk")
    add: dict[str, Any] = {"by": cast.ward_officer, "dossier": dossier}
    add_nominee(**add, item=passed)
    with untouched():
        assert code_of(add_nominee, **add, item=failed) == "not_proposed"
        assert code_of(add_nominee, **add, item=passed) == "twice"
    other = voted(
        cast,
        by=cast.commune_officer,
        unit=cast.commune,
        chair=person_of(cast, "nam"),
        secretary=person_of(cast, "mai"),
        candidates=[Candidate(person_of(cast, "mai"), LDTT)],
    )
    with untouched():
        assert code_of(add_nominee, **add, item=other.items.get()) == "not_proposed"
    remove_nominee(by=cast.ward_officer, nominee=dossier.nominees.get())
    assert not dossier.nominees.exists()


def test_papers_and_achievements_that_cannot_be(cast: Cast) -> None:
    dossier, school = drafted(cast), drafted(cast, **school_meeting(cast))
    nominee, foreign = dossier.nominees.order_by("pk")[0], school.nominees.get()
    attach: dict[str, Any] = {"by": cast.ward_officer, "dossier": dossier}
    write: dict[str, Any] = {"by": cast.ward_officer, "nominee": nominee}
    with untouched():
        assert code_of(attach_paper, **attach, kind="giay_to_la") == "unknown_paper"
        assert code_of(attach_paper, **attach, kind="khac") == "no_title"
        assert code_of(attach_paper, **attach, kind="khac", title="x" * 301) == "too_long"
        other = {"kind": "bao_cao_thanh_tich", "nominee": foreign}
        assert code_of(attach_paper, **attach, **other) == "other_dossier"
        assert code_of(write_achievement, **write, text="\0") == "bad_character"
        letter = {"kind": "to_trinh", "number": "9" * 61}
        assert code_of(attach_paper, **attach, **letter) == "too_long"
    paper = attach_paper(**attach, kind="khac", title=" Bản  sao ", nominee=nominee)
    assert (paper.title, paper.file) == ("Bản sao", None)
    remove_nominee(by=cast.ward_officer, nominee=Nominee.objects.get(pk=nominee.pk))
    assert not dossier.papers.exists()
    with untouched():
        assert code_of(write_achievement, **write, text="x") == "gone"


def test_returned_completed_and_submitted_again(cast: Cast) -> None:
    dossier = received(cast)
    nominee = nominee_of(dossier, "Nguyễn Thị Lan")
    appraise_nominee(by=cast.officer, nominee=nominee, appraisal="propose")
    back: dict[str, Any] = {"by": cast.officer, "dossier": dossier}
    with untouched():
        assert code_of(return_for_completion, **back, reason=" ") == "no_reason"
    row = return_for_completion(**back, reason="Thiếu báo cáo", citation="Điều 84")
    nominee.refresh_from_db()
    assert (dossier.state, nominee.appraisal) == (DossierState.RETURNED, "")
    assert dossier.received_on is None
    with untouched():
        assert code_of(return_for_completion, **back, reason="Nữa") == "wrong_state"
    write_achievement(by=cast.ward_officer, nominee=nominee, text="Đã bổ sung")
    with office_day_is(date(2018, 12, 12)):
        submit_dossier(by=cast.ward_officer, dossier=dossier)
        receive_dossier(by=cast.officer, dossier=dossier)
    row.refresh_from_db()
    assert (row.answered_on, row.citation) == (date(2018, 12, 12), "Điều 84")
    assert dossier.received_on == date(2018, 12, 12)
    assert Verdict.objects.filter(is_current=True).count() == 3
    assert Verdict.objects.count() == 6
    assert verify().faults == ()


def test_a_fault_in_the_middle_leaves_all_as_it_was(cast: Cast) -> None:
    dossier = submitted(cast)
    with act("tests.spoil", by=cast.system):
        Nominee.objects.filter(person=person_of(cast, "hung")).update(what="khong_con")
    with untouched():
        assert code_of(receive_dossier, by=cast.officer, dossier=dossier) == "unknown_title"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.received_on) == (DossierState.SUBMITTED, None)
    assert not Verdict.objects.exists()


def test_each_act_by_whom_and_when(cast: Cast) -> None:
    dossier = received(cast)
    nominee = nominee_of(dossier, "Nguyễn Thị Lan")
    of_dossier = {"dossier": dossier}
    ward: list[tuple[Any, dict[str, Any]]] = [
        (submit_dossier, of_dossier),
        (write_achievement, {"nominee": nominee, "text": "x"}),
        (remove_nominee, {"nominee": nominee}),
        (attach_paper, {**of_dossier, "kind": "to_trinh"}),
        (add_nominee, {**of_dossier, "item": nominee.considered}),
    ]
    office: list[tuple[Any, dict[str, Any]]] = [
        (receive_dossier, of_dossier),
        (judge_again, of_dossier),
        (conclude_appraisal, of_dossier),
        (appraise_nominee, {"nominee": nominee, "appraisal": "propose"}),
        (return_for_completion, {**of_dossier, "reason": "Thiếu"}),
    ]
    with untouched():
        for user in (cast.officer, cast.commune_head, cast.sector, cast.inspector, cast.nobody):
            for step, given in ward:
                assert code_of(step, by=user, **given) == "not_yours"
        for user in (cast.ward_head, cast.commune_head, cast.sector, cast.inspector, cast.nobody):
            for step, given in office:
                assert code_of(step, by=user, **given) == "not_yours"
        for step, given in ward:
            assert code_of(step, by=cast.ward_officer, **given) == "wrong_state"
        assert code_of(receive_dossier, by=cast.officer, **of_dossier) == "wrong_state"


def test_office_does_nothing_with_a_draft(cast: Cast) -> None:
    dossier = drafted(cast)
    with untouched():
        assert code_of(receive_dossier, by=cast.officer, dossier=dossier) == "not_yours"
        back = {"dossier": dossier, "reason": "Thiếu"}
        assert code_of(return_for_completion, by=cast.officer, **back) == "not_yours"


def test_who_sees_which_dossier(cast: Cast) -> None:
    rows = [drafted(cast, **school_meeting(cast)), appraised(cast)]
    council = Council(authority=cast.town, name="Hội đồng", level="huyen")
    with act("tests.council", by=cast.system):
        council.save()
        for username, ended_on in (("khach", None), ("mai", date(2018, 6, 1))):
            CouncilMember(
                council=council,
                person=person_of(cast, username),
                capacity="member",
                started_on=date(2017, 1, 1),
                ended_on=ended_on,
            ).save()
    actions = ["view", *(move.name for move in DOSSIER.moves), "edit", "appraise"]
    for user in User.objects.all():
        for action in actions:
            seen = set(DOSSIERS.visible_to(user, action))
            assert seen == {row for row in rows if DOSSIERS.allows(user, action, row)}
    sees = {
        user.username: {row.unit.code for row in DOSSIERS.visible_to(user)}
        for user in User.objects.all()
    }
    ward, school = {"phuong-sao-do"}, {"thcs-sao-do"}
    assert sees["lan"] == sees["hung"] == sees["yen"] == sees["duc"] == sees["son"] == ward
    assert sees["hoa"] == sees["thu"] == school
    assert sees["khach"] == ward
    assert sees["mai"] == sees["binh"] == sees["van"] == set()
    assert Deliberation.objects.count() == 2
