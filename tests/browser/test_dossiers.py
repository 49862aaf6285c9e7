"""A unit's year of titles through the browser: its meeting, its dossier, the office's appraisal."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    NARROW,
    WIDE,
    SignIn,
    Visit,
    faults_of,
)
from tests.cast import Cast
from tests.web.dossiers import Dossiers, make_dossiers
from thidua.audit.verify import verify
from thidua.common import clock
from thidua.dossiers.models import Dossier
from thidua.dossiers.states import Appraisal
from thidua.eligibility.tests.records import person_of, rate
from thidua.emulation.tests.opened import opened_year

DECEMBER = date(2018, 12, 10)
LDTT = "lao_dong_tien_tien"


@pytest.fixture
def december(town: Cast) -> Cast:
    """The year's blocs in December, with ratings: the head did well, the officer's is not known."""
    opened_year(town)
    clock.follow(lambda: DECEMBER)
    rate(town, town.year, "hoan_thanh_tot", person_of(town, "hung"))
    return town


@pytest.fixture
def dossiers(town: Cast) -> Dossiers:
    """Dossiers in several states, in December."""
    clock.follow(lambda: DECEMBER)
    return make_dossiers(town)


def pages_of(dossiers: Dossiers) -> dict[str, list[str]]:
    """The pages, by the part of the cast who uses them."""
    meeting, draft, received = dossiers.meeting.pk, dossiers.draft, dossiers.received
    return {
        "commune_officer": [
            "/ho-so/",
            f"/binh-xet/{dossiers.meeting.unit.code}/2018/",
            f"/binh-xet/phien/{meeting}/ket-luan/",
        ],
        "ward_officer": [
            f"/ho-so/{draft.pk}/",
            f"/ho-so/{draft.pk}/nop/",
            f"/ho-so/de-nghi/{draft.nominees.order_by('pk')[0].pk}/",
            f"/binh-xet/phien/{draft.deliberation_id}/lap-ho-so/",
        ],
        "officer": [
            "/ho-so/",
            "/binh-xet/nhap-ho/",
            "/binh-xet/phong-gddt/2018/",
            f"/binh-xet/phien/{draft.deliberation_id}/lap-ho-so/",
            f"/ho-so/{received.pk}/",
            f"/ho-so/{received.pk}/tra-lai/",
            f"/ho-so/{received.pk}/xet-lai/",
            f"/ho-so/de-nghi/{received.nominees.order_by('pk')[0].pk}/",
        ],
        "school_officer": ["/ho-so/", f"/ho-so/{received.pk}/"],
        "nobody": ["/ho-so/"],
    }


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "vi")])
def test_pages_are_accessible_and_fit(
    dossiers: Dossiers, town: Cast, open_page: Visit, sign_in: SignIn, width: int, language: str
) -> None:
    faults: list[str] = []
    for part, paths in pages_of(dossiers).items():
        page = open_page(width, language=language)
        sign_in(page, getattr(town, part))
        faults += faults_of(page, paths)
    assert faults == []


@pytest.mark.both_databases
@pytest.mark.parametrize("is_scripted", [True, False])
def test_from_the_meeting_to_the_appraisal(
    december: Cast, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    unit = open_page(NARROW, is_scripted=is_scripted, language="en")
    sign_in(unit, december.ward_officer)
    hold_the_meeting(unit)
    vote_and_conclude(unit)
    dossier = draw_up_and_submit(unit)
    office = open_page(WIDE, is_scripted=is_scripted, language="en")
    sign_in(office, december.officer)
    receive_and_appraise(office, dossier)
    unit.reload()
    expect(unit.get_by_text("awaiting the council")).to_be_visible()
    dossier.refresh_from_db()
    found = dict(dossier.nominees.values_list("person__name", "appraisal"))
    assert found == {
        "Trần Văn Hùng": Appraisal.PROPOSE,
        "Nguyễn Thị Lan": Appraisal.OVERRULED,
    }
    assert verify().faults == ()


def hold_the_meeting(unit: Page) -> None:
    """From the duty to the meeting on record; what was wrong is told beside its field."""
    duty = unit.locator(".td-duty", has_text="Deliberate on titles")
    duty.get_by_role("link", name="Do it").click()
    expect(unit.locator("h1")).to_contain_text("Phường Sao Đỏ")
    unit.get_by_label("Day of the meeting").fill("31/02/2018")
    unit.get_by_role("button", name="Record the meeting").click()
    expect(unit.get_by_text("Write the day as 15/11/2018.")).to_be_visible()
    unit.get_by_label("Day of the meeting").fill("20/11/2018")
    for number, name in ((1, "Trần Văn Hùng"), (2, "Nguyễn Thị Lan")):
        choice = unit.locator(f"#id_holder_{number}")
        choice.select_option(
            label=choice.locator("option", has_text=name).first.inner_text().strip()
        )
    unit.locator("#id_what_1").select_option(LDTT)
    unit.get_by_role("button", name="Record the meeting").click()
    expect(unit.get_by_text("Choose the title as well.")).to_be_visible()
    unit.locator("#id_what_2").select_option(LDTT)
    unit.get_by_label("Staff who may vote").fill("20")
    unit.get_by_label("Of them present").fill("18")
    unit.get_by_role("button", name="Record the meeting").click()
    expect(unit.get_by_text("The meeting was recorded")).to_be_visible()


def vote_and_conclude(unit: Page) -> None:
    """More votes than people are refused in their row, and stay as typed."""
    expect(unit.get_by_text("No performance rating on record for:")).to_be_visible()
    first = unit.locator("input.td-votes").first
    expect(first).to_have_value("18")
    first.fill("19")
    unit.get_by_role("button", name="Save the votes").click()
    expect(unit.locator(".td-row-wrong .td-wrong")).to_contain_text("19 votes were counted")
    expect(unit.locator("input.td-votes").first).to_have_value("19")
    unit.locator("input.td-votes").first.fill("17")
    unit.get_by_role("button", name="Save and go on to conclude").click()
    expect(unit.get_by_text("2 of 2 have enough votes")).to_be_visible()
    unit.get_by_role("button", name="Conclude the deliberation").click()
    expect(unit.get_by_text("The deliberation was concluded.")).to_be_visible()
    expect(unit.get_by_text("17 for, 0 against, 0 abstaining")).to_be_visible()


def draw_up_and_submit(unit: Page) -> Dossier:
    """What is missing is named until it is there; then the dossier goes."""
    unit.get_by_role("link", name="Draw up the dossier").click()
    unit.get_by_role("button", name="Draw up the dossier").click()
    expect(unit.get_by_role("heading", name="What is missing")).to_be_visible()
    for number in range(2):
        unit.get_by_role("link", name=re.compile("^Write the achievement")).first.click()
        unit.get_by_role("button", name="Save the achievement").click()
        expect(unit.get_by_text("Write what was achieved.")).to_be_visible()
        unit.locator("#id_text").fill(f"Hoàn thành tốt nhiệm vụ {number}.")
        unit.get_by_role("button", name="Save the achievement").click()
    for kind in ("to_trinh", "dang_ky_thi_dua"):
        unit.get_by_text("Add a paper", exact=True).click()
        unit.locator("#id_kind").select_option(kind)
        unit.get_by_role("button", name="Add the paper").click()
        expect(unit.get_by_text("The paper was noted.")).to_be_visible()
    expect(unit.get_by_role("heading", name="What is missing")).to_have_count(0)
    unit.get_by_role("link", name="Submit the dossier").click()
    unit.get_by_role("button", name="Submit").click()
    expect(unit.get_by_text("The dossier was submitted.")).to_be_visible()
    return Dossier.objects.get()


def receive_and_appraise(office: Page, dossier: Dossier) -> None:
    """Received, judged with reasons, one proposed with the rest, one against the verdict."""
    office.goto("/ho-so/")
    office.get_by_role("link", name="Phường Sao Đỏ").click()
    office.get_by_role("link", name="Receive the dossier").click()
    office.get_by_role("button", name="Receive").click()
    expect(office.get_by_text("every nominee judged")).to_be_visible()
    reasons = office.locator(".td-more", has_text="Nguyễn Thị Lan").locator("details")
    reasons.locator("summary").click()
    expect(reasons).to_contain_text("the performance rating of 2018")
    expect(reasons).to_contain_text("not yet compared with the official text")
    office.get_by_role("link", name="Propose all who meet the standard: 1").click()
    office.get_by_role("button", name="Propose all who meet the standard").click()
    expect(office.get_by_text("1 nominee was proposed.")).to_be_visible()
    office.get_by_role("link", name=re.compile("^Appraise Nguyễn Thị Lan")).click()
    office.get_by_label("proposes to the council", exact=True).check()
    office.get_by_role("button", name="Record the appraisal").click()
    expect(office.get_by_text("To propose all the same, write the reason")).to_be_visible()
    office.get_by_label("Reason").fill("Phiếu đánh giá đã có, đang chờ ghi sổ.")
    office.get_by_role("button", name="Record the appraisal").click()
    office.get_by_role("link", name="Conclude the appraisal").click()
    office.get_by_role("button", name="Conclude the appraisal").click()
    expect(office.get_by_text("The appraisal was concluded.")).to_be_visible()
    dossier.refresh_from_db()
    assert dossier.state == "appraised"
