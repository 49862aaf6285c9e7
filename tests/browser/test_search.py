"""Search in the browser: as one types, by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    NARROW,
    WIDE,
    SignIn,
    Visit,
    accessibility_faults,
    overflow,
)
from tests.cast import Cast


def test_by_keyboard_as_one_types(town: Cast, open_page: Visit, sign_in: SignIn) -> None:
    page = open_page(WIDE, language="en")
    sign_in(page, town.officer)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("lan nguyen")
    first = page.locator("#found a").first
    expect(first).to_contain_text("Nguyễn Thị Lan")
    assert accessibility_faults(page) == []
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Nguyễn Thị Lan")


def test_escape_closes_the_list(town: Cast, open_page: Visit, sign_in: SignIn) -> None:
    page = open_page(NARROW, language="vi")
    sign_in(page, town.officer)
    page.fill("#find", "sao do")
    expect(page.locator("#found a").first).to_be_visible()
    assert overflow(page) == 0
    page.keyboard.press("Escape")
    expect(page.locator("#found a")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()


@pytest.mark.parametrize("is_scripted", [True, False])
def test_enter_shows_everything(
    town: Cast, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    page = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(page, town.officer)
    page.fill("#find", "phuong sao do")
    page.press("#find", "Enter")
    expect(page.locator("h1")).to_contain_text("phuong sao do")
    page.locator("main").get_by_role("link", name="Phường Sao Đỏ").first.click()
    expect(page.locator("h1")).to_have_text("Phường Sao Đỏ")
