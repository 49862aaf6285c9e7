"""Verdicts for everybody: kept, marked when something changes, judged again, given again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from thidua.audit.recording import demand, follow_up
from thidua.background.actions import take_up_lost
from thidua.background.states import WorkState
from thidua.background.tests.working import work
from thidua.common.clock import OFFICE_ZONE, office_day_is, system_now
from thidua.eligibility.actions import years
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.actions.keeping import Keeper
from thidua.eligibility.actions.waiting import judge_again, work_off
from thidua.eligibility.actions.years import ask_to_judge, carry_on, judge_nightly
from thidua.eligibility.everybody import Court, court_of
from thidua.eligibility.facts import gather
from thidua.eligibility.models import Judging, RuleSet, Standing, Waiting
from thidua.eligibility.rule_sets import law_of
from thidua.eligibility.states import Result
from thidua.eligibility.tests.records import case, honour, initiative, person_of, punish, rate
from thidua.organisations.models import Person, Rating, Unit
from thidua.organisations.tests.refusing import refused
from thidua.rules import default_law
from thidua.workflow import act

LDTT, CSTD = "lao_dong_tien_tien", "chien_si_thi_dua_co_so"
TTLDTT = "tap_the_lao_dong_tien_tien"
DAY = date(2018, 12, 20)


@pytest.fixture(autouse=True)
def _day() -> Any:
    with office_day_is(DAY):
        yield


def judged(cast: Cast) -> Judging:
    """The year 2018, judged by the worker."""
    asked = ask_to_judge(year=2018, by=cast.officer)
    work()
    asked.refresh_from_db()
    assert asked.state == WorkState.DONE
    return asked


def said(holder: Person | Unit, what: str = LDTT) -> Standing:
    about = {"person": holder} if isinstance(holder, Person) else {"unit": holder}
    found: Standing = Standing.objects.get(what=what, year=2018, **about)
    return found


def test_what_a_list_keeps(cast: Cast) -> None:
    lan, hung, mai = (person_of(cast, name) for name in ("lan", "hung", "mai"))
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    rate(cast, cast.year, "hoan_thanh", hung)
    asked = judged(cast)
    assert asked.given == Standing.objects.count()
    assert (asked.done, asked.total) == (asked.total, Person.objects.count() + Unit.objects.count())
    good, one, open_ = said(lan), said(hung), said(mai)
    # A meeting has still to vouch: nobody is said to qualify for certain.
    assert (good.result, good.lacks, good.outcome) == (Result.VOUCHED, 0, "unknown")
    assert (one.result, one.lacks, one.outcome) == (Result.LACKS_ONE, 1, "unmet")
    assert one.ground is not None
    assert one.ground.label == "Hoàn thành tốt nhiệm vụ trở lên"
    assert one.ground.citation == "Điều 24 Luật số 15/2003/QH11"
    assert (open_.result, open_.missing) == (Result.UNKNOWN, "completion.2018")
    assert (good.at, good.is_provisional, good.governing_on) == (cast.ward, True, DAY)
    assert good.rule_set.digest == default_law().digest
    hoa = said(person_of(cast, "hoa"))
    assert hoa.period == cast.school_year
    assert said(cast.ward, TTLDTT).result == Result.UNKNOWN


def test_where_no_record_speaks_for_anybody_it_is_not_known(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh_xuat_sac", lan)
    court = court_of(2018, date(2024, 6, 1))
    found = {what: each for _holder, what, _period, each in court.said([lan])}
    assert found[CSTD].result == Result.VOUCHED, "a rating speaks for her"
    order = found["huan_chuong_doc_lap_ba"]
    assert (order.result, order.missing.partition(".")[0]) == (Result.UNKNOWN, "attested")


def test_the_database_refuses_a_second_row_of_the_same(cast: Cast) -> None:
    judged(cast)
    again = said(person_of(cast, "lan"))
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_change_marks_whom_it_touches_and_nobody_else(cast: Cast) -> None:
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    assert not Waiting.objects.exists(), "nothing is kept yet"
    judged(cast)
    other = said(hung)
    for change in (
        lambda: honour(cast, lan, LDTT, cast.past),
        lambda: initiative(cast, lan, cast.year),
        lambda: punish(cast, lan, date(2018, 6, 1)),
        lambda: case(cast, lan, date(2018, 11, 1)),
    ):
        change()
        waiting = Waiting.objects.values_list("person", "unit")
        assert sorted(waiting, key=str) == sorted([(lan.pk, None), (None, cast.ward.pk)], key=str)
        before = said(lan).judged_at
        assert work_off() == 2
        assert not Waiting.objects.exists()
        assert said(lan).judged_at > before
    assert said(lan).result in {Result.UNMET, Result.LACKS_ONE}
    assert said(hung) == other
    assert said(hung).judged_at == other.judged_at


def test_the_mark_goes_with_an_act_that_fails(cast: Cast) -> None:
    judged(cast)
    lan = person_of(cast, "lan")
    row = Rating(person=lan, period=cast.year, level="hoan_thanh_tot", decision="1/QĐ")

    def broken() -> None:
        with act("tests.rate", by=cast.system):
            row.save()
            follow_up(demand())
            assert Waiting.objects.exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert not Waiting.objects.exists()


def test_years_that_are_over_are_left_as_they_were(cast: Cast) -> None:
    judged(cast)
    with office_day_is(date(2020, 1, 2)):
        rate(cast, cast.year, "hoan_thanh_tot", person_of(cast, "lan"))
    assert not Waiting.objects.exists()


def test_judging_broken_off_goes_on_where_it_stood(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(years, "STEP", 5)
    true, steps = Keeper.keep, []

    def keep(keeper: Keeper, holders: Any) -> int:
        steps.append([each.pk for each in holders])
        if len(steps) == 3:
            raise OSError("the disk is full")
        return true(keeper, holders)

    monkeypatch.setattr(Keeper, "keep", keep)
    asked = ask_to_judge(year=2018, by=cast.officer)
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (WorkState.FAILED, 10)
    carry_on(work=asked, by=cast.officer)
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (WorkState.DONE, asked.total)
    assert steps[2] == steps[3], "the step that broke off is done again, none before it"
    assert asked.given == Standing.objects.count()
    assert refused(lambda: carry_on(work=asked, by=cast.officer)) == {"not_broken_off"}


def test_judging_whose_worker_was_killed_is_taken_up(cast: Cast) -> None:
    asked = ask_to_judge(year=2018, by=cast.officer)
    long_ago = system_now() - Judging.PATIENCE - timedelta(seconds=1)
    some = list(Person.objects.order_by("pk")[:4])
    Judging.objects.update(
        state=WorkState.RUNNING, moved_at=long_ago, last_person=some[-1].pk, done=4
    )
    assert refused(lambda: ask_to_judge(year=2017, by=cast.ward_officer)) == {"not_yours"}
    assert take_up_lost() == 1
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (WorkState.DONE, asked.total)
    assert not Standing.objects.filter(person__in=some).exists(), "those were done before"


def test_one_at_a_time_and_by_the_office(cast: Cast) -> None:
    ask_to_judge(year=2018, by=cast.officer)
    assert refused(lambda: ask_to_judge(year=2018, by=cast.office_head)) == {"under_way"}
    assert refused(lambda: ask_to_judge(year=1999, by=cast.officer)) == {"no_period"}
    for user in (cast.ward_officer, cast.inspector, cast.nobody):
        assert refused(partial(ask_to_judge, year=2018, by=user)) == {"not_yours"}


def test_who_is_of_the_year_no_more_leaves_the_lists(cast: Cast) -> None:
    judged(cast)
    assert Standing.objects.filter(unit=cast.commune).exists()
    with act("tests.close", by=cast.system):
        cast.commune.closed_on = date(2018, 12, 1)
        cast.commune.save()
    judged(cast)
    assert not Standing.objects.filter(unit=cast.commune).exists()


def test_a_stored_verdict_is_given_again_under_its_own_law_and_day(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh", lan)
    judged(cast)
    kept = {row.what: row for row in Standing.objects.filter(person=lan)}
    row = RuleSet.objects.get()
    usual = court_of(2018, kept[LDTT].governing_on)
    # As after an upgrade: the law in force is another, that of the verdict comes from its archive.
    RuleSet.objects.filter(pk=row.pk).update(digest="0" * 64)
    old = law_of("0" * 64)
    assert old is not default_law()
    assert old.digest == default_law().digest
    court = Court(old, usual.governing, usual.jurisdiction, usual.periods)
    again = {what: each for _holder, what, _period, each in court.said([lan])}
    assert {what: each.result for what, each in again.items()} == {
        what: each.result for what, each in kept.items()
    }
    assert refused(lambda: law_of("1" * 64)) == {"unknown_law"}


def test_a_rule_set_is_kept_once(cast: Cast) -> None:
    first = archived(default_law())
    assert archived(default_law()) == first
    assert len(first.content) < 200_000


def test_queries_do_not_grow_with_holders(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    judged(cast)
    people = [person_of(cast, name) for name in ("lan", "hung", "mai", "nam")]
    counts = []
    for some in (people[:1], people):
        keys = [each.pk for each in some]
        holders = list(Person.objects.filter(pk__in=keys).select_related("unit"))
        with django_assert_num_queries(25) as asked:
            judge_again(holders)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_at_night_once(cast: Cast) -> None:
    night = datetime(2018, 12, 20, 2, 10, tzinfo=OFFICE_ZONE)
    assert judge_nightly(night.replace(hour=14)) == []
    tonight = system_now().astimezone(OFFICE_ZONE).replace(hour=2)
    assert [each.year for each in judge_nightly(tonight)] == [2018, 2017]
    assert judge_nightly(tonight) == []
    work()
    assert set(Standing.objects.values_list("year", flat=True)) == {2017, 2018}


def test_titles_of_a_kind_of_collective_are_looked_for_there_only(cast: Cast) -> None:
    judged(cast)
    asked = set(Standing.objects.filter(unit=cast.ward).values_list("what", flat=True))
    assert TTLDTT in asked
    assert "thon_to_dan_pho_van_hoa" not in asked
    facts = gather([cast.ward, cast.school], cast.year, as_of=DAY)
    commune_title = default_law().title("xa_phuong_tieu_bieu")
    assert commune_title.is_for(facts[cast.ward].group)
    assert not commune_title.is_for(facts[cast.school].group)
    assert commune_title.is_for_units
    assert not default_law().title("chien_si_tien_tien").is_for_units
