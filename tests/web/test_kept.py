"""A session that ended while typing: nothing typed is lost, leaks, or goes to another site."""

import re
from html import unescape
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.cast import Cast
from tests.web.addresses import address
from tests.web.test_pages import signed_in
from tests.web.world import World
from thidua.accounts.models import User
from thidua.emulation.models import Registration
from thidua.emulation.states import RegistrationState
from thidua.ui import kept as keeping

SIGN_IN, PASSWORD = "/dang-nhap/", "thidua"
SEALED = re.compile(r'<input type="hidden" name="kept" value="([^"]+)">')
REASON = "Thiếu ghi chức vụ <b>của</b> bà Lan."


def sealed_in(answer: Any) -> str:
    found = SEALED.findall(answer.content.decode())
    assert found, "the page carries nothing"
    return unescape(found[0])


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def ended(user: User) -> Client:
    """The browser of `user`, whose session has ended on the server."""
    client = signed_in(user)
    client.get("/")
    client.session.flush()
    return client


def enter(client: Client, user: User, sealed: str, **more: str) -> Any:
    given = {"username": user.username, "password": PASSWORD, "kept": sealed, **more}
    return client.post(SIGN_IN, given)


def test_typed_words_go_through_the_sign_in_and_are_sent_with_one_button(world: World) -> None:
    path, user = address("emulation:return_registration", world), world.cast.officer
    client = ended(user)
    answer = client.post(path, {"reason": REASON, "csrfmiddlewaretoken": "x"})
    assert answer.status_code == 403
    assert "What you typed is kept" in text_of(answer)
    assert Registration.objects.get(pk=world.sent.pk).state == RegistrationState.SENT
    # A wrong password loses nothing.
    wrong = client.post(SIGN_IN, {"username": "x", "password": "y", "kept": sealed_in(answer)})
    entered = enter(client, user, sealed_in(wrong))
    assert (entered.status_code, entered["Location"]) == (302, "/da-nhap/")
    page = client.get("/da-nhap/")
    assert REASON in text_of(page)
    assert f'<form method="post" action="{path}">' in text_of(page)
    hidden = dict(
        re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    )
    assert unescape(hidden["reason"]) == REASON
    assert hidden["csrfmiddlewaretoken"] != "x", "a protection of the new session"
    sent = client.post(path, {"reason": REASON})
    assert sent.status_code == 302
    # What was sent waits no longer.
    assert client.get("/da-nhap/").status_code == 302


def test_anothers_words_are_neither_shown_nor_sent(world: World) -> None:
    path = address("emulation:return_registration", world)
    client = ended(world.cast.officer)
    sealed = sealed_in(client.post(path, {"reason": REASON}))
    entered = enter(client, world.cast.ward_officer, sealed)
    assert entered["Location"] == "/"
    page = text_of(client.get("/"))
    assert "another user's" in page
    assert REASON not in page
    assert client.get("/da-nhap/").status_code == 302


def test_passwords_and_files_are_not_carried(world: World) -> None:
    upload = SimpleUploadedFile("a.txt", b"tuyet mat")
    client = ended(world.cast.officer)
    answer = client.post(
        "/cham-diem/",
        {"password": "bi-mat-1", "x": "y", "new_password1": "bi-mat-2", "file": upload},
    )
    request = RequestFactory().get("/")
    kept = keeping.opened(sealed_in(answer), request)
    assert kept is not None
    assert kept.fields == (("x", "y"),)
    assert kept.files == 1
    assert "have to be chosen again" in text_of(answer)


def test_what_is_too_long_is_said_to_be(world: World) -> None:
    answer = ended(world.cast.officer).post("/cham-diem/", {"x": "a" * 400_000})
    assert "too long to be carried" in text_of(answer)
    assert len(answer.content) < 100_000


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_a_seal_leads_to_no_other_site(cast: Cast, path: str) -> None:
    sealed = keeping.sealed(keeping.Kept(path=path, fields=()))
    assert enter(Client(), cast.officer, sealed)["Location"] == "/"


@pytest.mark.parametrize("sealed", ["", "x", "a:b:c", "\0", "é" * 50, "x" * 100_000])
def test_a_broken_seal_carries_nothing(cast: Cast, sealed: str) -> None:
    assert enter(Client(), cast.officer, sealed)["Location"] == "/"


