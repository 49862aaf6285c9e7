"""Whose rules of law apply to what an authority does."""

from thidua.common.text import fold
from thidua.organisations.models import Unit
from thidua.rules import Jurisdiction, Law, default_law

# Levels of government as units name them, and as the law does.
LEVELS = {
    "trung_uong": "central",
    "bo": "ministry",
    "tinh": "province",
    "huyen": "district",
    "xa": "commune",
}


def jurisdiction_of(authority: Unit, law: Law | None = None) -> Jurisdiction:
    """The level of `authority`, and its own rules in `law` (that in force) where there are some.

    A body of the law's data is that of a unit whose name, now or earlier, ends with its name: "Thị
    xã Chí Linh" is that of "UBND thị xã Chí Linh". The longest name wins; none means the nation's.
    """
    level = LEVELS.get(authority.level)
    names = [authority.name, *authority.versions.values_list("name", flat=True)]
    folded = [f" {fold(name)}" for name in names]
    own = [
        each
        for each in (law or default_law()).shelf.authorities.values()
        if each.level == level and any(name.endswith(f" {fold(each.name)}") for name in folded)
    ]
    found = max(own, key=lambda each: len(each.name), default=None)
    return Jurisdiction(level, found.id if found else None)
