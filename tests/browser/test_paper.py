"""Acts on paper and the bloc's pages through the browser: with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, SignIn, Visit, faults_here, faults_of
from tests.cast import Cast
from tests.web.world import World, make_world
from thidua.audit.verify import verify
from thidua.documents.tests.scans import PDF_BYTES


@pytest.fixture
def town_at_work(town: Cast) -> World:
    """The cast's year, under way, committed."""
    return make_world(town)


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "vi")])
def test_main_pages_are_accessible_and_fit(
    town_at_work: World, open_page: Visit, sign_in: SignIn, width: int, language: str
) -> None:
    world = town_at_work
    bloc = f"/khoi/{world.round.bloc_id}/"
    pages = {
        "ward_head": ["/khoi/", bloc, f"{bloc}giao-uoc/", f"{bloc}so-tong-ket/", "/giao-uoc/"],
        "inspector": ["/ban-giay/"],
        "ward_officer": [bloc, f"/giao-uoc/{world.agreement.pk}/ky/{world.cast.ward.pk}/"],
        "officer": [f"/giao-uoc/{world.agreement.pk}/", f"/dang-ky/{world.draft.pk}/gui/"],
        "commune_officer": [
            f"/dang-ky/{world.sent.pk}/",
            f"/ban-giay/{world.paper.pk}/them-ban-quet/",
        ],
    }
    faults: list[str] = []
    for part, paths in pages.items():
        page = open_page(width, language=language)
        sign_in(page, getattr(world.cast, part))
        faults += faults_of(page, paths)
    assert faults == []


@pytest.mark.parametrize("is_scripted", [True, False])
def test_what_a_head_signed_is_entered_with_its_scan(
    town_at_work: World, open_page: Visit, sign_in: SignIn, tmp_path: Path, is_scripted: bool
) -> None:
    world = town_at_work
    scan, wrong = tmp_path / "da-ky.pdf", tmp_path / "nham.pdf"
    scan.write_bytes(PDF_BYTES)
    wrong.write_bytes(b"<html>")
    page = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(page, world.cast.ward_officer)
    page.goto(f"/giao-uoc/{world.agreement.pk}/")
    page.get_by_role("link", name="Enter what was signed on paper").click()
    # She may only enter: the part about the paper stands open, and nothing goes without it.
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Choose who signed the paper.")).to_be_visible()
    page.get_by_label("Who signed or did it on paper").select_option(index=1)
    page.get_by_label("Day that stands on the paper").fill("15/01/2018")
    page.get_by_label("Scan or photograph of the signed paper").set_input_files(wrong)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("is not a file of the type asked for")).to_be_visible()
    expect(page.get_by_label("Day that stands on the paper")).to_have_value("15/01/2018")
    page.get_by_label("Scan or photograph of the signed paper").set_input_files(scan)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("The agreement was signed for Phường Sao Đỏ.")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Scan").first.click()
    assert coming.value.suggested_filename == "da-ky.pdf"
    assert Path(coming.value.path()).read_bytes() == PDF_BYTES
    assert verify().faults == ()


def test_a_paper_of_a_dossier_is_uploaded_and_replaced(
    town_at_work: World, open_page: Visit, sign_in: SignIn, tmp_path: Path
) -> None:
    dossier = town_at_work.dossiers.draft
    first, second = tmp_path / "ban-cu.pdf", tmp_path / "ban-moi.pdf"
    for path in (first, second):
        path.write_bytes(PDF_BYTES)
    page = open_page(NARROW, language="en")
    sign_in(page, town_at_work.cast.ward_officer)
    page.goto(f"/ho-so/{dossier.pk}/")
    page.get_by_text("Add a paper").click()
    page.get_by_label("Paper", exact=True).select_option("khac")
    page.get_by_label("What it is, for any other paper").fill("Báo cáo tài chính")
    page.get_by_label("Files; several may be chosen").set_input_files([first, second])
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_text("The paper was attached.")).to_be_visible()
    expect(page.get_by_role("link", name="Báo cáo tài chính", exact=True)).to_have_count(2)
    assert faults_here(page) == []
    page.get_by_role("link", name=re.compile("^Replace")).first.click()
    page.get_by_label("New file").set_input_files(second)
    page.get_by_role("button", name="Replace").click()
    expect(page.get_by_text("Earlier papers")).to_be_visible()
    assert verify().faults == ()
