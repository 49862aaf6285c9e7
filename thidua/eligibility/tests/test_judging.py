"""Verdicts kept, replaced, seen; and quoted law compared by a named officer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, make_period
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.eligibility.actions import judge, record_comparison
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.facts import Holder
from thidua.eligibility.judging import uncompared
from thidua.eligibility.models import Comparison, Verdict
from thidua.eligibility.policies import VERDICTS
from thidua.eligibility.queries import comparisons, history_of, lines, verdicts_of, why
from thidua.eligibility.showing import shown
from thidua.eligibility.tests.records import case, hire, honour, initiative, person_of, rate
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.states import PersonKind
from thidua.rules import Governing, default_law
from thidua.workflow import act

LDTT, CSTD, TTLDTT = (
    "lao_dong_tien_tien",
    "chien_si_thi_dua_co_so",
    "tap_the_lao_dong_tien_tien",
)
WHEN = Governing(date(2018, 12, 25), date(2018, 12, 5))


def verdict_on(cast: Cast, holder: Holder, what: str = LDTT, **more: Any) -> Verdict:
    """Judge one holder in an act."""
    more.setdefault("attested_by", "dossiers.deliberation:1")
    with act("tests.judge", by=cast.officer):
        return judge([holder], what, cast.year, WHEN, jurisdiction_of(cast.town), **more)[0]


def test_met_with_records_and_law(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    verdict = verdict_on(cast, lan)
    assert verdict.outcome == "met"
    assert verdict.is_provisional
    assert "nd_91_2017" in verdict.quoted
    assert verdict.decider == "chu_tich_ubnd_huyen"
    assert (verdict.level, verdict.law_digest) == ("district", default_law().digest)
    told = lines(verdict.finding)
    assert told[0].depth == 0
    assert any("dossiers.deliberation:1" in line.records for line in told)
    assert all(line.citation for line in told)
    assert verify().faults == ()


def test_a_farmer_is_judged_by_the_standard_of_farmers_without_a_rating(cast: Cast) -> None:
    farmer = hire(cast, "ND01", "Trần Văn Ruộng", cast.ward, kind=PersonKind.FARMER)
    verdict = verdict_on(cast, farmer)
    assert verdict.outcome == "met"
    assert "lao_dong_hieu_qua" in str(verdict.finding)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PersonKind.OFFICIAL, "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"),
        (PersonKind.PUBLIC_EMPLOYEE, "Hoàn thành nhiệm vụ"),
    ],
)
def test_a_page_names_a_rating_as_the_law_does_for_the_group(
    cast: Cast, kind: PersonKind, name: str
) -> None:
    person = hire(cast, "NV01", "Đinh Thị Mơ", cast.ward, kind=kind)
    rate(cast, cast.year, "hoan_thanh", person)
    verdict = verdict_on(cast, person)
    page = shown([verdict], cast.year, shows_cases=True)[verdict.pk]
    assert f"2018: {name}" in [each.observed for each in page.conditions]


def test_unknown_is_never_no(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    verdict = verdict_on(cast, lan)
    assert (verdict.outcome, verdict.missing) == ("unknown", ["completion.2018"])
    rate(cast, cast.year, "hoan_thanh", lan)
    again = verdict_on(cast, lan)
    assert again.outcome == "unmet"
    assert [line.label for line in why(again.finding)] == ["Hoàn thành tốt nhiệm vụ trở lên"]


def test_without_minutes_nobody_vouches(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    assert verdict_on(cast, lan, attested_by="").outcome == "unknown"


def test_a_pending_case_is_unmet(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    found = case(cast, lan, date(2018, 11, 1))
    verdict = verdict_on(cast, lan)
    assert verdict.outcome == "unmet"
    assert why(verdict.finding)[0].records == (f"organisations.pendingcase:{found.pk}",)


def test_three_titles_with_a_gap_year_are_refused_with_the_year_named(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    initiative(cast, lan, cast.year, "province")
    with act("tests.earlier", by=cast.system):
        earlier = make_period("2015")
    for period in (earlier, cast.past, cast.year):
        honour(cast, lan, CSTD, period, decided_on=period.ends_on.replace(day=20))
    verdict = verdict_on(cast, lan, "chien_si_thi_dua_tinh")
    assert verdict.outcome == "unmet"
    gaps = [line.observed["missing_years"] for line in why(verdict.finding)]
    assert gaps == [[2016]]


def test_a_collectives_title_rests_on_its_members(cast: Cast) -> None:
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    rate(cast, cast.year, "hoan_thanh_tot", cast.ward, lan, hung)
    assert verdict_on(cast, cast.ward, TTLDTT).outcome == "unknown"
    half = [(lan.pk, LDTT)]
    assert verdict_on(cast, cast.ward, TTLDTT, proposed=half).outcome == "unmet"
    both = [(lan.pk, LDTT), (hung.pk, LDTT)]
    assert verdict_on(cast, cast.ward, TTLDTT, proposed=both).outcome == "met"


def test_judging_again_moves_what_is_current(cast: Cast) -> None:
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    first, other = verdict_on(cast, lan), verdict_on(cast, hung)
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    second = verdict_on(cast, lan)
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.is_current, second.is_current, other.is_current) == (False, True, True)
    assert first.outcome == "unknown"
    assert list(history_of(second)) == [second, first]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("anh_hung_vu_tru", "unknown_title"),
        (TTLDTT, "wrong_holder"),
        ("ky_niem_chuong", "no_rules"),
    ],
)
def test_what_cannot_be_judged(cast: Cast, what: str, code: str) -> None:
    with pytest.raises(Refusal) as told:
        verdict_on(cast, person_of(cast, "lan"), what)
    assert told.value.reasons[0].code == code
    assert not Verdict.objects.exists()


def test_whose_rules_apply(cast: Cast) -> None:
    assert jurisdiction_of(cast.town).authority == "chi_linh"
    assert jurisdiction_of(cast.town).level == "district"
    assert jurisdiction_of(cast.home_office).authority is None


def test_queries_do_not_grow_with_holders(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    people = [person_of(cast, name) for name in ("lan", "hung", "mai", "nam", "hoa")]
    scope = jurisdiction_of(cast.town)
    archived(default_law())  # once for each law, by the worker
    for holders in (people[:1], people):
        # One of the law's archive, eight of facts, none of members, two to retire what is
        # current, one to insert.
        with act("tests.judge", by=cast.officer), django_assert_max_num_queries(12):
            judge(holders, LDTT, cast.year, WHEN, scope)
        with act("tests.judge", by=cast.officer), django_assert_max_num_queries(12):
            judge(holders, LDTT, cast.year, WHEN, scope)


def test_the_head_of_the_office_compares_by_name(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    verdict = verdict_on(cast, lan)
    left = [each.id for each in uncompared([verdict])]
    assert left == sorted(verdict.quoted)
    for instrument in left:
        record_comparison(by=cast.office_head, instrument=instrument, note="  Đã đối chiếu ")
    assert uncompared([verdict]) == []
    row = comparisons()[0]
    assert (row.officer.name, row.note) == ("Đặng Minh Đức", "Đã đối chiếu")
    with pytest.raises(Refusal) as told:
        record_comparison(by=cast.office_head, instrument=left[0])
    assert told.value.reasons[0].code == "already_compared"
    with pytest.raises(Refusal) as told:
        record_comparison(by=cast.office_head, instrument="khong_co")
    assert told.value.reasons[0].code == "unknown_instrument"
    assert verify().faults == ()


def test_nobody_else_compares(cast: Cast) -> None:
    before = Entry.objects.count()
    for user in (cast.officer, cast.ward_head, cast.inspector, cast.nobody):
        with pytest.raises(Refusal) as told:
            record_comparison(by=user, instrument="nd_91_2017")
        assert told.value.reasons[0].code == "not_yours"
    with pytest.raises(Refusal) as told:
        record_comparison(by=cast.system, instrument="nd_91_2017")
    assert told.value.reasons[0].code == "no_person"
    assert Entry.objects.count() == before
    assert not Comparison.objects.exists()


def test_who_sees_which_verdict(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rows = [verdict_on(cast, lan), verdict_on(cast, cast.commune, TTLDTT)]
    for user in User.objects.all():
        seen = set(VERDICTS.visible_to(user))
        assert seen == {row for row in rows if VERDICTS.allows(user, "view", row)}
    assert list(verdicts_of(VERDICTS.visible_to(cast.ward_officer), lan)) == [rows[0]]
    assert list(verdicts_of(VERDICTS.visible_to(cast.commune_head), lan)) == []
    assert list(verdicts_of(VERDICTS.visible_to(cast.commune_head), cast.commune)) == [rows[1]]
    assert list(verdicts_of(VERDICTS.visible_to(cast.inspector), lan)) == [rows[0]]
