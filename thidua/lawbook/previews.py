"""What a proposed text says and what it would change, in words, day by day and side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from thidua.lawbook.forms import FIRST
from thidua.lawbook.reading import Proposal, laws_with
from thidua.lawbook.sheets import Sheet
from thidua.lawbook.through_time import SAME, Difference, compared
from thidua.lawbook.uses import Use, uses
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.rules import Instrument, Law

_MOST_DAYS = 4


@dataclass
class Change:
    """One line that a day brings, and the titles and forms of which it is true."""

    difference: Difference
    titles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Turn:
    """What is otherwise from a day on than without the proposal."""

    day: date
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Says:
    """One version of one rule in a text, and the name of the title it is for."""

    use: Use
    title: str


@dataclass(frozen=True)
class Preview:
    """What a text says (`says`), what it names (`instruments`), what no longer stands (`gone`) and
    what changes (`turns`); `later` days are not shown.
    """

    instruments: tuple[Instrument, ...]
    says: tuple[Says, ...]
    gone: tuple[Says, ...]
    turns: tuple[Turn, ...]
    later: tuple[date, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is no rule in it."""
        return not self.says


def preview(proposal: Proposal) -> Preview:
    """What a proposal says and changes. Raises a `Refusal` where it cannot be read."""
    before, after = laws_with(proposal)
    new = [each for each in uses(after) if each.text_name == proposal.place and not each.is_inner]
    replaced = {name for name, _text in before.own} - {name for name, _text in after.own}
    old = [each for each in uses(before) if each.text_name in replaced and not each.is_inner]
    days = sorted({max(each.start, FIRST) for each in (*new, *old)})
    shown, later = days[:_MOST_DAYS], days[_MOST_DAYS:]
    about = _about(after, (*new, *old))
    return Preview(
        instruments=tuple(
            each
            for each in after.shelf.instruments.values()
            if each.where.partition(":")[0] == proposal.place
        ),
        says=tuple(Says(each, _name(after, each)) for each in new),
        gone=tuple(Says(each, _name(before, each)) for each in old),
        turns=tuple(_turn(proposal, before, after, day, about) for day in shown),
        later=tuple(later),
    )


def _name(law: Law, use: Use) -> str:
    title = law.shelf.titles.get(use.what)
    return title.name if title else ""


def _about(law: Law, changed: Sequence[Use]) -> list[str]:
    """The titles that rules may be about: all with criteria where one is about any."""
    whats = {each.what for each in changed}
    if "" in whats:
        return [title.id for title in law.titles()]
    return [id_ for id_ in law.shelf.titles if id_ in whats]


def _turn(proposal: Proposal, before: Law, after: Law, day: date, about: Sequence[str]) -> Turn:
    """The lines that differ on a day, the same line of several titles told once."""
    found: dict[object, Change] = {}
    whose = [jurisdiction_of(proposal.authority, law) for law in (before, after)]
    for what in about:
        title = after.shelf.titles[what]
        sheets = [
            Sheet(law, law.shelf.titles[what], day, jurisdiction)
            for law, jurisdiction in zip((before, after), whose, strict=True)
        ]
        for each in compared(*sheets):
            if each.kind != SAME:
                told = tuple(item and (item.text, item.citation) for item in
                             (each.before, each.after))  # fmt: skip
                found.setdefault((each.part, told), Change(each)).titles.append(title.name)
    return Turn(day, tuple(found.values()))
