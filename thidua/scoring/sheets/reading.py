"""A score sheet read strictly: every slip is refused with its place and what to do."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from thidua.common.phrases import gettext as _
from thidua.common.strict_yaml import Node, from_plain, read_file, read_text
from thidua.common.text import tidy
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
    Rule,
    Sheet,
)


def read_sheet(source: Path | str, name: str = "sheet") -> Sheet:
    """The sheet in a file (`Path`) or in YAML or JSON text (`str`, called `name` in messages)."""
    return _sheet(read_file(source) if isinstance(source, Path) else read_text(source, name))


def sheet_from_json(stored: object, name: str = "sheet") -> Sheet:
    """The sheet in `stored`, the same keys as the file, as `json.loads` gives them."""
    return _sheet(from_plain(stored, name))


def identifier(node: Node) -> str:
    """An id: quoted text, since unquoted 1.10 is the number 1.1."""
    if isinstance(node.scalar, str) and tidy(node.scalar):
        return tidy(node.scalar)
    raise node.refusal(
        "id_not_text",
        _("The id %(id)s is not text.") % {"id": node.described()},
        _('Put it in quotes, as "1.10": without them 1.10 is the number 1.1.'),
    )


def not_negative(node: Node) -> Decimal:
    """A number from 0 up."""
    number = node.number()
    if number < 0:
        raise node.refusal(
            "negative",
            _("%(number)s is below 0.") % {"number": number},
            _("Write it from 0 up; what is taken off is written without a sign."),
        )
    return number


def _sheet(node: Node) -> Sheet:
    fields = node.fields(["sheet", "items"], ["bonuses", "bonus_cap", "penalties", "ranking"])
    items = _items(fields["items"])
    _refuse_repeated(list(_every(fields["items"])))
    with_plan = {
        leaf.id for item in items for leaf in item.leaves() if isinstance(leaf.rule, Ratio)
    }
    bonuses = tuple(_bonus(one, with_plan) for one in _listed(fields, "bonuses"))
    penalties = tuple(_penalty(one) for one in _listed(fields, "penalties"))
    _refuse_repeated(_listed(fields, "bonuses"))
    _refuse_repeated(_listed(fields, "penalties"))
    return Sheet(
        name=fields["sheet"].text(),
        items=items,
        bonuses=bonuses,
        bonus_cap=not_negative(fields["bonus_cap"]) if "bonus_cap" in fields else None,
        penalties=penalties,
        select=_places(fields["ranking"]) if "ranking" in fields else 0,
    )


def _listed(fields: dict[str, Node], key: str) -> tuple[Node, ...]:
    return fields[key].elements() if key in fields else ()


def _every(node: Node) -> Iterator[Node]:
    """The nodes of items, those of branches too."""
    for item in node.elements():
        yield item
        for key, inner in item.entries():
            if key.scalar == "items":
                yield from _every(inner)


def _refuse_repeated(nodes: Sequence[Node]) -> None:
    seen: dict[str, str] = {}
    for node in nodes:
        one = next(value for key, value in node.entries() if key.scalar == "id")
        if (name := identifier(one)) in seen:
            raise one.refusal(
                "repeated_id",
                _("The id %(id)s stands twice, first at %(first)s.")
                % {"id": name, "first": seen[name]},
                _("Give each its own id."),
            )
        seen[name] = one.where


def _items(node: Node) -> tuple[Item, ...]:
    items = tuple(_item(one) for one in node.elements())
    if not items:
        raise node.refusal("no_items", _("There are no items here."), _("Write at least one."))
    return items


def _item(node: Node) -> Item:
    fields = node.fields(["id"], ["name", "max", "rule", "items", "cap"])
    name = fields["name"].text() if "name" in fields else ""
    item_id = identifier(fields["id"])
    if ("rule" in fields) == ("items" in fields):
        raise node.refusal(
            "leaf_or_branch",
            _("Item %(id)s needs either a rule or items of its own, and not both.")
            % {"id": item_id},
            _("A leaf has “rule”, a branch has “items”."),
        )
    if "rule" in fields:
        return _leaf(node, fields, item_id, name)
    items = _items(fields["items"])
    of_theirs = sum((item.max for item in items), Decimal(0))
    cap = fields["cap"].boolean() if "cap" in fields else False
    if "max" not in fields:
        if cap:
            raise node.refusal(
                "cap_without_max",
                _("Item %(id)s is to be cut at its max and has none.") % {"id": item_id},
                _("Add “max”."),
            )
        return Item(item_id, name, of_theirs, items=items)
    most = not_negative(fields["max"])
    if not cap and most != of_theirs:
        raise fields["max"].refusal(
            "max_is_not_the_sum",
            _("Item %(id)s says max %(max)s; the max of its items add up to %(sum)s.")
            % {"id": item_id, "max": most, "sum": of_theirs},
            _("Correct one of them, or write “cap: true” if the sum is to be cut at its max."),
        )
    return Item(item_id, name, most, items=items, cap=cap)


def _leaf(node: Node, fields: dict[str, Node], item_id: str, name: str) -> Item:
    if "cap" in fields:
        raise fields["cap"].refusal(
            "cap_on_leaf", _("Only a branch can have “cap”."), _("Take it out.")
        )
    if "max" not in fields:
        raise node.refusal(
            "no_max", _("Item %(id)s has no max.") % {"id": item_id}, _("Add “max”.")
        )
    most = not_negative(fields["max"])
    return Item(item_id, name, most, rule=_rule(fields["rule"], most))


def _rule(node: Node, most: Decimal) -> Rule:
    if node.is_scalar:
        if node.scalar == "points":
            return Points()
        raise node.refusal(
            "unknown_rule",
            _("The rule %(rule)s is not known.") % {"rule": node.described()},
            _("Known: points, ratio, bands, grades, minus_per_case."),
        )
    fields = node.fields([], ["ratio", "bands", "grades", "minus_per_case", "at_most"])
    kinds = [kind for kind in fields if kind != "at_most"]
    if len(kinds) != 1 or ("at_most" in fields and kinds != ["minus_per_case"]):
        raise node.refusal(
            "unknown_rule",
            _("A rule is exactly one of ratio, bands, grades, minus_per_case (with at_most)."),
            _("Keep one."),
        )
    if kinds == ["ratio"]:
        return Ratio(_direction(fields["ratio"]))
    if kinds == ["bands"]:
        return Bands(_bands(fields["bands"], most))
    if kinds == ["grades"]:
        return Grades(_grades(fields["grades"], most))
    at_most = not_negative(fields["at_most"]) if "at_most" in fields else None
    return MinusPerCase(not_negative(fields["minus_per_case"]), at_most)


def _direction(node: Node) -> Literal["more", "less"]:
    if node.scalar == "more":
        return "more"
    if node.scalar == "less":
        return "less"
    raise node.refusal(
        "unknown_ratio",
        _("A ratio is more or less, not %(value)s.") % {"value": node.described()},
        _("Write “more” where more is better, “less” for a target to reduce."),
    )


def _points_within(node: Node, most: Decimal) -> Decimal:
    points = not_negative(node)
    if points > most:
        raise node.refusal(
            "above_max",
            _("%(points)s points are more than the max, %(max)s.")
            % {"points": points, "max": most},
            _("Correct the points or the max."),
        )
    return points


def _bands(node: Node, most: Decimal) -> tuple[tuple[Decimal, Decimal], ...]:
    bands: list[tuple[Decimal, Decimal]] = []
    for one in node.elements():
        pair = one.elements()
        if len(pair) != 2:  # noqa: PLR2004
            raise one.refusal(
                "not_a_band",
                _("A band is a pair: at least this figure, these points."),
                _("Write it as [98, 5]."),
            )
        least = pair[0].number()
        if bands and least >= bands[-1][0]:
            raise one.refusal(
                "bands_out_of_order",
                _("Bands stand from the highest figure down; %(figure)s is not below the last.")
                % {"figure": least},
                _("Put them in order, each figure once."),
            )
        bands.append((least, _points_within(pair[1], most)))
    if not bands:
        raise node.refusal("no_bands", _("There are no bands here."), _("Write at least one."))
    return tuple(bands)


def _grades(node: Node, most: Decimal) -> dict[str, Decimal]:
    grades = {}
    for key, value in node.entries():
        if not isinstance(key.scalar, str):
            raise key.refusal(
                "grade_not_text",
                _("The grade %(grade)s is not text.") % {"grade": key.described()},
                _("Put it in quotes."),
            )
        grades[tidy(key.scalar)] = _points_within(value, most)
    if not grades:
        raise node.refusal("no_grades", _("There are no grades here."), _("Write at least one."))
    return grades


def _bonus(node: Node, with_plan: Collection[str]) -> OverPlan | Bonus:
    fields = node.fields(
        ["id"], ["name", "items", "per_percent_over", "points", "per_case", "at_most"]
    )
    bonus_id = identifier(fields["id"])
    at_most = not_negative(fields["at_most"]) if "at_most" in fields else None
    if "points" in fields and not fields.keys() & {"items", "per_percent_over"}:
        per_case = fields["per_case"].boolean() if "per_case" in fields else False
        points = not_negative(fields["points"])
        return Bonus(bonus_id, points, per_case, at_most, _name(fields))
    if {"items", "per_percent_over"} <= fields.keys() and not fields.keys() & {
        "points",
        "per_case",
    }:
        items = tuple(_over_plan_item(one, with_plan) for one in fields["items"].elements())
        return OverPlan(bonus_id, items, not_negative(fields["per_percent_over"]), at_most)
    raise node.refusal(
        "unknown_bonus",
        _("Bonus %(id)s is neither points nor a share over plan.") % {"id": bonus_id},
        _("Write “points”, or “items” and “per_percent_over”; “at_most” goes with both."),
    )


def _over_plan_item(node: Node, with_plan: Collection[str]) -> str:
    item_id = identifier(node)
    if item_id not in with_plan:
        raise node.refusal(
            "no_plan_to_exceed",
            _("%(id)s is not an item with the rule ratio.") % {"id": item_id},
            _("Only items with a plan can be exceeded: name one of those."),
        )
    return item_id


def _penalty(node: Node) -> Penalty:
    fields = node.fields(["id", "points"], ["name", "per_case", "at_most", "bars_selection"])
    return Penalty(
        id=identifier(fields["id"]),
        points=not_negative(fields["points"]),
        per_case=fields["per_case"].boolean() if "per_case" in fields else False,
        at_most=not_negative(fields["at_most"]) if "at_most" in fields else None,
        bars_selection=fields["bars_selection"].boolean() if "bars_selection" in fields else False,
        name=_name(fields),
    )


def _name(fields: Mapping[str, Node]) -> str:
    """What a bonus or a penalty is called on pages, where the sheet says it."""
    return fields["name"].text() if "name" in fields else ""


def _places(node: Node) -> int:
    fields = node.fields(["select"], ["ties"])
    if "ties" in fields and fields["ties"].scalar != "shared":
        raise fields["ties"].refusal(
            "unknown_ties",
            _("Equal totals can only share a rank, not %(value)s.")
            % {"value": fields["ties"].described()},
            _("Write “ties: shared”."),
        )
    places = fields["select"].whole()
    if places < 0:
        raise fields["select"].refusal(
            "negative", _("%(number)s is below 0.") % {"number": places}, _("Write 0 or more.")
        )
    return places
