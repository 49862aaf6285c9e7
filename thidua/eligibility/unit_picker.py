"""Choosing a unit by its name, with or without marks; for pages that are narrowed to one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from thidua.accounts.models import User
from thidua.common.text import fold
from thidua.eligibility.policies import STANDINGS
from thidua.organisations.models import Unit
from thidua.organisations.queries import named, search_words

_MOST = 20


@dataclass(frozen=True)
class Picked:
    """What was asked for: one unit, or several that a text may mean, the first twenty."""

    text: str = ""
    unit: Unit | None = None
    choices: tuple[Unit, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a text was given that means no one unit."""
        return bool(self.text) and self.unit is None

    @property
    def shown(self) -> str:
        """What the field holds."""
        return self.unit.name if self.unit is not None else self.text


def picked(units: QuerySet[Unit], given: Mapping[str, str]) -> Picked:
    """The unit among `units` that a text (`dv`) names, else the one of a key (`don_vi`). Two
    queries at most.
    """
    text, key = given.get("dv", "").strip(), given.get("don_vi", "")
    words = search_words(text)
    if words:
        found = units.filter(named(words)).select_related("parent").order_by("sort_key", "pk")
        choices = tuple(found[:_MOST])
        exact = choices[:1] if len(choices) == 1 else _exact(units, text)
        if len(exact) == 1:
            return Picked(text, exact[0])
        return Picked(text, None, choices)
    if key.isdecimal():
        return Picked(unit=units.filter(pk=int(key)).first())
    return Picked(text)


def units_listed(user: User, year: int) -> QuerySet[Unit]:
    """The units of which `user` reads who qualifies in a year."""
    rows = STANDINGS.visible_to(user).filter(year=year, at=OuterRef("pk"))
    return Unit.objects.filter(Exists(rows))


def _exact(units: QuerySet[Unit], text: str) -> tuple[Unit, ...]:
    return tuple(units.filter(folded=fold(text)[:300])[:2])
