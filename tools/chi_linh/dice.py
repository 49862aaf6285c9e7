"""Chance that gives the same answer on every machine and in every version of Python."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

_SCALE = 2**64
Item = TypeVar("Item")


class Dice:
    """A stream of chances named by its keys: adding a stream never shifts another one."""

    def __init__(self, *keys: str) -> None:
        self._name = "/".join(("chi-linh-2018", *keys)).encode()
        self._thrown = 0

    def share(self) -> float:
        """A number from 0 up to 1."""
        self._thrown += 1
        digest = blake2b(self._name, digest_size=8, salt=self._thrown.to_bytes(16, "big"))
        return int.from_bytes(digest.digest(), "big") / _SCALE

    def whether(self, chance: float) -> bool:
        """True in `chance` of the throws (0 to 1)."""
        return self.share() < chance

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        """One of `items`, each as likely."""
        return items[int(self.share() * len(items))]

    def weighted(self, weights: Sequence[tuple[Item, int]]) -> Item:
        """One of the items of `(item, weight)` pairs, as likely as its weight."""
        left = self.share() * sum(weight for _, weight in weights)
        for item, weight in weights:
            left -= weight
            if left < 0:
                return item
        return weights[-1][0]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """`total` split into whole parts in proportion to `weights`; the parts add up exactly."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in rest[: total - sum(parts)]:
        parts[at] += 1
    return parts
