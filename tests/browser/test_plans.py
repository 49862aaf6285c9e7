"""The real plan, from its file to the open year, by clicking: with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, SignIn, Visit, faults_of
from tests.cast import Cast
from tests.web.world import World, make_world
from thidua.emulation.models import EmulationYear
from thidua.emulation.tests.opened import PLAN
from thidua.plans.models import Delivery, Plan
from thidua.plans.states import DoubtAnswer


@pytest.fixture
def town_at_work(town: Cast) -> World:
    """The cast's year, under way, beside a plan under correction."""
    return make_world(town)


def paths_of(world: World) -> dict[str, list[str]]:
    """The pages of plans and of the year, by who uses them."""
    plans, read = world.plans, f"/ke-hoach/{world.plans.read.pk}/"
    return {
        "officer": [
            "/ke-hoach/",
            "/ke-hoach/nhap/",
            read,
            f"{read}sua/",
            f"{read}cap-tren/",
            f"/ke-hoach/{world.year.plan_id}/da-doc/",
            "/nam/2018/",
            f"/nam/moc/{plans.review.pk}/",
            f"/nam/moc/{plans.review.pk}/khoi/{plans.communes.pk}/",
            f"/nam/khoi/{plans.schools.pk}/mo-dot/",
        ],
        "ward_head": [
            f"/ke-hoach/{world.year.plan_id}/",
            f"/ke-hoach/ban-gui/{plans.delivery.pk}/doc/",
        ],
    }


@pytest.mark.parametrize(("width", "language"), [(WIDE, "vi"), (NARROW, "en")])
def test_pages_are_accessible_and_fit(
    town_at_work: World, open_page: Visit, sign_in: SignIn, width: int, language: str
) -> None:
    faults: list[str] = []
    for part, paths in paths_of(town_at_work).items():
        page = open_page(width, language=language)
        sign_in(page, getattr(town_at_work.cast, part))
        faults += faults_of(page, paths)
    assert faults == []


@pytest.mark.parametrize("is_scripted", [True, False])
def test_from_the_file_to_the_open_year(
    town: Cast, open_page: Visit, sign_in: SignIn, is_scripted: bool
) -> None:
    office = open_page(WIDE, is_scripted=is_scripted)
    sign_in(office, town.officer)
    office.goto("/ke-hoach/")
    office.get_by_role("link", name="Nhập kế hoạch").click()
    office.locator("input[type=file]").set_input_files(PLAN)
    office.get_by_role("button", name="Đọc kế hoạch").click()
    expect(office.locator("h1")).to_have_text("Kế hoạch 01/KH-TĐKT")
    # An item leads to its words, which stand in the window.
    office.get_by_role("link", name="“năm 2017”").click()
    words = office.locator(".td-words:target")
    expect(words).to_have_text("năm 2017")
    expect(words).to_be_in_viewport()
    doubt = office.locator("li.td-doubt", has_text="năm 2017")
    doubt.get_by_role("button", name="Đúng là như vậy").click()
    expect(office.locator("li.td-doubt", has_text="đúng ra là “2018”")).to_be_visible()
    plan = Plan.objects.get()
    assert plan.doubts.filter(answer=DoubtAnswer.MEANT, meant="2018").count() == 1
    assert "thi đua năm 2017:" in plan.text

    head = open_page(NARROW, is_scripted=is_scripted)
    sign_in(head, town.office_head)
    head.goto(f"/ke-hoach/{plan.pk}/")
    head.locator(".td-next").get_by_role("link", name="Xác nhận kế hoạch").click()
    head.get_by_role("button", name="Xác nhận kế hoạch").click()
    expect(head.get_by_text("Kế hoạch đã được xác nhận")).to_be_visible()

    office.goto(f"/ke-hoach/{plan.pk}/")
    office.locator(".td-next").get_by_role("link", name="Mở năm thi đua").click()
    # What was chosen for a unit that a search hides is kept.
    office.get_by_label("Phòng Nội vụ", exact=True).select_option("")
    office.get_by_label("Tìm đơn vị theo tên").fill("sao do")
    office.locator("main").get_by_role("button", name="Tìm").click()
    expect(office.get_by_text("1 trong 5 đơn vị chưa thuộc khối nào.")).to_be_visible()
    office.get_by_role("button", name="Xem trước những gì sẽ mở").click()
    expect(office.get_by_text("1 đơn vị không thuộc khối nào.")).to_be_visible()
    assert not EmulationYear.objects.exists()
    office.get_by_role("button", name="Mở năm thi đua 2018").click()
    expect(office.locator("h1")).to_have_text("Năm thi đua 2018")

    unit = open_page(NARROW, is_scripted=is_scripted)
    sign_in(unit, town.ward_officer)
    unit.goto("/ke-hoach/")
    unit.get_by_role("link", name="01/KH-TĐKT").click()
    unit.get_by_role("link", name="Chúng tôi đã đọc").click()
    unit.get_by_role("button", name="Xác nhận đã đọc").click()
    expect(unit.get_by_text("Đã ghi nhận Phường Sao Đỏ đã đọc kế hoạch.")).to_be_visible()
    assert Delivery.objects.get(unit=town.ward).read_by == town.ward_officer
