"""What became of the communes: the city of 2019, the two tiers of 2025."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tools.chi_linh.units import CITY_SINCE, TOWN, TWO_TIERS_SINCE, Kind, Unit, unit_id

# Number, date and how the number is known; the second is told at second hand, without its date.
CITY = ("623/NQ-UBTVQH14", date(2019, 1, 10), "quoted")
TWO_TIERS = ("1669/NQ-UBTVQH15", None, "quoted")

NEW_WARDS_2019 = ("An Lạc", "Cổ Thành", "Đồng Lạc", "Hoàng Tiến", "Tân Dân", "Văn Đức")
NEW_WARDS_2025 = (
    "Chu Văn An", "Chí Linh", "Trần Hưng Đạo", "Nguyễn Trãi", "Trần Nhân Tông", "Lê Đại Hành",
    "Bắc An Phụ",
)  # fmt: skip
MERGED_2025 = (
    (("phuong-sao-do", "phuong-van-an", "phuong-chi-minh", "phuong-thai-hoc"), "Chu Văn An"),
    (("phuong-pha-lai", "xa-co-thanh", "xa-nhan-hue"), "Chí Linh"),
    (("xa-le-loi", "xa-hung-dao"), "Trần Hưng Đạo"),
    (("phuong-ben-tam", "xa-bac-an", "xa-hoang-hoa-tham"), "Nguyễn Trãi"),
    (("phuong-hoang-tan", "xa-hoang-tien"), "Trần Nhân Tông"),
    (("xa-tan-dan", "xa-an-lac", "xa-dong-lac"), "Lê Đại Hành"),
)
SPLIT_2025 = (
    ("phuong-cong-hoa", ("Chu Văn An", "Trần Hưng Đạo")),
    ("xa-van-duc", ("Chu Văn An", "Trần Nhân Tông", "Bắc An Phụ")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one set of units on one day. `name`, `short`, `unit_kind` go with a rename."""

    effective_on: date
    document: tuple[str, date | None, str]
    kind: Literal["rename", "merge", "split"]
    before: tuple[str, ...]
    after: tuple[str, ...]
    name: str | None = None
    short: str | None = None
    unit_kind: Kind | None = None
    note: str | None = None


def wards_of_2025() -> list[Unit]:
    """The seven wards of Hải Phòng that took over the land of the town on 01/7/2025."""
    return [
        Unit(_ward(name), f"Phường {name}", f"P. {name}", "phuong", "xa", None, "province", None,
             founded_on=TWO_TIERS_SINCE)
        for name in NEW_WARDS_2025
    ]  # fmt: skip


def changes() -> list[Change]:
    """The changes in order of day; of one day, in the order in which they are to be applied."""
    return [*_of_2019(), *_of_2025()]


def _of_2019() -> list[Change]:
    made = [
        Change(CITY_SINCE, CITY, "merge", ("xa-kenh-giang", "xa-van-duc"), ("xa-van-duc",),
               note="Nhập xã Kênh Giang vào xã Văn Đức, rồi thành lập phường Văn Đức."),
        Change(CITY_SINCE, CITY, "rename", (TOWN,), (TOWN,),
               name="Ủy ban nhân dân thành phố Chí Linh", short="UBND thành phố",
               unit_kind="uy_ban"),
    ]  # fmt: skip
    for name in NEW_WARDS_2019:
        same = (unit_id(f"xa {name}"),)
        made.append(
            Change(CITY_SINCE, CITY, "rename", same, same, f"Phường {name}", f"P. {name}", "phuong")
        )
    return made


def _of_2025() -> list[Change]:
    merged = [
        Change(TWO_TIERS_SINCE, TWO_TIERS, "merge", before, (_ward(after),))
        for before, after in MERGED_2025
    ]
    split = [
        Change(
            TWO_TIERS_SINCE, TWO_TIERS, "split", (before,), tuple(_ward(name) for name in after),
            note="Một phần về mỗi đơn vị mới; người và tập thể nhỏ phải được phân từng trường hợp.",
        )
        for before, after in SPLIT_2025
    ]  # fmt: skip
    return merged + split


def _ward(name: str) -> str:
    return unit_id(f"phuong {name}")
