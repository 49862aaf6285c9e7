"""The year's calendar: what is asked of whom, what is done, due and late, and who is told."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.emulation.actions import (
    hold_review,
    mark_milestone,
    open_agreement,
    open_year,
    sign_agreement,
    unmark_milestone,
)
from thidua.emulation.calendar import Asked, calendar_of
from thidua.emulation.calendar_duties import milestones_to_do
from thidua.emulation.models import Bloc, BlocPost, EmulationYear
from thidua.emulation.tests.opened import (
    COMMUNES,
    OFFICES,
    SCHOOLS,
    accepted,
    confirmed_plan,
    opened_year,
)
from thidua.emulation.year_pages import late_words, rule_words
from thidua.plans.models import Milestone
from thidua.plans.tests.test_corrections import code_of

DAY = date(2018, 1, 15)


@pytest.fixture
def year(cast: Cast) -> EmulationYear:
    """The cast's year."""
    return opened_year(cast)


def milestone(year: EmulationYear, kind: str, about: str) -> Milestone:
    """The first milestone of a kind about a period."""
    found: Milestone = year.plan.milestones.filter(kind=kind, about=about).order_by("order")[0]
    return found


def bloc(year: EmulationYear, name: str) -> Bloc:
    found: Bloc = year.blocs.get(name=name)
    return found


def asked(year: EmulationYear, day: date, kind: str, about: str, name: str | None) -> Asked:
    """What a milestone asks of one bloc (None: of the office) on a day."""
    return next(
        each
        for each in calendar_of(year, day, [milestone(year, kind, about)])
        if (each.bloc.name if each.bloc else None) == name
    )


def test_every_milestone_asks_somebody(cast: Cast, year: EmulationYear) -> None:
    calendar = calendar_of(year, DAY)
    assert {each.milestone.order for each in calendar} == set(range(1, 13))
    of_office = [each.milestone.kind for each in calendar if each.bloc is None]
    assert of_office == ["dossiers", "higher", "dossiers"]
    # Four blocs of the calendar year, the schools alone.
    assert len([each for each in calendar if each.milestone.order == 1]) == 4
    assert {each.state for each in calendar} == {"due", "later"}


def test_a_registration_is_done_when_every_member_has_sent(cast: Cast, year: EmulationYear) -> None:
    before = asked(year, DAY, "register", "2018", COMMUNES)
    assert (before.state, before.so_far, before.of) == ("due", 0, 2)
    accepted(cast, year)
    now = asked(year, DAY, "register", "2018", COMMUNES)
    assert (now.state, now.so_far, now.of, now.done_on) == ("due", 1, 2, None)
    late = asked(year, date(2018, 2, 3), "register", "2018", COMMUNES)
    assert (late.state, late.days_late) == ("late", 3)


def test_reviews_and_agreements_tell_themselves(cast: Cast, year: EmulationYear) -> None:
    communes = bloc(year, COMMUNES)
    with office_day_is(date(2018, 3, 20)):
        hold_review(
            bloc=communes, period=cast.past, kind="tong_ket", held_on=date(2018, 3, 15),
            summary="", by=cast.ward_head,
        )  # fmt: skip
        agreement = open_agreement(bloc=communes, period=cast.year, text="x", by=cast.ward_head)
        for unit, head in ((cast.ward, cast.ward_head), (cast.commune, cast.commune_head)):
            sign_agreement(agreement=agreement, unit=unit, by=head)
    day = date(2018, 4, 2)
    held = asked(year, day, "review", "2017", COMMUNES)
    assert (held.state, held.done_on, held.days_late) == ("done", date(2018, 3, 15), 0)
    assert asked(year, day, "agreement", "2018", COMMUNES).state == "done"
    # The same kind of meeting about another period, and another bloc's, are not meant.
    assert asked(year, day, "review", "2018", COMMUNES).state == "later"
    other = asked(year, day, "review", "2017", OFFICES)
    assert (other.state, other.days_late) == ("late", 2)