def test_an_old_seal_carries_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = keeping.sealed(keeping.Kept(path="/", fields=()))
    monkeypatch.setattr(keeping, "MAX_AGE", -1)
    with pytest.raises(signing.SignatureExpired):
        signing.loads(sealed, salt="thidua.ui.kept", max_age=-1)
    assert enter(Client(), cast.officer, sealed)["Location"] == "/"


def test_htmx_leads_the_whole_page_to_the_sign_in(world: World) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://evil.example/dang-ky/1/?q=a"}
    for method in ("get", "post"):
        answer = getattr(Client(), method)("/dang-ky/1/", headers=headers)
        assert answer["HX-Redirect"] == "/dang-nhap/?next=%2Fdang-ky%2F1%2F%3Fq%3Da"


def expired(user: User, **headers: str) -> Any:
    """A form whose protection does not match."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    client.cookies["thidua_language"] = "en"
    return client.post("/dang-ky/", {"reason": REASON, "password": "bi-mat"}, headers=headers)


def test_a_form_of_an_older_session_is_shown_again(cast: Cast) -> None:
    answer = expired(cast.officer, **{"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    page = text_of(answer)
    assert REASON in page
    assert "bi-mat" not in page
    assert f"in the name of {cast.officer}" in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Origin": "http://evil.example"},
    ],
)
def test_another_sites_form_is_never_offered_for_sending(
    cast: Cast, headers: dict[str, str]
) -> None:
    answer = expired(cast.officer, **headers)
    assert answer.status_code == 403
    assert REASON not in text_of(answer)


def test_being_locked_out_loses_nothing(world: World, settings: LazySettings) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    client = ended(world.cast.officer)
    sealed = sealed_in(client.post("/dang-ky/", {"reason": REASON}))
    for _time in range(3):
        answer = client.post(
            SIGN_IN, {"username": world.cast.officer.username, "password": "sai", "kept": sealed}
        )
    assert answer.status_code == 429
    again = client.post(SIGN_IN, {"again": "1", "kept": sealed_in(answer)})
    assert again.status_code == 200
    assert sealed_in(again) == sealed


def test_signing_in_elsewhere_meanwhile_goes_on_with_what_was_typed(world: World) -> None:
    client = ended(world.cast.officer)
    sealed = sealed_in(client.post("/dang-ky/", {"reason": REASON}))
    client.force_login(world.cast.officer)
    assert client.post(SIGN_IN, {"again": "1", "kept": sealed})["Location"] == "/da-nhap/"
    assert REASON in text_of(client.get("/da-nhap/"))
    assert client.post("/da-nhap/")["Location"] == "/"
    assert client.get(reverse("accounts:kept")).status_code == 302


def test_choosing_a_language_before_signing_in_loses_nothing(world: World) -> None:
    client = ended(world.cast.officer)
    page = client.post("/dang-ky/", {"reason": REASON})
    sealed = sealed_in(page)
    assert page.content.decode().count('name="kept"') == 2, "the sign-in and the language carry it"
    chosen = {"language": "vi", "next": "/dang-ky/", "kept": sealed}
    again = client.post("/ngon-ngu/", chosen)
    assert again.status_code == 200
    assert "Đăng nhập</h1>" in text_of(again)
    assert client.cookies["thidua_language"].value == "vi"
    assert enter(client, world.cast.officer, sealed_in(again))["Location"] == "/da-nhap/"
    assert REASON in text_of(client.get("/da-nhap/"))


def test_choosing_a_language_signed_in_anew_goes_on_with_what_was_typed(world: World) -> None:
    client = ended(world.cast.officer)
    sealed = sealed_in(client.post("/dang-ky/", {"reason": REASON}))
    client.force_login(world.cast.officer)
    chosen = {"language": "vi", "next": "/dang-ky/", "kept": sealed}
    assert client.post("/ngon-ngu/", chosen)["Location"] == "/da-nhap/"
    assert client.post("/ngon-ngu/", {**chosen, "kept": "x"})["Location"] == "/dang-ky/"
