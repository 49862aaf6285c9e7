"""The page of who qualifies: its rows, sentences, filters, table, and who reads what."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.background.tests.working import work
from thidua.common.clock import office_day_is
from thidua.eligibility.actions.waiting import work_off
from thidua.eligibility.actions.years import ask_to_judge
from thidua.eligibility.lists import Asked, counts, listed
from thidua.eligibility.models import Judging, Standing
from thidua.eligibility.policies import STANDINGS
from thidua.eligibility.states import Result
from thidua.eligibility.tests.records import case, hire, person_of, rate

PAGE = "/du-dieu-kien/"
LDTT = "lao_dong_tien_tien"


@pytest.fixture(autouse=True)
def _day(cast: Cast) -> Iterator[None]:
    del cast  # whose own day is another
    with office_day_is(date(2018, 12, 20)):
        yield


@pytest.fixture
def judged(cast: Cast) -> Cast:
    """A year judged: Lan qualifies, Hùng lacks one thing, the others are not rated."""
    rate(cast, cast.year, "hoan_thanh_tot", person_of(cast, "lan"))
    rate(cast, cast.year, "hoan_thanh", person_of(cast, "hung"))
    ask_to_judge(year=2018, by=cast.officer)
    work()
    return cast


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(user: User, query: str = "") -> str:
    answer = signed_in(user).get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_button_to_the_list(cast: Cast) -> None:
    office = signed_in(cast.officer)
    rate(cast, cast.year, "hoan_thanh_tot", person_of(cast, "lan"))
    assert "Năm này chưa được xét" in text(cast.officer)
    assert office.post(f"{PAGE}xet/", {"nam": "2018"})["Location"] == f"{PAGE}?nam=2018"
    assert "Đang chờ" in text(cast.officer) or "progress" in text(cast.officer)
    assert office.post(f"{PAGE}xet/", {"nam": "2018"}).status_code == 302
    assert Judging.objects.count() == 1, "one at a time"
    work()
    page = text(cast.officer)
    assert "Nguyễn Thị Lan" in page
    assert "đủ theo hồ sơ" in page
    assert "Trần Văn Hùng" not in page
    assert "Những thay đổi từ đó đã được tính" in page


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("?la=vouched", "Nguyễn Thị Lan", "tập thể còn phải xác nhận"),
        ("?la=lacks_one", "Trần Văn Hùng", "Chỉ còn thiếu: Hoàn thành tốt nhiệm vụ"),
        ("?la=unknown&thieu=completion", "Lê Thị Mai", "Chưa có trong hồ sơ"),
        ("?la=tat-ca&q=tran+hung", "Trần Văn Hùng", "Luật số 15/2003/QH11"),
        ("?la=tat-ca&q=phuong+sao+do", "Nguyễn Thị Lan", "Phường Sao Đỏ"),
    ],
)
def test_what_narrows_and_what_is_said(judged: Cast, query: str, name: str, sentence: str) -> None:
    page = text(judged.officer, query)
    assert name in page
    assert sentence in page


def test_a_change_is_counted_as_waiting_and_then_shown(judged: Cast) -> None:
    rate(judged, judged.year, "hoan_thanh_tot", person_of(judged, "mai"))
    assert "đang chờ xét lại" in text(judged.officer)
    assert "Lê Thị Mai" not in text(judged.officer)
    work_off()
    assert "Lê Thị Mai" in text(judged.officer)


def test_counts_by_outcome(judged: Cast) -> None:
    found = {each.result: each.count for each in counts(judged.officer, Asked(2018, LDTT))}
    rows = Standing.objects.filter(what=LDTT)
    assert found == {each: rows.filter(result=each).count() for each in Result}
    assert found[Result.LACKS_ONE] == 1


def test_the_list_in_full(judged: Cast) -> None:
    answer = signed_in(judged.officer).get(f"{PAGE}excel/?la=tat-ca")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    names = {row[1] for row in rows.to_python()[1:]}
    assert names == {row.holder.name for row in Standing.objects.filter(what=LDTT)}


def test_who_reads_what(judged: Cast) -> None:
    for user in User.objects.all():
        seen = set(STANDINGS.visible_to(user))
        rows = list(Standing.objects.all())
        assert seen == {row for row in rows if STANDINGS.allows(user, "view", row)}
    own = listed(judged.ward_officer, Asked(2018, LDTT))
    assert {row.at for row in own} == {judged.ward}
    assert "Lê Thị Mai" not in text(judged.ward_officer, "?la=tat-ca")
    assert (
        listed(judged.inspector, Asked(2018, LDTT)).count()
        == listed(judged.officer, Asked(2018, LDTT)).count()
    )
    for user in (judged.nobody, judged.clerk, judged.accountant, judged.administrator):
        assert signed_in(user).get(PAGE).status_code == 404
    assert signed_in(judged.ward_officer).post(f"{PAGE}xet/", {"nam": "2018"}).status_code == 403


def test_a_unit_is_not_told_what_kind_of_case_is_pending(judged: Cast) -> None:
    case(judged, person_of(judged, "lan"), date(2018, 11, 1))
    work_off()
    assert "(khiếu nại, tố cáo)" in text(judged.officer, "?la=lacks_one")
    assert "(khiếu nại, tố cáo)" not in text(judged.ward_head, "?la=lacks_one")


def test_queries_do_not_grow_with_rows(
    judged: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(judged.officer)
    client.get(PAGE)
    with django_assert_max_num_queries(40) as first:
        client.get(f"{PAGE}?la=tat-ca")
    for number in range(8):
        hire(judged, f"more{number}", "Trần Văn Thêm", judged.ward)
    work_off()
    with django_assert_max_num_queries(len(first)):
        client.get(f"{PAGE}?la=tat-ca")
