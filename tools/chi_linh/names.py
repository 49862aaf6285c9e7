"""Invented names as people of the delta carry them, by sex and generation.

A drawn name that reads as one of the people printed in the real plan is thrown again, whatever
its marks.
"""

from collections.abc import Sequence

from thidua.common.text import fold
from tools.chi_linh.dice import Dice

REAL_PEOPLE = (
    "Nguyễn Đức Hóa", "Cao Văn Hào", "Phạm Thị Ngân", "Nguyễn Đức Hài", "Dương Thị Minh Hải",
)  # fmt: skip
_REAL = frozenset(fold(name) for name in REAL_PEOPLE)

SURNAMES = (
    ("Nguyễn", 380), ("Trần", 105), ("Phạm", 90), ("Lê", 75), ("Hoàng", 50), ("Vũ", 60),
    ("Đỗ", 35), ("Bùi", 32), ("Đặng", 25), ("Đinh", 18), ("Dương", 16), ("Mạc", 14), ("Đào", 14),
    ("Phan", 12), ("Trịnh", 11), ("Lương", 10), ("Ngô", 12), ("Đoàn", 10), ("Hà", 8), ("Cao", 7),
    ("Lưu", 6), ("Tạ", 5), ("Tăng", 5), ("Mai", 5), ("Chu", 4), ("Hồ", 3), ("Lại", 3),
)  # fmt: skip

MIDDLE_WOMEN_OLD = (
    ("Thị", 70), ("Thị Thu", 5), ("Thị Kim", 5), ("Thị Bích", 5), ("Thị Thanh", 6), ("Kim", 3),
    ("Thị Minh", 4),
)  # fmt: skip
MIDDLE_WOMEN_YOUNG = (
    ("Thị", 40), ("Thị Thu", 9), ("Thị Hồng", 8), ("Thị Thanh", 8), ("Thị Ngọc", 6), ("Thu", 5),
    ("Thị Minh", 4), ("Thị Phương", 5), ("Ngọc", 4), ("Thùy", 3), ("Thị Mai", 3), ("Thị Lan", 3),
    ("Minh", 3), ("Phương", 3),
)  # fmt: skip
MIDDLE_MEN = (
    ("Văn", 40), ("Đức", 10), ("Xuân", 8), ("Quang", 8), ("Hữu", 6), ("Đình", 7), ("Ngọc", 6),
    ("Minh", 5), ("Công", 4), ("Mạnh", 5), ("Trọng", 4), ("Tiến", 4), ("Thế", 4), ("Bá", 3),
    ("Duy", 3), ("Huy", 3), ("Việt", 2), ("Thanh", 4), ("Khắc", 2), ("Viết", 2),
)  # fmt: skip

GIVEN = {
    ("nu", "old"): (
        "Hoa", "Lan", "Huệ", "Nga", "Hằng", "Thủy", "Vân", "Tuyết", "Nhàn", "Lý", "Mến", "Liên",
        "Loan", "Thoa", "Tâm", "Bình", "Hòa", "Hoà", "Thúy", "Thuý", "Xuân", "Yến", "Oanh", "Mùi",
        "Thơm", "Sen", "Cúc", "Hợp", "Thảo", "Tính", "Ngoan", "Hồng", "Minh", "Thịnh", "Hậu",
    ),
    ("nu", "middle"): (
        "Hương", "Hà", "Hạnh", "Hiền", "Huyền", "Dung", "Nhung", "Thu", "Phương", "Mai", "Ngân",
        "Thảo", "Trang", "Hường", "Thúy", "Thuý", "Thủy", "Hằng", "Nga", "Loan", "Hải", "Hòa",
        "Hoà", "Tươi", "Thêu", "Luyến", "Quyên", "Vân", "Yến", "Lan", "Liễu", "Bích", "Duyên",
    ),
    ("nu", "young"): (
        "Linh", "Ngọc", "Quỳnh", "Trang", "Anh", "Thảo", "Nhung", "Hà", "Ly", "Huyền", "Mai",
        "Phương", "Hương", "Vân Anh", "Lan Anh", "Hằng", "Dung", "Uyên", "Ngân", "Nga", "Diệp",
        "Trinh", "Thu", "Thủy", "Chinh", "Giang", "Hậu", "Hạnh", "Yến", "Thương", "Hoài",
    ),
    ("nam", "old"): (
        "Hùng", "Dũng", "Thắng", "Bình", "Sơn", "Hải", "Hiền", "Khang", "Thành", "Lợi", "Tuấn",
        "Minh", "Quý", "Hòa", "Hoà", "Chiến", "Vinh", "Thịnh", "Cường", "Phúc", "Toàn", "Kiên",
        "Lượng", "Định", "Thuận", "Nam", "Bảy", "Tiến", "Khải", "Ngữ", "Đông", "Hạnh", "Thư",
    ),
    ("nam", "middle"): (
        "Tuấn", "Hùng", "Dũng", "Cường", "Hưng", "Nam", "Sơn", "Hải", "Thành", "Trung", "Kiên",
        "Quân", "Phong", "Long", "Thắng", "Mạnh", "Hiếu", "Khánh", "Chung", "Tùng", "Thủy", "Tân",
        "Quyết", "Lâm", "Hậu", "Đạt", "Giang", "Vượng", "Huy", "Luân", "Điệp", "Thái",
    ),
    ("nam", "young"): (
        "Anh", "Tùng", "Hiếu", "Đạt", "Long", "Huy", "Nam", "Quân", "Dương", "Linh", "Đức",
        "Trung", "Kiên", "Sơn", "Hoàng", "Minh", "Thành", "Tú", "Phong", "Duy", "Tuấn Anh",
        "Thắng", "Mạnh", "Việt", "Khánh", "Cường", "Lâm", "Bách", "Trường", "Toàn", "Nghĩa",
    ),
}  # fmt: skip

