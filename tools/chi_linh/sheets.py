"""Score sheets of two blocs of 2018 and what their units achieved.

The sheets use every rule of a sheet. Among the communes two tie for the second place of three and
one is barred; among the offices two tie for the last place, which people have to decide.
"""

from dataclasses import dataclass

from tools.chi_linh.dice import Dice
from tools.chi_linh.incidents import UNIT_OF_LEADER_WARNED
from tools.chi_linh.world import World

Node = dict[str, object]

_STRONG = 0.85  # above: placed by hand, without chance
_GRADE_A, _GRADE_B = 0.6, 0.3
_BANDS = [[98, 5], [95, 4], [90, 3], [80, 1.5]]
_BONUSES: list[Node] = [
    {"id": "vuot_ke_hoach", "items": ["1.1", "1.2"], "per_percent_over": 0.01, "at_most": 0.1},
    {"id": "sang_tao", "name": "Có cách làm sáng tạo", "points": 5},
]
_PENALTIES: list[Node] = [
    {"id": "bao_cao_muon", "name": "Báo cáo muộn", "points": 2, "per_case": True},
    {"id": "vang_hop_khoi", "name": "Vắng họp khối", "points": 5},
    {
        "id": "lanh_dao_bi_ky_luat",
        "name": "Lãnh đạo bị kỷ luật",
        "points": 20,
        "bars_selection": True,
    },
]

COMMUNES: Node = {
    "sheet": "Khối thi đua các xã, phường năm 2018",
    "items": [
        {"id": "1", "name": "Phát triển kinh tế", "max": 30, "items": [
            {"id": "1.1", "name": "Thu ngân sách trên địa bàn (triệu đồng)", "max": 10,
             "rule": {"ratio": "more"}},
            {"id": "1.2", "name": "Giá trị sản xuất (triệu đồng)", "max": 8,
             "rule": {"ratio": "more"}},
            {"id": "1.3", "name": "Tỷ lệ hộ nghèo (%)", "max": 7, "rule": {"ratio": "less"}},
            {"id": "1.4", "name": "Tỷ lệ giải ngân vốn đầu tư (%)", "max": 5,
             "rule": {"bands": _BANDS}},
        ]},
        {"id": "2", "name": "Văn hóa - xã hội", "max": 25, "items": [
            {"id": "2.1", "name": "Tỷ lệ bao phủ bảo hiểm y tế (%)", "max": 10,
             "rule": {"bands": [[90, 10], [87, 8], [84, 6], [80, 4]]}},
            {"id": "2.2", "name": "Tỷ lệ hộ sinh con thứ ba trở lên (%)", "max": 7,
             "rule": {"ratio": "less"}},
            {"id": "2.3", "name": "Nông thôn mới, đô thị văn minh", "max": 8,
             "rule": {"grades": {"A": 8, "B": 6, "C": 3.5, "D": 0}}},
        ]},
        {"id": "3", "name": "Quốc phòng - an ninh", "max": 20, "items": [
            {"id": "3.1", "name": "Xếp loại an ninh trật tự", "max": 10,
             "rule": {"grades": {"A": 10, "B": 7.5, "C": 5, "D": 0}}},
            {"id": "3.2", "name": "Vụ việc phức tạp kéo dài", "max": 10,
             "rule": {"minus_per_case": 1.5, "at_most": 6}},
        ]},
        {"id": "4", "name": "Cải cách hành chính, thi đua khen thưởng", "max": 25, "cap": True,
         "items": [
             {"id": "4.1", "name": "Chỉ số cải cách hành chính (%)", "max": 10,
              "rule": {"bands": [[85, 10], [80, 8], [75, 6], [65, 3]]}},
             {"id": "4.2", "name": "Hồ sơ giải quyết quá hạn", "max": 7,
              "rule": {"minus_per_case": 0.5, "at_most": 5}},
             {"id": "4.3", "name": "Phong trào thi đua và điển hình tiên tiến", "max": 10,
              "rule": "points"},
         ]},
    ],
    "bonuses": _BONUSES,
    "bonus_cap": 6,
    "penalties": _PENALTIES,
    "ranking": {"select": 3, "ties": "shared"},
}  # fmt: skip

