"""A small sheet and results for the tests."""

from thidua.accounts.models import User
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period, Unit
from thidua.scoring.actions import adopt_sheet, enter_results
from thidua.scoring.models import ScoreSheet

SHEET = """
sheet: Khối xã, phường 2018
items:
  - {id: "1", name: Thu ngân sách, max: 10, rule: {ratio: more}}
  - {id: "2", name: An ninh, max: 5, rule: {grades: {A: 5, B: 3.5}}}
bonuses:
  - {id: creative, name: Có cách làm sáng tạo, points: 0.1}
penalties:
  - {id: leader_disciplined, name: Lãnh đạo bị kỷ luật, points: 2, bars_selection: true}
ranking: {select: 1, ties: shared}
"""


def results(actual: float, grade: str = "A", **more: object) -> dict[str, object]:
    """Results against a plan of 100."""
    return {"results": {"1": {"plan": 100, "actual": actual}, "2": grade}, **more}


def adopted(by: User, bloc: Bloc, period: Period) -> ScoreSheet:
    """The small sheet, adopted."""
    return adopt_sheet(by=by, bloc=bloc, period=period, content=SHEET)


def scored(
    by: User, bloc: Bloc, period: Period, by_unit: dict[Unit, dict[str, object]]
) -> ScoreSheet:
    """The small sheet with results entered."""
    sheet = adopted(by, bloc, period)
    for unit, brought in by_unit.items():
        enter_results(by=by, sheet=sheet, unit=unit, results=brought)
    return sheet
