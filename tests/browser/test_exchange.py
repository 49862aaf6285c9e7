"""Who has no account, in a browser: a personal link at 360 px, the Excel form, the reminder."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, SignIn, Visit, faults_here
from tests.browser.test_journey import town_at_work
from tests.web.world import World
from thidua.audit.verify import verify
from thidua.emulation.states import RegistrationState
from thidua.emulation.tests.opened import person_of
from thidua.exchange.tests.filled import filled, put

__all__ = ["town_at_work"]


@pytest.mark.parametrize("is_scripted", [True, False])
def test_a_list_is_written_and_sent_through_a_link(
    town_at_work: World, open_page: Visit, is_scripted: bool
) -> None:
    world = town_at_work
    page = open_page(NARROW, is_scripted=is_scripted)
    page.goto(f"/lien-ket/{world.exchange.secret}/")
    page.get_by_role("button", name="mở danh sách").click()
    expect(page.locator("h1")).to_contain_text("Phường Sao Đỏ")
    expect(page.locator("header")).to_contain_text("Bà Bùi Thị Đường")
    expect(page.locator("nav")).to_have_count(0)
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator(".td-field-wrong").first).to_be_visible()
    page.get_by_label(re.compile("Trần Văn Hùng")).check()
    page.locator("#id_what").select_option("lao_dong_tien_tien")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator("main table tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Bỏ khỏi danh sách").first.click()
    expect(page.locator("main table tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Gửi").first.click()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Đang chờ cơ quan thường trực")).to_be_visible()
    world.draft.refresh_from_db()
    assert world.draft.state == RegistrationState.SENT
    page.goto("/dang-ky/")
    expect(page).to_have_url(re.compile("/dang-nhap/"))
    page.goto(f"/qua-lien-ket/{world.exchange.link.pk}/")
    page.get_by_role("button", name="Thoát").click()
    page.goto(f"/qua-lien-ket/{world.exchange.link.pk}/")
    expect(page.locator("h1")).to_have_text("Đường dẫn này không mở được")
    assert verify().faults == ()


def test_the_form_is_filled_in_outside_and_recorded(
    town_at_work: World, open_page: Visit, tmp_path: Path
) -> None:
    world = town_at_work
    page = open_page(NARROW, is_scripted=False)
    page.goto(f"/lien-ket/{world.exchange.secret}/")
    page.get_by_role("button", name="mở danh sách").click()
    page.get_by_role("link", name="Điền danh sách bằng phiếu Excel").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải phiếu").click()
    assert download.value.suggested_filename == "phieu-dang-ky-2018-phuong-sao-do.xlsx"
    head = person_of(world.cast.ward_head)
    content = filled(
        Path(download.value.path()).read_bytes(),
        lambda cells: put(cells, head.code, "lao_dong_tien_tien", "x"),
    )
    form = tmp_path / "phieu.xlsx"
    form.write_bytes(content)
    page.locator("[name=file]").set_input_files(form)
    page.get_by_role("button", name="Xem trước phiếu").click()
    expect(page.get_by_text("1 dòng trong danh sách thay đổi")).to_be_visible()
    page.get_by_role("button", name="Ghi vào đăng ký").click()
    expect(page.locator("main table tbody tr")).to_have_count(3)
    assert world.draft.lines.filter(person=head).exists()


def test_pages_of_links_are_accessible_and_fit(
    town_at_work: World, open_page: Visit, sign_in: SignIn
) -> None:
    world = town_at_work
    page = open_page(NARROW)
    link = world.exchange.link.pk
    faults = []
    page.goto(f"/lien-ket/{world.exchange.secret}/")
    faults += faults_here(page)
    page.get_by_role("button", name="mở danh sách").click()
    for path in (f"/qua-lien-ket/{link}/", f"/qua-lien-ket/{link}/gui/",
                 f"/qua-lien-ket/{link}/phieu/", "/lien-ket/khong-phai/"):  # fmt: skip
        page.goto(path)
        faults += faults_here(page)
    sign_in(page, world.cast.ward_officer)
    page.goto(f"/lien-ket/{world.exchange.secret}/")
    faults += faults_here(page)
    page.goto(f"/dang-ky/{world.draft.pk}/lien-ket/")
    faults += faults_here(page)
    page.locator("select[name=person]").select_option(index=1)
    page.get_by_role("button", name="Tạo đường dẫn").click()
    # The answer is there before it is looked at: axe would read a page on its way out.
    expect(page.get_by_label("Nội dung để chép")).to_have_value(re.compile("/lien-ket/"))
    faults += faults_here(page)
    assert faults == []


def test_a_reminder_is_copied_where_scripts_run(
    town_at_work: World, open_page: Visit, sign_in: SignIn
) -> None:
    world = town_at_work
    for is_scripted in (True, False):
        page = open_page(NARROW, is_scripted=is_scripted)
        sign_in(page, world.cast.officer)
        page.goto(f"/dang-ky/dot/{world.round.pk}/")
        page.get_by_text("Soạn tin nhắc").click()
        expect(page.get_by_label("Nội dung để chép")).to_have_value(re.compile("Phường Sao Đỏ"))
        button = page.locator("button[data-copy]")
        if is_scripted:
            button.click()
            expect(button).to_have_text("Đã chép")
            assert faults_here(page) == []
        else:
            expect(button).to_be_hidden()
