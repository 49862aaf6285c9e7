"""The frame of every page: sign-in, languages, keyboard, narrow screens."""

import pytest

from tests.browser.conftest import NARROW, WIDE, SignIn, Visit, accessibility_faults, overflow
from tests.cast import Cast


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
