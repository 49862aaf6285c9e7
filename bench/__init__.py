"""Measures of the budgets in the design, run by `make bench`.

A module of this package takes part by offering `measures() -> Iterable[Measure]`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure: what was measured, how much, in which unit, and what it must keep to.

    `budget` is the least where higher is better, else the most; None measures without judging.
    """

    name: str
    value: float
    unit: str
    budget: float | None
    higher_is_better: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the budget is kept; a figure equal to it keeps it."""
        if self.budget is None:
            return True
        if self.higher_is_better:
            return self.value >= self.budget
        return self.value <= self.budget
