"""Facts of years to come, as good as they can be: what a forward search supposes.

Every supposition is a `Hope`: something that can be taken back to see whether it is needed. The
past stays as given; what is unknown of it is supposed only for the year under review.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from thidua.rules import scales
from thidua.rules.facts import Facts, Honour, Initiative, Members
from thidua.rules.outcomes import Finding

BEST = scales.COMPLETION[-1]
WIDEST = "nation"
# The least first: a hope is lowered to the first of these that is still enough.
LOWER: Mapping[str, tuple[str, ...]] = {
    "completion": scales.COMPLETION[1:],
    "initiative": ("base", "province", "nation"),
}
_WHOLE_YEAR = 12
# Whoever judges these looks at what happened, not at a year's own work: never supposed.
_NOT_EARNED = frozenset({"movement"})


@dataclass(frozen=True, slots=True)
class Hope:
    """One supposition: of `kind`, about `year` (0: no year), its `value` by kind.

    `completion`: the rating. `months`: worked. `initiative`: its scope. `honour`: the title given.
    `attested`, `constituted`: the criterion. `members`, `discipline`, `pending`: none.
    """

    kind: str
    year: int
    value: str = ""


def expected(finding: Finding) -> set[tuple[str, str]]:
    """(nature, criterion) of what others must vouch for or decide, on the roads that are earned.

    Where one road of several is earned year by year, roads that rest on the word of others alone
    (a sudden feat, a movement) are not counted on.
    """
    if not finding.parts:
        nature = finding.ground.nature
        return {(nature, finding.criterion)} if nature in {"attested", "constituted"} else set()
    parts = finding.parts
    if finding.ground.word == "any_of":
        parts = tuple(part for part in parts if _is_earned(part)) or parts
    return {each for part in parts for each in expected(part)}


def _is_earned(finding: Finding) -> bool:
    return any(
        leaf.ground.nature == "computed" and leaf.ground.word not in _NOT_EARNED
        for leaf in finding.leaves()
    )


def hopes(
    facts: Facts, *, first: int, last: int, vouched: Iterable[tuple[str, str]], holder: str
) -> tuple[Hope, ...]:
    """All that may be supposed of the years `first` (under review) to `last`, honours apart."""
    found = []
    for year in range(first, last + 1):
        if year > first or year not in (facts.completion or {}):
            found.append(Hope("completion", year, BEST))
        if year > first or year not in (facts.months_worked or {}):
            found.append(Hope("months", year, str(_WHOLE_YEAR)))
        if year > first or facts.initiatives is None:
            found.append(Hope("initiative", year, WIDEST))
    said: Mapping[str, Mapping[str, bool]] = {
        "attested": facts.attested or {},
        "constituted": facts.constituted or {},
    }
    later = last > first
    for nature, criterion in sorted(vouched):
        if criterion not in said[nature] or (later and not said[nature][criterion]):
            found.append(Hope(nature, last, criterion))
    if facts.discipline is None:
        found.append(Hope("discipline", last))
    if facts.pending is None or (later and facts.pending):
        found.append(Hope("pending", last))
    if holder == "collective" and (facts.members is None or later):
        found.append(Hope("members", last))
    return tuple(found)


def hoped(facts: Facts, supposed: Collection[Hope], titles: Iterable[str]) -> Facts:
    """The facts with these suppositions; `titles` may be held by the members of a collective."""
    completion = dict(facts.completion or {})
    months = dict(facts.months_worked or {})
    attested, constituted = dict(facts.attested or {}), dict(facts.constituted or {})
    initiatives, honours = list(facts.initiatives or ()), list(facts.honours or ())
    changed: dict[str, object] = {}
    for hope in supposed:
        if hope.kind == "completion":
            completion[hope.year] = hope.value
        elif hope.kind == "months":
            months[hope.year] = Fraction(hope.value)
        elif hope.kind == "initiative":
            initiatives.append(Initiative(hope.year, hope.value))
        elif hope.kind == "honour":
            honours.append(Honour(hope.value, hope.year))
        elif hope.kind == "attested":
            attested[hope.value] = True
        elif hope.kind == "constituted":
            constituted[hope.value] = True
        elif hope.kind == "members":
            changed["members"] = _best_members(facts.members, titles)
        else:
            changed[hope.kind] = ()
    return replace(
        facts,
        completion=completion,
        months_worked=months,
        attested=attested,
        constituted=constituted,
        initiatives=tuple(initiatives),
        honours=tuple(honours),
        **changed,  # type: ignore[arg-type]
    )


def _best_members(members: Members | None, titles: Iterable[str]) -> Members:
    """Everybody completed the tasks, holds every title and was never disciplined."""
    count = (members.count if members else None) or 1
    return Members(count, count, dict.fromkeys(titles, count), ())
