"""The administrator and the inspector through the browser, wide and narrow, with and without
scripts.
"""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.conftest import (
    NARROW,
    WIDE,
    SignIn,
    Visit,
    faults_of,
)
from tests.cast import Cast, make_person
from tests.web.world import World, make_world
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.organisations.models import Person
from thidua.workflow import act


@pytest.fixture
def world(town: Cast) -> World:
    """The cast's year, under way, committed."""
    return make_world(town)


def pages_of(world: World) -> dict[str, list[str]]:
    """The main pages, by the part of the cast who uses them."""
    account = f"/quan-tri/tai-khoan/{world.cast.clerk.pk}/"
    return {
        "administrator": [
            "/",
            "/quan-tri/",
            "/quan-tri/tai-khoan/",
            account,
            f"{account}giao-vai-tro/",
            f"{account}dong/",
            "/quan-tri/tai-khoan/mo/?q=moi",
            f"/quan-tri/tai-khoan/mo/{world.without_account.pk}/",
            "/quan-tri/vai-tro/",
            "/quan-tri/ban-giao/",
            "/quan-tri/ky-thi-dua/",
        ],
        "inspector": ["/", "/nhat-ky/", "/nhat-ky/kiem-tra/"],
        "clerk": ["/tai-khoan/", "/tai-khoan/mat-khau/"],
    }


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "vi")])
def test_main_pages_are_accessible_and_fit(
    world: World, open_page: Visit, sign_in: SignIn, width: int, language: str
) -> None:
    faults: list[str] = []
    for part, paths in pages_of(world).items():
        page = open_page(width, language=language)
        sign_in(page, getattr(world.cast, part))
        faults += faults_of(page, paths)
    assert faults == []


@pytest.mark.parametrize("is_scripted", [True, False])
def test_open_an_account_and_use_it(
    town: Cast, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    with act("tests.person", by=town.system):
        make_person("moi", "Lê Thị Mới", town.ward)
    admin = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(admin, town.administrator)
    admin.goto("/quan-tri/")
    admin.get_by_role("link", name="Open an account for a person").click()
    admin.get_by_label("Full name or code").fill("le moi")
    admin.locator("main").get_by_role("button", name="Find").click()
    found = admin.locator(".td-duty", has_text="Bà Lê Thị Mới")
    found.get_by_role("link", name=re.compile("^Choose")).click()
    admin.get_by_role("button", name="Open the account").click()
    password = admin.locator(".td-code").inner_text()
    admin.get_by_role("link", name="Go on: give a role").click()
    admin.get_by_role("button", name="Give the role").click()
    expect(admin.get_by_text("Choose a role.")).to_be_visible()
    admin.get_by_label("Role", exact=True).select_option("unit_officer")
    admin.get_by_role("button", name="Give the role").click()
    expect(admin.get_by_text("The role was given.")).to_be_visible()
    new = open_page(WIDE, is_scripted=is_scripted, language="en")
    new.goto("/dang-nhap/")
    new.get_by_label("Sign-in name").fill("moilt")
    new.get_by_label("Password").fill(password)
    new.get_by_role("button", name="Sign in").click()
    expect(new.get_by_text("made by the administrator")).to_be_visible()
    new.get_by_label("The password you use now").fill(password)
    new.get_by_label("New password", exact=True).fill("hoa phuong do")
    new.get_by_label("The new password once more").fill("hoa phuong do")
    new.get_by_role("button", name="Change the password").click()
    expect(new.get_by_text("Your password was changed.")).to_be_visible()
    account = User.objects.get(username="moilt")
    assert Person.objects.get(code="moi").user == account
    assert not account.must_change_password
    assert verify().faults == ()


def test_the_check_shows_its_result_by_itself(
    town: Cast, open_page: Visit, sign_in: SignIn
) -> None:
    page = open_page(language="en")
    sign_in(page, town.inspector)
    page.get_by_role("link", name="Do it").click()
    page.get_by_role("button", name="Check the journal").click()
    expect(page.get_by_text("It waits for the worker.")).to_be_visible()
    call_command("db_worker", batch=True, reload=False, verbosity=0, startup_delay=False)
    expect(page.get_by_text("The journal holds.")).to_be_visible()
