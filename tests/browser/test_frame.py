"""The frame of every page: sign-in, languages, keyboard, narrow screens."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.conftest import (
    NARROW,
    PASSWORD,
    WIDE,
    SignIn,
    Visit,
    accessibility_faults,
    overflow,
)
from tests.cast import Cast
from tests.web.world import make_world


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_sign_in_page(town: Cast, open_page: Visit, width: int, language: str) -> None:
    page = open_page(width, language=language)
    page.goto("/dang-nhap/")
    assert page.locator("html").get_attribute("lang") == language
    assert accessibility_faults(page) == []
    assert overflow(page) == 0


def test_sign_in_without_scripts(town: Cast, open_page: Visit, sign_in: SignIn) -> None:
    page = open_page(NARROW, is_scripted=False)
    sign_in(page, town.ward_officer)
    assert page.locator("h1").count() == 1
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_session_that_ends_while_one_types_loses_nothing(
    town: Cast, open_page: Visit, sign_in: SignIn
) -> None:
    world = make_world(town)
    page = open_page(NARROW, is_scripted=False, language="en")
    sign_in(page, town.officer)
    page.goto(f"/dang-ky/{world.sent.pk}/tra-lai/")
    page.get_by_label("What the unit is to correct").fill("Thiếu ghi chức vụ của bà Lan.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Return").click()
    expect(page.get_by_text("You were signed out meanwhile")).to_be_visible()
    assert overflow(page) == 0
    page.fill("input[name=username]", town.officer.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button")
    expect(page.get_by_text("Thiếu ghi chức vụ của bà Lan.")).to_be_visible()
    assert overflow(page) == 0
    page.get_by_role("button", name="Send what I typed").click()
    expect(page.get_by_text("The registration was returned.")).to_be_visible()


def test_a_form_older_than_the_session_is_sent_again(
    town: Cast, open_page: Visit, sign_in: SignIn
) -> None:
    """Another tab signed in anew: the older form's protection no longer matches."""
    world = make_world(town)
    page = open_page(language="en")
    sign_in(page, town.officer)
    page.goto(f"/dang-ky/{world.sent.pk}/tra-lai/")
    page.get_by_label("What the unit is to correct").fill("Thiếu ghi chức vụ của bà Lan.")
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    sign_in(other, town.officer)
    page.get_by_role("button", name="Return").click()
    expect(page.get_by_role("heading", name="This page was open too long")).to_be_visible()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Send what I typed").click()
    expect(page.get_by_text("The registration was returned.")).to_be_visible()
