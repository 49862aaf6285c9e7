"""Opening the year from the real plan."""

from datetime import date

import pytest

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.emulation.actions import open_round, open_year, report_bloc_post
from thidua.emulation.models import Bloc, BlocMember, BlocPost, EmulationYear, Movement, Round
from thidua.emulation.naming import bloc_code, unit_named
from thidua.emulation.states import BlocPostKind
from thidua.emulation.tests.opened import (
    COMMUNES,
    OFFICES,
    PARTY,
    SCHOOLS,
    confirmed_plan,
    opened_year,
    take_in,
)
from thidua.organisations.models import Period, Unit
from thidua.organisations.states import Calendar


def bloc(name: str) -> Bloc:
    found: Bloc = Bloc.objects.get(name=name)
    return found


def post(name: str, kind: BlocPostKind = BlocPostKind.HEAD) -> BlocPost:
    found: BlocPost = BlocPost.objects.get(bloc__name=name, post=kind)
    return found


def test_blocs_and_members_of_the_plan(cast: Cast, year: EmulationYear) -> None:
    assert list(year.blocs.order_by("order").values_list("code", "calendar")) == [
        ("dang-doan-the", Calendar.CALENDAR),
        ("phong-chuyen-mon", Calendar.CALENDAR),
        ("don-vi-su-nghiep", Calendar.CALENDAR),
        ("xa-phuong", Calendar.CALENDAR),
        ("truong-hoc", Calendar.SCHOOL_YEAR),
    ]
    assert BlocMember.objects.get(unit=cast.school).cluster == "Cụm trường trung học cơ sở"
    assert BlocMember.objects.count() == 5
    assert verify().faults == ()


def test_a_bloc_without_members_takes_its_calendar_from_the_plan(cast: Cast) -> None:
    open_year(plan=confirmed_plan(cast), by=cast.office_head, members={})
    assert bloc(SCHOOLS).calendar == Calendar.SCHOOL_YEAR
    assert bloc(PARTY).calendar == Calendar.CALENDAR


def test_posts_by_post_by_person_chosen_and_missing(cast: Cast, year: EmulationYear) -> None:
    head, deputy = post(COMMUNES), post(COMMUNES, BlocPostKind.DEPUTY)
    assert (head.unit, head.printed_position) == (cast.ward, "Chủ tịch UBND phường Sao Đỏ")
    assert (deputy.unit, deputy.printed_name) == (cast.commune, "")
    by_person = post(OFFICES)
    # Phòng Kinh tế is not among the members given: its post is open, its words are kept.
    assert by_person.unit is None
    assert by_person.printed_name == "Cao Văn Hào"
    chosen = post(PARTY, BlocPostKind.DEPUTY)
    assert (chosen.chosen_by, chosen.report_by) == ("Thủ trưởng cơ quan", date(2018, 1, 31))
    missing = post(SCHOOLS)
    assert (missing.unit, missing.report_by, missing.printed_position) == (None, None, "")


def test_periods_rounds_and_movements_of_the_plan(cast: Cast, year: EmulationYear) -> None:
    codes = ["2017", "2017-2018", "2018", "2018-2019"]
    assert list(Period.objects.order_by("code").values_list("code", flat=True)) == codes
    rounds = Round.objects.order_by("bloc__order")
    assert {each.period.code for each in rounds} == {"2018"}
    assert [each.bloc.name for each in rounds] == [
        PARTY,
        OFFICES,
        "Khối thi đua đơn vị sự nghiệp",
        COMMUNES,
    ]
    first = rounds[0]
    days = (first.opens_on, first.deadline, first.last_day)
    assert days == (date(2018, 1, 1), date(2018, 1, 31), date(2018, 1, 31))
    assert Movement.objects.filter(directive="18/CT-TTg").count() == 1


