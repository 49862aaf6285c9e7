"""Who works where: the posts of each unit, heads first, adding up to 3,000 people."""

from dataclasses import dataclass
from typing import Literal

from tools.chi_linh.dice import Dice, apportion
from tools.chi_linh.units import (
    OFFICES,
    PARTY_AND_UNIONS,
    SERVICES,
    VERTICAL,
    Office,
    Unit,
    unit_id,
)

Occupation = Literal[
    "cong_chuc", "vien_chuc", "nguoi_lao_dong", "nong_dan", "cong_nhan", "doanh_nhan"
]
# People of each group; together 3,000.
TOTALS = {
    "uy_ban": 3, "phong": 97, "dang_doan_the": 65, "su_nghiep": 110, "xa_phuong": 424,
    "truong_hoc": 1964, "nganh_doc": 12, "doanh_nghiep": 210, "to_doi": 97, "ho_gia_dinh": 18,
}  # fmt: skip
_SCHOOLS = ("mam_non", "tieu_hoc", "thcs")
_SCHOOL_SIZE = {"mam_non": 27, "tieu_hoc": 31, "thcs": 32}


# Where the chance that a woman leads is not that of other offices.
_WOMEN_LEAD = {"Hội LHPN": 1.0, "Hội CCB": 0.0}


@dataclass(frozen=True, slots=True)
class Post:
    """A post before someone holds it. `women` is the chance that a woman does."""

    title: str
    kind: Occupation
    women: float
    is_leader: bool = False


def _leading(title: str, kind: Occupation, women: float) -> Post:
    return Post(title, kind, women, is_leader=True)


def posts_of(units: list[Unit]) -> dict[str, list[Post]]:
    """The posts of each unit by unit id; the first is the head's, then the deputies'."""
    filled: dict[str, list[Post]] = {}
    for group, total in TOTALS.items():
        members = [unit for unit in units if group_of(unit) == group]
        sizes = apportion(total, [_weight(unit) for unit in members])
        for unit, size in zip(members, sizes, strict=True):
            filled[unit.id] = _posts(unit, size)
    return {unit.id: filled[unit.id] for unit in units}


def group_of(unit: Unit) -> str:
    """The key of `TOTALS` that counts the people of `unit`."""
    if unit.kind in _SCHOOLS:
        return "truong_hoc"
    return "xa_phuong" if unit.kind in ("xa", "phuong") else unit.kind


def _offices() -> dict[str, Office]:
    return {unit_id(office.short): office for office in (*OFFICES, *PARTY_AND_UNIONS, *SERVICES)}


def _weight(unit: Unit) -> float:
    spread = Dice("size", unit.id).share()
    if unit.kind in _SCHOOLS:
        return _SCHOOL_SIZE[unit.kind] * (0.7 + 0.6 * spread)
    if unit.kind in ("xa", "phuong"):
        return 20 + 3 * spread
    office = _offices().get(unit.id)
    if office is not None:
        return office.weight * (0.4 if unit.kind == "dang_doan_the" else 1)
    return 8 + 4 * spread


def _posts(unit: Unit, size: int) -> list[Post]:
    if unit.kind in _SCHOOLS:
        return _school_posts(unit, size)
    if unit.kind in ("xa", "phuong"):
        return _commune_posts(unit, size)
    if unit.kind == "uy_ban":
        return [_leading("Chủ tịch UBND thị xã", "cong_chuc", 0.0)] + [
            _leading("Phó Chủ tịch UBND thị xã", "cong_chuc", 0.5) for _ in range(size - 1)
        ]
    if unit.kind == "nganh_doc":
        titles = {unit_id(short): head for _, short, head, _ in VERTICAL}
        return [_leading(titles[unit.id], "cong_chuc", 0.2)]
    if unit.kind == "doanh_nghiep":
        return _enterprise_posts(size)
    if unit.kind in ("to_doi", "ho_gia_dinh"):
        return _small_posts(unit, size)
    return _office_posts(unit, _offices()[unit.id], size)


def _deputies(size: int, two_from: int) -> int:
    return 2 if size >= two_from else 1


def _office_posts(unit: Unit, office: Office, size: int) -> list[Post]:
    kind: Occupation = "vien_chuc" if unit.kind == "su_nghiep" else "cong_chuc"
    deputies = _deputies(size, 9)
    women = _WOMEN_LEAD.get(office.short)
    posts = [_leading(office.head, kind, 0.25 if women is None else women)]
    posts += [_leading(office.deputy, kind, 0.35 if women is None else women)] * deputies
    for at in range(size - len(posts)):
        title = office.staff[at % len(office.staff)]
        contract = title.startswith(("Nhân viên", "Đội viên"))
        posts.append(Post(title, "nguoi_lao_dong" if contract else kind, 0.5))
    return posts


