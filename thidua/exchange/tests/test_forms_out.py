"""Forms that go out: what stands in them, who gets which, the same bytes twice."""

import io
import zipfile
from datetime import date

from django.test import Client

from tests.cast import Cast
from thidua.background.tests.working import work
from thidua.common.clock import office_day
from thidua.documents.sheets import read_book
from thidua.emulation.models import EmulationYear, Registration
from thidua.emulation.tests.opened import person_of, round_of
from thidua.exchange.content import COLLECTIVES, PEOPLE
from thidua.exchange.identity import SHEET, identity_of
from thidua.exchange.tests.filled import cells_of, column, given_out, heads, row_of
from thidua.honours.models import Honour
from thidua.honours.states import Provenance
from thidua.organisations.models import Period, Rating
from thidua.organisations.states import Level
from thidua.workflow import act


def test_the_form_is_prefilled(cast: Cast, draft: Registration) -> None:
    cells = cells_of(given_out(cast.ward_officer, draft.round, cast.ward))
    assert cells[PEOPLE][0][0] == "PHIẾU ĐĂNG KÝ DANH HIỆU THI ĐUA NĂM 2018"
    assert cells[PEOPLE][1][0] == "Đơn vị: Phường Sao Đỏ"
    assert cells[PEOPLE][3][0] == f"Hạn gửi: hết ngày {draft.round.last_day:%d/%m/%Y}"
    officer = person_of(cast.ward_officer)
    row = row_of(cells, PEOPLE, officer.code)
    assert row[column(cells, PEOPLE, "ten")] == officer.name
    assert row[column(cells, PEOPLE, "lao_dong_tien_tien")] == "x"
    assert row[column(cells, PEOPLE, "chien_si_thi_dua_co_so")] == ""
    ward = row_of(cells, COLLECTIVES, cast.ward.code)
    assert ward[column(cells, COLLECTIVES, "tap_the_lao_dong_tien_tien")] == "x"
    _at, keys = heads(cells, PEOPLE)
    assert keys[-1] == "sang_kien"


def test_the_identity_is_sealed_and_names_what_was_given_out(
    cast: Cast, draft: Registration
) -> None:
    book = read_book(given_out(cast.ward_officer, draft.round, cast.ward))
    identity = identity_of(book)
    assert (identity.round_pk, identity.unit_code) == (draft.round.pk, "phuong-sao-do")
    officer = person_of(cast.ward_officer)
    assert set(identity.issued) == {
        (officer.code, "lao_dong_tien_tien"),
        ("phuong-sao-do", "tap_the_lao_dong_tien_tien"),
    }
    assert list(book.sheets) == [PEOPLE, COLLECTIVES, SHEET]


def test_the_past_is_shown_to_whom_may_see_it(cast: Cast, draft: Registration) -> None:
    officer = person_of(cast.ward_officer)
    past = Period.objects.get(code="2017")
    with act("tests.past", by=cast.system):
        Rating(person=officer, period=past, level=Level.GOOD).save()
        Honour(
            person=officer,
            period=past,
            what="lao_dong_tien_tien",
            provenance=Provenance.IMPORTED,
        ).save()
    cells = cells_of(given_out(cast.ward_officer, draft.round, cast.ward))
    row = row_of(cells, PEOPLE, officer.code)
    assert row[column(cells, PEOPLE, "muc_do")] == "Hoàn thành tốt nhiệm vụ"
    assert row[column(cells, PEOPLE, "danh_hieu_cu")] == "Lao động tiên tiến 2017"
    unseen = cells_of(given_out(cast.nobody, draft.round, cast.ward))
    row = row_of(unseen, PEOPLE, officer.code)
    assert row[column(unseen, PEOPLE, "muc_do")] == ""
    assert row[column(unseen, PEOPLE, "danh_hieu_cu")] == ""


def test_the_same_form_gives_the_same_bytes(cast: Cast, draft: Registration) -> None:
    first = given_out(cast.officer, draft.round, cast.ward)
    assert given_out(cast.officer, draft.round, cast.ward) == first


def test_the_office_downloads_a_whole_round(cast: Cast, year: EmulationYear) -> None:
    client = Client()
    client.force_login(cast.officer)
    page = f"/dang-ky/dot/{round_of(year).pk}/phieu/"
    path = page.replace("/phieu/", "/phieu.zip")
    assert client.get(path)["Location"] == page, "it is made first"
    client.post(f"{page}chuan-bi/")
    work()
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == (
        'attachment; filename="phieu-dang-ky-2018-xa-phuong.zip"'
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == [
            "phieu-dang-ky-2018-phuong-sao-do.xlsx",
            "phieu-dang-ky-2018-xa-le-loi.xlsx",
        ]
        stamps = {info.date_time for info in packed.infolist()}
        assert identity_of(read_book(packed.read(packed.namelist()[1]))).unit_code == "xa-le-loi"
    day = office_day()
    assert stamps == {(day.year, day.month, day.day, 8, 0, 0)}
    assert client.get(path).content == answer.content


def test_who_downloads_which_form(cast: Cast, year: EmulationYear, today: date) -> None:
    path = f"/dang-ky/dot/{round_of(year).pk}/don-vi/{cast.ward.pk}/phieu.xlsx"
    whole = f"/dang-ky/dot/{round_of(year).pk}/phieu.zip"
    answers = {}
    for part in ("ward_officer", "commune_officer", "officer", "inspector", "nobody"):
        client = Client()
        client.force_login(getattr(cast, part))
        answers[part] = (client.get(path).status_code, client.get(whole).status_code)
    assert answers == {
        "ward_officer": (200, 403),
        "commune_officer": (404, 403),
        "officer": (200, 302),
        "inspector": (404, 403),
        "nobody": (404, 404),
    }
