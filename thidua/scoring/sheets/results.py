"""Results of units, read strictly against their sheet."""

from collections.abc import Mapping
from pathlib import Path

from thidua.common.errors import Reason, Refusal
from thidua.common.phrases import gettext as _
from thidua.common.strict_yaml import Node, from_plain, read_file, read_text
from thidua.common.text import tidy
from thidua.scoring.sheets.model import (
    Grades,
    Item,
    MinusPerCase,
    OverPlan,
    Points,
    Ratio,
    Result,
    Sheet,
    Target,
    UnitResults,
)
from thidua.scoring.sheets.reading import identifier, not_negative


def read_results(
    sheet: Sheet, source: Path | str, name: str = "results"
) -> tuple[UnitResults, ...]:
    """Results for `sheet` from a file (`Path`) or from YAML or JSON text (`str`).

    Every wrong value is refused, all in one `Refusal`, each with its place.
    """
    node = read_file(source) if isinstance(source, Path) else read_text(source, name)
    return _units(sheet, node)


def results_from_json(
    sheet: Sheet, stored: object, name: str = "results"
) -> tuple[UnitResults, ...]:
    """Results for `sheet` from `stored`, the same keys as the file, as `json.loads` gives them."""
    return _units(sheet, from_plain(stored, name))


def _units(sheet: Sheet, node: Node) -> tuple[UnitResults, ...]:
    wrong: list[Reason] = []
    units: list[UnitResults] = []
    first: dict[str, str] = {}
    for one in node.fields(["units"])["units"].elements():
        try:
            unit = _unit(sheet, one, wrong)
            if (known := unit.unit.casefold()) in first:
                raise one.refusal(
                    "unit_twice",
                    _("The unit %(unit)s stands twice, first at %(first)s.")
                    % {"unit": unit.unit, "first": first[known]},
                    _("Keep one of the two."),
                )
            first[known] = one.where
            units.append(unit)
        except Refusal as refusal:
            wrong.extend(refusal.reasons)
    if wrong:
        raise Refusal(*wrong)
    return tuple(units)


def _unit(sheet: Sheet, node: Node, wrong: list[Reason]) -> UnitResults:
    fields = node.fields(["unit"], ["results", "bonuses", "penalties"])
    computed = {bonus.id for bonus in sheet.bonuses if isinstance(bonus, OverPlan)}
    return UnitResults(
        unit=tidy(fields["unit"].text()),
        results=_results(sheet, fields.get("results"), wrong),
        bonuses=_counts(
            fields.get("bonuses"), {one.id for one in sheet.bonuses} - computed, computed, wrong
        ),
        penalties=_counts(
            fields.get("penalties"), {one.id for one in sheet.penalties}, set(), wrong
        ),
    )


def _results(sheet: Sheet, node: Node | None, wrong: list[Reason]) -> Mapping[str, Result]:
    leaves = {leaf.id: leaf for leaf in sheet.leaves()}
    branches = {item.id for item in sheet.every() if item.rule is None}
    found: dict[str, Result] = {}
    for key, value in node.entries() if node else ():
        try:
            item_id = identifier(key)
            if item_id in branches:
                raise key.refusal(
                    "result_of_branch",
                    _("Item %(id)s is the sum of its items and takes no result.") % {"id": item_id},
                    _("Give results for its items."),
                )
            if item_id not in leaves:
                raise _unknown(key, item_id)
            result = _result(leaves[item_id], value)
            if result is not None:
                found[item_id] = result
        except Refusal as refusal:
            wrong.extend(refusal.reasons)
    return found


def _counts(
    node: Node | None, known: set[str], computed: set[str], wrong: list[Reason]
) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for key, value in node.entries() if node else ():
        try:
            one = identifier(key)
            if one in computed:
                raise key.refusal(
                    "bonus_is_reckoned",
                    _("Bonus %(id)s is reckoned from the results.") % {"id": one},
                    _("Take it out here."),
                )
            if one not in known:
                raise _unknown(key, one)
            if not value.is_null:
                found[one] = _cases(value)
        except Refusal as refusal:
            wrong.extend(refusal.reasons)
    return found


def _unknown(key: Node, item_id: str) -> Refusal:
    return key.refusal(
        "unknown_id",
        _("The sheet has no %(id)s.") % {"id": item_id},
        _("Correct the id or add it to the sheet."),
    )


def _result(item: Item, node: Node) -> Result | None:
    """The result of one leaf; None where nothing, or only half of plan and actual, is written."""
    if node.is_null:
        return None
    rule = item.rule
    if isinstance(rule, Ratio):
        return _target(node)
    if isinstance(rule, Grades):
        grade = tidy(node.scalar) if isinstance(node.scalar, str) else None
        if grade is None or grade not in rule.points:
            raise node.refusal(
                "unknown_grade",
                _("%(grade)s is not a grade of item %(id)s.")
                % {"grade": node.described(), "id": item.id},
                _("Its grades: %(grades)s.") % {"grades": ", ".join(rule.points)},
            )
        return grade
    if isinstance(rule, MinusPerCase):
        return _cases(node)
    points = not_negative(node)
    if isinstance(rule, Points) and points > item.max:
        raise node.refusal(
            "above_max",
            _("%(points)s points are more than the max of item %(id)s, %(max)s.")
            % {"points": points, "id": item.id, "max": item.max},
            _("Give from 0 to the max."),
        )
    return points


def _target(node: Node) -> Target | None:
    if not node.is_mapping:
        raise node.refusal(
            "not_a_target",
            _("This item needs a plan and an actual figure, not %(value)s.")
            % {"value": node.described()},
            _("Write {plan: 100, actual: 112}."),
        )
    fields = node.fields([], ["plan", "actual"])
    figures = {key: not_negative(value) for key, value in fields.items()}
    if len(figures) < 2:  # noqa: PLR2004
        return None
    return Target(figures["plan"], figures["actual"])


def _cases(node: Node) -> int:
    """How many cases: a whole number from 0 up."""
    not_negative(node)
    return node.whole()
