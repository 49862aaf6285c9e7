"""Corrections of a plan: doubts, blocs, recipients, the plan above; the printed text stays."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.plans.actions import (
    answer_doubt,
    confirm_plan,
    correct_bloc,
    correct_heading,
    name_upper_plan,
    readdress,
)
from thidua.plans.actions.corrections import PostEntry, PrintedOn
from thidua.plans.models import Plan
from thidua.plans.queries import bloc_names
from thidua.plans.states import BlocPostKind, Destination, DoubtAnswer

SCHOOLS = "Khối trường học"


def code_of(attempt: Callable[[], object]) -> str:
    """The code of the refusal that `attempt` meets."""
    with pytest.raises(Refusal) as told:
        attempt()
    return told.value.reasons[0].code


def test_a_doubt_is_answered_and_the_text_stays(cast: Cast, plan: Plan) -> None:
    doubt = plan.doubts.get(order=3)
    assert (doubt.text, doubt.suggestion, doubt.answer) == ("năm 2017", "2018", DoubtAnswer.OPEN)
    answer_doubt(doubt=doubt, by=cast.officer, answer="meant", meant=" năm  2018 ")
    doubt.refresh_from_db()
    plan.refresh_from_db()
    assert (doubt.answer, doubt.meant) == (DoubtAnswer.MEANT, "năm 2018")
    assert "thi đua năm 2017:" in plan.text
    said = Entry.objects.get(action="plans.answer_doubt").values.said
    assert said["before"] == {"answer": "open", "meant": ""}
    assert said["after"] == {"answer": "meant", "meant": "năm 2018"}
    # Changing one's mind is another entry.
    answer_doubt(doubt=doubt, by=cast.office_head, answer="kept", meant="ignored")
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.meant) == (DoubtAnswer.KEPT, "")
    assert verify().faults == ()


def test_what_is_no_answer_is_refused(cast: Cast, plan: Plan) -> None:
    doubt = plan.doubts.get(order=1)
    assert (
        code_of(lambda: answer_doubt(doubt=doubt, by=cast.officer, answer="meant", meant=" "))
        == "nothing_meant"
    )
    assert (
        code_of(lambda: answer_doubt(doubt=doubt, by=cast.officer, answer="open"))
        == "unknown_answer"
    )
    assert (
        code_of(lambda: answer_doubt(doubt=doubt, by=cast.officer, answer="meant", meant="x" * 301))
        == "too_long"
    )
    assert (
        code_of(lambda: answer_doubt(doubt=doubt, by=cast.ward_head, answer="kept")) == "not_yours"
    )


def test_confirming_tells_the_journal_each_doubt_with_its_answer(cast: Cast, plan: Plan) -> None:
    answer_doubt(doubt=plan.doubts.get(order=1), by=cast.officer, answer="meant", meant="tập thể")
    confirm_plan(plan=plan, by=cast.office_head)
    said = Entry.objects.get(action="plans.confirm").values.said
    assert [(each["text"], each["answer"]) for each in said["doubts"]] == [
        ("tập thẻ", "meant"),
        ("tập thẻ", "open"),
        ("năm 2017", "open"),
    ]
    doubt = plan.doubts.get(order=2)
    assert (
        code_of(lambda: answer_doubt(doubt=doubt, by=cast.officer, answer="kept"))
        == "already_confirmed"
    )


def test_a_bloc_is_renamed_with_its_milestones(cast: Cast, plan: Plan) -> None:
    bloc = plan.blocs.get(name=SCHOOLS)
    correct_bloc(
        bloc=bloc,
        by=cast.officer,
        name="Khối thi đua các trường",
        posts={
            BlocPostKind.HEAD: PostEntry(
                chosen_by="Phòng Giáo dục và Đào tạo", report_by=date(2018, 2, 15)
            )
        },
    )
    assert bloc_names(plan)[-1] == "Khối thi đua các trường"
    named = [each.blocs for each in plan.milestones.order_by("order") if len(each.blocs) == 1]
    assert named
    assert all(blocs == ["Khối thi đua các trường"] for blocs in named)
    head, deputy = bloc.posts.get(post="head"), bloc.posts.get(post="deputy")
    assert (head.chosen_by, head.report_by) == ("Phòng Giáo dục và Đào tạo", date(2018, 2, 15))
    assert not head.is_open
    assert deputy.is_open


@pytest.mark.parametrize(
    ("name", "code"),
    [(" ", "no_name"), ("Khối thi đua các xã, phường", "same_name")],
)
def test_a_bloc_has_a_name_of_its_own(cast: Cast, plan: Plan, name: str, code: str) -> None:
    bloc = plan.blocs.get(name=SCHOOLS)
    assert code_of(lambda: correct_bloc(bloc=bloc, by=cast.officer, name=name, posts={})) == code
    assert bloc_names(plan)[-1] == SCHOOLS


def test_the_head_of_the_paper_is_corrected_whole(cast: Cast, plan: Plan) -> None:
    correct_heading(
        plan=plan,
        by=cast.officer,
        subject="Thi đua năm 2018",
        issued_on=date(2018, 1, 11),
        year=2018,
        printed=PrintedOn("02", "KH-HĐTĐKT", "Hội đồng TĐKT thị xã", "Chí Linh"),
    )
    plan.refresh_from_db()
    assert (str(plan), plan.issuer) == ("02/KH-HĐTĐKT", "Hội đồng TĐKT thị xã")
    too_long = PrintedOn(number="1" * 21)
    assert (
        code_of(
            lambda: correct_heading(
                plan=plan, by=cast.officer, subject="", issued_on=None, year=None, printed=too_long
            )
        )
        == "too_long"
    )


def test_recipients_are_guessed_and_readdressed(cast: Cast, plan: Plan) -> None:
    lines = {each.order: each for each in plan.recipients.all()}
    assert [lines[order].goes_to for order in range(1, 8)] == [
        "outside", "outside", "outside", "outside", "units", "units", "file",
    ]  # fmt: skip
    meant = [each.unit for each in lines[6].meant.order_by("unit__sort_key")]
    assert meant == [cast.ward, cast.commune]
    readdress(recipient=lines[6], by=cast.officer, goes_to=Destination.UNITS, units=[cast.commune])
    assert [each.unit for each in lines[6].meant.all()] == [cast.commune]
    readdress(recipient=lines[5], by=cast.officer, goes_to=Destination.OUTSIDE)
    assert lines[5].meant.count() == 0
    assert (
        code_of(lambda: readdress(recipient=lines[5], by=cast.officer, goes_to=Destination.UNITS))
        == "no_unit"
    )
    assert (
        code_of(lambda: readdress(recipient=lines[5], by=cast.officer, goes_to="elsewhere"))
        == "unknown_destination"
    )


def test_one_document_is_the_plan_above(cast: Cast, plan: Plan) -> None:
    first, second = plan.cited.order_by("order")[:2]
    name_upper_plan(plan=plan, by=cast.officer, cited=second)
    name_upper_plan(plan=plan, by=cast.officer, cited=first)
    assert list(plan.cited.filter(is_upper=True)) == [first]
    name_upper_plan(plan=plan, by=cast.officer, cited=None)
    assert not plan.cited.filter(is_upper=True).exists()
