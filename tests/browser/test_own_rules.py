"""Own rules in the browser: proposed from a form, approved by another; wide, narrow, no scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    NARROW,
    WIDE,
    SignIn,
    Visit,
    accessibility_faults,
    overflow,
)
from tests.cast import Cast
from thidua.lawbook.models import OwnRules
from thidua.lawbook.tests.own_samples import STRICTER, proposed

LIST = "/phap-luat/quy-dinh-rieng/"


def look(page: Page, *, is_scripted: bool = True) -> None:
    """The page fits and can be read by all."""
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) == 0, page.url
    if is_scripted:
        assert accessibility_faults(page) == [], page.url


@pytest.mark.parametrize(("size", "is_scripted"), [(WIDE, True), (NARROW, True), (NARROW, False)])
def test_a_share_is_proposed_from_a_form_and_approved_by_the_head(
    town: Cast, open_page: Visit, sign_in: SignIn, size: int, is_scripted: bool
) -> None:
    page = open_page(size, is_scripted=is_scripted, language="vi")
    sign_in(page, town.officer)
    base = page.url.partition("/")[0] + "//" + page.url.split("/")[2]
    page.goto(base + LIST)
    look(page, is_scripted=is_scripted)
    page.get_by_role("link", name="Số lượng tối đa: tỷ lệ").click()
    expect(page.locator("h1")).to_have_text("Số lượng tối đa: tỷ lệ")
    look(page, is_scripted=is_scripted)
    page.get_by_role("button", name="Xem những gì thay đổi").click()
    expect(page.locator(".td-wrong").first).to_be_visible()
    look(page, is_scripted=is_scripted)
    page.get_by_label("Tên gọi của quy định").fill("Tỷ lệ năm 2018")
    page.get_by_label("Danh hiệu, hình thức bị giới hạn").select_option("chien_si_thi_dua_co_so")
    page.get_by_label("Tính trên số người").select_option("lao_dong_tien_tien")
    page.get_by_label("Tối đa bao nhiêu phần trăm").fill("12,5")
    page.get_by_label("Áp dụng từ ngày").fill("01/02/2018")
    page.get_by_label("Số, ký hiệu văn bản").fill("12/2018/QĐ-UBND")
    page.get_by_label("Số của điều").fill("7")
    page.get_by_role("button", name="Xem những gì thay đổi").click()
    expect(page.locator("main")).to_contain_text("Không quá 12,5 %")
    look(page, is_scripted=is_scripted)
    page.get_by_role("button", name="Đề xuất quy định").click()
    expect(page.locator("main")).to_contain_text("chờ duyệt")
    look(page, is_scripted=is_scripted)

    head = open_page(size, is_scripted=is_scripted, language="vi")
    sign_in(head, town.office_head)
    duty = head.locator("li", has_text="Tỷ lệ năm 2018")
    expect(duty).to_have_count(1)
    head.goto(base + LIST + f"{OwnRules.objects.get().pk}/")
    look(head, is_scripted=is_scripted)
    head.get_by_role("link", name="Duyệt", exact=True).click()
    expect(head.locator("h1")).to_contain_text("Tỷ lệ năm 2018")
    look(head, is_scripted=is_scripted)
    head.get_by_role("button", name="Duyệt quy định").click()
    expect(head.locator("main")).to_contain_text("Quy định đã được duyệt")
    look(head, is_scripted=is_scripted)
    head.goto(f"{base}/phap-luat/danh-hieu/chien_si_thi_dua_co_so/?ngay=2018-12-01&noi=chi_linh")
    expect(head.locator("main")).to_contain_text("Không quá 12,5 %")
    look(head, is_scripted=is_scripted)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_text_with_mistakes_and_long_previews_fit(
    town: Cast, open_page: Visit, sign_in: SignIn, size: int
) -> None:
    rules = proposed(town, STRICTER, "Tiêu chuẩn")
    page = open_page(size, language="vi")
    sign_in(page, town.officer)
    base = page.url.partition("/")[0] + "//" + page.url.split("/")[2]
    page.goto(f"{base}{LIST}{rules.pk}/")
    page.locator("details summary").last.click()
    look(page)
    page.goto(f"{base}{LIST}de-xuat/")
    page.locator("details summary").last.click()
    page.get_by_label("Tên gọi của quy định").fill("Sai")
    page.get_by_label("Nội dung quy định").fill("authority: chi_linh\nquotas:\n  - what: x\n")
    page.get_by_role("button", name="Xem những gì thay đổi").click()
    expect(page.locator(".td-wrong").first).to_contain_text("Dòng 3")
    look(page)
    assert "what: x" in page.get_by_label("Nội dung quy định").input_value()
