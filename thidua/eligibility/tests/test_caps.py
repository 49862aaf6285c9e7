"""Caps on the list: how many a unit may put forward, in which order those who qualify stand."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.background.tests.working import work
from thidua.common.clock import office_day_is
from thidua.eligibility.actions.years import ask_to_judge
from thidua.eligibility.caps import Cap, capped, caps_of, lines
from thidua.eligibility.everybody import court_of
from thidua.eligibility.lists import Asked
from thidua.eligibility.models import Standing
from thidua.eligibility.preferring import marked, rank
from thidua.eligibility.shown_caps import shown_caps
from thidua.eligibility.tests.records import hire, honour, initiative, rate
from thidua.honours.models import Honour
from thidua.organisations.models import Person, Unit
from thidua.organisations.states import UnitKind
from thidua.rules import Governing, Jurisdiction, default_law
from thidua.rules.sets import preferences
from thidua.workflow import act

PAGE, BY_UNIT = "/du-dieu-kien/", "/du-dieu-kien/ty-le/"
LDTT, CSTD = "lao_dong_tien_tien", "chien_si_thi_dua_co_so"
DAY = date(2018, 12, 20)


@pytest.fixture(autouse=True)
def _day(cast: Cast) -> Iterator[None]:
    del cast  # whose own day is another
    with office_day_is(DAY):
        yield


def staff_up(cast: Cast, unit: Unit, count: int, *, fighters: int, women: int = 0) -> list[Person]:
    """People of a unit with the lower title, of whom the first some also have an initiative."""
    people = []
    for number in range(count):
        code = f"{unit.code}-{number}"
        person = hire(cast, code, f"Người thứ {number}", unit)
        with act("tests.sex", by=cast.system):
            person.is_female = number < women
            person.save()
        rate(cast, cast.year, "hoan_thanh_tot", person)
        honour(cast, person, LDTT, cast.year, decided_on=date(2018, 12, 1))
        if number < fighters:
            initiative(cast, person, cast.year)
        people.append(person)
    return people


@pytest.fixture
def judged(cast: Cast) -> Cast:
    """Fourteen with the lower title at the ward: two may be put forward, three qualify."""
    staff_up(cast, cast.ward, 14, fighters=3, women=1)
    ask_to_judge(year=2018, by=cast.officer)
    work()
    return cast


def the_cap(what: str = CSTD) -> Cap:
    (found,) = caps_of(court_of(2018, DAY), 2018, what)
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(user: User, path: str) -> str:
    answer = signed_in(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_more_qualify_than_may_be_put_forward(judged: Cast) -> None:
    (line,) = lines(the_cap(), [judged.ward], Standing.objects.all())
    assert (line.count, line.allowance.base, line.allowance.limit) == (3, 14, 2)
    assert (line.is_within, line.is_over, line.verdict) == (False, True, "phải chọn")


def test_a_base_that_is_not_on_record_is_not_nought(judged: Cast) -> None:
    """Without one award of the year nobody can say how many hold the lower title."""
    with act("tests.delete", by=judged.system):
        Honour.objects.all().delete()
    (line,) = lines(the_cap(), [judged.ward], Standing.objects.all())
    assert (line.allowance.base, line.allowance.limit) == (None, None)
    (missing,) = line.missing
    assert "Lao động tiên tiến" in missing.what
    assert line.if_all == 2, "fourteen qualify for the lower title"
    assert "Chưa có trong hồ sơ" in line.says
    assert line.verdict == "chưa đủ căn cứ"


def test_a_unit_too_small_for_one_may_put_one_forward(cast: Cast) -> None:
    staff_up(cast, cast.ward, 3, fighters=1)
    ask_to_judge(year=2018, by=cast.officer)
    work()
    (line,) = lines(the_cap(), [cast.ward], Standing.objects.all())
    assert line.allowance.limit == 0
    assert line.is_pooled
    assert "vẫn được đề nghị một" in line.says


def test_the_list_of_a_unit_stands_in_the_order_of_preference(judged: Cast) -> None:
    page = text(judged.officer, f"{PAGE}?gi={CSTD}&dv=phuong+sao+do")
    assert "Không quá 15 % số đạt Lao động tiên tiến" in page
    assert "Cá nhân nữ" in page, "why she goes first"
    assert page.index("Người thứ 0") < page.index("Người thứ 1") < page.index("Người thứ 2")
    assert "trong tỷ lệ" in page
    assert "chọn 1 trong 2" in page
    assert "ngang với 1 người" in page
    assert "người chọn, chương trình không chọn" in page


def test_ties_are_shown_where_nothing_tells_them_apart(judged: Cast) -> None:
    rows = Standing.objects.filter(what=CSTD, at=judged.ward, result__in=("met", "vouched"))
    found = rank(marked(rows, (), DAY), (), 2)
    (place,) = {found.of(row.marks).number for row in marked(rows, (), DAY)}
    assert place == 1
    assert not found.tells_apart
    assert found.of(0).says == "chọn 2 trong 3"


def test_without_a_unit_the_list_leads_to_every_unit(judged: Cast) -> None:
    page = text(judged.officer, f"{PAGE}?gi={CSTD}")
    assert "Mỗi đơn vị có số riêng" in page
    table = text(judged.officer, f"{BY_UNIT}?gi={CSTD}")
    assert "Phường Sao Đỏ" in table
    assert "phải chọn" in table
    assert f"gi={CSTD}&amp;don_vi={judged.ward.pk}" in table
    assert "Không có đơn vị nào" not in text(judged.officer, f"{BY_UNIT}?gi={CSTD}&dv=sao+do")


def test_a_units_officer_sees_its_own_line_and_no_sum_over_all(judged: Cast) -> None:
    (own,) = shown_caps(judged.ward_officer, Asked(2018, CSTD), court_of(2018, DAY))
    assert own.line is not None
    assert own.line.unit == judged.ward
    assert "Trường" not in text(judged.ward_officer, f"{BY_UNIT}?gi={CSTD}")
    flags, court = Asked(2018, "co_thi_dua_chinh_phu"), court_of(2018, DAY)
    (flag,) = shown_caps(judged.ward_officer, flags, court)
    assert flag.line is None
    assert "cơ quan thường trực theo dõi" in text(
        judged.ward_officer, f"{PAGE}?gi=co_thi_dua_chinh_phu"
    )
    (of_all,) = shown_caps(judged.officer, flags, court)
    assert of_all.line is not None
    for user in (judged.nobody, judged.clerk):
        assert signed_in(user).get(BY_UNIT).status_code == 404


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("dv=sao+do", "Phường Sao Đỏ"),
        ("dv=PHƯỜNG SAO ĐỎ", "Phường Sao Đỏ"),
        ("dv=khong+co+dau", "Ở đây không có đơn vị nào tên"),
    ],
)
def test_a_unit_is_found_without_marks(judged: Cast, asked: str, told: str) -> None:
    assert told in text(judged.officer, f"{PAGE}?la=tat-ca&{asked}")


def test_a_name_that_several_have_is_asked_about(judged: Cast) -> None:
    with act("tests.unit", by=judged.system):
        other = Unit(code="sao-do-2", name="Phường Sao Đỏ B", kind=UnitKind.WARD)
        other.parent = judged.ward.parent
        other.save()
    hire(judged, "b-1", "Người của B", other)
    ask_to_judge(year=2018, by=judged.officer)
    work()
    page = text(judged.officer, f"{PAGE}?la=tat-ca&dv=sao+do")
    assert f"don_vi={other.pk}" in page
    assert f"don_vi={judged.ward.pk}" in page
    assert "Người của B" not in page, "nothing is listed until one is chosen"
    assert "Người của B" in text(judged.officer, f"{PAGE}?la=tat-ca&dv=Phường Sao Đỏ B")


def test_the_table_in_full_has_the_order_and_the_caps(judged: Cast) -> None:
    answer = signed_in(judged.officer).get(f"{PAGE}excel/?gi={CSTD}&la=tat-ca")
    found = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    head, *rows = found.get_sheet_by_index(0).to_python()
    place = head.index("Thứ tự ưu tiên")
    assert {row[1]: row[place] for row in rows if row[place]} == {
        "Người thứ 0": "1",
        "Người thứ 1": "2",
        "Người thứ 2": "2",
    }
    _head, *units = found.get_sheet_by_index(1).to_python()
    assert [(row[0], row[2], row[3], row[4]) for row in units] == [
        ("Phường Sao Đỏ", "14", "2", "3")
    ]


def test_caps_on_ratings_count_ratings(cast: Cast) -> None:
    """Ten public employees rated well allow two outstanding, if their posts were one group."""
    year = cast.year
    for number in range(12):
        person = hire(cast, f"e{number}", f"Viên chức {number}", cast.school, kind="vien_chuc")
        level = "hoan_thanh_xuat_sac" if number < 2 else "hoan_thanh_tot"
        rate(cast, year, level, person)
    rate(cast, year, "hoan_thanh_tot", cast.school)
    law, on = default_law(), date(2026, 12, 1)
    court = court_of(2018, on)
    assert court.law is law
    people = next(each for each in capped(court, 2018) if each.key.endswith("xuat_sac.individual"))
    (line,) = lines(people, [cast.school], Standing.objects.all())
    assert line.count == 2
    others = cast.school.employments.filter(kind__in=("vien_chuc",)).count() - 12
    if others:
        assert line.allowance.base is None, "somebody there is not rated yet"
    else:
        assert (line.allowance.base, line.allowance.most, line.allowance.limit) == (10, 2, None)
        assert [each.what for each in line.missing] == ["mỗi người thuộc nhóm vị trí việc làm nào"]


def test_marks_in_sql_are_the_preferences_of_the_rules(judged: Cast) -> None:
    """By the law of 2025 everything that can be on record speaks, alone and together."""
    prefers = preferences(default_law(), Governing(date(2025, 12, 1)), Jurisdiction("province"))
    rows = marked(Standing.objects.filter(what=LDTT, at=judged.ward), prefers, DAY)
    for row in rows.select_related("person"):
        names = {each.id for bit, each in enumerate(prefers) if row.marks >> bit & 1}
        post = row.person.employments.get()
        assert ("uu_tien_nu" in names) is bool(row.person.is_female)
        assert ("uu_tien_khong_lanh_dao" in names) is not post.is_leader
        assert "uu_tien_noi_kho_khan" not in names


def test_collectives_of_seven_women_in_ten_are_preferred(judged: Cast) -> None:
    prefers = preferences(default_law(), Governing(DAY), Jurisdiction("province"))
    rows = marked(Standing.objects.filter(unit=judged.ward), prefers, DAY)
    assert {row.marks for row in rows} == {0}
    with act("tests.sex", by=judged.system):
        for person in Person.objects.filter(employments__unit=judged.ward):
            person.is_female = True
            person.save()
    assert {row.marks for row in rows.all()} == {1}


@pytest.mark.parametrize("path", [f"{PAGE}?gi={CSTD}&dv=sao+do", f"{BY_UNIT}?gi={CSTD}"])
def test_queries_do_not_grow(
    judged: Cast, path: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(judged.officer)
    client.get(path)
    with CaptureQueriesContext(connection) as first:
        client.get(path)
    staff_up(judged, judged.commune, 8, fighters=2)
    staff_up(judged, judged.school, 8, fighters=2)
    for number in range(20, 26):
        person = hire(judged, f"w{number}", "Thêm một người", judged.ward)
        rate(judged, judged.year, "hoan_thanh_tot", person)
        honour(judged, person, LDTT, judged.year)
        initiative(judged, person, judged.year)
    ask_to_judge(year=2018, by=judged.officer)
    work()
    with django_assert_max_num_queries(len(first)):
        client.get(path)
