"""Names printed in capitals, as they are written within a sentence."""

import pytest

from thidua.plans.reading.naming import sentence_case, title_case


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("UBND THỊ XÃ CHÍ LINH", "UBND thị xã Chí Linh"),
        ("HỘI ĐỒNG  THI ĐUA KHEN THƯỞNG", "Hội đồng Thi đua khen thưởng"),
        ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "Hội đồng Thi đua - Khen thưởng"),
        ("ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG", "Ủy ban nhân dân tỉnh Hải Dương"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        (
            "PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
            "Phòng Lao động - Thương binh và Xã hội",
        ),
        ("BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("TRƯỜNG THCS LÊ LỢI", "Trường THCS Lê Lợi"),
        ("CÔNG TY TNHH MTV ĐÔNG Á", "Công ty TNHH MTV Đông Á"),
        ("HUYỆN ỦY MỸ THẠNH", "Huyện ủy Mỹ Thạnh"),
        ("HỘI ĐỒNG TĐKT", "Hội đồng TĐKT"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_bodies(printed: str, written: str) -> None:
    assert sentence_case(printed) == written


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("CHỦ TỊCH UBND THỊ XÃ", "Chủ tịch UBND thị xã"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Phó Chủ tịch Thường trực"),
        ("HIỆU TRƯỞNG", "Hiệu trưởng"),
        ("TRƯỞNG PHÒNG", "Trưởng phòng"),
    ],
)
def test_posts(printed: str, written: str) -> None:
    assert title_case(printed) == written
