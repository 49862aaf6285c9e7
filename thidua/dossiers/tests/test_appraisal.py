"""Appraisal: a verdict advises, people propose with reasons; a pending case cannot be overruled."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import LONG_AGO, Cast
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.dossiers.actions import (
    Candidate,
    appraise_nominee,
    appraise_rest,
    conclude_appraisal,
    conclude_deliberation,
    endorse_dossier,
    judge_again,
    receive_dossier,
    record_deliberation_votes,
    submit_dossier,
)
from thidua.dossiers.duties import duties_of, working_days_after
from thidua.dossiers.models import Dossier
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.queries import authority_quotas, dossier_list, dossier_page, items_of
from thidua.dossiers.states import Appraisal, DossierState
from thidua.dossiers.tests.steps import (
    CSTD,
    DAY,
    LDTT,
    TTLDTT,
    appraised,
    code_of,
    complete,
    drafted,
    held,
    meeting,
    nominee_of,
    received,
    school_meeting,
    submitted,
    verdict_of,
)
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.tests.records import case, hire, initiative, person_of, rate
from thidua.emulation.tests.opened import opened_year
from thidua.organisations.models import Rating
from thidua.rules import default_law
from thidua.workflow import act

LAN = "Nguyễn Thị Lan"


def change_rating(cast: Cast, username: str, level: str) -> None:
    """Correct a rating on record."""
    with act("tests.rate", by=cast.system):
        Rating.objects.filter(person=person_of(cast, username)).update(level=level)


def test_from_receipt_to_the_council(cast: Cast) -> None:
    dossier = appraised(cast)
    assert (dossier.state, dossier.appraised_on) == (DossierState.APPRAISED, DAY)
    rows = list(dossier.nominees.all())
    assert {row.appraisal for row in rows} == {Appraisal.PROPOSE}
    assert {str(row.appraised_by) for row in rows} == {"Hoàng Thị Yến"}
    assert verify().faults == ()


def test_missing_facts_are_unknown_and_overruled_only_with_a_reason(cast: Cast) -> None:
    dossier = receive_dossier(by=cast.officer, dossier=submitted(cast))
    nominee = nominee_of(dossier, LAN)
    assert (verdict_of(nominee).outcome, verdict_of(nominee).missing) == (
        "unknown",
        ["completion.2018"],
    )
    before = Entry.objects.count()
    for appraisal in ("propose", "overruled"):
        given: dict[str, Any] = {"nominee": nominee, "appraisal": appraisal}
        assert code_of(appraise_nominee, by=cast.officer, **given) == "against_verdict"
    assert code_of(appraise_nominee, by=cast.officer, nominee=nominee, appraisal="reject") == (
        "no_reason"
    )
    for wrong in ("", "maybe"):
        assert (
            code_of(appraise_nominee, by=cast.officer, nominee=nominee, appraisal=wrong)
            == "unknown_appraisal"
        )
    assert Entry.objects.count() == before
    appraise_nominee(
        by=cast.officer, nominee=nominee, appraisal="propose", reason="Đã có  quyết định xếp loại"
    )
    assert nominee.appraisal == Appraisal.OVERRULED
    assert nominee.appraisal_reason == "Đã có quyết định xếp loại"
    appraise_nominee(by=cast.officer, nominee=nominee, appraisal="reject", reason="Chưa đủ")
    assert nominee.appraisal == Appraisal.REJECT


def test_judged_again_after_the_records_changed(cast: Cast) -> None:
    dossier = received(cast)
    for name in (LAN, "Trần Văn Hùng"):
        appraise_nominee(by=cast.officer, nominee=nominee_of(dossier, name), appraisal="propose")
    change_rating(cast, "lan", "hoan_thanh")
    judge_again(by=cast.officer, dossier=dossier)
    lan, hung = nominee_of(dossier, LAN), nominee_of(dossier, "Trần Văn Hùng")
    assert (verdict_of(lan).outcome, lan.appraisal) == ("unmet", Appraisal.NONE)
    assert (verdict_of(hung).outcome, hung.appraisal) == ("met", Appraisal.PROPOSE)
    assert verdict_of(lan).is_current


def test_a_rejected_member_no_longer_counts_for_the_collective(cast: Cast) -> None:
    dossier = received(cast)
    collective = dossier.nominees.get(what=TTLDTT)
    assert verdict_of(collective).outcome == "met"
    appraise_nominee(
        by=cast.officer, nominee=nominee_of(dossier, LAN), appraisal="reject", reason="Chưa đủ"
    )
    judge_again(by=cast.officer, dossier=dossier)
    collective.refresh_from_db()
    assert verdict_of(collective).outcome == "unmet"


def test_a_pending_case_cannot_be_overruled(cast: Cast) -> None:
    dossier = received(cast)
    for nominee in dossier.nominees.all():
        appraise_nominee(by=cast.officer, nominee=nominee, appraisal="propose")
    case(cast, person_of(cast, "lan"), DAY)
    nominee = nominee_of(dossier, LAN)
    with pytest.raises(Refusal) as told:
        appraise_nominee(
            by=cast.officer, nominee=nominee, appraisal="overruled", reason="Cứ đề nghị"
        )
    assert told.value.reasons[0].code == "pending_case"
    assert "91/2017/NĐ-CP" in told.value.reasons[0].citation
    assert code_of(conclude_appraisal, by=cast.officer, dossier=dossier) == "pending_case"
    appraise_nominee(by=cast.officer, nominee=nominee, appraisal="reject", reason="Có đơn")
    conclude_appraisal(by=cast.officer, dossier=dossier)


def test_all_are_appraised_before_it_concludes(cast: Cast) -> None:
    dossier = received(cast)
    first = dossier.nominees.order_by("pk")[0]
    appraise_nominee(by=cast.officer, nominee=first, appraisal="propose")
    with pytest.raises(Refusal) as told:
        conclude_appraisal(by=cast.officer, dossier=dossier)
    assert told.value.reasons[0].code == "not_appraised"
    assert "Trần Văn Hùng" in told.value.reasons[0].message
    dossier.refresh_from_db()
    assert dossier.state == DossierState.RECEIVED


def test_nobody_appraises_their_own_nomination(cast: Cast) -> None:
    with act("tests.role", by=cast.system):
        cast.officer.roles.create(
            role="unit_officer", unit=cast.home_office, started_on=date(2017, 1, 1)
        )
    candidates = [Candidate(person_of(cast, "yen"), LDTT), Candidate(person_of(cast, "duc"), LDTT)]
    of_office = meeting(
        cast,
        by=cast.officer,
        unit=cast.home_office,
        chair=person_of(cast, "duc"),
        secretary=person_of(cast, "yen"),
        candidates=candidates,
    )
    dossier = receive_dossier(by=cast.officer, dossier=submitted(cast, **of_office))
    own = nominee_of(dossier, "Hoàng Thị Yến")
    given: dict[str, Any] = {"nominee": own, "appraisal": "reject", "reason": "x"}
    assert code_of(appraise_nominee, by=cast.officer, **given) == "own_nomination"
    appraise_nominee(by=cast.office_head, **given)


def test_the_page_of_a_dossier(cast: Cast, django_assert_num_queries: Any) -> None:
    dossier = received(cast)
    rows = DOSSIERS.visible_to(cast.officer)
    with django_assert_num_queries(5):
        page = dossier_page(rows, dossier.pk)
        assert page is not None
        assert [str(each.holder) for each in page.nominees] == [
            "Phường Sao Đỏ",
            "Trần Văn Hùng",
            LAN,
        ]
        assert {each.verdict.outcome for each in page.nominees if each.verdict} == {"met"}
        history = [each.action for each in page.history]
    assert history[0] == "dossiers.draw_up"
    assert history[-1] == "dossiers.dossier.receive"
    assert dossier_page(DOSSIERS.visible_to(cast.commune_head), dossier.pk) is None
    school = submitted(cast, **school_meeting(cast))
    rows = DOSSIERS.visible_to(cast.officer)
    with django_assert_num_queries(5):
        page = dossier_page(rows, school.pk)
        assert page is not None
        assert [str(each.holder) for each in page.nominees] == ["Vũ Thị Hoa"]


def test_lists_take_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    received(cast)
    submitted(cast, **school_meeting(cast))
    for state, count in (("", 2), (DossierState.RECEIVED, 1)):
        rows = DOSSIERS.visible_to(cast.inspector)
        rows = dossier_list(rows, state=state)
        with django_assert_num_queries(1):
            counts = [(str(row.unit), row.nominee_count) for row in rows]  # type: ignore[attr-defined]
        assert len(counts) == count
    in_year = dossier_list(DOSSIERS.visible_to(cast.officer), period=cast.year)
    assert [row.nominee_count for row in in_year] == [3]  # type: ignore[attr-defined]


def test_caps_over_all_dossiers(cast: Cast) -> None:
    lan, hung, mai, nam = (person_of(cast, name) for name in ("lan", "hung", "mai", "nam"))
    for person in (lan, mai):
        initiative(cast, person, cast.year)
    submitted(cast, candidates=[Candidate(lan, LDTT), Candidate(hung, LDTT), Candidate(lan, CSTD)])
    commune = meeting(
        cast,
        by=cast.commune_officer,
        unit=cast.commune,
        chair=nam,
        secretary=mai,
        candidates=[Candidate(mai, LDTT), Candidate(nam, LDTT), Candidate(mai, CSTD)],
    )
    drafted(cast, **commune)
    line = authority_quotas(cast.town, cast.year)[0]
    assert (line.what, line.proposed, line.base_count, line.is_pooled) == (CSTD, 1, 2, True)
    submit = Dossier.objects.get(unit=cast.commune)
    submit_dossier(by=cast.commune_officer, dossier=complete(submit, cast.commune_officer))
    line = authority_quotas(cast.town, cast.year)[0]
    assert (line.proposed, line.base_count, line.too_many) == (2, 4, 1)


def test_queries_do_not_grow_with_nominees(cast: Cast) -> None:
    counts = []
    with act("tests.archive", by=cast.system):
        # Only the first verdict by a law keeps that law.
        archived(default_law())
    for unit, by, size in ((cast.ward, "lan", 2), (cast.commune, "mai", 12)):
        names = ("hung", "lan") if by == "lan" else ("nam", "mai")
        chair, secretary = (person_of(cast, name) for name in names)
        people = [hire(cast, f"{by}{n}", f"Lê Thị Số {n}", unit) for n in range(size)]
        given = meeting(
            cast,
            by=secretary.user,
            unit=unit,
            chair=chair,
            secretary=secretary,
            candidates=[Candidate(person, LDTT) for person in people],
        )
        dossier = complete(drafted(cast, **given), secretary.user)
        with CaptureQueriesContext(connection) as submitting:
            submit_dossier(by=given["by"], dossier=dossier)
        with CaptureQueriesContext(connection) as receiving:
            receive_dossier(by=cast.officer, dossier=dossier)
        counts.append((len(submitting), len(receiving)))
    assert counts[0] == counts[1]


def codes(user: Any, day: date = DAY) -> list[str]:
    return [duty.code for duty in duties_of(user, day)]


def test_duties_follow_the_dossier(cast: Cast) -> None:
    opened_year(cast)
    officer = cast.ward_officer
    assert codes(officer, date(2018, 10, 1)) == []
    assert codes(officer) == ["deliberate"]
    begun = duties_of(officer, DAY)[0].title
    deliberation = held(cast)
    assert codes(officer) == ["deliberate"]
    assert duties_of(officer, DAY)[0].title != begun
    votes = dict.fromkeys(items_of(deliberation), (18, 0, 0))
    record_deliberation_votes(by=officer, deliberation=deliberation, counts=votes)
    conclude_deliberation(by=officer, deliberation=deliberation)
    assert codes(officer) == ["draw_up"]
    assert codes(cast.officer) == codes(cast.nobody) == []


def test_a_unit_outside_of_the_blocs_is_not_asked_to_deliberate(cast: Cast) -> None:
    assert codes(cast.ward_officer) == codes(cast.school_head, date(2018, 8, 1)) == []
    year = opened_year(cast)
    with act("tests.role", by=cast.system):
        # The town itself is in no bloc.
        cast.ward_head.roles.create(role="unit_head", unit=cast.town, started_on=LONG_AGO)
    asked = [duty.subject for duty in duties_of(cast.ward_head, DAY)]
    assert asked == [cast.ward]
    # Its bloc registers for 2018-2019; the plan of 2017 did for 2017-2018, which ends in its year.
    [due] = duties_of(cast.school_head, date(2018, 8, 1))
    assert due.url_args == (cast.school.code, "2017-2018")
    with act("tests.leave", by=cast.system):
        year.blocs.get(members__unit=cast.ward).members.get(unit=cast.ward).delete()
    assert codes(cast.ward_head) == []


def test_duties_of_the_office(cast: Cast) -> None:
    rate(cast, cast.school_year, "hoan_thanh_tot", person_of(cast, "hoa"))
    school = submitted(cast, **school_meeting(cast))
    submitted_ward = submitted(cast)
    assert codes(cast.ward_officer) == codes(cast.school_head, date(2018, 8, 1)) == []
    assert codes(cast.sector) == ["endorse"]
    assert codes(cast.officer) == ["receive"]
    endorse_dossier(by=cast.sector, dossier=school)
    assert codes(cast.sector) == []
    receive_dossier(by=cast.officer, dossier=school)
    receive_dossier(by=cast.officer, dossier=submitted_ward)
    duty = duties_of(cast.officer, DAY)[0]
    assert (duty.code, duty.due_on, duty.is_late) == ("appraise", date(2018, 12, 24), False)
    assert "2" in duty.title
    assert duties_of(cast.officer, date(2018, 12, 25))[0].is_late


def test_duties_of_who_must_send(cast: Cast, django_assert_max_num_queries: Any) -> None:
    opened_year(cast)
    drafted(cast)
    assert codes(cast.ward_head) == ["submit"]
    with django_assert_max_num_queries(7):
        duties_of(cast.ward_head, DAY)
    with act("tests.role", by=cast.system):
        cast.ward_head.roles.create(
            role="unit_head", unit=cast.commune, started_on=date(2017, 1, 1)
        )
    with django_assert_max_num_queries(7):
        assert codes(cast.ward_head) == ["deliberate", "submit"]


def test_working_days() -> None:
    assert working_days_after(date(2018, 12, 7), 1) == date(2018, 12, 10)
    assert working_days_after(date(2018, 12, 10), 10) == date(2018, 12, 24)
    assert working_days_after(date(2018, 12, 8), 0) == date(2018, 12, 8)


def test_the_rest_is_proposed_at_once(cast: Cast) -> None:
    dossier = received(cast)
    change_rating(cast, "lan", "hoan_thanh")
    judge_again(by=cast.officer, dossier=dossier)
    case(cast, cast.ward, DAY, "inspection")
    assert code_of(appraise_rest, by=cast.ward_head, dossier=dossier) == "not_yours"
    assert appraise_rest(by=cast.officer, dossier=dossier) == 1
    assert nominee_of(dossier, "Trần Văn Hùng").appraisal == Appraisal.PROPOSE
    assert nominee_of(dossier, LAN).appraisal == Appraisal.NONE
    assert dossier.nominees.get(what=TTLDTT).appraisal == Appraisal.NONE
    assert appraise_rest(by=cast.officer, dossier=dossier) == 0
