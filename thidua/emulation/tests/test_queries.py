"""Reads: what they find, and that their count of queries does not grow with the rows."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, make_person
from thidua.common.clock import office_day_is
from thidua.emulation.actions import register_line, send_registration, start_registration
from thidua.emulation.models import EmulationYear
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.queries import (
    late_units,
    milestones_due,
    open_posts,
    people_to_register,
    registration_with_lines,
    registrations_in,
    registrations_of_unit,
    rounds_open_for,
)
from thidua.emulation.tests.opened import drafted, round_of, sent
from thidua.emulation.titles import titles_to_register
from thidua.organisations.models import RoleAssignment
from thidua.organisations.states import Role
from thidua.plans.states import MilestoneKind
from thidua.workflow import act

DAY = date(2018, 1, 15)
counted = pytest.fixture(name="counted")(
    lambda django_assert_num_queries: django_assert_num_queries
)


def send_for_commune(cast: Cast, year: EmulationYear, day: date) -> None:
    draft = start_registration(in_round=round_of(year), unit=cast.commune, by=cast.officer)
    register_line(
        registration=draft, what="tap_the_lao_dong_tien_tien", unit=cast.commune, by=cast.officer
    )
    with office_day_is(day):
        send_registration(registration=draft, by=cast.commune_head)


def give_ward_officer_the_commune(cast: Cast) -> None:
    with act("tests.give_role", by=cast.system):
        RoleAssignment(
            user=cast.ward_officer, role=Role.UNIT_OFFICER, unit=cast.commune, started_on=DAY
        ).save()


def test_registrations_of_a_unit(cast: Cast, year: EmulationYear, counted: Any) -> None:
    drafted(cast, year)
    shown = ("round__bloc__name", "round__period__code", "registered")
    with counted(1):
        assert list(registrations_of_unit(cast.ward_officer, DAY).values_list(*shown)) == [
            ("Khối thi đua các xã, phường", "2018", 2)
        ]
    send_for_commune(cast, year, DAY)
    give_ward_officer_the_commune(cast)
    with counted(1):
        rows = list(registrations_of_unit(cast.ward_officer, DAY))
        assert [str(row.unit) for row in rows] == ["Phường Sao Đỏ", "Xã Lê Lợi"]
    assert list(registrations_of_unit(cast.officer, DAY)) == []


def test_rounds_open_for_a_user(cast: Cast, year: EmulationYear, counted: Any) -> None:
    with counted(3):
        (found,) = rounds_open_for(cast.ward_officer, DAY)
    assert (found.unit, found.registration) == (cast.ward, None)
    draft = drafted(cast, year)
    give_ward_officer_the_commune(cast)
    with counted(3):
        both = rounds_open_for(cast.ward_officer, DAY)
        assert [(str(each.unit), each.registration) for each in both] == [
            ("Phường Sao Đỏ", draft),
            ("Xã Lê Lợi", None),
        ]
    assert rounds_open_for(cast.ward_officer, date(2017, 12, 31)) == []
    assert rounds_open_for(cast.ward_officer, date(2019, 1, 1)) == []
    assert rounds_open_for(cast.school_officer, DAY) == []
    assert rounds_open_for(cast.nobody, DAY) == []


def test_late_units(cast: Cast, year: EmulationYear, counted: Any) -> None:
    first = round_of(year)
    assert late_units(first, date(2018, 1, 31)) == []
    sent(cast, year, date(2018, 2, 3))
    with counted(2):
        late = late_units(first, date(2018, 2, 10))
    assert [(str(each.unit), each.sent_on, each.days_late) for each in late] == [
        ("Phường Sao Đỏ", date(2018, 2, 3), 3),
        ("Xã Lê Lợi", None, 10),
    ]
    send_for_commune(cast, year, date(2018, 1, 31))
    assert [each.unit for each in late_units(first, date(2018, 2, 10))] == [cast.ward]


def test_open_posts_heads_first(cast: Cast, year: EmulationYear, counted: Any) -> None:
    with counted(1):
        rows = [(each.bloc.code, each.post) for each in open_posts(year)]
    assert rows == [
        (code, post)
        for code in ("dang-doan-the", "phong-chuyen-mon", "don-vi-su-nghiep", "truong-hoc")
        for post in ("head", "deputy")
    ]


def test_milestones_due(cast: Cast, year: EmulationYear, counted: Any) -> None:
    with counted(1):
        rows = list(milestones_due(year, DAY))
    assert [(row.kind, row.about) for row in rows] == [
        (MilestoneKind.REGISTER, "2018"),
        (MilestoneKind.REVIEW, "2017-2018"),
    ]
    assert [row.kind for row in milestones_due(year, date(2018, 3, 5))] == [
        MilestoneKind.REGISTER,
        MilestoneKind.REVIEW,
        MilestoneKind.AGREEMENT,
    ]


def test_registration_with_lines(cast: Cast, year: EmulationYear, counted: Any) -> None:
    draft = drafted(cast, year)
    seen = REGISTRATIONS.visible_to(cast.ward_officer)
    with counted(2):
        found = registration_with_lines(seen, draft.pk)
        assert found is not None
        names = [str(line.holder) for line in found.lines.all()]
    assert names == ["Phường Sao Đỏ", "Nguyễn Thị Lan"]
    with act("tests.employ", by=cast.system):
        more = [make_person(f"p-{name}", name, cast.ward) for name in ("Lê An", "Lê Ân")]
    for person in more:
        register_line(
            registration=draft, what="lao_dong_tien_tien", person=person, by=cast.ward_officer
        )
    with counted(2):
        found = registration_with_lines(seen, draft.pk)
        assert found is not None
        names = [str(line.holder) for line in found.lines.all()]
    assert names == ["Phường Sao Đỏ", "Lê An", "Lê Ân", "Nguyễn Thị Lan"]
    assert registration_with_lines(REGISTRATIONS.visible_to(cast.nobody), draft.pk) is None


def test_registrations_in_a_round(cast: Cast, year: EmulationYear, counted: Any) -> None:
    sent(cast, year)
    send_for_commune(cast, year, DAY)
    seen, first = REGISTRATIONS.visible_to(cast.officer), round_of(year)
    with counted(1):
        rows = [(str(row.unit), vars(row)["registered"]) for row in registrations_in(seen, first)]
    assert rows == [("Phường Sao Đỏ", 2), ("Xã Lê Lợi", 1)]


def test_people_and_titles_to_choose_from(cast: Cast, year: EmulationYear, counted: Any) -> None:
    with counted(1):
        names = [str(each) for each in people_to_register(cast.ward, DAY)]
    assert names == ["Trần Văn Hùng", "Nguyễn Thị Lan"]
    ids = {title.id for title in titles_to_register("individual", DAY)}
    assert {"lao_dong_tien_tien", "chien_si_thi_dua_co_so"} <= ids
    assert not {"giay_khen_huyen", "tap_the_lao_dong_tien_tien"} & ids
    assert "tap_the_lao_dong_xuat_sac" in {t.id for t in titles_to_register("collective", DAY)}
    assert titles_to_register("individual", date(1995, 1, 1)) == []
