"""The reminder of a round: who owes what, and for how long."""

from datetime import date, timedelta

from django.test import Client

from tests.cast import Cast
from thidua.common.clock import office_day_is
from thidua.emulation.actions import return_registration, start_registration
from thidua.emulation.models import EmulationYear
from thidua.emulation.pages import round_rows
from thidua.emulation.reminders import reminder
from thidua.emulation.tests.opened import drafted, round_of, sent

DAY = date(2018, 1, 20)


def text_of(cast: Cast, year: EmulationYear, day: date) -> str:
    in_round = round_of(year)
    with office_day_is(day):
        return reminder(in_round, round_rows(cast.officer, in_round, day), day)


def test_each_is_named_with_what_is_missing(cast: Cast, year: EmulationYear) -> None:
    last = round_of(year).last_day
    text = text_of(cast, year, last - timedelta(days=2))
    assert f"hạn gửi hết ngày {last:%d/%m/%Y}, còn 2 ngày." in text
    assert "Còn 2/2 đơn vị:" in text
    assert "1. Phường Sao Đỏ: chưa gửi danh sách" in text
    drafted(cast, year)
    start_registration(in_round=round_of(year), unit=cast.commune, by=cast.commune_officer)
    text = text_of(cast, year, last)
    assert "hôm nay" in text
    assert "1. Phường Sao Đỏ: đang ghi 2 dòng, chưa gửi" in text
    assert "2. Xã Lê Lợi: đã mở danh sách nhưng chưa ghi ai, chưa gửi" in text


def test_who_sent_is_not_reminded_until_it_is_returned(cast: Cast, year: EmulationYear) -> None:
    registration = sent(cast, year)
    late = round_of(year).last_day + timedelta(days=3)
    text = text_of(cast, year, late)
    assert "đã quá 3 ngày" in text
    assert "Phường Sao Đỏ" not in text
    with office_day_is(late):
        return_registration(registration=registration, reason="Thiếu sáng kiến.", by=cast.officer)
    text = text_of(cast, year, late)
    assert "Phường Sao Đỏ: danh sách được trả lại để sửa (Thiếu sáng kiến), chưa gửi lại" in text


def test_nobody_to_remind_gives_no_text(cast: Cast, year: EmulationYear) -> None:
    in_round = round_of(year)
    sent(cast, year)
    rows = [each for each in round_rows(cast.officer, in_round, DAY) if each.unit == cast.ward]
    assert reminder(in_round, rows, DAY) == ""


def test_the_office_finds_it_on_the_rounds_page_and_a_member_does_not(
    cast: Cast, year: EmulationYear
) -> None:
    path = f"/dang-ky/dot/{round_of(year).pk}/"
    told = {}
    for part in ("officer", "commune_officer"):
        client = Client()
        client.force_login(getattr(cast, part))
        told[part] = "Kính gửi các đơn vị thuộc Khối" in client.get(path).content.decode()
        # Narrowing the list on the page leaves the reminder whole.
        narrowed = client.get(path, {"state": "accepted"}).content.decode()
        assert ("Kính gửi các đơn vị thuộc Khối" in narrowed) is told[part]
    assert told == {"officer": True, "commune_officer": False}
