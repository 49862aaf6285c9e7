"""Deliberation in a unit: who may be considered, the vote, the cap, the conclusion."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, make_unit
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.ballots.models import Ballot
from thidua.common.errors import Refusal
from thidua.dossiers.actions import (
    Candidate,
    conclude_deliberation,
    draw_up_dossier,
    hold_deliberation,
    record_deliberation_votes,
)
from thidua.dossiers.models import Deliberation, DeliberationItem, Dossier
from thidua.dossiers.policies import DELIBERATIONS
from thidua.dossiers.queries import deliberation_page, items_of, missing_ratings, quota_view
from thidua.dossiers.states import DeliberationState, Route
from thidua.dossiers.tests.steps import (
    CSTD,
    GIAY_KHEN,
    LDTT,
    MEETING,
    TTLDTT,
    code_of,
    concluded,
    drafted,
    held,
    meeting,
    school_meeting,
    voted,
)
from thidua.eligibility.tests.records import hire, person_of, rate
from thidua.organisations.actions import let_put_forward
from thidua.organisations.queries import put_forward_by
from thidua.organisations.states import UnitKind
from thidua.workflow import act


def test_from_the_meeting_to_the_draft(cast: Cast) -> None:
    rate(cast, cast.year, "hoan_thanh_tot", person_of(cast, "lan"))
    deliberation = voted(cast, [18, 9, 10])
    assert [person.name for person in missing_ratings(deliberation)] == ["Trần Văn Hùng"]
    conclude_deliberation(by=cast.ward_officer, deliberation=deliberation)
    assert deliberation.state == DeliberationState.CONCLUDED
    items = items_of(deliberation)
    assert [item.is_proposed for item in items] == [True, False, True]
    assert items[0].ballot_item.citation == "khoản 2 Điều 6 Quy chế số 01/QC-HĐTĐKT (minh họa)"
    dossier = draw_up_dossier(by=cast.ward_head, deliberation=deliberation, authority=cast.town)
    assert dossier.route == Route.DIRECT
    assert {nominee.considered_id for nominee in dossier.nominees.all()} == {
        items[0].pk,
        items[2].pk,
    }
    actions = list(Entry.objects.order_by("sequence").values_list("action", flat=True))[-4:]
    assert actions == [
        "dossiers.hold_deliberation",
        "dossiers.record_votes",
        "dossiers.deliberation.conclude",
        "dossiers.draw_up",
    ]
    assert verify().faults == ()


def test_a_school_goes_through_its_sector(cast: Cast) -> None:
    assert drafted(cast, **school_meeting(cast)).route == Route.SECTOR


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"candidates": []}, "empty", "candidates"),
        ({"held_on": date(2018, 12, 11)}, "future", "held_on"),
        ({"held_on": date(2017, 12, 31)}, "outside_window", "held_on"),
        ({"present": 12}, "no_quorum", "present"),
        ({"present": 21}, "impossible_figures", "present"),
        ({"entitled": -3, "present": -3}, "not_a_count", "entitled"),
    ],
)
def test_what_a_meeting_cannot_be(
    cast: Cast, change: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refusal) as told:
        held(cast, **change)
    reason = told.value.reasons[0]
    assert (reason.code, reason.field) == (code, field)
    if code == "no_quorum":
        assert "Điều 6" in reason.citation
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("mai", LDTT, "not_of_the_unit"),
        ("lan", "huan_chuong_sao_hoa", "unknown_title"),
        ("lan", "", "unknown_title"),
        ("lan", TTLDTT, "wrong_holder"),
        ("lan", "ky_niem_chuong", "not_in_force"),
        ("hung", LDTT, "twice"),
    ],
)
def test_who_cannot_be_considered(cast: Cast, who: str, what: str, code: str) -> None:
    good = Candidate(person_of(cast, "hung"), LDTT)
    bad = Candidate(person_of(cast, who), what)
    with pytest.raises(Refusal) as told:
        held(cast, candidates=[good, bad])
    reason = told.value.reasons[0]
    assert (reason.code, reason.field) == (code, "candidates")
    assert reason.where == f"2. {bad.holder}"
    assert not Deliberation.objects.exists()


def test_a_collective_of_another_unit_is_not_considered(cast: Cast) -> None:
    candidates = [Candidate(cast.commune, TTLDTT)]
    assert code_of(held, cast=cast, candidates=candidates) == "not_of_the_unit"
    above = meeting(
        cast,
        unit=cast.town,
        by=cast.system,
        chair=person_of(cast, "van"),
        secretary=person_of(cast, "son"),
        candidates=[Candidate(cast.ward, TTLDTT)],
    )
    assert code_of(hold_deliberation, **above) == "not_of_the_unit"


def test_who_chairs_and_for_which_period(cast: Cast) -> None:
    mai, lan = person_of(cast, "mai"), person_of(cast, "lan")
    assert code_of(held, cast=cast, chair=mai) == "not_of_the_unit"
    assert code_of(held, cast=cast, secretary=mai) == "not_of_the_unit"
    assert code_of(held, cast=cast, chair=lan) == "same_person"
    assert code_of(held, cast=cast, period=cast.school_year) == "other_calendar"
    held(cast)
    assert code_of(held, cast=cast) == "held_already"
    assert Deliberation.objects.count() == 1


def test_only_the_unit_deliberates(cast: Cast) -> None:
    deliberation = voted(cast)
    item = items_of(deliberation)[0]
    before = Entry.objects.count()
    for user in (cast.commune_head, cast.officer, cast.sector, cast.inspector, cast.nobody):
        # The standing office enters for a unit, from its signed minutes.
        told = "no_scan" if user == cast.officer else "not_yours"
        assert code_of(held, cast=cast, by=user) == told
        counts = {item: (1, 0, 0)}
        for step, more in (
            (record_deliberation_votes, {"counts": counts}),
            (conclude_deliberation, {}),
            (draw_up_dossier, {"authority": cast.town}),
        ):
            assert code_of(step, by=user, deliberation=deliberation, **more) == "not_yours"
    assert Entry.objects.count() == before


def test_votes_are_recorded_whole_or_not_at_all(cast: Cast) -> None:
    deliberation = held(cast)
    first, second, _third = items_of(deliberation)

    def record(counts: dict[DeliberationItem, tuple[int, int, int]]) -> str:
        return code_of(
            record_deliberation_votes,
            by=cast.ward_officer,
            deliberation=deliberation,
            counts=counts,
        )

    with pytest.raises(Refusal) as told:
        record_deliberation_votes(
            by=cast.ward_officer,
            deliberation=deliberation,
            counts={first: (18, 0, 0), second: (18, 1, 0)},
        )
    assert [reason.where for reason in told.value.reasons] == [str(second)]
    assert record({first: (-1, 0, 0)}) == "not_a_count"
    assert record({}) == "nothing_counted"
    other = held(
        cast,
        by=cast.commune_officer,
        unit=cast.commune,
        chair=person_of(cast, "nam"),
        secretary=person_of(cast, "mai"),
        candidates=[Candidate(person_of(cast, "mai"), LDTT)],
    )
    assert record({items_of(other)[0]: (1, 0, 0)}) == "other_deliberation"
    first.ballot_item.refresh_from_db()
    assert first.ballot_item.yes is None


def test_nothing_out_of_order(cast: Cast) -> None:
    deliberation = held(cast)
    by = cast.ward_officer
    draw = {"by": by, "deliberation": deliberation, "authority": cast.town}
    assert code_of(conclude_deliberation, by=by, deliberation=deliberation) == "not_counted"
    assert code_of(draw_up_dossier, **draw) == "not_concluded"
    items = items_of(deliberation)
    votes = dict.fromkeys(items, (0, 18, 0))
    record_deliberation_votes(by=by, deliberation=deliberation, counts=votes)
    left = [items[0]]
    assert (
        code_of(conclude_deliberation, by=by, deliberation=deliberation, leave_out=left)
        == "not_passed"
    )
    conclude_deliberation(by=by, deliberation=deliberation)
    assert code_of(conclude_deliberation, by=by, deliberation=deliberation) == "wrong_state"
    step = record_deliberation_votes
    assert code_of(step, by=by, deliberation=deliberation, counts=votes) == "wrong_state"
    assert code_of(draw_up_dossier, **draw) == "empty"
    assert not Dossier.objects.exists()


def test_a_dossier_is_drawn_up_once_and_to_an_authority(cast: Cast) -> None:
    deliberation = concluded(cast)
    draw: dict[str, Any] = {"by": cast.ward_officer, "deliberation": deliberation}
    assert code_of(draw_up_dossier, **draw, authority=cast.home_office) == "not_an_authority"
    draw_up_dossier(**draw, authority=cast.town)
    assert code_of(draw_up_dossier, **draw, authority=cast.town) == "drawn_up_already"
    assert Dossier.objects.count() == 1


def staff_with_two_fighters(cast: Cast, count: int) -> list[Candidate]:
    """So many for the yearly title, and the first two for the higher one."""
    people = [hire(cast, f"s{n}", f"Lê Văn Số {n}", cast.ward) for n in range(count)]
    candidates = [Candidate(person, LDTT) for person in people]
    return [*candidates, Candidate(people[0], CSTD), Candidate(people[1], CSTD)]


def test_the_cap_is_shown_live_and_people_choose(cast: Cast) -> None:
    candidates = staff_with_two_fighters(cast, 13)
    deliberation = voted(cast, candidates=candidates)
    line = quota_view(deliberation)[0]
    assert (line.what, line.base_count, line.limit, line.too_many) == (CSTD, 13, 1, 1)
    with pytest.raises(Refusal) as told:
        conclude_deliberation(by=cast.ward_officer, deliberation=deliberation)
    reason = told.value.reasons[0]
    assert (reason.code, "1" in reason.cure) == ("over_quota", True)
    assert "91/2017/NĐ-CP" in reason.citation
    deliberation.refresh_from_db()
    assert deliberation.state == DeliberationState.DRAFT
    assert deliberation.ballot.closed_at is None
    left = items_of(deliberation)[-1]
    conclude_deliberation(by=cast.ward_officer, deliberation=deliberation, leave_out=[left])
    assert [item.is_proposed for item in items_of(deliberation)] == [True] * 14 + [False]
    assert quota_view(deliberation)[0].too_many == 0


def test_a_tiny_unit_puts_one_forward_in_the_pool(cast: Cast) -> None:
    candidates = staff_with_two_fighters(cast, 3)[:-1]
    deliberation = concluded(cast, candidates=candidates)
    line = quota_view(deliberation)[0]
    assert (line.limit, line.is_pooled, line.allowed, line.too_many) == (0, True, 1, 0)


def test_a_farmer_may_be_put_forward(cast: Cast) -> None:
    farmer = hire(cast, "farmer", "Lê Văn Cày", cast.ward, kind="nong_dan")
    assert concluded(cast, candidates=[Candidate(farmer, GIAY_KHEN)]).items.get().is_proposed


def test_people_of_a_part_are_put_forward_by_the_unit_and_by_no_other(cast: Cast) -> None:
    with act("tests.team", by=cast.system):
        team = make_unit("to-1", "Tổ hợp tác 1", UnitKind.SMALL_COLLECTIVE, cast.ward)
        inner = make_unit("phong-1", "Phòng 1", UnitKind.OFFICE, cast.ward)
    farmer = hire(cast, "farmer", "Lê Văn Cày", team, kind="nong_dan")
    clerk = hire(cast, "inner", "Lê Văn Bút", inner)
    assert list(put_forward_by(cast.ward, MEETING)) == [
        person_of(cast, "hung"),
        person_of(cast, "lan"),
        farmer,
    ]
    both = [Candidate(farmer, GIAY_KHEN), Candidate(team, GIAY_KHEN)]
    of_office = [Candidate(clerk, GIAY_KHEN)]
    assert code_of(held, cast=cast, candidates=of_office) == "not_of_the_unit"
    elsewhere = meeting(
        cast,
        by=cast.commune_officer,
        unit=cast.commune,
        chair=person_of(cast, "nam"),
        secretary=person_of(cast, "mai"),
        candidates=both,
    )
    assert code_of(hold_deliberation, **elsewhere) == "not_of_the_unit"
    with act("tests.close", by=cast.system):
        team.closed_on = date(2018, 6, 1)
        team.save()
    assert code_of(held, cast=cast, candidates=both[:1]) == "not_of_the_unit"
    with act("tests.close", by=cast.system):
        team.closed_on = None
        team.save()
    assert concluded(cast, candidates=both).items.filter(is_proposed=True).count() == 2


def test_the_second_unit_to_put_someone_forward_is_told_by_whom_she_is(cast: Cast) -> None:
    with act("tests.factory", by=cast.system):
        factory = make_unit("cong-ty", "Công ty Gốm", UnitKind.ENTERPRISE, cast.ward)
    worker = hire(cast, "worker", "Lê Văn Thợ", factory, kind="cong_nhan")
    both = [Candidate(worker, GIAY_KHEN), Candidate(factory, GIAY_KHEN)]
    own = {"unit": cast.commune, "by": cast.commune_officer, "chair": person_of(cast, "nam")}
    elsewhere = meeting(cast, **own, secretary=person_of(cast, "mai"), candidates=both)
    assert code_of(hold_deliberation, **elsewhere) == "not_of_the_unit"
    let_put_forward(
        part=factory,
        proposer=cast.commune,
        started_on=date(2018, 1, 1),
        basis="Hướng dẫn",
        by=cast.officer,
    )
    assert concluded(cast, candidates=both).items.filter(is_proposed=True).count() == 2
    with pytest.raises(Refusal, match="Phường Sao Đỏ") as told:
        hold_deliberation(**elsewhere)
    assert [reason.code for reason in told.value.reasons] == ["considered_elsewhere"] * 2


def test_who_sees_a_deliberation(cast: Cast, django_assert_max_num_queries: Any) -> None:
    draft, school = held(cast), concluded(cast, **school_meeting(cast))
    for user in User.objects.all():
        seen = set(DELIBERATIONS.visible_to(user))
        assert seen == {row for row in (draft, school) if DELIBERATIONS.allows(user, "view", row)}
    sees = {
        user.username: {row.unit.code for row in DELIBERATIONS.visible_to(user)}
        for user in User.objects.all()
    }
    assert sees["lan"] == {"phuong-sao-do"}
    assert sees["yen"] == sees["binh"] == sees["son"] == {"thcs-sao-do"}
    assert sees["mai"] == sees["khach"] == set()
    for row, user in ((draft, cast.ward_officer), (school, cast.school_head)):
        with django_assert_max_num_queries(12):
            page = deliberation_page(DELIBERATIONS.visible_to(user), row.pk)
        assert page is not None
        assert len(page.items) == len(page.results)
    assert deliberation_page(DELIBERATIONS.visible_to(cast.commune_head), draft.pk) is None
