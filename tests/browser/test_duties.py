"""One duty of each role: found on the first page, done by clicking, told, and then gone."""

import re
from datetime import date

from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, SignIn, Visit, faults_here
from tests.browser.test_council import late
from tests.cast import Cast, make_person
from tests.web.late import SELECTED_ON, LateWorld
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common import clock
from thidua.decisions.models import Decision, PrizePayment
from thidua.decisions.states import DecisionState
from thidua.decisions.tests.world import SIGNED_ON
from thidua.dossiers.models import Dossier
from thidua.dossiers.states import DossierState
from thidua.dossiers.tests.steps import DAY as DOSSIERS_DAY
from thidua.dossiers.tests.steps import school_meeting, submitted
from thidua.scoring.states import SheetState
from thidua.workflow import act

__all__ = ["late"]

AFTER = date(2018, 12, 28)


class Journey:
    """A person's way through her duty, and what was wrong with the pages on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def begin(self, duty: str) -> None:
        """From the first page to where the duty is done."""
        self.page.goto("/")
        self.look()
        row = self.page.locator(".td-duty", has_text=duty)
        with self.page.expect_navigation():
            row.get_by_role("link", name="Thực hiện").click()
        self.look()

    def click(self, name: str) -> None:
        """Press the button or follow the link of that name in the page, then look at what comes."""
        named = self.page.locator("main").locator("a, button").filter(has_text=re.compile(name))
        # Waiting for the state alone would take the page on its way out for the one that comes.
        with self.page.expect_navigation():
            named.first.click()
        self.look()

    def told(self, words: str) -> None:
        """What she did is told."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def look(self) -> None:
        """What axe finds, what is too wide, whether there is one heading."""
        self.faults += faults_here(self.page)

    def end(self, duty: str) -> None:
        """The duty is gone from the first page, nothing was wrong, and the journal holds."""
        self.page.goto("/")
        expect(self.page.locator(".td-duty", has_text=duty)).to_have_count(0)
        assert self.faults == []
        assert verify().faults == ()


def test_the_clerk_numbers_what_was_signed(
    late: LateWorld, open_page: Visit, sign_in: SignIn
) -> None:
    clock.follow(lambda: SIGNED_ON)
    journey = Journey(open_page(NARROW))
    sign_in(journey.page, late.cast.clerk)
    duty = "Vào số, ban hành sau khi ký"
    journey.begin(duty)
    journey.click("^Ban hành quyết định$")
    # Who signed the last one stands there already; the day is read from the paper.
    expect(journey.page.get_by_label("Họ tên người ký")).to_have_value(late.issued.signer_name)
    journey.click("^Ban hành quyết định$")
    expect(journey.page.get_by_label("Ngày ký")).to_have_attribute("aria-invalid", "true")
    journey.page.get_by_label("Ngày ký").fill(f"{SIGNED_ON:%d/%m/%Y}")
    journey.click("^Ban hành quyết định$")
    journey.told("Đã ban hành quyết định.")
    decision = Decision.objects.get(pk=late.draft.pk)
    assert (decision.state, decision.number) == (DecisionState.ISSUED, 2)
    journey.page.goto("/so-van-ban/")
    journey.look()
    expect(journey.page.locator("main")).to_contain_text("2/QĐ-UBND")
    journey.end(duty)


