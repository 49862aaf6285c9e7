"""To whom a line of the recipients leads, guessed from its words; the officer corrects it."""

from collections.abc import Iterable

from thidua.common.text import fold
from thidua.organisations.models import Unit
from thidua.organisations.states import SCHOOLS, UnitKind
from thidua.plans.reading.audiences import categories
from thidua.plans.states import Destination

# The reader's words for kinds of unit, and the kinds that they mean.
KINDS: dict[str, frozenset[UnitKind]] = {
    "party": frozenset({UnitKind.PARTY_AND_UNIONS}),
    "department": frozenset({UnitKind.OFFICE}),
    "service": frozenset({UnitKind.SERVICE}),
    "commune": frozenset({UnitKind.COMMUNE, UnitKind.WARD}),
    "school": SCHOOLS,
    "enterprise": frozenset({UnitKind.ENTERPRISE}),
}


def kinds_meant(text: str, *, of_bloc: bool) -> frozenset[UnitKind]:
    """The kinds of unit that `text` names: a bloc's name, or a line that speaks to some."""
    named = categories(fold(text), of_bloc=of_bloc)
    return frozenset(kind for name in named for kind in KINDS.get(name, ()))


def guess_destination(text: str, units: Iterable[Unit]) -> tuple[Destination, list[Unit]]:
    """Where a line of "Nơi nhận" leads, and which of `units` it means."""
    if fold(text).startswith("luu"):
        return Destination.FILE, []
    kinds = kinds_meant(text, of_bloc=False)
    meant = [unit for unit in units if unit.kind in kinds]
    return (Destination.UNITS, meant) if meant else (Destination.OUTSIDE, [])
