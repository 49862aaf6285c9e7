"""A registration through the browser, by role: with scripts and without, wide and narrow."""

import re

import pytest
from django.conf import LazySettings
from django.db import connection
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    NARROW,
    WIDE,
    SignIn,
    Visit,
    accessibility_faults,
    faults_of,
    overflow,
)
from tests.cast import Cast, make_user
from tests.web.world import World, make_world
from thidua.audit import guards
from thidua.audit.verify import verify
from thidua.emulation.models import RegistrationLine
from thidua.organisations.states import Role
from thidua.workflow import act


@pytest.fixture
def town_at_work(town: Cast) -> World:
    """The cast's year, under way, committed."""
    return make_world(town)


def pages_of(world: World) -> dict[str, list[str]]:
    """The main pages, by the part of the cast who uses them."""
    draft, sent = f"/dang-ky/{world.draft.pk}/", f"/dang-ky/{world.sent.pk}/"
    forms = [
        f"/dang-ky/dot/{world.round.pk}/don-vi/{world.cast.ward.pk}/phieu/",
        f"/phieu-dang-ky/{world.exchange.returned.pk}/",
    ]
    return {
        "ward_officer": ["/", "/dang-ky/", draft, f"{draft}gui/", f"{draft}nguoi-moi/", *forms],
        "officer": [
            "/",
            "/bang/",
            f"/bang/{world.year.pk}/2018/dang-ky/",
            "/tim/?q=sao",
            "/tim/?q=nguyen&loai=nguoi",
            "/nguoi/",
            f"/nguoi/{world.cast.ward_officer.person.pk}/",
            "/don-vi/",
            f"/don-vi/{world.cast.ward.pk}/",
            "/so-khen/",
            "/sang-kien/",
            "/doi-chieu/",
            "/doi-chieu/nd_91_2017/",
            f"/sang-kien/{world.initiative.pk}/",
            f"/sang-kien/moi/{world.cast.ward_officer.person.pk}/",
            f"/dang-ky/dot/{world.round.pk}/",
            sent,
            f"{sent}tra-lai/",
            f"/khoi/chuc-danh/{world.post.pk}/",
            f"/dang-ky/dot/{world.round.pk}/phieu/",
        ],
        "ward_head": [
            f"/giao-uoc/{world.agreement.pk}/",
            f"/giao-uoc/{world.agreement.pk}/ky/{world.cast.ward.pk}/",
        ],
        "nobody": ["/", draft],
    }


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "vi")])
def test_main_pages_are_accessible_and_fit(
    town_at_work: World, open_page: Visit, sign_in: SignIn, width: int, language: str
) -> None:
    faults: list[str] = []
    for part, paths in pages_of(town_at_work).items():
        page = open_page(width, language=language)
        sign_in(page, getattr(town_at_work.cast, part))
        faults += faults_of(page, paths)
    assert faults == []


@pytest.mark.parametrize("is_scripted", [True, False])
def test_register_send_return_and_accept(
    town_at_work: World, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    world = town_at_work
    unit = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(unit, world.cast.ward_officer)
    unit.locator('main a[href^="/dang-ky/"]', has_text="Do it").first.click()
    expect(unit.locator("h1")).to_contain_text("Phường Sao Đỏ")
    # Nothing ticked, nothing chosen: told beside the fields.
    unit.get_by_role("button", name="Add to the list").click()
    expect(unit.get_by_text("Tick at least one person.")).to_be_visible()
    unit.get_by_label(re.compile("Trần Văn Hùng")).check()
    unit.locator("#id_what").select_option("lao_dong_tien_tien")
    unit.get_by_role("button", name="Add to the list").click()
    expect(unit.get_by_text("1 person was added.")).to_be_visible()
    assert RegistrationLine.objects.filter(registration=world.draft).count() == 3
    unit.get_by_role("link", name="Send the registration").click()
    expect(unit.get_by_text("The list is in time")).to_be_visible()
    unit.get_by_role("button", name="Send").click()
    expect(unit.get_by_text("The registration was sent.")).to_be_visible()
    office = open_page(WIDE, is_scripted=is_scripted, language="en")
    sign_in(office, world.cast.officer)
    office.goto(f"/dang-ky/{world.draft.pk}/")
    office.get_by_role("link", name="Return to be corrected").click()
    office.get_by_label("What the unit is to correct").fill("Thiếu ghi chức vụ.")
    office.get_by_role("button", name="Return").click()
    expect(office.get_by_text("The registration was returned.")).to_be_visible()
    unit.reload()
    expect(unit.get_by_text("Thiếu ghi chức vụ.").first).to_be_visible()
    unit.get_by_role("link", name="Send the registration").click()
    unit.get_by_role("button", name="Send").click()
    office.goto(f"/dang-ky/{world.draft.pk}/")
    office.get_by_role("link", name="Accept the registration").click()
    office.get_by_role("button", name="Accept").click()
    expect(office.get_by_text("was accepted.")).to_be_visible()
    assert verify().faults == ()


def test_people_are_filtered_as_one_types(
    town_at_work: World, open_page: Visit, sign_in: SignIn
) -> None:
    page = open_page()
    sign_in(page, town_at_work.cast.ward_officer)
    page.goto(f"/dang-ky/{town_at_work.draft.pk}/")
    page.get_by_label(re.compile("Nguyễn Thị Lan")).check()
    page.locator("#td-q").press_sequentially("hung")
    expect(page.locator("#person-list .td-check")).to_have_count(2)
    page.locator("#td-q").fill("khong ai")
    expect(page.locator("#person-list .td-check")).to_have_count(1)
    expect(page.get_by_label(re.compile("Nguyễn Thị Lan"))).to_be_checked()


def focused(page: Page) -> str:
    """The text or name of what has the focus."""
    found: str = page.evaluate(
        "() => document.activeElement.textContent.trim() || document.activeElement.name"
    )
    return found


def test_keyboard_reaches_everything_from_the_skip_link_on(
    town_at_work: World, open_page: Visit, sign_in: SignIn
) -> None:
    page = open_page(language="en")
    sign_in(page, town_at_work.cast.ward_officer)
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Do it"
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Phường Sao Đỏ")


def test_the_demo_lets_one_be_someone_and_move_the_day(
    town: Cast, open_page: Visit, settings: LazySettings
) -> None:
    settings.DEMO = True
    with act("tests.make_user", by=town.system):
        make_user("van-thu", "Nguyễn Văn Luân", town.town, Role.CLERK)
    page = open_page(NARROW, language="en")
    page.goto("/dang-nhap/")
    assert accessibility_faults(page) == []
    assert overflow(page) == 0
    page.get_by_role("button", name="Nguyễn Văn Luân").click()
    expect(page.locator(".td-who")).to_have_text("Nguyễn Văn Luân")
    page.get_by_label("Office day").fill("31/02/2018")
    page.get_by_role("button", name="Move the day").click()
    expect(page.get_by_text("Write the day as 15/11/2018.")).to_be_visible()
    page.get_by_label("Office day").fill("15/11/2018")
    page.get_by_role("button", name="Move the day").click()
    expect(page.get_by_text("The office's day is now 15/11/2018.")).to_be_visible()


def test_the_journals_guards_stand_while_the_browser_runs(town: Cast, open_page: Visit) -> None:
    open_page().goto("/dang-nhap/")
    assert guards.missing(connection) == []
