"""Measures of the budgets in the design, run by `make bench`.

A module of this package takes part by offering `measures() -> Iterable[Measure]`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure: what was measured, how much, in which unit, and what it must keep to.

    `budget` is the least where higher is better, else the most; None measures without judging.
    `cpu` is the same figure in processor time of this process, where it was taken: what other
    programs on the machine do shows in `value` and hardly in `cpu`. `scale` names the size of the
    data (1, 10, 100) for what is measured at each; `note` says more, for people. Of the figures of
    one `group` and scale the worst stands for all in the tables. `queries` counts the statements
    that a page sends to the database.
    """

    name: str
    value: float
    unit: str
    budget: float | None
    higher_is_better: bool = False
    cpu: float | None = None
    scale: int = 0
    note: str = ""
    group: str = ""
    queries: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether the budget is kept; a figure equal to it keeps it."""
        return self._keeps(self.value)

    @property
    def is_kept_by_cpu(self) -> bool:
        """Whether it would be kept if the processor had been this process's alone."""
        return self.cpu is not None and self._keeps(self.cpu)

    def _keeps(self, figure: float) -> bool:
        if self.budget is None:
            return True
        return figure >= self.budget if self.higher_is_better else figure <= self.budget
