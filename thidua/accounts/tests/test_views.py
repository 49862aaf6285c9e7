"""Signing in: wrong passwords, foreign addresses, the language."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

SIGN_IN = "/dang-nhap/"


def sign_in(client: Client, cast: Cast, password: str) -> int:
    return client.post(
        SIGN_IN, {"username": cast.officer.username, "password": password}
    ).status_code


def test_signs_in_whatever_the_letter_case(cast: Cast) -> None:
    client = Client()
    answer = client.post(SIGN_IN, {"username": "YEN", "password": "thidua"})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:duties")


def test_wrong_password_is_told_and_the_name_stays(cast: Cast) -> None:
    answer = Client().post(SIGN_IN, {"username": "yen", "password": "wrong"})
    assert answer.status_code == 200
    assert 'value="yen"' in answer.content.decode()
    assert len(answer.context["form"].non_field_errors()) == 1


def test_thirty_wrong_passwords_lock_the_account_here(cast: Cast) -> None:
    client = Client()
    statuses = [sign_in(client, cast, "wrong") for _try in range(30)]
    assert statuses == [200] * 7 + [429] * 23
    assert sign_in(client, cast, "thidua") == 429, "the right password is too late"
    page = client.post(SIGN_IN, {"username": "yen", "password": "thidua"})
    assert "accounts/locked_out.html" in [template.name for template in page.templates]
    # Another account behind the same address still enters.
    other = client.post(SIGN_IN, {"username": "lan", "password": "thidua"})
    assert other.status_code == 302


@pytest.mark.parametrize(
    "foreign",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "http:elsewhere.example",
    ],
)
def test_next_leads_only_to_this_site(cast: Cast, foreign: str) -> None:
    answer = Client().post(SIGN_IN, {"username": "yen", "password": "thidua", "next": foreign})
    assert answer["Location"] == reverse("desk:duties")
    language = Client().post("/ngon-ngu/", {"language": "en", "next": foreign})
    assert language["Location"] == "/"


def test_next_leads_where_one_was_going(cast: Cast) -> None:
    client = Client()
    asked = client.get("/dang-ky/")
    assert asked["Location"] == "/dang-nhap/?next=/dang-ky/"
    page = client.get(asked["Location"])
    assert '<input type="hidden" name="next" value="/dang-ky/">' in page.content.decode()
    answer = client.post(SIGN_IN, {"username": "yen", "password": "thidua", "next": "/dang-ky/"})
    assert answer["Location"] == "/dang-ky/"


def test_language_is_kept_in_the_account_else_in_a_cookie(cast: Cast) -> None:
    client = Client()
    client.post("/ngon-ngu/", {"language": "en"})
    assert client.cookies["thidua_language"].value == "en"
    assert '<html lang="en">' in client.get(SIGN_IN).content.decode()
    client.force_login(cast.officer)
    client.post("/ngon-ngu/", {"language": "vi"})
    cast.officer.refresh_from_db()
    assert cast.officer.language == "vi"
    client.post("/ngon-ngu/", {"language": "xx"})
    cast.officer.refresh_from_db()
    assert cast.officer.language == "vi"


def test_the_browsers_own_language_is_ignored(cast: Cast) -> None:
    page = Client().get(SIGN_IN, headers={"accept-language": "en-US,en"})
    assert '<html lang="vi">' in page.content.decode()


def test_the_cast_is_shown_only_in_the_demo(cast: Cast, settings: LazySettings) -> None:
    assert "/demo/vai/" not in Client().get(SIGN_IN).content.decode()
    settings.DEMO = True
    assert Client().get(SIGN_IN).status_code == 200
