"""Initiatives with plausible titles: enough of them for most who want to be Emulation Fighters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tools.chi_linh.career import CSTD_TINH, CSTDCS, HTXS, LAST_YEAR, Career
from tools.chi_linh.dice import Dice
from tools.chi_linh.people import Person
from tools.chi_linh.units import PROVINCE, TOWN, Unit

FIRST_YEAR = 2014

_WAYS = (
    "Một số biện pháp", "Kinh nghiệm", "Giải pháp", "Một số giải pháp", "Biện pháp",
)  # fmt: skip
_AIMS: dict[str, tuple[str, ...]] = {
    "mam_non": (
        "phát triển ngôn ngữ cho trẻ {age} tuổi qua kể chuyện",
        "rèn kỹ năng tự phục vụ cho trẻ {age} tuổi",
        "làm đồ chơi từ nguyên liệu sẵn có cho trẻ {age} tuổi",
        "giúp trẻ {age} tuổi làm quen với toán qua trò chơi",
        "phối hợp với phụ huynh chăm sóc bữa ăn của trẻ {age} tuổi",
        "giáo dục an toàn giao thông cho trẻ {age} tuổi",
    ),
    "tieu_hoc": (
        "rèn chữ viết cho học sinh lớp {low}",
        "nâng cao kỹ năng giải toán có lời văn cho học sinh lớp {low}",
        "giúp học sinh lớp {low} viết đúng chính tả",
        "tổ chức trò chơi học tập trong môn Tiếng Việt lớp {low}",
        "công tác chủ nhiệm lớp {low} theo hướng tự quản",
        "phát triển văn hóa đọc cho học sinh lớp {low}",
    ),
    "thcs": (
        "bồi dưỡng học sinh giỏi môn Toán lớp {high}",
        "dạy học theo chủ đề tích hợp môn Vật lí lớp {high}",
        "sử dụng sơ đồ tư duy trong dạy Lịch sử lớp {high}",
        "rèn kỹ năng viết đoạn văn nghị luận cho học sinh lớp {high}",
        "gây hứng thú học tiếng Anh cho học sinh lớp {high} qua dự án nhỏ",
        "khai thác thí nghiệm đơn giản trong môn Hóa học lớp {high}",
    ),
    "xa": (
        "rút ngắn thời gian giải quyết thủ tục hành chính tại bộ phận một cửa",
        "vận động nhân dân hiến đất mở đường giao thông nông thôn",
        "quản lý hồ sơ hộ tịch bằng bảng tính tại xã, phường",
        "nâng cao tỷ lệ tham gia bảo hiểm y tế hộ gia đình",
        "phân loại rác thải tại nguồn ở khu dân cư",
        "theo dõi thu ngân sách theo từng khoản thu trên địa bàn",
    ),
    "": (
        "theo dõi nhiệm vụ được giao bằng bảng công việc chung",
        "rút ngắn quy trình luân chuyển văn bản trong cơ quan",
        "nâng cao chất lượng tham mưu tổng hợp báo cáo định kỳ",
        "số hóa và tra cứu hồ sơ lưu trữ của đơn vị",
        "đổi mới hình thức tuyên truyền ở cơ sở",
        "phối hợp giữa các đơn vị trong kiểm tra chuyên ngành",
    ),
}


@dataclass(frozen=True, slots=True)
class Initiative:
    """A recognised initiative; the fields are the columns of `initiatives.csv`."""

    holder: str
    period: int
    title: str
    scope: str
    recognised_on: date
    number: str
    issuer: str


def wants_to_be_fighter(career: Career) -> bool:
    """Whether a holder registers for CSTĐ cơ sở in 2018: titled last year, or set to be."""
    return bool(career.titles.get(CSTDCS, set()) & {2017, 2018})


def initiatives_of(
    people: list[Person], units: Mapping[str, Unit], careers: Mapping[str, Career]
) -> list[Initiative]:
    """The initiatives recognised since 2014; about a fifth of the registrants of 2018 have none."""
    made = []
    for person in people:
        career = careers.get(person.id)
        if career is None:
            continue
        unit = units[person.unit]
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            dice = Dice("initiative", person.id, str(year))
            if dice.whether(_chance(career, year)):
                made.append(_initiative(person.id, unit, year, "base", dice))
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            dice = Dice("initiative", "province", person.id, str(year))
            if dice.whether(_chance_of_province(career, year)):
                made.append(_initiative(person.id, unit, year, "province", dice))
    return made


def _chance(career: Career, year: int) -> float:
    titled = career.held(CSTDCS, [year])
    if year < LAST_YEAR:
        return 1.0 if titled else 0.0
    if titled:
        return 0.86
    if wants_to_be_fighter(career):
        return 0.45
    return 0.1 if career.ratings.get(year) == HTXS else 0.0


def _chance_of_province(career: Career, year: int) -> float:
    """Sure for past CSTĐ tỉnh; in 2018 for a third of those with the third year in a row."""
    if year < LAST_YEAR:
        return 1.0 if career.held(CSTD_TINH, [year]) else 0.0
    return 0.35 if career.held(CSTDCS, range(year - 2, year + 1)) else 0.0


def _initiative(holder: str, unit: Unit, year: int, scope: str, dice: Dice) -> Initiative:
    kind = "xa" if unit.kind == "phuong" else unit.kind
    aim = dice.pick(_AIMS.get(kind, _AIMS[""])).format(
        age=dice.pick(("3-4", "4-5", "5-6")), low=dice.between(1, 5), high=dice.between(6, 9)
    )
    school = unit.calendar == "school_year"
    day = date(year, 5, 7) if school else date(year, 10, 29)
    province = scope == "province"
    if province:
        day += timedelta(days=21)
    number = 300 + 17 * (year % 10) + 200 * school + province
    return Initiative(
        holder, year, f"{dice.pick(_WAYS)} {aim}", scope, day, f"{number}/QĐ-UBND",
        PROVINCE if province else TOWN,
    )  # fmt: skip
