"""A plan attached to a decision; and the papers that are refused."""

import pytest

from thidua.common.errors import Refusal
from thidua.plans.reading import read_text

DECISION = """ỦY BAN NHÂN DÂN
TỈNH HẠ THANH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 55/QĐ-UBND
Hạ Thanh, ngày 15 tháng 01 năm 2018
QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH TỔ CHỨC PHONG TRÀO THI ĐUA NĂM 2018
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẠ THANH
Căn cứ Luật Thi đua, Khen thưởng;
Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 10/TTr-SNV ngày 05/01/2018,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch tổ chức phong trào thi đua năm 2018.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Vi Văn Mẫu
"""
PLAN = """KẾ HOẠCH
TỔ CHỨC PHONG TRÀO THI ĐUA NĂM 2018
(Ban hành kèm theo Quyết định số 55/QĐ-UBND ngày 15 tháng 01 năm 2018 của Chủ tịch UBND tỉnh)
I. MỤC ĐÍCH
1. Đẩy mạnh thi đua.
II. THỜI GIAN
1. Đăng ký thi đua trước ngày 15/3/2018.
"""


def test_number_date_and_signer_are_the_decisions_and_it_is_said() -> None:
    plan = read_text(DECISION + PLAN)
    assert (plan.kind, plan.number, plan.symbol) == ("ke_hoach", "55", "QĐ-UBND")
    assert plan.subject == "Tổ chức phong trào thi đua năm 2018"
    assert str(plan.issued_on) == "2018-01-15"
    assert [each.number_symbol for each in plan.bases] == [None, "10/TTr-SNV", "55/QĐ-UBND"]
    assert [str(each.deadline) for each in plan.milestones] == ["2018-03-15"]
    assert plan.signer is not None
    assert (plan.signer.title, plan.signer.name) == ("Chủ tịch", "Vi Văn Mẫu")
    assert [each.text for each in plan.recipients] == ["Như Điều 3", "Lưu: VT"]
    assert [each.text for each in plan.doubts] == ["55/QĐ-UBND"]
    assert plan.unread == ()


def test_an_attached_plan_alone_has_no_number_of_its_own() -> None:
    plan = read_text(PLAN)
    assert (plan.number, plan.symbol, plan.issued_on) == (None, None, None)
    assert plan.subject == "Tổ chức phong trào thi đua năm 2018"
    assert [each.number_symbol for each in plan.bases] == ["55/QĐ-UBND"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (DECISION, "quyết định"),
        ("UBND XÃ A\nSố: 1/UBND-VP\nV/v mua sắm\nKính gửi: Các thôn\nThi đua là tốt.", "công văn"),
        ("UBND XÃ A\nTHÔNG BÁO\nLịch nghỉ lễ\n1. Hưởng ứng phong trào thi đua.", "thông báo"),
        ("UBND XÃ A\nCHỈ THỊ\nVề phòng, chống cháy rừng\n1. Phong trào thi đua.", "chỉ thị"),
        ("GIẤY KHEN\nChủ tịch UBND xã tặng ông A, thi đua năm 2018.", "giấy khen"),
    ],
)
def test_other_papers_are_named(text: str, kind: str) -> None:
    with pytest.raises(Refusal) as told:
        read_text(text)
    assert told.value.reasons[0].code == "not_a_plan"
    assert kind in str(told.value)
