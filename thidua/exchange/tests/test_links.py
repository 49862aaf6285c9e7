"""Personal links: who makes them, what they open, how they end, and what they never tell."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, make_person
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.config.logs import settings as log_settings
from thidua.emulation.actions import (
    accept_registration,
    digest_of,
    make_link,
    revoke_link,
    send_registration,
)
from thidua.emulation.models import PersonalLink, Registration
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.states import RegistrationState
from thidua.emulation.tests.opened import person_of
from thidua.exchange.models import ReturnedForm
from thidua.exchange.states import FormState
from thidua.exchange.tests.filled import filled, put, sent_file
from thidua.exchange.through import WRONG_TRIES
from thidua.organisations.models import Person, RoleAssignment
from thidua.workflow import act

LDTT = "lao_dong_tien_tien"


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """No wrong links were tried before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person(cast: Cast) -> Person:
    """One of the ward without an account."""
    with act("tests.person", by=cast.system):
        return make_person("p-duong", "Bùi Thị Đường", cast.ward)


@pytest.fixture
def made(cast: Cast, draft: Registration, person: Person) -> tuple[PersonalLink, str]:
    return make_link(registration=draft, person=person, by=cast.ward_officer)


def came_in(secret: str) -> Client:
    """A browser in which the link was opened."""
    client = Client()
    assert client.post(f"/lien-ket/{secret}/").status_code == 302
    return client


def test_only_the_digest_is_kept(made: tuple[PersonalLink, str]) -> None:
    link, secret = made
    assert link.digest == digest_of(secret)
    assert len(secret) >= 43
    said = [str(entry.values.said) for entry in Entry.objects.select_related("values")]
    assert not any(secret in each for each in said)


def test_the_person_gets_an_account_that_nobody_signs_in_to(
    cast: Cast, made: tuple[PersonalLink, str], person: Person
) -> None:
    person.refresh_from_db()
    user = person.user
    assert user is not None
    assert not user.has_usable_password()
    assert not RoleAssignment.objects.filter(user=user).exists()
    answer = Client().post("/dang-nhap/", {"username": user.username, "password": ""})
    assert answer.status_code == 200
    assert REGISTRATIONS.visible_to(user).count() == 1
    assert verify().faults == ()


def test_who_may_make_a_link(cast: Cast, draft: Registration, person: Person) -> None:
    for part in ("ward_officer", "ward_head", "officer"):
        make_link(registration=draft, person=person, by=getattr(cast, part))
    for part in ("commune_officer", "inspector", "nobody", "administrator"):
        with pytest.raises(Refusal) as refused:
            make_link(registration=draft, person=person, by=getattr(cast, part))
        assert refused.value.reasons[0].code == "not_yours"
    assert draft.links.filter(revoked_on__isnull=True).count() == 1, "a newer one replaces it"


def test_a_link_makes_no_links(cast: Cast, draft: Registration, made: object) -> None:
    user = User.objects.get(username="p-duong")
    with pytest.raises(Refusal) as refused:
        make_link(registration=draft, person=person_of(cast.ward_head), by=user)
    assert refused.value.reasons[0].code == "not_yours"


def test_a_link_is_for_a_person_of_the_unit_before_the_last_day(
    cast: Cast, draft: Registration, person: Person
) -> None:
    with pytest.raises(Refusal) as refused:
        make_link(registration=draft, person=person_of(cast.commune_officer), by=cast.ward_officer)
    assert refused.value.reasons[0].code == "other_unit"
    with office_day_is(draft.round.last_day + timedelta(days=1)), pytest.raises(Refusal) as refused:
        make_link(registration=draft, person=person, by=cast.ward_officer)
    assert refused.value.reasons[0].code == "past_last_day"
    accept_registration(
        registration=send_registration(registration=draft, by=cast.ward_officer), by=cast.officer
    )
    with pytest.raises(Refusal) as refused:
        make_link(registration=draft, person=person, by=cast.ward_officer)
    assert refused.value.reasons[0].code == "accepted"


def test_looking_at_a_link_opens_nothing(made: tuple[PersonalLink, str]) -> None:
    _link, secret = made
    before = Entry.objects.count()
    answer = Client().get(f"/lien-ket/{secret}/")
    assert answer.status_code == 200
    assert "Bùi Thị Đường" in answer.content.decode()
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies.keys() <= {"csrftoken"}
    assert Entry.objects.count() == before


