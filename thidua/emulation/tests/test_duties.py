"""What is due of whom, by when."""

from datetime import date
from typing import Any

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.emulation.actions import (
    open_agreement,
    open_year,
    report_bloc_post,
    return_registration,
    sign_agreement,
    start_registration,
)
from thidua.emulation.duties import duties_of
from thidua.emulation.models import Bloc, BlocPost, EmulationYear
from thidua.emulation.tests.opened import (
    COMMUNES,
    PARTY,
    SCHOOLS,
    accepted,
    confirmed_plan,
    round_of,
    sent,
)
from thidua.organisations.models import RoleAssignment
from thidua.organisations.states import Role
from thidua.workflow import act
from thidua.workflow.duties import Duty, in_order

DAY = date(2018, 1, 15)


def codes(user: User, day: date = DAY) -> list[str]:
    return [duty.code for duty in duties_of(user, day)]


def test_unit_registers_by_the_last_day(cast: Cast, year: EmulationYear) -> None:
    first = round_of(year)
    (duty,) = duties_of(cast.ward_officer, DAY)
    assert (duty.code, duty.due_on, duty.is_late) == ("register_titles", date(2018, 1, 31), False)
    assert (duty.url_name, duty.url_args) == (
        "emulation:start_registration",
        (first.pk, cast.ward.pk),
    )
    assert duties_of(cast.ward_officer, date(2018, 2, 1))[0].is_late
    registration = sent(cast, year)
    assert codes(cast.ward_officer) == []
    return_registration(registration=registration, reason="Thiếu", by=cast.officer)
    (duty,) = duties_of(cast.ward_officer, DAY)
    assert (duty.code, duty.subject) == ("correct_registration", registration)
    assert duty.url_args == (registration.pk,)


def test_office_checks_what_was_sent_and_names_missing_leaders(
    cast: Cast, year: EmulationYear
) -> None:
    missing = [duty for duty in duties_of(cast.officer, DAY) if "leader" in duty.code]
    blocs = {duty.subject.bloc.name for duty in missing if isinstance(duty.subject, BlocPost)}
    assert SCHOOLS in blocs
    # The Party bloc chooses its own: that is no duty of the office.
    assert PARTY not in blocs
    assert "check_registrations" not in codes(cast.officer)
    sent(cast, year)
    draft = start_registration(in_round=round_of(year), unit=cast.commune, by=cast.officer)
    assert draft.round == round_of(year)
    (check,) = [duty for duty in duties_of(cast.officer, DAY) if "check" in duty.code]
    assert check.subject == round_of(year)
    assert "(1)" in check.title


def test_accepted_list_leaves_no_duty(cast: Cast, year: EmulationYear) -> None:
    accepted(cast, year)
    assert codes(cast.ward_officer) == []
    assert "check_registrations" not in codes(cast.officer)


def test_heads_of_members_report_the_posts_they_choose(cast: Cast) -> None:
    open_year(
        plan=confirmed_plan(cast),
        by=cast.officer,
        members={PARTY: [(cast.ward, ""), (cast.commune, "")]},
        deadline_day_counts=False,
    )
    duties = [each for each in duties_of(cast.ward_head, DAY) if "post" in each.code]
    assert [(each.code, each.due_on) for each in duties] == [
        ("report_bloc_post", date(2018, 1, 30))
    ] * 2
    assert "report_bloc_post" not in codes(cast.ward_officer)
    head = BlocPost.objects.get(bloc__name=PARTY, post="head")
    report_bloc_post(post=head, unit=cast.ward, by=cast.ward_head)
    late = [each for each in duties_of(cast.commune_head, date(2018, 1, 31)) if each.is_late]
    assert [each.code for each in late] == ["register_titles", "report_bloc_post"]


def test_heads_sign_the_agreement_in_the_month_the_plan_says(
    cast: Cast, year: EmulationYear
) -> None:
    agreement = open_agreement(
        bloc=Bloc.objects.get(name=COMMUNES), period=cast.year, text="Cùng.", by=cast.officer
    )
    (duty,) = [each for each in duties_of(cast.commune_head, DAY) if "sign" in each.code]
    assert (duty.subject, duty.due_on) == (agreement, date(2018, 3, 31))
    assert "sign_agreement" not in codes(cast.commune_officer)
    sign_agreement(agreement=agreement, unit=cast.commune, by=cast.commune_head)
    assert "sign_agreement" not in codes(cast.commune_head)
    assert "sign_agreement" in codes(cast.ward_head)


def test_others_have_none(cast: Cast, year: EmulationYear) -> None:
    sent(cast, year)
    for user in (cast.nobody, cast.inspector, cast.clerk, cast.sector, cast.school_head):
        assert codes(user) == []


def test_count_of_queries_does_not_grow(
    cast: Cast, year: EmulationYear, django_assert_max_num_queries: Any
) -> None:
    def all_duties() -> list[Duty]:
        found: list[Duty] = []
        for user in (cast.ward_head, cast.officer, cast.nobody):
            with django_assert_max_num_queries(25):
                found += duties_of(user, DAY)
        return found

    before = len(all_duties())
    sent(cast, year)
    for name, period in ((COMMUNES, cast.year), (SCHOOLS, cast.school_year)):
        open_agreement(
            bloc=Bloc.objects.get(name=name), period=period, text="Cùng.", by=cast.officer
        )
    with act("tests.give_role", by=cast.system):
        for unit in (cast.commune, cast.school):
            RoleAssignment(
                user=cast.ward_head, role=Role.UNIT_HEAD, unit=unit, started_on=DAY
            ).save()
    assert len(all_duties()) > before


def test_duties_without_a_day_come_last() -> None:
    dated = Duty("a", "a", DAY, None, "x")
    later = Duty("b", "b", date(2018, 2, 1), None, "x")
    undated = Duty("c", "c", None, None, "x")
    assert in_order([undated, later, dated]) == [dated, later, undated]
