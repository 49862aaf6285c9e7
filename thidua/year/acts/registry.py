"""The table of acts by name."""

from collections.abc import Callable
from dataclasses import dataclass

from thidua.accounts.models import User
from thidua.year.world import Given, World


@dataclass(frozen=True)
class Outcome:
    """What an act did, counted for the summary; `files` are papers written, relative to OUT."""

    count: int = 1
    files: tuple[str, ...] = ()


Perform = Callable[[World, User, Given], Outcome]

ACTS: dict[str, Perform] = {}


def performs(name: str) -> Callable[[Perform], Perform]:
    """Enter a function in the table under the name of the action it performs."""

    def enter(perform: Perform) -> Perform:
        if name in ACTS:
            msg = f"{name} stands twice in the table of acts."
            raise ValueError(msg)
        ACTS[name] = perform
        return perform

    return enter
