"""The law's pages and the outlook in the browser: wide and narrow, with and without scripts."""

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

FIGHTER = "/phap-luat/danh-hieu/chien_si_thi_dua_co_so/"
PAGES = (
    "/phap-luat/",
    f"{FIGHTER}?ngay=2018-12-01",
    f"{FIGHTER}qua-cac-thoi-ky/",
    f"{FIGHTER}so-sanh/?ngay=2018-12-01&so_voi=2025-08-06",
    "/phap-luat/van-ban/",
    "/phap-luat/van-ban/nd_91_2017/",
)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_laws_pages_fit_and_can_be_read_by_all(
    town: Cast, open_page: Visit, sign_in: SignIn, size: int
) -> None:
    page = open_page(size, language="vi")
    sign_in(page, town.ward_officer)
    base = page.url.partition("/")[0] + "//" + page.url.split("/")[2]
    for path in PAGES:
        page.goto(base + path)
        expect(page.locator("h1")).to_have_count(1)
        assert overflow(page) == 0, path
        assert accessibility_faults(page) == [], path


@pytest.mark.parametrize("is_scripted", [True, False])
def test_a_persons_page_leads_to_what_is_within_reach(
    town: Cast, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    page = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(page, town.ward_officer)
    base = page.url.partition("/")[0] + "//" + page.url.split("/")[2]
    person = town.ward_head.person
    page.goto(f"{base}/nguoi/{person.pk}/")
    if not is_scripted:
        page.get_by_role("link", name="See what the law says").click()
    expect(page.locator("main")).to_contain_text("Lacks exactly one thing")
    assert overflow(page) == 0
    if is_scripted:
        assert accessibility_faults(page) == []
