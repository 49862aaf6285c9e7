"""Who qualifies, shares by unit, trials and outlooks in the browser: seen, and by keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, SignIn, Visit, accessibility_faults, overflow
from tests.browser.test_roles import reach
from tests.cast import Cast
from thidua.background.tests.working import work
from thidua.common import clock
from thidua.eligibility.actions.trials import ask_to_try
from thidua.eligibility.actions.years import ask_to_judge
from thidua.eligibility.models import Trial
from thidua.eligibility.tests.records import rate
from thidua.eligibility.tests.test_caps import CSTD, staff_up

DAY, LATER = date(2018, 12, 20), date(2024, 6, 1)


@pytest.fixture
def judged(town: Cast) -> Trial:
    """The ward's fourteen, of whom three qualify for two places; a trial of another day."""
    clock.follow(lambda: DAY)
    # This thread has a day of its own, which the cast set.
    with clock.office_day_is(DAY):
        staff_up(town, town.ward, 14, fighters=3, women=1)
        rate(town, town.year, "hoan_thanh_tot", town.ward)
        ask_to_judge(year=2018, by=town.officer)
        trial = ask_to_try(year=2018, on=LATER, by=town.officer)
        work()
    trial.refresh_from_db()
    assert trial.changes.exists()
    return trial


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_pages_fit_and_can_be_read_by_all(
    town: Cast, judged: Trial, open_page: Visit, sign_in: SignIn, size: int
) -> None:
    page = open_page(size)
    sign_in(page, town.officer)
    person = town.ward.people.order_by("pk")[0]
    for path, told in (
        ("/du-dieu-kien/?la=vouched", "Người thứ 5"),
        (f"/du-dieu-kien/?gi={CSTD}&dv=phuong+sao+do", "chọn 1 trong 2"),
        ("/du-dieu-kien/?dv=khong+co", "không có đơn vị nào"),
        (f"/du-dieu-kien/ty-le/?gi={CSTD}", "phải chọn"),
        ("/xet-thu/", "2018"),
        (f"/xet-thu/{judged.pk}/", "Theo danh hiệu"),
        (f"/nguoi/{person.pk}/trien-vong/", "sớm nhất"),
        (f"/don-vi/{town.ward.pk}/trien-vong/", "sớm nhất"),
    ):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("main")).to_contain_text(told, ignore_case=True)
        assert overflow(page) == 0, path
        assert accessibility_faults(page) == [], path


def type_unit(page: Page, text: str) -> None:
    reach(page, "Đơn vị")
    page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_unit_and_its_share_are_found_by_keyboard_alone(
    town: Cast, judged: Trial, open_page: Visit, sign_in: SignIn
) -> None:
    page = open_page(WIDE)
    sign_in(page, town.officer)
    page.goto(f"/du-dieu-kien/?gi={CSTD}")
    type_unit(page, "phuong sao do")
    expect(page.get_by_role("heading", name="Được đề nghị bao nhiêu")).to_be_visible()
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Người thứ 0")
    expect(first).to_contain_text("trong tỷ lệ")
    page.goto(f"/xet-thu/{judged.pk}/")
    type_unit(page, "phuong sao do")
    expect(page).to_have_url(re.compile("dv=phuong"))
    expect(page.locator("main tbody").last).to_contain_text("Phường Sao Đỏ")


def test_every_roles_menu_is_one_line(town: Cast, open_page: Visit, sign_in: SignIn) -> None:
    """At 1280 px, in both languages."""
    for part in ("officer", "office_head", "inspector", "ward_head", "clerk", "administrator"):
        for language in ("vi", "en"):
            page = open_page(WIDE, language=language)
            sign_in(page, getattr(town, part))
            tops = page.locator(".td-nav > *").evaluate_all(
                "all => all.map(it => Math.round(it.getBoundingClientRect().top))"
            )
            assert len(set(tops)) == 1, (part, language)
