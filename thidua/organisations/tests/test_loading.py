"""Loading units, people and records: whole or not at all, each slip told by row and column."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from tests.cast import Cast
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.organisations import actions
from thidua.organisations.models import (
    Discipline,
    Employment,
    Leave,
    PendingCase,
    Period,
    Person,
    Rating,
    Unit,
    UnitVersion,
)
from thidua.organisations.rows import (
    DisciplineRow,
    LeaveRow,
    PendingRow,
    PersonRow,
    RatingRow,
    UnitRow,
)
from thidua.organisations.states import Calendar
from thidua.organisations.tests.refusing import refused
from thidua.workflow import act

NEW_UNIT = UnitRow("to-1", "Tổ dân phố 1", "to_doi", parent="phuong-sao-do")
NEW_PERSON = PersonRow("p1", "Nguyễn Văn An", "phuong-sao-do", "cong_chuc")


def told(codes: set[str], load: Callable[[], object]) -> list[tuple[str, str]]:
    """Place and column of each reason of a refusal with just these codes."""
    assert refused(load) == codes
    with pytest.raises(Refusal) as refusal:
        load()
    return [(reason.where, reason.field) for reason in refusal.value.reasons]


def test_units_are_loaded_with_parents_in_any_order_and_a_first_version(cast: Cast) -> None:
    rows = [
        UnitRow("doi-1", "Đội 1", "to_doi", parent="thcs-2", founded_on="01/09/2012"),
        UnitRow("thcs-2", "Trường THCS số 2", "thcs", parent="ubnd-thi-xa", closed_on="2025-07-01"),
    ]
    actions.load_units(by=cast.officer, rows=rows)
    school, team = Unit.objects.get(code="thcs-2"), Unit.objects.get(code="doi-1")
    assert (school.calendar, team.calendar) == (Calendar.SCHOOL_YEAR, Calendar.CALENDAR)
    assert (team.parent, school.parent) == (school, cast.town)
    version = UnitVersion.objects.get(unit=school)
    assert (version.name, version.valid_until) == ("Trường THCS số 2", date(2025, 6, 30))
    assert UnitVersion.objects.get(unit=team).valid_from == date(2012, 9, 1)
    assert school.folded == "truong thcs so 2"
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (UnitRow("phuong-sao-do", "Khác", "phuong"), "exists", "id"),
        (UnitRow("to-1", "Khác", "to_doi"), "twice", "id"),
        (UnitRow("tổ 2", "Tổ 2", "to_doi"), "bad_code", "id"),
        (UnitRow("to-2", "", "to_doi"), "missing", "name"),
        (UnitRow("to-2", "Tổ 2", "to"), "unknown_value", "kind"),
        (UnitRow("to-2", "Tổ 2", ""), "missing", "kind"),
        (UnitRow("to-2", "Tổ 2", "to_doi", parent="khong-co"), "unknown_unit", "parent"),
        (UnitRow("to-2", "Tổ 2", "to_doi", parent="to-2"), "circle", "parent"),
        (UnitRow("to-2", "Tổ 2", "to_doi", founded_on="hôm qua"), "bad_date", "founded_on"),
        (UnitRow("to-2", "Tổ 2", "to_doi", calendar="tet"), "unknown_value", "calendar"),
        (
            UnitRow("to-2", "T", "to_doi", founded_on="2018-01-01", closed_on="2018-01-01"),
            "ends_before_start",
            "closed_on",
        ),
    ],
)
def test_a_wrong_unit_leaves_all_unwritten(
    cast: Cast, row: UnitRow, code: str, column: str
) -> None:
    load = partial(actions.load_units, by=cast.officer, rows=[NEW_UNIT, row], source="units.csv")
    ((where, field),) = told({code}, load)
    assert where.startswith("units.csv")
    assert "3" in where
    assert field == column
    assert not Unit.objects.filter(code="to-1").exists()


def test_people_are_loaded_with_a_main_post(cast: Cast) -> None:
    row = PersonRow(
        "p1", "Đỗ Thị  Ánh", "thcs-sao-do", "vien_chuc", "Bà", "nu", "05/03/1980", "Giáo viên",
        "1", "2005-09-01", "", "province",
    )  # fmt: skip
    (person,) = actions.load_people(by=cast.system, rows=[row])
    person.refresh_from_db()
    assert (person.name, person.folded, person.is_female) == ("Đỗ Thị Ánh", "do thi anh", True)
    assert person.born_on == date(1980, 3, 5)
    post = Employment.objects.get(person=person)
    assert (post.unit, post.is_leader, post.managed_by) == (cast.school, True, "province")
    assert (post.started_on, post.ended_on) == (date(2005, 9, 1), None)
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"id": "p-lan"}, "exists", "id"),
        ({"id": "p1"}, "twice", "id"),
        ({"id": ""}, "missing", "id"),
        ({"name": " "}, "missing", "name"),
        ({"name": "x" * 201}, "too_long", "name"),
        ({"unit": "phuong-sao-d"}, "unknown_value", "unit"),
        ({"kind": "quan_chuc"}, "unknown_value", "kind"),
        ({"sex": "khác"}, "unknown_value", "sex"),
        ({"born_on": "1980-02-30"}, "bad_date", "born_on"),
        ({"is_leader": "sếp"}, "not_yes_or_no", "is_leader"),
        (
            {"employed_from": "2018-02-01", "employed_until": "2018-01-01"},
            "ends_before_start",
            "employed_until",
        ),
        (
            {"born_on": "1990-01-01", "employed_from": "1980-01-01"},
            "before_birth",
            "employed_from",
        ),
    ],
)
def test_a_wrong_person_leaves_all_unwritten(
    cast: Cast, changes: dict[str, str], code: str, column: str
) -> None:
    columns = {"id": "p2", "name": "Lê Thị Bé", "unit": "xa-le-loi", "kind": "cong_chuc"}
    row = PersonRow(**{**columns, **changes})
    load = partial(actions.load_people, by=cast.officer, rows=[NEW_PERSON, row])
    ((where, field),) = told({code}, load)
    assert "3" in where
    assert field == column
    assert not Person.objects.filter(code__in=["p1", "p2"]).exists()


def test_all_wrong_rows_are_told_at_once(cast: Cast) -> None:
    rows = [PersonRow("", "", "", ""), NEW_PERSON, PersonRow("p2", "B", "khong-co", "cong_chuc")]
    load = partial(actions.load_people, by=cast.officer, rows=rows)
    places = told({"missing", "unknown_value"}, load)
    assert [field for _where, field in places] == ["unit", "id", "name", "kind", "unit"]


def test_ratings_go_to_the_period_by_which_the_holder_is_judged(cast: Cast) -> None:
    rows = [
        RatingRow("p-lan", "hoan_thanh_tot", "2015-2016 2018", "12/QĐ"),
        RatingRow("p-hoa", "hoan_thanh", "2018"),
        RatingRow("thcs-sao-do", "hoan_thanh_xuat_sac", "2018"),
    ]
    assert actions.load_ratings(by=cast.officer, rows=rows) == 5
    ward = Rating.objects.filter(person__code="p-lan").order_by("period__year")
    assert [rating.period.code for rating in ward] == ["2015", "2016", "2018"]
    assert Rating.objects.get(person__code="p-hoa").period.code == "2017-2018"
    assert Rating.objects.get(unit=cast.school).period == cast.school_year
    assert verify().faults == ()
    again = partial(actions.load_ratings, by=cast.officer, rows=rows)
    assert refused(again) == {"exists"}


def test_a_teacher_who_moves_has_neither_a_gap_nor_a_year_twice(cast: Cast) -> None:
    rows = [
        PersonRow(
            "p1", "Lê Thị Bé", "thcs-sao-do", "vien_chuc",
            employed_from="2010-09-01", employed_until="2016-12-31",
        )
    ]  # fmt: skip
    (person,) = actions.load_people(by=cast.officer, rows=rows)
    with act("tests.move", by=cast.officer):
        person.unit = cast.ward
        person.save()
        Employment(
            person=person, unit=cast.ward, kind="cong_chuc", started_on=date(2017, 1, 1)
        ).save()
    actions.load_ratings(by=cast.officer, rows=[RatingRow("p1", "hoan_thanh", "2015-2018")])
    periods = Period.objects.filter(ratings__person=person).order_by("starts_on")
    assert [period.code for period in periods] == ["2014-2015", "2015-2016", "2017", "2018"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (RatingRow("p-ai", "hoan_thanh", "2018"), "unknown_holder"),
        (RatingRow("p-lan", "gioi", "2018"), "unknown_value"),
        (RatingRow("p-lan", "hoan_thanh", "hai nghìn"), "bad_years"),
        (RatingRow("p-lan", "hoan_thanh", ""), "missing"),
        (RatingRow("p-mai", "hoan_thanh", "2018"), "twice"),
    ],
)
def test_wrong_ratings_are_refused(cast: Cast, row: RatingRow, code: str) -> None:
    rows = [RatingRow("p-mai", "hoan_thanh_tot", "2018"), row]
    assert refused(partial(actions.load_ratings, by=cast.officer, rows=rows)) == {code}
    assert not Rating.objects.exists()


def test_leave_discipline_and_cases_are_loaded(cast: Cast) -> None:
    actions.load_leave(
        by=cast.officer, rows=[LeaveRow("p-lan", "thai_san", "01/02/2018", "2018-07-31")]
    )
    assert Leave.objects.get().ended_on == date(2018, 7, 31)
    row = DisciplineRow("p-lan", "canh_cao", "2017-03-01", "2018-03-01", "9/QĐ", "UBND", "Lý do")
    actions.load_discipline(by=cast.officer, rows=[row])
    assert (Discipline.objects.get().decision, Discipline.objects.get().reason) == ("9/QĐ", "Lý do")
    rows = [
        PendingRow("phuong-sao-do", "inspection", "2018-01-02", "", "Thanh tra"),
        PendingRow("p-lan", "complaint", "2017-01-02", "2017-02-02", "Không đúng"),
    ]
    assert actions.load_pending(by=cast.officer, rows=rows) == 2
    assert PendingCase.objects.get(unit=cast.ward).closed_on is None
    assert PendingCase.objects.get(unit=None).conclusion == "Không đúng"
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (LeaveRow("p-ai", "om_dau", "2018-01-01", "2018-01-02"), "unknown_holder"),
        (LeaveRow("phuong-sao-do", "om_dau", "2018-01-01", "2018-01-02"), "unknown_holder"),
        (LeaveRow("p-lan", "om_dau", "2018-01-05", "2018-01-02"), "ends_before_start"),
        (LeaveRow("p-lan", "om_dau", "2018-03-05", "2018-03-06"), "overlap"),
        (LeaveRow("p-lan", "", "2018-05-05", "2018-05-06"), "missing"),
        (LeaveRow("p-lan", "om_dau", "", "2018-05-06"), "missing"),
    ],
)
def test_wrong_leave_is_refused(cast: Cast, row: LeaveRow, code: str) -> None:
    rows = [LeaveRow("p-lan", "thai_san", "2018-02-01", "2018-03-31"), row]
    assert refused(partial(actions.load_leave, by=cast.officer, rows=rows)) == {code}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (DisciplineRow("p-ai", "canh_cao", "2018-01-01"), "unknown_holder"),
        (DisciplineRow("p-lan", "canh_cao", "2018-01-01", "2017-01-01"), "ends_before_start"),
        (DisciplineRow("p-lan", "canh_cao", "2016-01-01"), "twice"),
        (DisciplineRow("p-lan", "cảnh cáo", "2018-01-01"), "bad_code"),
    ],
)
def test_wrong_discipline_is_refused(cast: Cast, row: DisciplineRow, code: str) -> None:
    rows = [DisciplineRow("p-lan", "canh_cao", "2016-01-01"), row]
    assert refused(partial(actions.load_discipline, by=cast.officer, rows=rows)) == {code}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (PendingRow("p-ai", "complaint", "2018-01-01"), "unknown_holder"),
        (PendingRow("p-lan", "rumour", "2018-01-01"), "unknown_value"),
        (PendingRow("p-lan", "complaint", "2018-01-01", "2017-01-01"), "ends_before_start"),
    ],
)
def test_wrong_cases_are_refused(cast: Cast, row: PendingRow, code: str) -> None:
    assert refused(partial(actions.load_pending, by=cast.officer, rows=[row])) == {code}


def test_only_the_office_and_the_program_load(cast: Cast) -> None:
    loads = (
        partial(actions.load_units, rows=[NEW_UNIT]),
        partial(actions.load_people, rows=[NEW_PERSON]),
        partial(actions.load_ratings, rows=[RatingRow("p-lan", "hoan_thanh", "2018")]),
        partial(actions.load_leave, rows=[LeaveRow("p-lan", "x", "2018-01-01", "2018-01-01")]),
        partial(actions.load_discipline, rows=[DisciplineRow("p-lan", "x", "2018-01-01")]),
        partial(actions.load_pending, rows=[PendingRow("p-lan", "complaint", "2018-01-01")]),
        partial(actions.ensure_periods, codes=["2030"]),
    )
    for load in loads:
        for user in (cast.ward_head, cast.clerk, cast.inspector, cast.nobody):
            assert refused(partial(load, by=user)) == {"not_yours"}


def test_nothing_to_load_is_refused(cast: Cast) -> None:
    assert refused(partial(actions.load_people, by=cast.officer, rows=[])) == {"no_rows"}


def test_periods_are_made_once(cast: Cast) -> None:
    found = actions.ensure_periods(by=cast.officer, codes=["2018", "2018-2019", "2018-2019"])
    assert found["2018"] == cast.year
    made = found["2018-2019"]
    assert (made.starts_on, made.ends_on, made.year) == (date(2018, 9, 1), date(2019, 8, 31), 2019)
    count = Period.objects.count()
    actions.ensure_periods(by=cast.officer, codes=["2018", "2018-2019"])
    assert Period.objects.count() == count


@pytest.mark.parametrize("code", ["2018-2020", "18", "", "2018-2017", "năm 2018", "1066"])
def test_other_codes_are_no_periods(cast: Cast, code: str) -> None:
    make = partial(actions.ensure_periods, by=cast.officer, codes=["2030", code])
    assert refused(make) == {"bad_period"}
    assert not Period.objects.filter(code="2030").exists()
