"""Caps on proposals: what each is a share of, and how many it allows."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from thidua.rules.facts import Members
from thidua.rules.outcomes import Citation

_NONE = Fraction(0)
JOB_GROUP = "job_group"
# Beside what people are by work: public service units.
SERVICE_UNITS = "don_vi_su_nghiep"


@dataclass(frozen=True, slots=True)
class Base:
    """What a cap is a share of: the holders of a title, those with one of some performance
    ratings, or the direct parts of a unit. Exactly one of them is given.
    """

    title: str | None = None
    rated: tuple[str, ...] = ()
    parts: bool = False

    def count(self, members: Members | None) -> int | None:
        """How many there are; None where that is not known."""
        if self.missing(members) or members is None:
            return None
        if self.title is not None:
            return members.holding[self.title]
        return members.parts if self.parts else sum(members.rated[each] for each in self.rated)

    def missing(self, members: Members | None) -> tuple[str, ...]:
        """The paths of the facts that it is counted from and that are not known."""
        known = members or Members()
        if self.title is not None:
            return () if self.title in known.holding else (f"members.holding.{self.title}",)
        if self.parts:
            return () if known.parts is not None else ("members.parts",)
        return tuple(f"members.rated.{each}" for each in self.rated if each not in known.rated)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many a cap allows: at least `least`, at most `most` (None: no end is known).

    The two are one where all that it hangs on is known; else `missing` names the facts to record.
    `share` is the share taken, None where two may be meant.
    """

    base: int | None
    share: Fraction | None
    least: int
    most: int | None
    missing: tuple[str, ...] = ()

    @property
    def limit(self) -> int | None:
        """The number allowed, where it is known."""
        return self.least if self.least == self.most else None


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `share` of `base` may be proposed for `what`; never fewer than `minimum`.

    `of` is whose set it caps: a `unit`'s, or all that an `authority` proposes. With `by_result`
    the share hangs on the title the unit itself has, with `by_rating` on its own rating; `share` is
    the largest of them and `plain` that of a unit with none. `holder` narrows it to individuals or
    collectives. `few` is (below, minimum): another minimum where the unit has fewer parts than
    that. With `is_rating`, `what` is a level of performance; `each` names groups of which every one
    is counted by itself; `groups` are whom alone it caps.
    """

    what: str
    base: Base
    share: Fraction
    rounding: str
    minimum: int
    citation: Citation
    provisional: bool
    note: str = ""
    of: str = "unit"
    by_result: tuple[tuple[str, Fraction], ...] = ()
    by_rating: tuple[tuple[str, Fraction], ...] = ()
    plain: Fraction = _NONE
    holder: str | None = None
    few: tuple[int, int] | None = None
    is_rating: bool = False
    each: str = ""
    groups: tuple[str, ...] = ()

    def limit(self, base: int, share: Fraction | None = None) -> int:
        """The most that may be proposed where the base counts `base`."""
        return max(self._whole(base, self.share if share is None else share), self.minimum)

    def allows(
        self,
        members: Members | None,
        holds: frozenset[str] | None = None,
        rating: str | None = None,
    ) -> Allowance:
        """How many may be proposed by a unit with these members, titles (`holds`) and rating."""
        base = self.base.count(members)
        missing = list(self.base.missing(members))
        shares, minima = {self._share(holds, rating)}, {self._minimum(members)}
        if None in shares:
            shares = {self.plain, *(share for _what, share in self._steps)}
            missing.append("honours" if self.by_result else "completion")
        if None in minima and self.few is not None:
            minima = {self.minimum, self.few[1]}
            missing.append("members.parts")
        lows = [each for each in minima if each is not None]
        parts = [each for each in shares if each is not None]
        share = parts[0] if len(parts) == 1 else None
        if base is None:
            return Allowance(None, share, min(lows), None, tuple(missing))
        limits = [max(self._whole(base, part), low) for part in parts for low in lows]
        least, most = min(limits), max(limits)
        return Allowance(base, share, least, most, () if least == most else tuple(missing))

    @property
    def _steps(self) -> tuple[tuple[str, Fraction], ...]:
        return self.by_result or self.by_rating

    def _share(self, holds: frozenset[str] | None, rating: str | None) -> Fraction | None:
        """The share for a unit with these titles and this rating; None where that is not known."""
        if not self._steps:
            return self.share
        held = holds if self.by_result else None if rating is None else frozenset({rating})
        if held is None:
            return None
        return max((share for what, share in self._steps if what in held), default=self.plain)

    def _minimum(self, members: Members | None) -> int | None:
        if self.few is None:
            return self.minimum
        if members is None or members.parts is None:
            return None
        below, minimum = self.few
        return minimum if members.parts < below else self.minimum

    def _whole(self, base: int, share: Fraction) -> int:
        exact = share * base
        return {
            "floor": floor(exact),
            "ceiling": ceil(exact),
            "half_up": floor(exact + Fraction(1, 2)),
        }[self.rounding]
