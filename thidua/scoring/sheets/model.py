"""What a score sheet is made of, what a unit brings, and what comes out.

Numbers are exact: `Decimal` as written in, `Fraction` inside, two places half up only where a
person reads them (`two_places`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class Ratio:
    """Actual against plan, at most max.

    `more`: actual ÷ plan × max; `less`: plan ÷ actual × max, a target to reduce.
    """

    direction: Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class Bands:
    """(at least, points), from the highest threshold down; below the last, nothing."""

    bands: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """Points by grade."""

    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class MinusPerCase:
    """Starts at max and loses `points` a case, in all no more than `at_most` (None: down to 0)."""

    points: Decimal
    at_most: Decimal | None


@dataclass(frozen=True, slots=True)
class Points:
    """Given by the scorer, from 0 to max."""


Rule = Ratio | Bands | Grades | MinusPerCase | Points


@dataclass(frozen=True, slots=True)
class Item:
    """A leaf has a rule, a branch has items; `cap` cuts a branch at its max."""

    id: str
    name: str
    max: Decimal
    rule: Rule | None = None
    items: tuple["Item", ...] = ()
    cap: bool = False

    def leaves(self) -> Iterator["Item"]:
        """The leaves under this item, itself if it is one, in the order of the sheet."""
        if self.rule is not None:
            yield self
        for item in self.items:
            yield from item.leaves()

    def every(self) -> Iterator["Item"]:
        """This item and all under it, in the order of the sheet."""
        yield self
        for item in self.items:
            yield from item.every()


@dataclass(frozen=True, slots=True)
class OverPlan:
    """A bonus reckoned from results: a share of an item's max per whole 1% over its plan.

    For an item to reduce (`less`), what counts is how far, in per cent of the plan, the actual
    figure lies under it. `at_most` is a share of the item's max, for each item alone.
    """

    id: str
    items: tuple[str, ...]
    per_percent: Decimal
    at_most: Decimal | None


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points added: once, or for each case when `per_case`; `at_most` in points."""

    id: str
    points: Decimal
    per_case: bool = False
    at_most: Decimal | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Penalty:
    """Points taken off: once, or for each case; `bars_selection` keeps the unit from selection."""

    id: str
    points: Decimal
    per_case: bool = False
    at_most: Decimal | None = None
    bars_selection: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet. `select` places are given; equal totals share a rank (1, 2, 2, 4)."""

    name: str
    items: tuple[Item, ...]
    bonuses: tuple[OverPlan | Bonus, ...] = ()
    bonus_cap: Decimal | None = None
    penalties: tuple[Penalty, ...] = ()
    select: int = 0

    def leaves(self) -> Iterator[Item]:
        """Every item that takes a result, in the order of the sheet."""
        for item in self.items:
            yield from item.leaves()

    def every(self) -> Iterator[Item]:
        """Every item, branches too, in the order of the sheet."""
        for item in self.items:
            yield from item.every()

    @property
    def max(self) -> Decimal:
        """The most that items give without bonuses (điểm chuẩn)."""
        return sum((item.max for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True)
class Target:
    """A planned and an actual figure, in the same measure."""

    plan: Decimal
    actual: Decimal


# Target for ratios, a grade for grades, a whole number for cases, a number for the rest.
Result = Target | str | int | Decimal


@dataclass(frozen=True, slots=True)
class UnitResults:
    """What one unit brings. An item without a result is left out; counts are of cases."""

    unit: str
    results: Mapping[str, Result] = field(default_factory=dict)
    bonuses: Mapping[str, int] = field(default_factory=dict)
    penalties: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """What one unit gets. `items` holds leaves and branches by id.

    None stands wherever a result is missing below: an item without a result is never scored as 0.
    `penalty` is positive and taken off: total = base + bonus - penalty.
    """

    unit: str
    items: Mapping[str, Fraction | None]
    base: Fraction | None
    bonus: Fraction | None
    penalty: Fraction
    total: Fraction | None
    barred: bool
    incomplete: tuple[str, ...]
    rank: int | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a sheet, in the order of the results, and the units that people must decide."""

    sheet: str
    units: tuple[Score, ...]
    undecided: tuple[str, ...]
