"""A title through time: every version in order, and two dates side by side."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from thidua.lawbook.sheets import Item, Sheet
from thidua.lawbook.uses import Use, uses
from thidua.rules import Law, Title

SAME, CHANGED, ADDED, GONE = "same", "changed", "added", "gone"


@dataclass(frozen=True)
class Line:
    """All versions of one rule, in order of date."""

    title: str
    versions: tuple[Use, ...]


@dataclass(frozen=True)
class Difference:
    """One rule on two dates; either is None where it is not there."""

    part: str
    before: Item | None
    after: Item | None

    @property
    def kind(self) -> str:
        """`same`, `changed`, `added` or `gone`."""
        if self.before is None:
            return ADDED
        if self.after is None:
            return GONE
        told = (self.before.text, self.before.citation, self.before.source)
        return (
            SAME if told == (self.after.text, self.after.citation, self.after.source) else CHANGED
        )

    @property
    def is_other_article_only(self) -> bool:
        """Whether it says the same and stands in another article now."""
        return bool(self.before and self.after and self.before.text == self.after.text)


def versions_of(law: Law, title: Title) -> list[Line]:
    """Every version of every rule about a title, those of one rule together."""
    kinds = {
        "criteria": _("Criteria"),
        "local": _("An authority's own criteria"),
        "decider": _("Who decides"),
        "quota": _("How many at most"),
        "vote": _("Meetings and votes"),
        "paper": _("Papers of the dossier"),
        "submit_by": _("Last day to submit"),
        "reward": _("Prize money"),
    }
    order = list(kinds)
    found = [each for each in uses(law) if each.what == title.id and not each.is_inner]
    found = [each for each in found if each.record[0] in kinds]

    def key(use: Use) -> tuple[int, str]:
        return order.index(str(use.record[0])), repr(_settled(use.record))

    found.sort(key=lambda each: (*key(each), each.start))
    return [
        Line(kinds[str(rows[0].record[0])], tuple(rows))
        for _key, group in groupby(found, key)
        for rows in [list(group)]
    ]


def _settled(record: tuple[object, ...]) -> tuple[object, ...]:
    """A record's key with its sets in order: their own order changes from run to run."""
    return tuple(sorted(each) if isinstance(each, frozenset) else each for each in record)


def compared(first: Sheet, second: Sheet) -> list[Difference]:
    """Every rule of the two dates, in the order of the first and then what only the second has."""
    before = {item.key: item for item in first.items}
    after = {item.key: item for item in second.items}
    rows = [Difference(item.part, item, after.get(key)) for key, item in before.items()]
    rows += [Difference(item.part, None, item) for key, item in after.items() if key not in before]
    return rows


def turning_days(law: Law, title: Title, authority: str | None) -> list[date]:
    """The days on which a rule about the title begins or ends, for an authority: where to look."""
    counted = law.authorities(authority)
    days = {
        day
        for line in versions_of(law, title)
        for use in line.versions
        for day in (use.start, use.until)
        if day is not None and use.authority in counted
    }
    return sorted(days)
