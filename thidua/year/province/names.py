"""Invented names: family names as often as in life, the rest from lists of syllables."""

import random
from itertools import accumulate

# Shares in a hundred of the commonest family names, about as surveys of names give them.
FAMILIES = {
    "Nguyễn": 38.4, "Trần": 12.1, "Lê": 9.5, "Phạm": 7.0, "Hoàng": 3.1, "Huỳnh": 2.0,
    "Phan": 4.5, "Vũ": 2.2, "Võ": 1.7, "Đặng": 2.1, "Bùi": 2.0, "Đỗ": 1.4, "Hồ": 1.3,
    "Ngô": 1.3, "Dương": 1.0, "Lý": 0.5, "Đinh": 0.9, "Đào": 0.8, "Trịnh": 0.7, "Lương": 0.7,
    "Mai": 0.6, "Tạ": 0.5, "Cao": 0.5, "Hà": 0.5, "Lưu": 0.4, "Phùng": 0.4, "Tô": 0.4,
    "Quách": 0.3, "Nghiêm": 0.2, "Doãn": 0.2, "Khúc": 0.1, "Ninh": 0.2, "Thân": 0.2,
}  # fmt: skip
_MALE_MIDDLE = "Văn Văn Văn Hữu Đức Minh Quang Đình Xuân Ngọc Công Thế Anh Quốc Duy Trọng Mạnh Tiến"
_MALE_GIVEN = (
    "Hùng Dũng Tuấn Sơn Nam Long Hải Thắng Trung Kiên Cường Minh Đạt Hiếu Quân Bình Khánh Phong "
    "Toàn Thành Tùng Việt Vinh Huy Hoàng Đức Tài Lâm An Bảo Chiến Hưng Lộc Nghĩa Phúc Quý Thịnh"
)
_FEMALE_MIDDLE = "Thị Thị Thị Thị Thu Thanh Ngọc Minh Kim Hồng Bích Phương Mai Thùy Diệu Xuân Hoài"
_FEMALE_GIVEN = (
    "Lan Hương Hoa Hằng Nga Thảo Trang Linh Mai Yến Hạnh Hiền Nhung Thủy Vân Oanh Phượng Loan Huệ "
    "Ngân Quỳnh Dung Anh Chi Giang Hà Hòa Liên Loan Ly Mơ My Nguyệt Nhàn Thơm Tâm Thúy Tuyết Xuân"
)
_PLACES_FIRST = (
    "An Bình Cẩm Đông Đại Đồng Hải Hòa Hồng Hưng Kim Lâm Liên Long Minh Mỹ Nam Ngọc Phú Phúc Quang "
    "Sơn Tân Tây Thanh Thái Thạch Thiên Thịnh Thượng Tiên Trung Trường Vĩnh Xuân Yên"
)
_PLACES_SECOND = (
    "An Bình Châu Cường Dương Đức Giang Hà Hải Hòa Hưng Khê Kiên Lạc Lâm Lộc Lợi Mỹ Nghĩa Phong "
    "Phú Phương Quang Sơn Tân Thành Thắng Thịnh Thủy Tiến Trạch Vân Xuyên"
)


class Names:
    """Draws names from a source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._families = list(FAMILIES)
        self._shares = list(accumulate(FAMILIES.values()))
        self._places: set[str] = set()

    def person(self, *, is_female: bool) -> str:
        """A person's name; namesakes occur as they do in life."""
        draw = self._chance
        family = draw.choices(self._families, cum_weights=self._shares)[0]
        middle = draw.choice((_FEMALE_MIDDLE if is_female else _MALE_MIDDLE).split())
        given = draw.choice((_FEMALE_GIVEN if is_female else _MALE_GIVEN).split())
        if draw.random() < 0.12:  # noqa: PLR2004 - about one in eight bears four syllables
            middle = (
                f"{middle} {draw.choice((_FEMALE_GIVEN if is_female else _MALE_GIVEN).split())}"
            )
        return f"{family} {middle} {given}"

    def place(self) -> str:
        """A commune's name, each once; numbered when the pairs are used up."""
        draw = self._chance
        for _try in range(50):
            name = f"{draw.choice(_PLACES_FIRST.split())} {draw.choice(_PLACES_SECOND.split())}"
            first, second = name.split()
            if first != second and name not in self._places:
                self._places.add(name)
                return name
        name = f"{name} {len(self._places)}"
        self._places.add(name)
        return name
