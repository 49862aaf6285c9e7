"""Plans: taken in from the real text, corrected, confirmed; who may; what the pages read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.organisations.states import Calendar
from thidua.plans.actions import confirm_plan, correct_heading, correct_milestone, take_in_plan
from thidua.plans.kinds import guess_kind
from thidua.plans.models import CitedDocument, Milestone, Plan, Recipient
from thidua.plans.periods import is_period, period_span
from thidua.plans.policies import PLANS
from thidua.plans.queries import (
    bloc_names,
    milestones_open,
    plan_with_parts,
    plans_newest_first,
)
from thidua.plans.states import MilestoneKind, PlanState

TEXT = (Path(__file__).parents[3] / "examples" / "chi-linh-2018" / "plan.txt").read_text(
    encoding="utf-8"
)
COMMUNES = "Khối thi đua các xã, phường"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The real plan, taken in by the officer."""
    return take_in_plan(by=cast.officer, authority=cast.town, text=TEXT)


def refused(code: str, attempt: Callable[[], object], field: str = "") -> None:
    """`attempt` is refused with `code`, and nothing is written."""
    entries, plans = Entry.objects.count(), list(Plan.objects.order_by("pk").values())
    milestones = list(Milestone.objects.order_by("pk").values())
    with pytest.raises(Refusal) as told:
        attempt()
    assert code in {reason.code for reason in told.value.reasons}
    if field:
        assert told.value.reasons[0].field == field
    assert list(Plan.objects.order_by("pk").values()) == plans
    assert list(Milestone.objects.order_by("pk").values()) == milestones
    assert Entry.objects.count() == entries


def test_real_plan_is_taken_in(cast: Cast, plan: Plan) -> None:
    assert (str(plan), plan.place, plan.year) == ("01/KH-TĐKT", "Chí Linh", 2018)
    assert (plan.issued_on, plan.state) == (date(2018, 1, 10), PlanState.READ)
    assert list(plan.cited.order_by("order").values_list("number_symbol", flat=True)) == [
        "3790/KH-HĐTĐKT",
        "34-CT/TW",
        "37-CT/TU",
        "18/CT-TTg",
    ]
    assert plan.recipients.count() == 7
    kinds = list(plan.milestones.order_by("order").values_list("kind", "about", "section"))
    assert kinds == [
        ("register", "2018", "III.2.1"),
        ("review", "2017", "III.2.1"),
        ("agreement", "2018", "III.2.1"),
        ("review", "2017-2018", "III.2.1"),
        ("cross_check", "2017-2018", "III.2.2"),
        ("agreement", "2018-2019", "III.2.2"),
        ("dossiers", "2017-2018", "III.2.2"),
        ("review", "2018", "III.2.3"),
        ("higher", "2017-2018", "III.2.3"),
        ("review", "2017-2018", "III.2.3"),
        ("score", "2018", "III.2.4"),
        ("dossiers", "2018", "III.2.4"),
    ]
    assert "text" not in plan.reading
    first = plan.milestones.get(order=1)
    assert plan.text[first.source_start : first.source_end].startswith("Tiến hành đăng ký")
    assert verify().faults == ()


def test_refusals_to_take_in(cast: Cast, plan: Plan) -> None:
    def taking(by: User, text: str) -> Callable[[], object]:
        return lambda: take_in_plan(by=by, authority=cast.town, text=text)

    refused("already_read", taking(cast.office_head, TEXT), field="text")
    refused("already_read", taking(cast.officer, TEXT.replace("\n", "\r\n")), field="text")
    refused("empty", taking(cast.officer, " \n "))
    refused("not_a_plan", taking(cast.officer, "Xin chào"))
    refused("bad_character", taking(cast.officer, TEXT + "\0"))
    refused("bad_character", taking(cast.officer, TEXT + "\ud800"))
    for user in (cast.ward_head, cast.inspector, cast.clerk, cast.nobody):
        refused("not_yours", taking(user, TEXT))
    assert (CitedDocument.objects.count(), Recipient.objects.count()) == (4, 7)


def test_another_authority_may_take_in_the_same_text(cast: Cast, plan: Plan) -> None:
    other = take_in_plan(by=cast.officer, authority=cast.ward, text=TEXT)
    assert other.sha256 == plan.sha256


