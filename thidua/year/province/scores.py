"""Score sheets of the year's blocs: adopted as on the pages, half of them ranked."""

import random
from collections.abc import Iterator

from thidua.accounts.models import User
from thidua.emulation.models import Bloc, BlocMember, EmulationYear
from thidua.organisations.models import Unit
from thidua.scoring.actions import adopt_sheet, rank_units
from thidua.scoring.models import ScoreCard, ScoreSheet
from thidua.year.province.nominations import Periods, period_of
from thidua.year.province.sizes import THIS_YEAR
from thidua.year.province.writing import Writer

_RANKED, _UNTYPED = 0.5, 0.08
_SHEET = """
sheet: Bảng điểm thi đua năm {year}
items:
  - id: "1"
    name: Nhiệm vụ chuyên môn
    max: 60
    items:
      - {{id: "1.1", name: Nhiệm vụ trong chương trình công tác, max: 40, rule: {{ratio: more}}}}
      - {{id: "1.2", name: Kỷ luật công vụ, max: 20, rule: {{minus_per_case: 2, at_most: 8}}}}
  - id: "2"
    name: Công tác thi đua, khen thưởng
    max: 40
    items:
      - {{id: "2.1", name: Hồ sơ đúng hạn, max: 20, rule: {{bands: [[98, 20], [90, 12]]}}}}
      - {{id: "2.2", name: Phong trào thi đua, max: 20, rule: {{grades: {{A: 20, B: 14, C: 8}}}}}}
bonuses:
  - {{id: sang_tao, points: 5}}
penalties:
  - {{id: bao_cao_cham, points: 2, per_case: true}}
ranking: {{select: 2, ties: shared}}
"""


def write_scores(writer: Writer, year: EmulationYear, by: User, periods: Periods) -> None:
    """A sheet a bloc, a card a member; of sheets whose cards are whole, half are ranked."""
    chance = writer.chance("scores")
    members: dict[int, list[Unit]] = {}
    for each in BlocMember.objects.filter(bloc__emulation_year=year).select_related("unit"):
        members.setdefault(each.bloc_id, []).append(each.unit)
    text = _SHEET.format(year=THIS_YEAR)
    sheets = [
        adopt_sheet(
            by=by,
            bloc=bloc,
            period=period_of(members[bloc.pk][0], THIS_YEAR, periods),
            content=text,
        )
        for bloc in Bloc.objects.filter(emulation_year=year).order_by("order")
    ]
    whole = {each.pk for each in sheets if chance.random() < _RANKED}
    writer.write(_cards(sheets, members, whole, chance))
    for sheet in sheets:
        if sheet.pk in whole:
            rank_units(by=by, sheet=sheet)


def _cards(
    sheets: list[ScoreSheet],
    members: dict[int, list[Unit]],
    whole: set[int],
    chance: random.Random,
) -> Iterator[ScoreCard]:
    for sheet in sheets:
        for unit in members[sheet.bloc_id]:
            results: dict[str, object] = {
                "1.1": {"plan": 100, "actual": chance.randrange(80, 125)},
                "1.2": chance.choice((0, 0, 0, 1, 2)),
                "2.1": chance.randrange(85, 101),
                "2.2": chance.choice("AABC"),
            }
            missing = []
            if sheet.pk not in whole and chance.random() < _UNTYPED:
                del results["2.2"]
                missing = ["2.2"]
            yield ScoreCard(
                sheet=sheet,
                unit=unit,
                results={
                    "results": results,
                    "bonuses": {"sang_tao": 1} if chance.random() < 0.3 else {},  # noqa: PLR2004
                    "penalties": {"bao_cao_cham": 1} if chance.random() < 0.1 else {},  # noqa: PLR2004
                },
                incomplete=missing,
            )
