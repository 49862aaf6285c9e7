"""After a plan is confirmed: who receives it, who has read it, what is sent and owed."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.plans.actions import (
    add_report,
    confirm_plan,
    confirm_reading,
    mark_sent,
    remove_report,
    send_report,
)
from thidua.plans.duties import duties_of
from thidua.plans.models import Plan
from thidua.plans.policies import DELIVERIES
from thidua.plans.tests.test_corrections import code_of

DAY = date(2018, 1, 15)


@pytest.fixture
def confirmed(cast: Cast, plan: Plan) -> Plan:
    """The real plan, confirmed on 15 January 2018."""
    return confirm_plan(plan=plan, by=cast.office_head)


def duties(user: Any, day: date = DAY) -> list[tuple[str, str, bool]]:
    """Codes, titles and lateness of a user's duties about plans."""
    return [(each.code, each.title, each.is_late) for each in duties_of(user, day)]


def test_it_goes_to_the_units_among_its_recipients(cast: Cast, confirmed: Plan) -> None:
    units = {each.unit for each in confirmed.deliveries.all()}
    assert units == {cast.ward, cast.commune, cast.home_office, cast.education}
    assert [each[0] for each in duties(cast.ward_officer)] == ["read_plan"]
    assert duties(cast.school_officer) == []


def test_reading_is_confirmed_once_by_someone_of_the_unit(cast: Cast, confirmed: Plan) -> None:
    delivery = confirmed.deliveries.get(unit=cast.ward)
    assert code_of(lambda: confirm_reading(delivery=delivery, by=cast.officer)) == "not_yours"
    assert code_of(lambda: confirm_reading(delivery=delivery, by=cast.commune_head)) == "not_yours"
    with office_day_is(date(2018, 1, 16)):
        confirm_reading(delivery=delivery, by=cast.ward_officer)
    with office_day_is(date(2018, 1, 17)):
        confirm_reading(delivery=delivery, by=cast.ward_head)
    delivery.refresh_from_db()
    assert (delivery.read_on, delivery.read_by) == (date(2018, 1, 16), cast.ward_officer)
    assert duties(cast.ward_officer) == []
    assert duties(cast.ward_head) == []


def test_deliveries_are_the_units_own_and_the_offices(cast: Cast, confirmed: Plan) -> None:
    own = DELIVERIES.visible_to(cast.ward_head)
    assert [each.unit for each in own] == [cast.ward]
    assert DELIVERIES.visible_to(cast.officer).count() == confirmed.deliveries.count()
    assert DELIVERIES.visible_to(cast.nobody).count() == 0


def test_bodies_outside_are_marked_as_sent(cast: Cast, confirmed: Plan) -> None:
    outside, unit = confirmed.recipients.get(order=1), confirmed.recipients.get(order=6)
    mark_sent(recipient=outside, by=cast.officer, sent_on=DAY)
    outside.refresh_from_db()
    assert outside.sent_on == DAY
    for sent_on, code in ((date(2018, 1, 16), "in_future"), (date(2018, 1, 14), "too_early")):
        with pytest.raises(Refusal) as told:
            mark_sent(recipient=outside, by=cast.officer, sent_on=sent_on)
        assert (told.value.reasons[0].code, told.value.reasons[0].field) == (code, "sent_on")
    assert code_of(lambda: mark_sent(recipient=unit, by=cast.officer, sent_on=DAY)) == "not_outside"


def test_nothing_is_sent_before_the_plan_is_confirmed(cast: Cast, plan: Plan) -> None:
    outside = plan.recipients.get(order=1)
    assert (
        code_of(lambda: mark_sent(recipient=outside, by=cast.officer, sent_on=DAY))
        == "not_confirmed"
    )


def test_reports_owed_upward_are_duties_of_the_office(cast: Cast, confirmed: Plan) -> None:
    report = add_report(
        plan=confirmed,
        by=cast.officer,
        text=" Báo cáo  sơ kết ",
        addressed_to="Hội đồng TĐKT tỉnh",
        due_on=date(2018, 7, 31),
    )
    title = "Báo cáo Hội đồng TĐKT tỉnh: Báo cáo sơ kết"
    assert duties(cast.officer) == []
    assert duties(cast.officer, date(2018, 6, 20)) == [("report_upward", title, False)]
    assert duties(cast.officer, date(2018, 8, 1)) == [("report_upward", title, True)]
    assert duties(cast.inspector, date(2018, 8, 1)) == []
    assert (
        code_of(
            lambda: add_report(
                plan=confirmed,
                by=cast.officer,
                text="Báo cáo sơ kết",
                addressed_to="Hội đồng TĐKT tỉnh",
                due_on=date(2018, 7, 31),
            )
        )
        == "already_owed"
    )
    send_report(report=report, by=cast.officer, sent_on=DAY, note="Số 12/BC-HĐTĐKT")
    assert duties(cast.officer, date(2018, 8, 1)) == []
    assert code_of(lambda: remove_report(report=report, by=cast.officer)) == "already_sent"


def test_a_report_entered_by_mistake_is_taken_off(cast: Cast, confirmed: Plan) -> None:
    report = add_report(plan=confirmed, by=cast.officer, text="x", addressed_to="y", due_on=DAY)
    remove_report(report=report, by=cast.officer)
    assert confirmed.reports.count() == 0
    assert code_of(lambda: remove_report(report=report, by=cast.officer)) == "already_sent"


def test_duties_have_a_fixed_count_of_queries(
    cast: Cast, confirmed: Plan, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        add_report(plan=confirmed, by=cast.officer, text=f"{number}", addressed_to="y", due_on=DAY)
    with django_assert_max_num_queries(7):
        assert len(duties_of(cast.officer, DAY)) == 3