def correcting(milestone: Milestone, by: User, **given: object) -> Callable[[], Milestone]:
    arguments: dict[str, object] = {
        "milestone": milestone,
        "by": by,
        "kind": "review",
        "starts_on": date(2018, 3, 1),
        "ends_on": date(2018, 3, 31),
        "deadline": None,
        "blocs": [COMMUNES, COMMUNES],
        "about": "2017",
        **given,
    }
    return lambda: correct_milestone(**arguments)  # type: ignore[arg-type]


def test_milestone_is_corrected_and_the_journal_keeps_both(cast: Cast, plan: Plan) -> None:
    milestone = plan.milestones.get(order=2)
    corrected = correcting(milestone, cast.officer, ends_on=date(2018, 3, 20))()
    assert (corrected.ends_on, corrected.blocs) == (date(2018, 3, 20), [COMMUNES])
    assert corrected.text == milestone.text
    said = Entry.objects.get(action="plans.correct_milestone").values.said
    assert said["before"]["ends_on"] == "2018-03-31"
    assert said["after"]["ends_on"] == "2018-03-20"
    assert verify().faults == ()


def test_wrong_corrections_are_refused(cast: Cast, plan: Plan) -> None:
    milestone = plan.milestones.get(order=2)
    refused("unknown_kind", correcting(milestone, cast.officer, kind="x"), field="kind")
    refused(
        "ends_before_start",
        correcting(milestone, cast.officer, ends_on=date(2018, 2, 28)),
        field="ends_on",
    )
    refused("unknown_bloc", correcting(milestone, cast.officer, blocs=["Khối lạ"]), field="blocs")
    for about in ("2017-2019", "18", "x", "２０１８"):
        refused("no_period", correcting(milestone, cast.officer, about=about), field="about")
    for user in (cast.ward_head, cast.inspector, cast.nobody):
        refused("not_yours", correcting(milestone, user))
    confirm_plan(plan=plan, by=cast.office_head)
    refused("already_confirmed", correcting(milestone, cast.officer))


def test_heading_is_corrected(cast: Cast, plan: Plan) -> None:
    def heading(by: User, **given: object) -> Callable[[], Plan]:
        arguments: dict[str, object] = {
            "plan": plan, "by": by, "subject": " Công tác  2019 ", "issued_on": None, "year": 2019,
            **given,
        }  # fmt: skip
        return lambda: correct_heading(**arguments)  # type: ignore[arg-type]

    refused("wrong_year", heading(cast.officer, year=20180), field="year")
    refused("bad_character", heading(cast.officer, subject="\0"), field="subject")
    refused("not_yours", heading(cast.commune_officer))
    corrected = heading(cast.officer)()
    assert (corrected.subject, corrected.year) == ("Công tác 2019", 2019)
    said = Entry.objects.get(action="plans.correct_heading").values.said
    assert (said["before"]["year"], said["after"]["year"]) == (2018, 2019)


def test_confirmer_acknowledges_the_doubts(cast: Cast, plan: Plan) -> None:
    with office_day_is(date(2018, 1, 16)):
        confirm_plan(plan=plan, by=cast.office_head)
    assert (plan.state, plan.confirmed_on) == (PlanState.CONFIRMED, date(2018, 1, 16))
    said = Entry.objects.get(action="plans.confirm").values.said
    assert "năm 2017" in [doubt["text"] for doubt in said["doubts"]]
    assert said["unread"] == 0
    refused("wrong_state", lambda: confirm_plan(plan=plan, by=cast.office_head))
    assert verify().faults == ()


def test_only_the_head_of_the_office_confirms(cast: Cast, plan: Plan) -> None:
    for user in (cast.officer, cast.ward_head, cast.inspector, cast.nobody):
        refused("not_yours", lambda user=user: confirm_plan(plan=plan, by=user))  # type: ignore[misc]


def test_what_stops_confirming(cast: Cast, plan: Plan) -> None:
    def confirming() -> object:
        return confirm_plan(plan=plan, by=cast.office_head)

    correct_heading(plan=plan, by=cast.officer, subject="x", issued_on=None, year=None)
    refused("no_year", confirming)
    correct_heading(plan=plan, by=cast.officer, subject="x", issued_on=None, year=2018)
    amended = TEXT.replace("Số: 01/KH- TĐKT", "Số: 02/KH- TĐKT")
    other = take_in_plan(by=cast.officer, authority=cast.town, text=amended)
    confirm_plan(plan=other, by=cast.office_head)
    refused("another_confirmed", confirming)


