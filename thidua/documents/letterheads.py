"""How a unit stands on paper: its full name, its place, the body above it, its symbol."""

import re

from thidua.documents.paper import Letterhead
from thidua.organisations.models import Unit
from thidua.organisations.states import UnitKind

COMMITTEE = "Ủy ban nhân dân"
_SHORT = re.compile(r"^UBND\s+", re.IGNORECASE)
_TERRITORY = re.compile(
    rf"^(?:{COMMITTEE}\s+)?"
    r"(?:thị xã|thành phố|huyện|quận|tỉnh|xã|phường|thị trấn|đặc khu)\s+(?P<place>.+)$",
    re.IGNORECASE,
)
_WITH_COMMITTEE = frozenset({UnitKind.COMMITTEE, UnitKind.COMMUNE, UnitKind.WARD})


def full_name(unit: Unit) -> str:
    """The name as papers write it: "UBND thị xã X" and "Phường Y" are People's Committees."""
    name = _SHORT.sub(f"{COMMITTEE} ", unit.name)
    if unit.kind in _WITH_COMMITTEE and not name.startswith(COMMITTEE):
        return f"{COMMITTEE} {name[:1].lower()}{name[1:]}"
    return name


def place_of(unit: Unit) -> str:
    """Where the unit's papers are dated: its territory, or that of the body above it."""
    found = _TERRITORY.match(full_name(unit))
    if found:
        return found["place"]
    return place_of(unit.parent) if unit.parent else unit.name


def letterhead_of(unit: Unit) -> Letterhead:
    """The unit's letterhead. A People's Committee stands alone, others below their body."""
    alone = unit.kind in _WITH_COMMITTEE or unit.parent is None
    parent = "" if alone or unit.parent is None else full_name(unit.parent)
    return Letterhead(parent=parent, issuer=full_name(unit), place=place_of(unit))


def symbol_of(kind: str, unit: Unit) -> str:
    """What follows the slash of a number: "QĐ-UBND"; of other bodies, their initials."""
    name = full_name(unit)
    if name.startswith(COMMITTEE):
        return f"{kind}-UBND"
    return f"{kind}-{''.join(word[0].upper() for word in name.split() if word[0].isalpha())}"


def head_of(unit: Unit) -> str:
    """Who decides for the unit, as a decision names them: "Chủ tịch Ủy ban nhân dân thị xã X"."""
    name = full_name(unit)
    return f"Chủ tịch {name}" if name.startswith(COMMITTEE) else f"Thủ trưởng {name}"