@pytest.mark.parametrize(
    ("counts", "grace", "last_day"),
    [
        (True, 0, date(2018, 1, 31)),
        (False, 0, date(2018, 1, 30)),
        (False, 5, date(2018, 2, 4)),
        (True, 2, date(2018, 2, 2)),
    ],
)
def test_owner_of_the_plan_says_whether_the_deadline_counts(
    cast: Cast, counts: bool, grace: int, last_day: date
) -> None:
    opened_year(cast, deadline_day_counts=counts, grace_days=grace)
    assert set(Round.objects.values_list("deadline", "last_day")) == {(date(2018, 1, 31), last_day)}
    said = Entry.objects.get(action="emulation.open_year").values.said
    assert (said["deadline_day_counts"], said["grace_days"]) == (counts, grace)


def refused_to_open(cast: Cast, code: str, **given: object) -> None:
    arguments: dict[str, object] = {"by": cast.officer, "members": {}, **given}
    with pytest.raises(Refusal) as told:
        open_year(**arguments)  # type: ignore[arg-type]
    assert told.value.reasons[0].code == code
    assert not Bloc.objects.exists()
    assert not EmulationYear.objects.exists()
    assert Period.objects.count() == 3
    assert verify().faults == ()


def test_refusals_to_open_leave_nothing(cast: Cast) -> None:
    read = take_in(cast)
    refused_to_open(cast, "not_confirmed", plan=read)


def test_refusals_about_members_leave_nothing(cast: Cast) -> None:
    plan = confirmed_plan(cast)
    ward, commune = (cast.ward, ""), (cast.commune, "")
    refused_to_open(cast, "unknown_bloc", plan=plan, members={"Khối lạ": [ward]})
    refused_to_open(cast, "unit_twice", plan=plan, members={COMMUNES: [ward, ward]})
    refused_to_open(
        cast, "unit_twice", plan=plan, members={COMMUNES: [ward, commune], OFFICES: [commune]}
    )
    refused_to_open(cast, "wrong_grace", plan=plan, grace_days=-1)
    refused_to_open(cast, "wrong_grace", plan=plan, grace_days=61)
    refused_to_open(cast, "not_yours", plan=plan, by=cast.ward_head)
    refused_to_open(cast, "not_yours", plan=plan, by=cast.inspector)
    closed = Unit(name="Xã Cũ", closed_on=date(2018, 1, 1), pk=10**6)
    refused_to_open(cast, "unit_closed", plan=plan, members={COMMUNES: [(closed, "")]})


def test_a_year_opens_once(cast: Cast, year: EmulationYear) -> None:
    with pytest.raises(Refusal) as told:
        open_year(plan=year.plan, by=cast.officer, members={})
    assert told.value.reasons[0].code == "already_open"


def test_office_fills_posts_that_the_plan_left_open(cast: Cast, year: EmulationYear) -> None:
    head, deputy = post(OFFICES), post(OFFICES, BlocPostKind.DEPUTY)
    with pytest.raises(Refusal) as told:
        report_bloc_post(post=head, unit=cast.ward, by=cast.officer)
    assert told.value.reasons[0].code == "not_a_member"
    with office_day_is(date(2018, 2, 3)):
        reported = report_bloc_post(post=head, unit=cast.home_office, by=cast.officer)
        report_bloc_post(post=deputy, unit=cast.education, by=cast.office_head)
    assert (reported.unit, reported.reported_on) == (cast.home_office, date(2018, 2, 3))
    # The plan gave no day to report by: nothing is late. What it printed is kept.
    assert (reported.days_late, reported.printed_name) == (None, "Cao Văn Hào")


