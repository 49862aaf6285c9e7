"""The pages of forms: a unit's own, the office's many, the preview before anything is written."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.background.tests.working import work
from thidua.emulation.models import EmulationYear, Registration
from thidua.emulation.states import RegistrationState
from thidua.emulation.tests.opened import person_of, round_of
from thidua.exchange.actions import receive_form
from thidua.exchange.models import ReturnedForm
from thidua.exchange.states import FormState
from thidua.exchange.tests.filled import filled, given_out, put, sent_file, upload

LDTT = "lao_dong_tien_tien"


def signed_in(part: object) -> Client:
    client = Client()
    client.force_login(part)  # type: ignore[arg-type]
    return client


@pytest.fixture
def forms(cast: Cast, draft: Registration) -> dict[str, bytes]:
    """The ward's and the commune's form, each with one more person marked."""
    return {
        unit.code: filled(
            given_out(cast.officer, draft.round, unit),
            lambda cells, user=user: put(cells, person_of(user).code, LDTT, "x"),  # type: ignore[misc]
        )
        for unit, user in ((cast.ward, cast.ward_head), (cast.commune, cast.commune_officer))
    }


def test_a_unit_sends_its_form_sees_it_and_records_it(
    cast: Cast, draft: Registration, forms: dict[str, bytes]
) -> None:
    client = signed_in(cast.ward_officer)
    path = f"/dang-ky/dot/{draft.round.pk}/don-vi/{cast.ward.pk}/phieu/"
    assert "received_on" not in client.get(path).content.decode()
    answer = client.post(path, {"file": sent_file(forms[cast.ward.code])})
    form = ReturnedForm.objects.get()
    assert answer["Location"] == f"/phieu-dang-ky/{form.pk}/"
    shown = client.get(answer["Location"]).content.decode()
    assert "Sẽ thêm" in shown
    assert person_of(cast.ward_head).name in shown
    before = Entry.objects.count()
    done = client.post(answer["Location"])
    assert done["Location"] == f"/dang-ky/{draft.pk}/"
    assert draft.lines.count() == 3
    assert Entry.objects.count() == before + 1
    draft.refresh_from_db()
    assert draft.state == RegistrationState.DRAFT, "the unit itself sends when it is ready"
    again = client.post(answer["Location"])
    assert again.status_code == 409
    assert draft.lines.count() == 3


def test_the_office_takes_in_many_and_each_is_told_by_its_file(
    cast: Cast, draft: Registration, forms: dict[str, bytes]
) -> None:
    client = signed_in(cast.officer)
    path = f"/dang-ky/dot/{draft.round.pk}/phieu/"
    files = [
        sent_file(forms[cast.ward.code], "sao-do.xlsx"),
        sent_file(forms[cast.commune.code], "le-loi.xlsx"),
        sent_file(given_out(cast.officer, draft.round, cast.ward)[:-40], "hong.xlsx"),
    ]
    answer = client.post(path, {"file": files, "received_on": "16/01/2018"})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "“hong.xlsx”" in told, "the damaged one is told, the others are taken"
    assert "sao-do.xlsx: Phường Sao Đỏ" in told
    assert "le-loi.xlsx: Xã Lê Lợi" in told
    commune = ReturnedForm.objects.get(unit=cast.commune)
    assert client.post(f"{path}ghi/")["Location"] == path
    assert draft.lines.count() == 2, "the worker records them"
    work()
    assert draft.lines.count() == 3
    assert commune.received_on == date(2018, 1, 16)
    assert set(ReturnedForm.objects.values_list("state", flat=True)) == {FormState.APPLIED}
    assert client.post(f"{path}ghi/")["Location"] == path


def test_one_wrong_file_among_many_does_not_hold_the_others(
    cast: Cast, year: EmulationYear, draft: Registration, forms: dict[str, bytes]
) -> None:
    client = signed_in(cast.officer)
    path = f"/dang-ky/dot/{draft.round.pk}/phieu/"
    wrong = filled(
        forms[cast.ward.code],
        lambda cells: put(cells, person_of(cast.ward_officer).code, LDTT, "??"),
    )
    files = [sent_file(wrong, "sai.xlsx"), sent_file(forms[cast.commune.code], "dung.xlsx")]
    client.post(path, {"file": files, "received_on": "20/01/2018"})
    client.post(f"{path}ghi/")
    work()
    told = client.get(path).content.decode()
    assert "Cần sửa" in told
    assert "dung.xlsx: Xã Lê Lợi" in told
    assert draft.lines.count() == 2
    assert Registration.objects.get(unit=cast.commune).lines.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "trống"), (b"%PDF-1.4 x", "Excel"), (b"ma,ten\n1,2", "Excel"), (None, "phiếu")],
)
def test_what_is_no_form_is_told_beside_the_field(
    cast: Cast, draft: Registration, content: bytes | None, told: str
) -> None:
    client = signed_in(cast.ward_officer)
    path = f"/dang-ky/dot/{draft.round.pk}/don-vi/{cast.ward.pk}/phieu/"
    before = Entry.objects.count()
    answer = client.post(path, {"file": sent_file(content)} if content is not None else {})
    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors["file"])
    assert Entry.objects.count() == before


def test_another_units_form_is_refused_on_the_page(
    cast: Cast, draft: Registration, forms: dict[str, bytes]
) -> None:
    client = signed_in(cast.ward_officer)
    path = f"/dang-ky/dot/{draft.round.pk}/don-vi/{cast.ward.pk}/phieu/"
    answer = client.post(path, {"file": sent_file(forms[cast.commune.code])})
    assert answer.status_code == 409
    assert "Đây là phiếu của Xã Lê Lợi" in answer.content.decode()
    assert not ReturnedForm.objects.exists()


def test_a_form_is_seen_by_its_unit_and_the_office_alone(
    cast: Cast, draft: Registration, forms: dict[str, bytes]
) -> None:
    form = receive_form(
        upload=upload(forms[cast.ward.code]), in_round=draft.round, by=cast.ward_officer
    )
    answers = {}
    for part in ("ward_officer", "ward_head", "commune_officer", "officer", "inspector", "nobody"):
        client = signed_in(getattr(cast, part))
        answers[part] = (
            client.get(f"/phieu-dang-ky/{form.pk}/").status_code,
            client.get(f"/phieu-dang-ky/{form.pk}/tep/").status_code,
            client.post(f"/phieu-dang-ky/{form.pk}/bo/").status_code,
        )
    assert answers == {
        "ward_officer": (200, 200, 302),
        "ward_head": (200, 200, 409),
        "commune_officer": (404, 404, 404),
        "officer": (200, 200, 409),
        "inspector": (200, 200, 403),
        "nobody": (404, 404, 404),
    }


def test_the_rounds_page_asks_the_same_however_many_forms_wait(
    cast: Cast, year: EmulationYear, draft: Registration, forms: dict[str, bytes]
) -> None:
    client = signed_in(cast.officer)
    path = f"/dang-ky/dot/{round_of(year).pk}/phieu/"
    counts = []
    for code in (cast.ward.code, cast.commune.code):
        receive_form(upload=upload(forms[code]), in_round=draft.round, by=cast.officer)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 22


def test_the_office_says_who_sent_a_form_and_sends_for_the_unit(
    cast: Cast, draft: Registration, forms: dict[str, bytes]
) -> None:
    client = signed_in(cast.officer)
    sender = person_of(cast.commune_head)
    form = receive_form(
        upload=upload(forms[cast.commune.code]),
        in_round=draft.round,
        by=cast.officer,
        received_on=date(2018, 1, 16),
    )
    path = f"/phieu-dang-ky/{form.pk}/"
    assert client.post(path, {"sender": "abc"}).status_code == 422
    assert client.post(path, {"sender": person_of(cast.ward_head).pk}).status_code == 422
    assert client.post(path, {"sender": sender.pk}).status_code == 302
    sent = Registration.objects.get(unit=cast.commune)
    assert (sent.state, sent.sent_on) == (RegistrationState.SENT, date(2018, 1, 16))
    shown = client.get(f"/dang-ky/{sent.pk}/").content.decode()
    assert sender.name in shown
