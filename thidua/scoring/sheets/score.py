"""Scores, ranks and selection from a sheet and results."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

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

_HUNDRED = 100


def score(sheet: Sheet, results: Iterable[UnitResults]) -> Scores:
    """Score and rank units; the order of `results` is kept.

    Equal exact totals share a rank. Places go to the best units that are neither incomplete nor
    barred; where more units are equal than places are left, none of them is selected and they
    stand in `undecided`.
    """
    scored = _ranked([_scored(sheet, unit) for unit in results])
    selected, undecided = _selection(sheet.select, scored)
    return Scores(
        sheet=sheet.name,
        units=tuple(replace(one, selected=one.unit in selected) for one in scored),
        undecided=tuple(one.unit for one in scored if one.unit in undecided),
    )


def two_places(number: Fraction) -> Decimal:
    """`number` as people read it: two places, half up (away from 0)."""
    hundredths = math.floor(abs(number) * _HUNDRED + Fraction(1, 2))
    return (Decimal(hundredths) / _HUNDRED * (-1 if number < 0 else 1)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    ) + 0  # so that -0.00 becomes 0.00


def as_json(scores: Scores) -> dict[str, Any]:
    """`scores` as one JSON document. Points are numbers rounded by `two_places`."""
    return {
        "sheet": scores.sheet,
        "units": [_unit_as_json(one) for one in scores.units],
        "undecided": list(scores.undecided),
    }


def _unit_as_json(one: Score) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "items": {item_id: _rounded(points) for item_id, points in one.items.items()},
        "base": _rounded(one.base),
        "bonus": _rounded(one.bonus),
        "penalty": _rounded(one.penalty),
        "total": _rounded(one.total),
        "rank": one.rank,
        "selected": one.selected,
        "barred": one.barred,
        "incomplete": list(one.incomplete),
    }


def _rounded(number: Fraction | None) -> float | None:
    return None if number is None else float(two_places(number))


def _scored(sheet: Sheet, unit: UnitResults) -> Score:
    points: dict[str, Fraction | None] = {}
    base = _sum([_item_points(item, unit.results, points) for item in sheet.items])
    bonus = _bonus_points(sheet, unit)
    penalty = sum(
        (_counted(one, unit.penalties.get(one.id, 0)) for one in sheet.penalties), Fraction(0)
    )
    return Score(
        unit=unit.unit,
        items={item.id: points[item.id] for item in sheet.every()},
        base=base,
        bonus=bonus,
        penalty=penalty,
        total=base + bonus - penalty if base is not None and bonus is not None else None,
        barred=any(one.bars_selection and unit.penalties.get(one.id) for one in sheet.penalties),
        incomplete=tuple(leaf.id for leaf in sheet.leaves() if points[leaf.id] is None),
    )


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _item_points(
    item: Item, results: Mapping[str, Result], into: dict[str, Fraction | None]
) -> Fraction | None:
    if item.rule is not None:
        into[item.id] = _leaf_points(item, results.get(item.id))
    else:
        total = _sum([_item_points(inner, results, into) for inner in item.items])
        cut = item.cap and total is not None
        into[item.id] = min(total, Fraction(item.max)) if cut and total is not None else total
    return into[item.id]


def _leaf_points(item: Item, result: Result | None) -> Fraction | None:
    most = Fraction(item.max)
    match item.rule, result:
        case Ratio(direction=direction), Target():
            share = _ratio(direction, result)
            return None if share is None else min(share, Fraction(1)) * most
        case Bands(bands=bands), int() | Decimal():
            return Fraction(next((points for least, points in bands if result >= least), 0))
        case Grades(points=points), str():
            return Fraction(points[result])
        case MinusPerCase(points=each, at_most=at_most), int():
            minus = Fraction(each) * result
            return most - min(minus, most if at_most is None else min(Fraction(at_most), most))
        case Points(), int() | Decimal():
            return Fraction(result)
        case _, None:
            return None
    raise TypeError(f"{item.id}: {result!r}")


def _ratio(direction: str, target: Target) -> Fraction | None:
    """The share reached; None where it has no meaning (nothing was planned)."""
    plan, actual = Fraction(target.plan), Fraction(target.actual)
    if direction == "more":
        return actual / plan if plan else None
    return plan / actual if actual else Fraction(1)


def _counted(one: Bonus | Penalty, cases: int) -> Fraction:
    points = Fraction(one.points) * (cases if one.per_case else min(cases, 1))
    return points if one.at_most is None else min(points, Fraction(one.at_most))


def _bonus_points(sheet: Sheet, unit: UnitResults) -> Fraction | None:
    leaves = {leaf.id: leaf for leaf in sheet.leaves()}
    parts: list[Fraction | None] = []
    for bonus in sheet.bonuses:
        if isinstance(bonus, Bonus):
            parts.append(_counted(bonus, unit.bonuses.get(bonus.id, 0)))
        else:
            parts.extend(
                _over_plan(bonus, leaves[item_id], unit.results.get(item_id))
                for item_id in bonus.items
            )
    total = _sum(parts)
    if total is None or sheet.bonus_cap is None:
        return total
    return min(total, Fraction(sheet.bonus_cap))


def _over_plan(bonus: OverPlan, item: Item, result: Result | None) -> Fraction | None:
    if not isinstance(result, Target) or not isinstance(item.rule, Ratio):
        return None
    plan, actual = Fraction(result.plan), Fraction(result.actual)
    if not plan:
        # Nothing to exceed: an item to reach is incomplete, one to reduce earns nothing more.
        return None if item.rule.direction == "more" else Fraction(0)
    better = actual - plan if item.rule.direction == "more" else plan - actual
    share = Fraction(bonus.per_percent) * max(0, math.floor(better * _HUNDRED / plan))
    if bonus.at_most is not None:
        share = min(share, Fraction(bonus.at_most))
    return share * Fraction(item.max)


def _ranked(scored: list[Score]) -> list[Score]:
    totals = sorted((one.total for one in scored if one.total is not None), reverse=True)
    ranks: dict[Fraction, int] = {}
    for place, total in enumerate(totals, start=1):
        ranks.setdefault(total, place)
    return [one if one.total is None else replace(one, rank=ranks[one.total]) for one in scored]


def _selection(places: int, scored: list[Score]) -> tuple[set[str], set[str]]:
    """Units selected, and units equal at the last place, among which people decide."""
    eligible = sorted(
        (one.rank, one.unit) for one in scored if one.rank is not None and not one.barred
    )
    selected: set[str] = set()
    for _rank, group in groupby(eligible, key=lambda pair: pair[0]):
        units = {unit for _, unit in group}
        left = places - len(selected)
        if left <= 0:
            break
        if len(units) > left:
            return selected, units
        selected |= units
    return selected, set()