def test_a_mark_says_that_it_is_done(cast: Cast, year: EmulationYear) -> None:
    cross_check = milestone(year, "cross_check", "2017-2018")
    schools = bloc(year, SCHOOLS)
    with office_day_is(date(2018, 7, 4)):
        mark = mark_milestone(
            milestone=cross_check, bloc=schools, by=cast.officer,
            done_on=date(2018, 7, 3), note="Biên bản 05",
        )  # fmt: skip
    assert mark.days_late == 3
    found = asked(year, date(2018, 8, 1), "cross_check", "2017-2018", SCHOOLS)
    assert (found.state, found.days_late, found.note) == ("done", 3, "Biên bản 05")
    assert late_words(found, year) == "chậm 3 ngày (tính cả ngày hạn, không gia hạn)"
    unmark_milestone(mark=mark, by=cast.officer)
    again = asked(year, date(2018, 8, 1), "cross_check", "2017-2018", SCHOOLS)
    assert (again.state, again.mark) == ("late", None)
    assert code_of(lambda: unmark_milestone(mark=mark, by=cast.officer)) == "not_marked"
    assert verify().faults == ()


def test_what_cannot_be_marked(cast: Cast, year: EmulationYear) -> None:
    communes, schools = bloc(year, COMMUNES), bloc(year, SCHOOLS)
    review = milestone(year, "review", "2017")

    def mark(what: Milestone, of: Bloc | None, by: Any = cast.officer, done_on: date = DAY) -> str:
        return code_of(lambda: mark_milestone(milestone=what, bloc=of, by=by, done_on=done_on))

    assert mark(review, schools) == "not_concerned"
    assert mark(review, None) == "not_concerned"
    assert mark(milestone(year, "register", "2018"), communes) == "told_by_records"
    assert mark(review, communes, done_on=date(2018, 1, 16)) == "in_future"
    assert mark(review, communes, done_on=date(2016, 12, 31)) == "too_early"
    assert mark(review, communes, by=cast.ward_officer) == "not_yours"
    assert mark(milestone(year, "dossiers", "2018"), None, by=cast.ward_head) == "not_yours"
    mark_milestone(milestone=review, bloc=communes, by=cast.ward_head, done_on=DAY)
    assert mark(review, communes) == "already_marked"


def test_the_owners_rule_moves_the_last_day(cast: Cast) -> None:
    year = opened_year(cast, deadline_day_counts=False, grace_days=2)
    register = asked(year, DAY, "register", "2018", COMMUNES)
    assert register.last_day == date(2018, 2, 1)
    # A whole month as a window ends with its last day, whatever "before day D" means.
    assert asked(year, DAY, "review", "2017", COMMUNES).last_day == date(2018, 4, 2)
    assert rule_words(year) == "không tính ngày hạn, gia hạn 2 ngày"


def titles(user: Any, day: date) -> list[str]:
    return [each.title for each in milestones_to_do(user, day)]


def test_duties_go_to_the_blocs_heads_and_the_office(cast: Cast, year: EmulationYear) -> None:
    # The plan names the ward's and the commune's heads; nobody leads the schools' bloc.
    review = "Tổ chức hội nghị tổng kết của kỳ 2017: Khối thi đua các xã, phường"
    agreement = "Mở giao ước thi đua kỳ 2018: Khối thi đua các xã, phường"
    march = date(2018, 3, 20)
    assert titles(cast.ward_head, march) == [review, agreement]
    assert titles(cast.commune_head, march) == [review, agreement]
    assert titles(cast.ward_officer, march) == []
    assert titles(cast.school_head, date(2018, 5, 2)) == []
    office = titles(cast.officer, march)
    assert review not in office
    assert "Tổ chức hội nghị sơ kết của kỳ 2017-2018: Khối trường học" in office
    assert titles(cast.nobody, march) == []


def test_a_post_without_a_unit_leads_nowhere(cast: Cast, year: EmulationYear) -> None:
    assert BlocPost.objects.filter(bloc__name=OFFICES, unit__isnull=False).count() == 0
    office = titles(cast.officer, date(2018, 3, 20))
    assert any(OFFICES in title for title in office)


def test_the_calendar_has_a_fixed_count_of_queries(
    cast: Cast, year: EmulationYear, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(9):
        calendar_of(year, DAY)
    accepted(cast, year)
    open_agreement(bloc=bloc(year, COMMUNES), period=cast.year, text="x", by=cast.ward_head)
    with django_assert_num_queries(9):
        calendar_of(year, DAY)


def test_members_receive_the_plan_when_the_year_opens(cast: Cast) -> None:
    plan = confirmed_plan(cast)
    assert cast.school not in {each.unit for each in plan.deliveries.all()}
    year = open_year(
        plan=plan,
        by=cast.officer,
        members={COMMUNES: [(cast.ward, "")], SCHOOLS: [(cast.school, "")]},
    )
    units = [each.unit for each in year.plan.deliveries.all()]
    assert cast.school in units
    assert len(units) == len(set(units))