def test_the_accountant_notes_whom_she_paid(
    late: LateWorld, open_page: Visit, sign_in: SignIn
) -> None:
    clock.follow(lambda: AFTER)
    journey = Journey(open_page(NARROW))
    sign_in(journey.page, late.cast.accountant)
    duty = "Chi tiền thưởng cho 1 trường hợp"
    journey.begin(duty)
    with journey.page.expect_download() as download:
        journey.page.get_by_role("link", name="Danh sách ký nhận, bản PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    journey.click("^Ghi đã chi$")
    journey.told("Đã chi đủ cho mọi người.")
    assert PrizePayment.objects.get().paid_on == AFTER
    journey.end(duty)


def test_the_inspector_has_the_journal_checked_and_reads_alone(
    late: LateWorld, open_page: Visit, sign_in: SignIn
) -> None:
    journey = Journey(open_page(WIDE))
    sign_in(journey.page, late.cast.inspector)
    duty = "Kiểm tra nhật ký"
    journey.begin(duty)
    journey.click("^Kiểm tra nhật ký$")
    call_command("db_worker", batch=True, reload=False, verbosity=0, startup_delay=False)
    journey.told("Nhật ký toàn vẹn.")
    journey.page.goto("/nhat-ky/")
    journey.look()
    dossier = Dossier.objects.order_by("pk")[0]
    for path in (f"/ho-so/{dossier.pk}/", f"/quyet-dinh/{late.draft.pk}/"):
        journey.page.goto(path)
        journey.look()
        buttons = journey.page.locator("main form button, main .td-next a")
        assert buttons.all_inner_texts() == [], f"{path} offers the inspector an act"
    journey.end(duty)


def test_the_sectors_receiver_looks_through_a_schools_dossier_and_endorses_it(
    town: Cast, open_page: Visit, sign_in: SignIn
) -> None:
    clock.follow(lambda: DOSSIERS_DAY)
    with clock.office_day_is(DOSSIERS_DAY):
        dossier = submitted(town, **school_meeting(town))
    journey = Journey(open_page(NARROW))
    sign_in(journey.page, town.sector)
    duty = "Xác nhận hồ sơ của các trường, năm học 2017-2018: 1"
    journey.begin(duty)
    journey.click(town.school.name)
    expect(journey.page.locator("main")).to_contain_text("Vũ Thị Hoa")
    journey.click("^Xác nhận")
    journey.click("^Xác nhận")
    journey.told(f"Đã xác nhận hồ sơ của {town.school}.")
    # Back where the schools are gathered: what else waits is said there.
    expect(journey.page.locator("h1")).to_have_text("Hồ sơ của các trường")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.ENDORSED
    journey.end(duty)


def test_the_administrator_gives_a_unit_its_head_and_sees_no_ballot(
    late: LateWorld, open_page: Visit, sign_in: SignIn
) -> None:
    cast = late.cast
    with act("tests.person", by=cast.system):
        make_person("moi", "Lê Thị Mới", cast.education)
    journey = Journey(open_page(NARROW))
    page = journey.page
    sign_in(page, cast.administrator)
    journey.begin("chưa có thủ trưởng đăng nhập được")
    page.locator("main tr", has_text=cast.education.name).get_by_text("Chọn").first.click()
    page.locator(".td-duty", has_text="Lê Thị Mới").get_by_role("link").click()
    journey.click("^Mở tài khoản$")
    expect(page.locator(".td-code")).to_be_visible()
    journey.click("giao vai trò")
    page.get_by_label("Vai trò", exact=True).select_option("unit_head")
    journey.click("^Giao vai trò$")
    account = User.objects.get(person__code="moi")
    assert [each.role for each in account.roles.all()] == ["unit_head"]
    meeting = f"/hoi-dong/phien-hop/{late.session.pk}/"
    for path in (meeting, f"{meeting}muc/{late.item.pk}/", f"/quyet-dinh/{late.draft.pk}/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404, path
    assert journey.faults == []


def test_the_head_of_a_bloc_enters_results_and_ranks(
    late: LateWorld, open_page: Visit, sign_in: SignIn
) -> None:
    clock.follow(lambda: SELECTED_ON)
    journey = Journey(open_page(NARROW))
    page = journey.page
    sign_in(page, late.cast.ward_head)
    expect(page.locator("main")).to_contain_text(f"Trưởng khối, {late.bloc}")
    duty = "Nhập kết quả và xếp hạng các đơn vị"
    journey.begin(duty)
    journey.click(late.cast.commune.name)
    page.locator("[name=r0_plan]").fill("100")
    page.locator("[name=r0_actual]").fill("90")
    page.locator("[name=r1]").select_option("B")
    journey.click("^Nhập kết quả$")
    journey.click("^Xếp hạng")
    journey.click("^Xếp hạng")
    late.sheet.refresh_from_db()
    assert late.sheet.state == SheetState.RANKED
    journey.end(duty)
