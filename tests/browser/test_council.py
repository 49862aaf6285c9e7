"""A council's meeting through the browser: a member votes, the secretary records and closes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, SignIn, Visit, faults_of
from tests.cast import Cast
from tests.web.late import LateWorld, make_late_world
from thidua.audit.verify import verify
from thidua.emulation.models import Bloc
from thidua.emulation.tests.opened import COMMUNES, opened_year


@pytest.fixture
def late(town: Cast) -> LateWorld:
    """The end of a year, committed."""
    year = opened_year(town)
    return make_late_world(town, Bloc.objects.get(emulation_year=year, name=COMMUNES))


def pages_of(late: LateWorld) -> dict[str, list[str]]:
    """The main pages, by the part of the cast who uses them."""
    session, decision = late.session.pk, late.draft.pk
    return {
        "officer": [
            f"/hoi-dong/{late.council.pk}/",
            f"/hoi-dong/{late.council.pk}/uy-vien/?q=van",
            f"/hoi-dong/{late.council.pk}/quyet-dinh/",
            f"/hoi-dong/{late.council.pk}/trieu-tap/",
            f"/hoi-dong/phien-hop/{late.closed.pk}/",
            f"/hoi-dong/phien-hop/{session}/bieu-quyet/",
            f"/quyet-dinh/{decision}/",
            f"/to-trinh/{late.submission.pk}/",
            f"/cham-diem/{late.sheet.pk}/don-vi/{late.cast.ward.pk}/",
            f"/suy-ton/{late.selection.pk}/",
        ],
        "accountant": ["/", "/tien-thuong/", f"/tien-thuong/{late.issued.pk}/"],
        "sector": ["/ho-so/nganh-giao-duc/"],
        "clerk": ["/so-van-ban/", "/quyet-dinh/", f"/quyet-dinh/{decision}/ban-hanh/"],
        "ward_head": [
            f"/hoi-dong/phien-hop/{session}/",
            f"/hoi-dong/phien-hop/{session}/muc/{late.item.pk}/",
            f"/cham-diem/{late.sheet.pk}/",
        ],
    }


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "vi")])
def test_pages_are_accessible_and_fit(
    late: LateWorld, open_page: Visit, sign_in: SignIn, width: int, language: str
) -> None:
    faults: list[str] = []
    for part, paths in pages_of(late).items():
        page = open_page(width, language=language)
        sign_in(page, getattr(late.cast, part))
        faults += faults_of(page, paths)
    assert faults == []


@pytest.mark.parametrize("is_scripted", [True, False])
def test_vote_record_and_close(
    late: LateWorld, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    here = f"/hoi-dong/phien-hop/{late.session.pk}/"
    member = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(member, late.cast.ward_head)
    member.goto(here)
    member.locator("#muc-1").get_by_role("button", name="Against").click()
    expect(member.get_by_text("your vote is “against”")).to_be_visible()
    secretary = open_page(WIDE, is_scripted=is_scripted, language="en")
    sign_in(secretary, late.cast.officer)
    duty = secretary.locator(".td-duty", has_text="Record the votes and close the meeting")
    duty.get_by_role("link", name="Do it").click()
    expect(secretary).to_have_url(re.compile(f"{here}$"))
    secretary.get_by_role("link", name="Record the votes").click()
    secretary.get_by_role("button", name="Record").click()
    expect(secretary.get_by_text("Choose what all others voted")).to_be_visible()
    secretary.get_by_label("for", exact=True).check()
    secretary.get_by_role("button", name="Record").click()
    secretary.get_by_role("link", name="Close the meeting").click()
    secretary.get_by_role("button", name="Close the meeting").click()
    expect(secretary.locator("#muc-1")).to_contain_text("4/5 = 80 %")
    secretary.goto("/")
    expect(duty).to_have_count(0)
    assert verify().faults == ()