def test_through_the_link_the_list_is_written_and_sent_in_her_name(
    cast: Cast, draft: Registration, made: tuple[PersonalLink, str]
) -> None:
    link, secret = made
    client = came_in(secret)
    path = f"/qua-lien-ket/{link.pk}/"
    shown = client.get(path).content.decode()
    assert "Bà Bùi Thị Đường" in shown
    assert 'href="/ho-so/' not in shown, "no menu"
    head = person_of(cast.ward_head)
    data = {"what": LDTT, "person": [head.pk]}
    assert client.post(path, data)["Location"] == path
    assert client.post(path, data).status_code == 409
    assert client.post(path, {"what": "x"}).status_code == 422
    line = draft.lines.get(what="tap_the_lao_dong_tien_tien")
    assert client.post(f"{path}rut/{line.pk}/")["Location"] == path
    collective = {"collective-unit": cast.ward.pk, "collective-what": line.what}
    assert client.post(f"{path}tap-the/", collective)["Location"] == path
    assert client.get(f"{path}gui/").status_code == 200
    assert client.post(f"{path}gui/")["Location"] == path
    draft.refresh_from_db()
    assert draft.state == RegistrationState.SENT
    assert draft.lines.count() == 3
    entries = Entry.objects.filter(actor_name="Bùi Thị Đường").select_related("values")
    assert {entry.action for entry in entries} == {
        "emulation.open_link",
        "emulation.register_line",
        "emulation.withdraw_line",
        "emulation.registration.send",
    }
    for entry in entries.exclude(action="emulation.open_link"):
        assert entry.values.said["through"] == f"personal_link:{link.pk}"
        assert entry.values.said["on_behalf"] is False
    office = Client()
    office.force_login(cast.officer)
    assert "qua đường dẫn cá nhân" in office.get(f"/dang-ky/{draft.pk}/").content.decode()
    assert "Đang chờ cơ quan thường trực" in client.get(path).content.decode()


def test_the_form_goes_out_and_comes_back_through_the_link(
    cast: Cast, draft: Registration, made: tuple[PersonalLink, str]
) -> None:
    link, secret = made
    client = came_in(secret)
    path = f"/qua-lien-ket/{link.pk}/phieu/"
    content = client.get(f"{path}tep.xlsx").content
    head = person_of(cast.ward_head)
    wrong = filled(content, lambda cells: put(cells, head.code, LDTT, "??"))
    assert client.post(path, {"file": sent_file(wrong)})["Location"] == path
    assert "“??”" in client.get(path).content.decode()
    assert client.post(f"{path}ghi/").status_code == 409
    right = filled(content, lambda cells: put(cells, head.code, LDTT, "x"))
    assert client.post(path, {"file": sent_file(b"x")}).status_code == 422
    assert client.post(path, {"file": sent_file(right)})["Location"] == path
    assert head.name in client.get(path).content.decode()
    assert client.post(f"{path}ghi/")["Location"] == f"/qua-lien-ket/{link.pk}/"
    assert draft.lines.filter(person=head).count() == 1
    assert ReturnedForm.objects.latest("pk").state == FormState.APPLIED
    assert client.post(f"{path}ghi/")["Location"] == path


def test_openings_are_counted(made: tuple[PersonalLink, str]) -> None:
    link, secret = made
    came_in(secret)
    came_in(secret)
    link.refresh_from_db()
    assert link.times_opened == 2
    assert link.opened_on is not None


@pytest.mark.parametrize("how", ["revoked", "past", "closed account", "replaced"])
def test_a_link_ends(
    cast: Cast, draft: Registration, made: tuple[PersonalLink, str], person: Person, how: str
) -> None:
    link, secret = made
    client = came_in(secret)
    path = f"/qua-lien-ket/{link.pk}/"
    assert client.get(path).status_code == 200
    day = draft.round.last_day
    if how == "revoked":
        revoke_link(link=link, by=cast.officer)
    elif how == "past":
        day += timedelta(days=1)
    elif how == "replaced":
        make_link(registration=draft, person=person, by=cast.officer)
    else:
        with act("tests.close", by=cast.system):
            User.objects.filter(username="p-duong").update(is_active=False)
    with office_day_is(day):
        ended = client.get(path)
        opened = Client().get(f"/lien-ket/{secret}/")
    never = Client().get("/lien-ket/khong-phai/")
    assert (ended.status_code, opened.status_code, never.status_code) == (404, 404, 404)
    texts = {
        each.content.decode().replace(str(each.wsgi_request.path), "")
        .replace(each.wsgi_request.META.get("CSRF_COOKIE", "-"), "")
        for each in (opened, never)
    }  # fmt: skip
    assert len({text[text.index("<main") : text.index("<footer")] for text in texts}) == 1


def test_the_cookie_of_one_link_opens_no_other(
    cast: Cast, draft: Registration, made: tuple[PersonalLink, str]
) -> None:
    link, secret = made
    other, _secret = make_link(
        registration=draft, person=person_of(cast.ward_head), by=cast.officer
    )
    client = came_in(secret)
    assert client.get(f"/qua-lien-ket/{other.pk}/").status_code == 404
    client.cookies[f"thidua_lien_ket_{other.pk}"] = client.cookies[
        f"thidua_lien_ket_{link.pk}"
    ].value
    assert client.get(f"/qua-lien-ket/{other.pk}/").status_code == 404
    client.cookies[f"thidua_lien_ket_{other.pk}"] = "x:y:z"
    assert client.get(f"/qua-lien-ket/{other.pk}/").status_code == 404


