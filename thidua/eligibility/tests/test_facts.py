"""Facts in bulk: what is known, what stays unknown, and how many queries it takes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, make_period
from thidua.eligibility.facts import Vouching, gather
from thidua.eligibility.tests.records import (
    case,
    hire,
    honour,
    initiative,
    person_of,
    punish,
    rate,
)
from thidua.organisations.models import Employment, Leave
from thidua.rules import Facts
from thidua.workflow import act

DAY = date(2018, 12, 20)


def facts_of(cast: Cast, username: str, **more: Any) -> Facts:
    person = person_of(cast, username)
    return gather([person], cast.year, as_of=DAY, **more)[person]


def test_what_the_registers_hold(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.past, "hoan_thanh", lan)
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    held = honour(cast, lan, "lao_dong_tien_tien", cast.past, decided_on=date(2017, 12, 25))
    found = initiative(cast, lan, cast.year)
    punished = punish(cast, lan, date(2016, 5, 1))
    pending = case(cast, lan, date(2018, 11, 1))
    facts = facts_of(cast, "lan", vouching=Vouching(frozenset({"doan_ket"}), "minutes:1"))
    assert facts.completion == {2017: "hoan_thanh", 2018: "hoan_thanh_tot"}
    assert facts.records["completion.2018"].startswith("organisations.rating:")
    assert facts.months_worked == {2018: 12}
    assert facts.honours is not None
    assert facts.honours[0].record == f"honours.honour:{held.pk}"
    assert facts.initiatives is not None
    assert facts.initiatives[0].record == f"initiatives.initiative:{found.pk}"
    assert facts.discipline is not None
    assert facts.discipline[0].record == f"organisations.discipline:{punished.pk}"
    assert facts.pending is not None
    assert facts.pending[0].record == f"organisations.pendingcase:{pending.pk}"
    assert facts.attested == {"doan_ket": True}
    assert facts.records["attested.doan_ket"] == "minutes:1"


def test_a_missing_rating_is_unknown_and_an_empty_register_is_empty(cast: Cast) -> None:
    facts = facts_of(cast, "lan")
    assert facts.completion is None
    assert facts.attested is None
    assert (facts.honours, facts.discipline, facts.pending) == ((), (), ())


def test_what_comes_after_the_day_is_not_known_on_it(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    case(cast, lan, date(2018, 12, 21))
    punish(cast, lan, date(2018, 12, 21))
    with act("tests.close", by=cast.system):
        closed = lan.pendingcases.create(
            kind="inspection", opened_on=date(2018, 1, 1), closed_on=date(2018, 12, 20)
        )
    assert closed.pk
    facts = facts_of(cast, "lan")
    assert (facts.discipline, facts.pending) == ((), ())


@pytest.mark.parametrize(
    ("started_on", "ended_on", "months"),
    [
        (date(2018, 4, 1), None, 9),
        (date(2018, 3, 2), None, 9),
        (date(2018, 1, 1), date(2018, 6, 30), 6),
        (date(2015, 1, 1), date(2016, 12, 31), 0),
        (None, None, 12),
    ],
)
def test_months_worked(
    cast: Cast, started_on: date | None, ended_on: date | None, months: int
) -> None:
    person = hire(cast, "p1", "Trần Văn An", cast.ward, started_on=started_on, ended_on=ended_on)
    facts = gather([person], cast.year, as_of=DAY)[person]
    assert facts.months_worked == {2018: months}


def test_a_move_inside_the_year_loses_no_month(cast: Cast) -> None:
    person = hire(
        cast, "p1", "Trần Văn An", cast.ward, started_on=date(2015, 1, 1), ended_on=date(2018, 5, 9)
    )
    with act("tests.move", by=cast.system):
        Employment(
            person=person, unit=cast.commune, kind="cong_chuc", started_on=date(2018, 5, 10)
        ).save()
    assert gather([person], cast.year, as_of=DAY)[person].months_worked == {2018: 12}


def test_leave_is_taken_off_and_handed_on(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    with act("tests.leave", by=cast.system):
        Leave(
            person=lan, kind="thai_san", started_on=date(2017, 11, 1), ended_on=date(2018, 4, 30)
        ).save()
    facts = facts_of(cast, "lan")
    assert facts.months_worked == {2018: 8}
    assert facts.leave is not None
    assert facts.leave[0].kind == "thai_san"


def test_members_of_a_collective(cast: Cast) -> None:
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    hire(cast, "farmer", "Lê Văn Cày", cast.ward, kind="nong_dan")
    hire(cast, "gone", "Lê Văn Đi", cast.ward, ended_on=date(2018, 3, 1))
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    punish(cast, hung, date(2018, 5, 1), "khien_trach")
    members = gather([cast.ward], cast.year, as_of=DAY)[cast.ward].members
    assert members is not None
    assert (members.count, members.completed, dict(members.holding)) == (2, None, {})
    assert members.disciplined is not None
    assert [(each.form, each.count) for each in members.disciplined] == [("khien_trach", 1)]
    rate(cast, cast.year, "khong_hoan_thanh", hung)
    members = gather([cast.ward], cast.year, as_of=DAY)[cast.ward].members
    assert members is not None
    assert members.completed == 1


def test_titles_of_members_are_those_given_and_those_proposed_once(cast: Cast) -> None:
    lan, hung, mai = (person_of(cast, name) for name in ("lan", "hung", "mai"))
    honour(cast, lan, "lao_dong_tien_tien", cast.year)
    honour(cast, hung, "lao_dong_tien_tien", cast.past)
    proposed = [(each.pk, "lao_dong_tien_tien") for each in (lan, hung, mai)]
    facts = gather([cast.ward, hung], cast.year, as_of=DAY, proposed=proposed)
    members = facts[cast.ward].members
    assert members is not None
    assert members.holding["lao_dong_tien_tien"] == 2
    assert members.holding["chien_si_thi_dua_co_so"] == 0
    assert [each.is_proposed for each in facts[hung].honours or ()] == [False, True]


def test_the_rating_of_the_judged_calendar_counts(cast: Cast) -> None:
    hoa = person_of(cast, "hoa")
    rate(cast, cast.school_year, "hoan_thanh_xuat_sac", hoa)
    rate(cast, cast.year, "hoan_thanh", hoa)
    for period, level in ((cast.year, "hoan_thanh"), (cast.school_year, "hoan_thanh_xuat_sac")):
        assert gather([hoa], period, as_of=DAY)[hoa].completion == {2018: level}


def test_queries_do_not_grow_with_holders(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    people = [person_of(cast, name) for name in ("lan", "hung", "mai", "nam", "hoa")]
    units = [cast.ward, cast.commune, cast.school]
    with act("tests.past", by=cast.system):
        earlier = make_period("2016")
    for person in people:
        honour(cast, person, "lao_dong_tien_tien", earlier)
    with django_assert_num_queries(12):
        gather([people[0], units[0]], cast.year, as_of=DAY)
    with django_assert_num_queries(12):
        assert len(gather([*people, *units], cast.year, as_of=DAY)) == 8