# Those who lead carry rarer, plainly invented names: the holder of a public post must not bear the
# name of someone who may really have held it.
GIVEN_LEADING = {
    "nu": (
        "Tường Vi", "Thanh Tú", "Diệu Linh", "Hoài Thương", "Khánh Vân", "Minh Nguyệt", "Hạ Vy",
        "An Nhiên", "Tuệ Minh", "Mộc Lan", "Nhã Phương", "Ái Liên", "Bảo Châu", "Thục Quyên",
        "Cẩm Tú", "Thiên Hương", "Mỹ Duyên", "Quế Chi", "Thảo Nguyên", "Song Thư", "Hoàng Yến",
    ),
    "nam": (
        "Trường Giang", "Hải Đăng", "Đông Phong", "Thiện Chí", "Minh Triết", "Nhật Quang",
        "Thái Sơn", "Bình Nguyên", "Vĩnh Khang", "Quốc An", "Hoài Nam", "Việt Bách", "Phúc Lâm",
        "Bảo Toàn", "Kỳ Anh", "Tùng Lâm", "Thanh Liêm", "Gia Hòa", "Đại Lộc", "Hồng Phúc",
        "Tiến Đạt", "Anh Khoa", "Bá Tùng", "Xuân Trường", "Ngọc Sơn", "Thành Nhân", "Hữu Nghĩa",
        "Quang Vinh", "Thế Vỹ", "Duy Khánh",
    ),
}  # fmt: skip

_YOUNG, _MIDDLE_AGED = 1986, 1974  # born in or after

# Two spellings of one sound, as documents of the same office mix them.
SPELLING_PAIRS = (("Hòa", "Hoà"), ("Thúy", "Thuý"))


def is_real(name: str) -> bool:
    """Whether `name`, without its marks, is that of a person printed in the plan."""
    return fold(name) in _REAL


def draw_name(dice: Dice, sex: str, born: int, *, leads: bool = False) -> str:
    """A full name for a person of `sex` ("nu" or "nam") born in the year `born`."""
    generation = "young" if born >= _YOUNG else "middle" if born >= _MIDDLE_AGED else "old"
    middles: Sequence[tuple[str, int]] = MIDDLE_MEN
    if sex == "nu":
        middles = MIDDLE_WOMEN_OLD if generation == "old" else MIDDLE_WOMEN_YOUNG
    while True:
        surname, middle = dice.weighted(SURNAMES), dice.weighted(middles)
        given = dice.pick(GIVEN_LEADING[sex] if leads else GIVEN[sex, generation])
        if " " in given:
            middle = middle.split()[0]
        name = f"{surname} {middle} {given}"
        words = name.split()
        repeats = len(set(words)) < len(words)
        if not repeats and not is_real(name):
            return name