_COMMUNE_STAFF = (
    "Phó Bí thư Thường trực Đảng ủy", "Phó Chủ tịch HĐND", "Chủ tịch Ủy ban MTTQ",
    "Chủ tịch Hội Phụ nữ", "Chủ tịch Hội Nông dân", "Chủ tịch Hội Cựu chiến binh",
    "Bí thư Đoàn Thanh niên", "Trưởng Công an", "Chỉ huy trưởng Quân sự",
    "Công chức Văn phòng - Thống kê", "Công chức Văn phòng - Thống kê",
    "Công chức Địa chính - Xây dựng", "Công chức Địa chính - Xây dựng",
    "Công chức Tài chính - Kế toán", "Công chức Tư pháp - Hộ tịch",
    "Công chức Văn hóa - Xã hội", "Công chức Văn hóa - Xã hội", "Công chức Tài chính - Kế toán",
    "Văn thư - Thủ quỹ", "Cán bộ đài truyền thanh",
)  # fmt: skip


def _commune_posts(unit: Unit, size: int) -> list[Post]:
    place = unit.name[0].lower() + unit.name[1:]
    deputies = _deputies(size, 22)
    posts = [_leading(f"Chủ tịch UBND {place}", "cong_chuc", 0.15)]
    posts += [_leading(f"Phó Chủ tịch UBND {place}", "cong_chuc", 0.25)] * deputies
    posts.append(_leading(f"Bí thư Đảng ủy {place}", "cong_chuc", 0.15))
    for title in _COMMUNE_STAFF[: size - len(posts)]:
        women = 1.0 if "Phụ nữ" in title else 0.05 if title[:6] in ("Trưởng", "Chỉ hu") else 0.4
        part_time = title.startswith(("Văn thư", "Cán bộ"))
        posts.append(Post(title, "nguoi_lao_dong" if part_time else "cong_chuc", women))
    return posts


def _school_posts(unit: Unit, size: int) -> list[Post]:
    women = {"mam_non": 0.99, "tieu_hoc": 0.88, "thcs": 0.7}[unit.kind]
    posts = [_leading("Hiệu trưởng", "vien_chuc", max(women - 0.2, 0.5))]
    posts += [_leading("Phó Hiệu trưởng", "vien_chuc", women)] * _deputies(size, 30)
    posts += [Post("Tổ trưởng chuyên môn", "vien_chuc", women)] * 2
    support: list[tuple[str, Occupation]] = [("Kế toán", "vien_chuc"), ("Văn thư", "vien_chuc")]
    if unit.kind == "mam_non":
        support += [("Nhân viên nuôi dưỡng", "nguoi_lao_dong")] * 3
    else:
        support += [("Nhân viên thư viện", "vien_chuc"), ("Nhân viên y tế", "vien_chuc")]
    support.append(("Bảo vệ", "nguoi_lao_dong"))
    teachers = size - len(posts) - len(support)
    posts += [Post("Giáo viên", "vien_chuc", women)] * teachers
    return posts + [Post(title, kind, 0.0 if title == "Bảo vệ" else 0.9) for title, kind in support]


def _enterprise_posts(size: int) -> list[Post]:
    posts = [_leading("Giám đốc", "doanh_nhan", 0.3)]
    posts.append(_leading("Phó Giám đốc", "doanh_nhan", 0.3))
    posts += [Post("Tổ trưởng sản xuất", "cong_nhan", 0.5)] * 3
    return posts + [Post("Công nhân", "cong_nhan", 0.65)] * (size - len(posts))


def _small_posts(unit: Unit, size: int) -> list[Post]:
    if unit.kind == "ho_gia_dinh":
        return [Post("Chủ hộ", "nong_dan", 0.2)] + [Post("Thành viên hộ", "nong_dan", 0.5)] * (
            size - 1
        )
    workers = unit.name.startswith("Tổ vệ sinh")
    kind: Occupation = "cong_nhan" if workers else "nong_dan"
    word = "Đội" if unit.name.startswith("Đội") else "Tổ"
    titles = [f"{word} trưởng"] + [f"{word} phó"] + [f"{word} viên"] * (size - 2)
    return [Post(title, kind, 0.45, is_leader=at == 0) for at, title in enumerate(titles)]