def test_the_cookie_goes_to_the_links_pages_alone(made: tuple[PersonalLink, str]) -> None:
    link, secret = made
    answer = Client().post(f"/lien-ket/{secret}/")
    cookie = answer.cookies[f"thidua_lien_ket_{link.pk}"]
    assert cookie["path"] == f"/qua-lien-ket/{link.pk}/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert secret not in cookie.value
    assert "sessionid" not in answer.cookies


def test_leaving_forgets_the_link(made: tuple[PersonalLink, str]) -> None:
    link, secret = made
    client = came_in(secret)
    assert client.post(f"/qua-lien-ket/{link.pk}/roi/").status_code == 200
    assert client.get(f"/qua-lien-ket/{link.pk}/").status_code == 404


def test_signed_in_as_another_is_told_and_signed_out(
    cast: Cast, made: tuple[PersonalLink, str]
) -> None:
    _link, secret = made
    client = Client()
    client.force_login(cast.officer)
    shown = client.get(f"/lien-ket/{secret}/").content.decode()
    assert cast.officer.name in shown
    assert "Đăng xuất và mở danh sách" in shown
    assert client.get("/").status_code == 200
    client.post(f"/lien-ket/{secret}/")
    assert client.get("/").status_code == 302


def test_signed_in_as_oneself_stays(cast: Cast, draft: Registration) -> None:
    _link, secret = make_link(
        registration=draft, person=person_of(cast.ward_head), by=cast.ward_officer
    )
    client = Client()
    client.force_login(cast.ward_head)
    assert "Đăng xuất và mở" not in client.get(f"/lien-ket/{secret}/").content.decode()
    client.post(f"/lien-ket/{secret}/")
    assert client.get("/").status_code == 200


def test_many_wrong_links_must_wait(made: tuple[PersonalLink, str]) -> None:
    _link, secret = made
    client = Client()
    answers = {client.get(f"/lien-ket/sai-{n}/").status_code for n in range(WRONG_TRIES)}
    assert answers == {404}
    assert client.get("/lien-ket/sai/").status_code == 429
    assert client.get(f"/lien-ket/{secret}/").status_code == 429
    cache.clear()
    assert client.get(f"/lien-ket/{secret}/").status_code == 200


def test_no_log_names_the_secret(capsys: pytest.CaptureFixture[str]) -> None:
    formatter = log_settings(level="INFO", readable=False)["formatters"]
    assert isinstance(formatter, dict)
    line = dict(formatter["line"])
    made = line.pop("()")(**line)
    record = logging.LogRecord(
        "django.request",
        logging.WARNING,
        __file__,
        1,
        "Not Found: %s",
        ("/lien-ket/AbC-_9/",),
        None,
    )
    written = made.format(record)
    assert "AbC-_9" not in written
    assert "/lien-ket/…/" in written


def test_the_page_of_links_shows_the_secret_once(
    cast: Cast, draft: Registration, person: Person
) -> None:
    client = Client()
    client.force_login(cast.ward_officer)
    path = f"/dang-ky/{draft.pk}/lien-ket/"
    assert client.post(path, {}).status_code == 422
    answer = client.post(path, {"person": person.pk})
    letter = answer.context["letter"]
    link = PersonalLink.objects.get()
    secret = answer.context["address"].rsplit("/", 2)[1]
    assert digest_of(secret) == link.digest
    assert letter.startswith("Kính gửi Bà Bùi Thị Đường,")
    assert "no-store" in answer["Cache-Control"]
    assert secret not in client.get(path).content.decode()
    assert client.post(f"{path}{link.pk}/")["Location"] == path
    assert client.post(f"{path}{link.pk}/")["Location"] == path
    assert client.post(f"{path}{link.pk + 1}/").status_code == 404
    link.refresh_from_db()
    assert link.revoked_on is not None


def test_the_database_keeps_one_standing_link_a_person(
    cast: Cast, made: tuple[PersonalLink, str]
) -> None:
    link, _secret = made
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalLink.objects.model(
            registration=link.registration,
            person=link.person,
            digest="0" * 64,
            made_by=cast.officer,
            made_on=link.made_on,
        ).save_base(raw=True)


def test_the_page_of_links_asks_the_same_however_many_there_are(
    cast: Cast, draft: Registration, made: tuple[PersonalLink, str]
) -> None:
    client = Client()
    client.force_login(cast.officer)
    counts = []
    for part in ("ward_officer", "ward_head"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/dang-ky/{draft.pk}/lien-ket/").status_code == 200
        counts.append(len(queries))
        make_link(registration=draft, person=person_of(getattr(cast, part)), by=cast.officer)
    assert counts[0] == counts[1]
    assert counts[1] <= 16