OFFICES: Node = {
    "sheet": "Khối thi đua các phòng chuyên môn năm 2018",
    "items": [
        {"id": "1", "name": "Nhiệm vụ chuyên môn", "max": 60, "items": [
            {"id": "1.1", "name": "Nhiệm vụ trong chương trình công tác", "max": 30,
             "rule": {"ratio": "more"}},
            {"id": "1.2", "name": "Văn bản tham mưu được ban hành", "max": 20,
             "rule": {"ratio": "more"}},
            {"id": "1.3", "name": "Số ngày giải quyết bình quân một hồ sơ", "max": 10,
             "rule": {"ratio": "less"}},
        ]},
        {"id": "2", "name": "Cải cách hành chính", "max": 25, "items": [
            {"id": "2.1", "name": "Hồ sơ giải quyết đúng hạn (%)", "max": 15,
             "rule": {"bands": [[99, 15], [97, 12], [95, 9], [90, 5]]}},
            {"id": "2.2", "name": "Kỷ luật, kỷ cương công vụ", "max": 10,
             "rule": {"minus_per_case": 2, "at_most": 8}},
        ]},
        {"id": "3", "name": "Xây dựng cơ quan, thi đua khen thưởng", "max": 15, "items": [
            {"id": "3.1", "name": "Xếp loại chi bộ", "max": 8,
             "rule": {"grades": {"A": 8, "B": 6, "C": 4, "D": 0}}},
            {"id": "3.2", "name": "Phong trào thi đua", "max": 7, "rule": "points"},
        ]},
    ],
    "bonuses": _BONUSES,
    "bonus_cap": 5,
    "penalties": _PENALTIES,
    "ranking": {"select": 2, "ties": "shared"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc that scores: its sheet, its best unit, the two that tie after it, the barred one."""

    id: str
    sheet: Node
    best: str
    tied: tuple[str, str]
    barred: str | None = None


BLOCS = (
    Bloc(
        "xa-phuong",
        COMMUNES,
        "xa-le-loi",
        ("phuong-sao-do", "xa-hoang-tien"),
        UNIT_OF_LEADER_WARNED,
    ),
    Bloc("phong-chuyen-mon", OFFICES, "phong-tu-phap", ("phong-noi-vu", "phong-kinh-te")),
)


def results_of(world: World, bloc: Bloc) -> Node:
    """What each unit of the bloc achieved, in the form of RESULTS.yaml."""
    achieve = _commune if bloc.id == "xa-phuong" else _office
    units: list[Node] = []
    for unit in world.members(bloc.id):
        tied = unit.id in bloc.tied
        seed = bloc.tied[0] if tied else unit.id
        dice = Dice("score", seed)
        strength = 1.0 if unit.id == bloc.best else 0.9 if tied else 0.15 + 0.6 * dice.share()
        # The twin has twice the volume, so that its ratios and its points are the same.
        results = achieve(dice, strength, 2 if unit.id == bloc.tied[1] else 1)
        scored: Node = {"unit": unit.name, "results": results}
        scored["bonuses"] = {"sang_tao": 1} if strength > _STRONG or dice.whether(0.1) else {}
        scored["penalties"] = {}
        if strength < _STRONG and dice.whether(0.25):
            scored["penalties"] = {"bao_cao_muon": dice.between(1, 2)}
        if unit.id == bloc.barred:
            scored["penalties"] = {"lanh_dao_bi_ky_luat": 1}
        units.append(scored)
    return {"units": units}


def _planned(dice: Dice, strength: float, plan: int, volume: int) -> Node:
    """A planned amount and what was done of it: 85 % by the weakest, a little over by the best."""
    percent = 84 + round(22 * strength) + (dice.between(-2, 2) if strength < _STRONG else 0)
    return {"plan": plan * 100 * volume, "actual": plan * percent * volume}


def _reduced(strength: float, plan: float) -> Node:
    """A percentage or a number of days that was to be reduced to `plan`."""
    return {"plan": plan, "actual": round(plan * (1.5 - 0.55 * strength), 2)}


def _grade(strength: float) -> str:
    return "A" if strength > _GRADE_A else "B" if strength > _GRADE_B else "C"


def _points(strength: float, most: float) -> float:
    """Points in quarters."""
    return round(most * (0.5 + 0.45 * strength) * 4) / 4


def _commune(dice: Dice, strength: float, volume: int) -> Node:
    return {
        "1.1": _planned(dice, strength, 40, volume),
        "1.2": _planned(dice, strength, 900, volume),
        "1.3": _reduced(strength, 2.5),
        "1.4": round(82 + 16.5 * strength, 1),
        "2.1": round(80 + 11 * strength, 1),
        "2.2": _reduced(strength, 5.0),
        "2.3": _grade(strength),
        "3.1": _grade(strength + 0.2),
        "3.2": round(3 * (1 - strength)),
        "4.1": round(66 + 20 * strength, 1),
        "4.2": round(8 * (1 - strength)),
        "4.3": _points(strength, 10),
    }


def _office(dice: Dice, strength: float, volume: int) -> Node:
    return {
        "1.1": _planned(dice, strength, 1, volume),
        "1.2": _planned(dice, strength, 2, volume),
        "1.3": _reduced(strength, 8.0),
        "2.1": round(90 + 9.5 * strength, 1),
        "2.2": round(2 * (1 - strength)),
        "3.1": _grade(strength),
        "3.2": _points(strength, 7),
    }
