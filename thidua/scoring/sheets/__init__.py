"""Score sheets as data, and what they give. Pure: no database, no Django.

    sheet = read_sheet(Path("sheet.yaml"))
    scores = score(sheet, read_results(sheet, Path("results.yaml")))

A sheet kept as JSON is read by `sheet_from_json`, results kept so by `results_from_json`.
"""

from thidua.scoring.sheets.model import (
    Bands,
    Bonus,
    Grades,
    Item,
    MinusPerCase,
    OverPlan,
    Penalty,
    Points,
    Ratio,
    Result,
    Score,
    Scores,
    Sheet,
    Target,
    UnitResults,
)
from thidua.scoring.sheets.reading import read_sheet, sheet_from_json
from thidua.scoring.sheets.results import read_results, results_from_json
from thidua.scoring.sheets.score import as_json, score, two_places

__all__ = [
    "Bands",
    "Bonus",
    "Grades",
    "Item",
    "MinusPerCase",
    "OverPlan",
    "Penalty",
    "Points",
    "Ratio",
    "Result",
    "Score",
    "Scores",
    "Sheet",
    "Target",
    "UnitResults",
    "as_json",
    "read_results",
    "read_sheet",
    "results_from_json",
    "score",
    "sheet_from_json",
    "two_places",
]