def test_head_of_a_member_reports_and_others_may_not(cast: Cast) -> None:
    open_year(
        plan=confirmed_plan(cast),
        by=cast.officer,
        members={PARTY: [(cast.ward, ""), (cast.commune, "")]},
        deadline_day_counts=False,
    )
    head, deputy = post(PARTY), post(PARTY, BlocPostKind.DEPUTY)
    for user in (cast.ward_officer, cast.school_head, cast.inspector, cast.nobody):
        with pytest.raises(Refusal) as told:
            report_bloc_post(post=head, unit=cast.ward, by=user)
        assert told.value.reasons[0].code == "not_yours"
    with office_day_is(date(2018, 1, 31)):
        assert report_bloc_post(post=head, unit=cast.ward, by=cast.commune_head).days_late == 1
        with pytest.raises(Refusal) as told:
            report_bloc_post(post=head, unit=cast.commune, by=cast.ward_head)
        assert told.value.reasons[0].code == "already_filled"
        with pytest.raises(Refusal) as told:
            report_bloc_post(post=deputy, unit=cast.ward, by=cast.ward_head)
        assert told.value.reasons[0].code == "same_unit"
    with office_day_is(date(2018, 1, 30)):
        assert report_bloc_post(post=deputy, unit=cast.commune, by=cast.ward_head).days_late == 0
    assert verify().faults == ()


def test_round_opened_by_hand(cast: Cast, year: EmulationYear) -> None:
    schools = bloc(SCHOOLS)
    days = {"opens_on": date(2018, 8, 1), "deadline": date(2018, 9, 30)}
    last = Period.objects.get(code="2018-2019")

    def refused(code: str, **given: object) -> None:
        arguments: dict[str, object] = {
            "bloc": schools, "period": last, "by": cast.officer,
            "last_day": date(2018, 9, 30), **days, **given,
        }  # fmt: skip
        with pytest.raises(Refusal) as told:
            open_round(**arguments)  # type: ignore[arg-type]
        assert told.value.reasons[0].code == code
        assert not schools.rounds.exists()

    refused("not_yours", by=cast.school_head)
    refused("other_calendar", period=cast.year)
    refused("days_out_of_order", last_day=date(2018, 7, 31))
    refused("days_out_of_order", last_day=date(2018, 9, 28))
    opened = open_round(
        bloc=schools, period=last, last_day=date(2018, 9, 29), by=cast.officer, **days
    )
    assert opened.milestone is None
    with pytest.raises(Refusal) as told:
        open_round(bloc=schools, period=last, last_day=date(2018, 9, 30), by=cast.officer, **days)
    assert told.value.reasons[0].code == "already_open"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Khối thi đua các xã, phường", "xa-phuong"),
        ("KHỐI THI ĐUA CÁC XÃ, PHƯỜNG", "xa-phuong"),
        ("Cụm số 3", "3"),
        ("Khối", "khoi"),
        ("…", "khoi"),
    ],
)
def test_codes_of_blocs(name: str, code: str) -> None:
    assert bloc_code(name) == code
    assert bloc_code(name, [code]) == f"{code}-2"
    assert len(bloc_code(name * 30)) <= 60


@pytest.mark.parametrize(
    ("position", "named"),
    [
        ("Trưởng phòng Lao động- Thương binh- Xã hội", "Phòng Lao động - Thương binh và Xã hội"),
        ("Trưởng phòng Kinh tế thị xã", "Phòng Kinh tế"),
        ("Giám đốc Văn phòng đăng ký QSD đất", "Văn phòng đăng ký QSD đất"),
        ("Giám đốc Văn phòng", None),
        ("Chủ tịch UBND xã Lê Lợi", "Xã Lê Lợi"),
        ("Chủ tịch UBND xã Lê Lợi và xã Tân Dân", None),
        ("Trưởng phòng Kinh tế và Hạ tầng", "Phòng Kinh tế và Hạ tầng"),
        ("", None),
    ],
)
def test_unit_that_a_position_names(position: str, named: str | None) -> None:
    names = [
        "Phòng Lao động - Thương binh và Xã hội",
        "Phòng Kinh tế",
        "Phòng Kinh tế và Hạ tầng",
        "Văn phòng đăng ký QSD đất",
        "Xã Lê Lợi",
        "Xã Tân Dân",
    ]
    units = [Unit(pk=number, name=name) for number, name in enumerate(names, start=1)]
    found = unit_named(position, units)
    assert (found.name if found else None) == named