def test_plan_without_milestones_is_not_confirmed(cast: Cast) -> None:
    head = TEXT[: TEXT.index("III. TỔ CHỨC THỰC HIỆN")]
    bare = take_in_plan(by=cast.officer, authority=cast.town, text=head)
    assert not bare.milestones.exists()
    refused("no_milestone", lambda: confirm_plan(plan=bare, by=cast.office_head))


def test_answers_agree_with_lists(cast: Cast, plan: Plan) -> None:
    amended = TEXT.replace("Số: 01/KH- TĐKT", "Số: 02/KH- TĐKT")
    confirmed = take_in_plan(by=cast.officer, authority=cast.town, text=amended)
    confirm_plan(plan=confirmed, by=cast.office_head)
    users = [each for each in vars(cast).values() if isinstance(each, User)]
    for user in users:
        for action in ("view", "correct", "confirm", "open_year"):
            listed = set(PLANS.visible_to(user, action))
            assert listed == {row for row in (plan, confirmed) if PLANS.allows(user, action, row)}
    assert set(PLANS.visible_to(cast.ward_officer)) == {confirmed}
    assert set(PLANS.visible_to(cast.inspector)) == {plan, confirmed}
    assert set(PLANS.visible_to(cast.nobody)) == set()


def test_reads_have_a_fixed_count_of_queries(
    cast: Cast, plan: Plan, django_assert_num_queries: Any
) -> None:
    seen = PLANS.visible_to(cast.officer)
    with django_assert_num_queries(9):
        found = plan_with_parts(seen, plan.pk)
        assert found is not None
        orders = [each.order for each in found.milestones.all()]
        assert orders == list(range(1, 13))
        assert len(found.cited.all()) + len(found.recipients.all()) == 11
    assert plan_with_parts(PLANS.visible_to(cast.ward_head), plan.pk) is None
    for number in ("02", "03"):
        text = TEXT.replace("Số: 01/KH- TĐKT", f"Số: {number}/KH- TĐKT")
        take_in_plan(by=cast.officer, authority=cast.town, text=text)
        with django_assert_num_queries(1):
            rows = list(plans_newest_first(seen))
            assert {str(row.authority) for row in rows} == {"UBND thị xã Chí Linh"}
    assert len(rows) == 3
    assert len(bloc_names(plan)) == 5


@pytest.mark.parametrize(
    ("day", "orders"),
    [
        (date(2017, 12, 31), []),
        (date(2018, 1, 15), [1, 4]),
        (date(2018, 2, 1), [1]),
        (date(2018, 12, 31), [12]),
    ],
)
def test_milestones_open_on_a_day(plan: Plan, day: date, orders: list[int]) -> None:
    assert [each.order for each in milestones_open(plan.pk, day)] == orders


def test_undated_milestone_stays_open(cast: Cast, plan: Plan) -> None:
    milestone = plan.milestones.get(order=2)
    correcting(milestone, cast.officer, starts_on=None, ends_on=None)()
    assert [each.order for each in milestones_open(plan.pk, date(2030, 1, 1))] == [2]


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("Đăng ký danh hiệu thi đua", MilestoneKind.REGISTER),
        ("chuẩn bị hồ sơ khen cao", MilestoneKind.HIGHER),
        ("Sơ- tổng kết; gửi hồ sơ", MilestoneKind.DOSSIERS),
        ("TỔNG KẾT công tác", MilestoneKind.REVIEW),
        ("Báo cáo Trưởng khối", MilestoneKind.BLOC_POST),
        ("hội nghị tổng kết và ký giao ước", MilestoneKind.AGREEMENT),
        ("tuyên truyền", MilestoneKind.OTHER),
        ("", MilestoneKind.OTHER),
    ],
)
def test_kind_is_guessed_from_words(act: str, kind: MilestoneKind) -> None:
    assert guess_kind(act) == kind


def test_periods_by_code() -> None:
    school = period_span("2017-2018")
    assert (school.calendar, school.year) == (Calendar.SCHOOL_YEAR, 2018)
    assert (school.starts_on, school.ends_on) == (date(2017, 9, 1), date(2018, 8, 31))
    assert period_span("2018").ends_on == date(2018, 12, 31)
    assert not any(is_period(code) for code in ("", "2018-2017", "2016-2020", "1789", "2018 "))
