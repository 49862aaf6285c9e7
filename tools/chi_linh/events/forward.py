"""Those outside the offices whom communes, wards and the labour federation put forward in December
for a giấy khen.

Two farmers, three workers, one small collective and one rescue: none has an account, all invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# The labour federation puts forward the workers of an enterprise that has a union.
FEDERATION, CERAMICS = "ldld", "cong-ty-co-phan-gom-lua-viet-chi-linh"
LET_BECAUSE = (
    "Công ty có Công đoàn cơ sở trực thuộc; Liên đoàn Lao động thống nhất với UBND phường Cộng Hòa"
    " (minh họa)"
)


@dataclass(frozen=True)
class PutForward:
    """A member of a part of the unit, by place in its list; the part itself where that is None."""

    part: str
    place: int | None
    achievement: str


PUT_FORWARD: Mapping[str, tuple[PutForward, ...]] = {
    "xa-hoang-hoa-tham": (
        PutForward(
            "to-hop-tac-trong-vai-thieu-an-hoa",
            0,
            "Chuyển 1,2 ha vải thiều sang quy trình an toàn, hướng dẫn 9 hộ trong tổ cùng làm,"
            " thu nhập bình quân mỗi hộ tăng 18% so với năm 2017.",
        ),
        PutForward(
            "to-hop-tac-trong-vai-thieu-an-hoa",
            2,
            "Hiến 140 m² đất mở rộng đường ra đồng, vận động 6 hộ cùng hiến đất xây dựng nông thôn"
            " mới.",
        ),
    ),
    "xa-van-duc": (
        PutForward(
            "to-hop-tac-rau-an-toan-canh-buom",
            None,
            "Duy trì 3,5 ha rau an toàn, ký hợp đồng tiêu thụ ổn định, giúp 4 hộ nghèo trong xã có"
            " việc làm.",
        ),
    ),
    "phuong-hoang-tan": (
        PutForward(
            "cong-ty-tnhh-giay-buoc-vui",
            3,
            "Cải tiến gá kẹp đế giày, giảm 12 giây mỗi đôi, được áp dụng cho hai chuyền may.",
        ),
        PutForward(
            "cong-ty-tnhh-giay-buoc-vui",
            4,
            "Ba năm liền vượt định mức, kèm cặp 11 công nhân mới vào nghề.",
        ),
    ),
    FEDERATION: (
        PutForward(
            CERAMICS,
            3,
            "Đề xuất xếp lò theo tầng, giảm 4% sản phẩm nứt vỡ trong năm 2018.",
        ),
    ),
    "phuong-pha-lai": (
        PutForward(
            "doi-cuu-ho-ven-song-kinh-thay",
            3,
            "Ngày 14/10/2018 dũng cảm bơi ra cứu hai em nhỏ bị nước cuốn tại bến đò, đưa vào bờ"
            " an toàn.",
        ),
    ),
}
