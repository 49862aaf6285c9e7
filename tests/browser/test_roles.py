"""Each role finds her work from the menu on a narrow screen; a unit's officer by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    NARROW,
    PASSWORD,
    SignIn,
    Visit,
    faults_here,
    shape_faults,
)
from tests.cast import Cast
from tests.web.world import World, make_world
from thidua.emulation.models import Registration
from thidua.emulation.states import RegistrationState

PARTS = (
    "ward_officer", "ward_head", "sector", "officer", "office_head", "chair", "clerk",
    "accountant", "inspector", "administrator",
)  # fmt: skip
MOST_KEYS = 120


@pytest.fixture
def under_way(town: Cast) -> World:
    """The cast's year, under way, committed."""
    return make_world(town)


def test_each_role_finds_her_pages_in_the_menu(
    under_way: World, open_page: Visit, sign_in: SignIn
) -> None:
    """By clicking alone, at 360 px: one heading, no fault, nothing too wide, and where one is."""
    faults: list[str] = []
    judged: set[str] = set()
    for part in PARTS:
        page = open_page(NARROW)
        late = under_way.late
        sign_in(page, late.chair if part == "chair" else getattr(under_way.cast, part))
        menu = page.locator(".td-menu-narrow")
        menu.locator("> summary").click()
        names = menu.get_by_role("link").all_inner_texts()
        assert "Việc của tôi" in names
        for name in names:
            if not menu.get_by_role("link").first.is_visible():
                menu.locator("> summary").click()
            menu.get_by_role("link", name=name, exact=True).click()
            page.wait_for_load_state()
            path = page.url
            here = menu.locator('[aria-current="page"]').all_text_contents()
            if here != [name]:
                faults.append(f"{path} says it is {here}, not {name}")
            # What each role sees of it has a shape of its own; the page's parts are the same.
            faults += shape_faults(page) if path in judged else faults_here(page)
            judged.add(path)
    assert faults == []


def reach(page: Page, words: str, leading_to: str = "") -> None:
    """Press Tab until what has the focus says `words`, and leads to an address beginning so."""
    for _key in range(MOST_KEYS):
        page.keyboard.press("Tab")
        said: str = page.evaluate(
            "() => { const it = document.activeElement;"
            # A list that scrolls takes the focus too, before what is in it.
            " if (it.matches('div, ul')) return '';"
            " const label = it.labels && it.labels.length ? it.labels[0].textContent : '';"
            " return (label || it.textContent).trim(); }"
        )
        href = page.evaluate("() => document.activeElement.getAttribute('href') || ''")
        if re.match(words, said) and href.startswith(leading_to):
            return
    pytest.fail(f"“{words}” is not reached by keyboard on {page.url}")


def test_a_units_officer_registers_and_sends_by_keyboard_alone(
    under_way: World, open_page: Visit
) -> None:
    page = open_page(language="en")
    page.goto("/dang-nhap/")
    page.keyboard.type(under_way.cast.ward_officer.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("My duties")
    reach(page, "Do it", leading_to="/dang-ky/")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Phường Sao Đỏ")
    reach(page, "Trần Văn Hùng")
    page.keyboard.press("Space")
    reach(page, "Title")
    page.keyboard.press("l")
    reach(page, "Add to the list")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 person was added.")).to_be_visible()
    reach(page, "Send the registration")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    reach(page, "Send$")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The registration was sent.")).to_be_visible()
    sent = Registration.objects.get(pk=under_way.draft.pk)
    assert sent.state == RegistrationState.SENT
