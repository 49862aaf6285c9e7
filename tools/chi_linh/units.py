"""The units of the town in 2018, and what became of them in 2019 and 2025.

The eight phường and twelve xã, and the changes of 2019 and 2025, are real; the twelve offices are
those of the Government's decree on district offices. The number of schools, the collectives, the
households and the enterprises are invented (see the README of the folder).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from thidua.common.text import slug

TOWN = "ubnd-thi-xa"
PROVINCE = "UBND tỉnh Hải Dương"  # an issuer outside the tree
CITY_SINCE = date(2019, 3, 1)
TWO_TIERS_SINCE = date(2025, 7, 1)

WARDS = (
    "Sao Đỏ", "Phả Lại", "Bến Tắm", "Cộng Hòa", "Hoàng Tân", "Văn An", "Chí Minh", "Thái Học",
)  # fmt: skip
COMMUNES = (
    "An Lạc", "Bắc An", "Cổ Thành", "Đồng Lạc", "Hoàng Hoa Thám", "Hoàng Tiến", "Hưng Đạo",
    "Kênh Giang", "Lê Lợi", "Nhân Huệ", "Tân Dân", "Văn Đức",
)  # fmt: skip

BLOCS = (
    ("dang-doan-the", "Khối thi đua Đảng, đoàn thể", "calendar"),
    ("phong-chuyen-mon", "Khối thi đua các phòng chuyên môn", "calendar"),
    ("don-vi-su-nghiep", "Khối thi đua đơn vị sự nghiệp", "calendar"),
    ("xa-phuong", "Khối thi đua các xã, phường", "calendar"),
    ("truong-hoc", "Khối trường học", "school_year"),
)
CLUSTERS = (
    ("mam-non", "Cụm trường mầm non"),
    ("tieu-hoc", "Cụm trường tiểu học"),
    ("thcs", "Cụm trường trung học cơ sở"),
)

Kind = Literal[
    "uy_ban", "phong", "dang_doan_the", "su_nghiep", "xa", "phuong", "mam_non", "tieu_hoc", "thcs",
    "nganh_doc", "to_doi", "ho_gia_dinh", "doanh_nghiep",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as of its own years; the fields are the keys of `units.yaml`."""

    id: str
    name: str
    short: str
    kind: Kind
    level: Literal["huyen", "xa"] | None
    parent: str | None
    line: Literal["town", "province", "central"]
    bloc: str | None
    cluster: str | None = None
    calendar: Literal["calendar", "school_year"] = "calendar"
    founded_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A unit of the town level with the posts of its people; `weight` is its relative size."""

    name: str
    short: str
    head: str
    deputy: str
    staff: tuple[str, ...]
    weight: int = 10


def _office(name: str, head: str = "", staff: str = "Chuyên viên", weight: int = 10) -> Office:
    return Office(
        f"Phòng {name}",
        f"Phòng {name}",
        head or f"Trưởng phòng {name}",
        f"Phó Trưởng phòng {name}",
        tuple(staff.split("|")),
        weight,
    )


OFFICES = (
    Office(
        "Văn phòng HĐND và UBND", "VP HĐND-UBND", "Chánh Văn phòng HĐND và UBND",
        "Phó Chánh Văn phòng HĐND và UBND",
        ("Chuyên viên", "Chuyên viên", "Văn thư", "Kế toán", "Nhân viên lái xe"), 15,
    ),
    _office("Nội vụ"),
    _office("Tư pháp", weight=6),
    _office("Tài chính - Kế hoạch", staff="Chuyên viên|Kế toán viên", weight=11),
    _office("Tài nguyên và Môi trường", weight=10),
    _office("Lao động - Thương binh và Xã hội", weight=10),
    _office("Văn hóa và Thông tin", weight=7),
    _office("Giáo dục và Đào tạo", weight=12),
    _office("Y tế", weight=6),
    Office(
        "Thanh tra thị xã", "Thanh tra", "Chánh Thanh tra", "Phó Chánh Thanh tra",
        ("Thanh tra viên", "Chuyên viên"), 7,
    ),
    _office("Kinh tế", weight=10),
    _office("Quản lý đô thị", weight=10),
)  # fmt: skip

PARTY_AND_UNIONS = (
    Office("Văn phòng Thị ủy", "VP Thị ủy", "Chánh Văn phòng Thị ủy", "Phó Chánh Văn phòng Thị ủy",
           ("Chuyên viên", "Văn thư", "Kế toán"), 14),
    Office("Ban Tổ chức Thị ủy", "Ban Tổ chức", "Trưởng Ban Tổ chức Thị ủy",
           "Phó Trưởng Ban Tổ chức Thị ủy", ("Chuyên viên",)),
    Office("Ban Tuyên giáo Thị ủy", "Ban Tuyên giáo", "Trưởng Ban Tuyên giáo Thị ủy",
           "Phó Trưởng Ban Tuyên giáo Thị ủy", ("Chuyên viên",)),
    Office("Ban Dân vận Thị ủy", "Ban Dân vận", "Trưởng Ban Dân vận Thị ủy",
           "Phó Trưởng Ban Dân vận Thị ủy", ("Chuyên viên",), 8),
    Office("Ủy ban Kiểm tra Thị ủy", "UBKT Thị ủy", "Chủ nhiệm Ủy ban Kiểm tra Thị ủy",
           "Phó Chủ nhiệm Ủy ban Kiểm tra Thị ủy", ("Chuyên viên",)),
    Office("Trung tâm Bồi dưỡng chính trị", "TT Bồi dưỡng chính trị",
           "Giám đốc Trung tâm Bồi dưỡng chính trị",
           "Phó Giám đốc Trung tâm Bồi dưỡng chính trị", ("Giảng viên", "Kế toán"), 8),
    Office("Ủy ban Mặt trận Tổ quốc thị xã", "UBMTTQ", "Chủ tịch Ủy ban MTTQ thị xã",
           "Phó Chủ tịch Ủy ban MTTQ thị xã", ("Chuyên viên",)),
    Office("Liên đoàn Lao động thị xã", "LĐLĐ", "Chủ tịch Liên đoàn Lao động thị xã",
           "Phó Chủ tịch Liên đoàn Lao động thị xã", ("Chuyên viên", "Kế toán"), 9),
    Office("Hội Liên hiệp Phụ nữ thị xã", "Hội LHPN", "Chủ tịch Hội LHPN thị xã",
           "Phó Chủ tịch Hội LHPN thị xã", ("Chuyên viên",), 9),
    Office("Hội Nông dân thị xã", "Hội Nông dân", "Chủ tịch Hội Nông dân thị xã",
           "Phó Chủ tịch Hội Nông dân thị xã", ("Chuyên viên",), 9),
    Office("Hội Cựu chiến binh thị xã", "Hội CCB", "Chủ tịch Hội Cựu chiến binh thị xã",
           "Phó Chủ tịch Hội Cựu chiến binh thị xã", ("Chuyên viên",), 8),
    Office("Thị đoàn Chí Linh", "Thị đoàn", "Bí thư Thị đoàn", "Phó Bí thư Thị đoàn",
           ("Chuyên viên",), 9),
    Office("Hội Chữ thập đỏ thị xã", "Hội Chữ thập đỏ", "Chủ tịch Hội Chữ thập đỏ thị xã",
           "Phó Chủ tịch Hội Chữ thập đỏ thị xã", ("Chuyên viên",), 7),
)  # fmt: skip

SERVICES = (
    Office("Nhà thiếu nhi thị xã", "Nhà thiếu nhi", "Giám đốc Nhà thiếu nhi",
           "Phó Giám đốc Nhà thiếu nhi", ("Giáo viên", "Viên chức"), 9),
    Office("Văn phòng đăng ký QSD đất", "VP đăng ký QSD đất", "Giám đốc Văn phòng đăng ký QSD đất",
           "Phó Giám đốc Văn phòng đăng ký QSD đất", ("Địa chính viên", "Lưu trữ viên"), 13),
    Office("Đài Phát thanh thị xã", "Đài Phát thanh", "Trưởng Đài Phát thanh",
           "Phó Trưởng Đài Phát thanh", ("Phóng viên", "Kỹ thuật viên", "Biên tập viên"), 11),
    Office("Trung tâm Văn hóa - Thể thao", "TT Văn hóa - Thể thao",
           "Giám đốc Trung tâm Văn hóa - Thể thao", "Phó Giám đốc Trung tâm Văn hóa - Thể thao",
           ("Hướng dẫn viên", "Viên chức"), 11),
    Office("Ban Quản lý dự án đầu tư xây dựng", "Ban QLDA", "Giám đốc Ban QLDA đầu tư xây dựng",
           "Phó Giám đốc Ban QLDA đầu tư xây dựng", ("Kỹ sư", "Kế toán"), 12),
    Office("Trung tâm Phát triển quỹ đất", "TT PT quỹ đất",
           "Giám đốc Trung tâm Phát triển quỹ đất", "Phó Giám đốc Trung tâm Phát triển quỹ đất",
           ("Viên chức",), 9),
    Office("Đội Quản lý trật tự đô thị", "Đội QLTTĐT", "Đội trưởng Đội Quản lý trật tự đô thị",
           "Đội phó Đội Quản lý trật tự đô thị", ("Đội viên",), 14),
    Office("Trung tâm GDNN-GDTX thị xã", "TT GDNN-GDTX", "Giám đốc Trung tâm GDNN-GDTX",
           "Phó Giám đốc Trung tâm GDNN-GDTX", ("Giáo viên", "Giáo viên", "Nhân viên"), 20),
    Office("Ban Quản lý chợ Sao Đỏ", "BQL chợ", "Trưởng Ban Quản lý chợ",
           "Phó Trưởng Ban Quản lý chợ", ("Nhân viên",), 11),
)  # fmt: skip

# name, short, head's post, managing line
VERTICAL = (
    ("Công an thị xã Chí Linh", "Công an", "Trưởng Công an thị xã", "province"),
    ("Ban Chỉ huy Quân sự thị xã Chí Linh", "BCH Quân sự", "Chỉ huy trưởng", "province"),
    ("Tòa án nhân dân thị xã Chí Linh", "TAND", "Chánh án", "central"),
    ("Viện kiểm sát nhân dân thị xã Chí Linh", "VKSND", "Viện trưởng", "central"),
    ("Chi cục Thuế thị xã Chí Linh", "Chi cục Thuế", "Chi cục trưởng", "central"),
    ("Chi cục Thống kê thị xã Chí Linh", "Chi cục Thống kê", "Chi cục trưởng", "central"),
    ("Chi cục Thi hành án dân sự thị xã Chí Linh", "Chi cục THADS", "Chi cục trưởng", "central"),
    ("Kho bạc Nhà nước Chí Linh", "Kho bạc", "Giám đốc", "central"),
    ("Bảo hiểm xã hội thị xã Chí Linh", "BHXH", "Giám đốc", "central"),
    ("Trung tâm Y tế thị xã Chí Linh", "TT Y tế", "Giám đốc", "province"),
    ("Điện lực Chí Linh", "Điện lực", "Giám đốc", "central"),
    ("Bưu điện thị xã Chí Linh", "Bưu điện", "Giám đốc", "central"),
)

# name, parent
SMALL_COLLECTIVES = (
    ("Tổ hợp tác trồng vải thiều An Hòa", "xa-hoang-hoa-tham"),
    ("Tổ hợp tác nuôi cá lồng Bến Đò", "xa-nhan-hue"),
    ("Tổ hợp tác trồng na dai Đồi Thông", "xa-hoang-tien"),
    ("Tổ hợp tác rau an toàn Cánh Buồm", "xa-van-duc"),
    ("Đội cứu hộ ven sông Kinh Thầy", "phuong-pha-lai"),
    ("Tổ vệ sinh môi trường số 2", "phuong-sao-do"),
)
HOUSEHOLDS = (
    ("Hộ gia đình trang trại Đồi Sim", "xa-bac-an"),
    ("Hộ gia đình vườn ươm Suối Mơ", "xa-le-loi"),
    ("Hộ gia đình gốm Lò Cũ", "xa-co-thanh"),
    ("Hộ gia đình chăn nuôi Gò Đa", "xa-dong-lac"),
)
ENTERPRISES = (
    ("Công ty TNHH May Hướng Dương Xanh", "phuong-sao-do"),
    ("Công ty Cổ phần Gốm Lửa Việt Chí Linh", "phuong-cong-hoa"),
    ("Công ty TNHH Cơ khí Bánh Răng Vàng", "phuong-pha-lai"),
    ("Hợp tác xã Nông sản Đồi Vải", "xa-hoang-hoa-tham"),
    ("Công ty TNHH Giày Bước Vui", "phuong-hoang-tan"),
    ("Công ty Cổ phần Gạch Mái Hồng", "phuong-van-an"),
)

# Communes with a second school of the level, which is then numbered I and II.
SECOND_SCHOOL = {
    "mam_non": ("Sao Đỏ", "Phả Lại", "Cộng Hòa"),
    "tieu_hoc": ("Sao Đỏ", "Phả Lại"),
    "thcs": ("Sao Đỏ",),
}
SCHOOL_LEVELS: tuple[tuple[Kind, str, str], ...] = (
    ("mam_non", "Trường Mầm non", "MN"),
    ("tieu_hoc", "Trường Tiểu học", "TH"),
    ("thcs", "Trường THCS", "THCS"),
)


def unit_id(name: str) -> str:
    """The stable id made of a name: lower case ASCII words joined by dashes."""
    return slug(name).replace("_", "-")


def communes_2018() -> list[Unit]:
    """The twenty wards and communes of 2018."""
    dissolved = {"Kênh Giang": CITY_SINCE}
    named: list[tuple[Kind, str, str, str]] = [
        ("phuong", "Phường", "P.", name) for name in WARDS
    ] + [("xa", "Xã", "X.", name) for name in COMMUNES]
    return [
        Unit(
            unit_id(f"{word} {name}"), f"{word} {name}", f"{short} {name}", kind, "xa", TOWN,
            "town", "xa-phuong", closed_on=dissolved.get(name, TWO_TIERS_SINCE),
        )
        for kind, word, short, name in named
    ]  # fmt: skip


def schools() -> list[Unit]:
    """The 66 schools in three clusters by level: one a commune, and a few numbered seconds."""
    made = []
    for kind, word, short in SCHOOL_LEVELS:
        cluster = kind.replace("_", "-")
        for place in (*WARDS, *COMMUNES):
            numbers = (" I", " II") if place in SECOND_SCHOOL[kind] else ("",)
            made += [
                Unit(
                    unit_id(f"{kind} {place}{number}"), f"{word} {place}{number}",
                    f"{short} {place}{number}", kind, None, TOWN, "town", "truong-hoc",
                    cluster, "school_year",
                )
                for number in numbers
            ]  # fmt: skip
    return made


def town_units() -> list[Unit]:
    """The offices, Party and mass organisations and services of the town, in that order."""
    groups: tuple[tuple[tuple[Office, ...], Kind, str, date | None], ...] = (
        (OFFICES, "phong", "phong-chuyen-mon", TWO_TIERS_SINCE),
        (PARTY_AND_UNIONS, "dang_doan_the", "dang-doan-the", TWO_TIERS_SINCE),
        (SERVICES, "su_nghiep", "don-vi-su-nghiep", None),
    )
    return [
        Unit(unit_id(office.short), office.name, office.short, kind, "huyen", TOWN, "town", bloc,
             closed_on=closed_on)
        for offices, kind, bloc, closed_on in groups
        for office in offices
    ]  # fmt: skip


def outside_blocs() -> list[Unit]:
    """Vertical bodies, enterprises, small collectives and households: in no bloc."""
    lines: dict[str, Literal["province", "central"]] = {
        "province": "province", "central": "central",
    }  # fmt: skip
    vertical = [
        Unit(unit_id(short), name, short, "nganh_doc", "huyen", None, lines[line], None)
        for name, short, _, line in VERTICAL
    ]
    others: tuple[tuple[Kind, tuple[tuple[str, str], ...]], ...] = (
        ("doanh_nghiep", ENTERPRISES), ("to_doi", SMALL_COLLECTIVES), ("ho_gia_dinh", HOUSEHOLDS),
    )  # fmt: skip
    return vertical + [
        Unit(unit_id(name), name, name, kind, None, parent, "town", None)
        for kind, named in others
        for name, parent in named
    ]


def town() -> Unit:
    """The town's people's committee, root of the tree."""
    return Unit(
        TOWN, "Ủy ban nhân dân thị xã Chí Linh", "UBND thị xã", "uy_ban", "huyen", None, "town",
        None, closed_on=TWO_TIERS_SINCE,
    )  # fmt: skip


def units_2018() -> list[Unit]:
    """Every unit that lives in 2018, the 120 of the blocs among them, the town first."""
    return [town(), *town_units(), *communes_2018(), *schools(), *outside_blocs()]
