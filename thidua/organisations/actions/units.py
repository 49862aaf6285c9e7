"""Loading units."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.rows import Cells, Slips
from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.policies import OFFICE, demand_role
from thidua.organisations.rows import UnitRow
from thidua.organisations.states import SCHOOLS, Calendar, UnitKind
from thidua.workflow import act

KINDS = {kind.value: kind for kind in UnitKind}
CALENDARS = {calendar.value: calendar for calendar in Calendar}


def load_units(*, by: User, rows: Sequence[UnitRow], source: str = "") -> list[Unit]:
    """Add units and their first versions: one act, by the standing office.

    `source` names the table in messages. Every wrong row is told and nothing written: a code that
    exists or stands twice, an unknown kind or parent, units that contain one another, dates.
    """
    demand_role(by, *OFFICE)
    slips = Slips(source)
    known = {unit.code: unit for unit in Unit.objects.only("pk", "code")}
    new: dict[str, Unit] = {}
    parents: dict[str, tuple[Cells, str]] = {}
    for cells in slips.cells(rows):
        unit = _unit(cells)
        if unit.code in known:
            message = _("A unit with the code “%(code)s” is there already.")
            cells.wrong("id", "exists", message % {"code": unit.code})
        elif unit.code in new:
            cells.wrong("id", "twice", _("This stands twice."), _("Keep one of the two."))
        elif unit.code:
            new[unit.code] = unit
            parents[unit.code] = (cells, cells.text("parent", most=100))
    for cells, parent in parents.values():
        if parent and parent not in known and parent not in new:
            message = _("No unit has the code “%(code)s”.")
            cells.wrong("parent", "unknown_unit", message % {"code": parent})
    generations = _generations({code: parent for code, (_cells, parent) in parents.items()})
    placed = {code for generation in generations for code in generation}
    for code, (cells, _parent) in parents.items():
        if code not in placed:
            cells.wrong("parent", "circle", _("This unit would stand inside itself."))
    slips.raise_any()
    with act("organisations.load_units", by=by, count=len(new), source=source):
        for generation in generations:
            for code in generation:
                parent = parents[code][1]
                new[code].parent = new.get(parent) or known.get(parent)
            Unit.objects.bulk_create([new[code] for code in generation], batch_size=500)
        UnitVersion.objects.bulk_create(
            [first_version(unit) for unit in new.values()], batch_size=500
        )
    return list(new.values())


def first_version(unit: Unit) -> UnitVersion:
    """What a new unit is called from its founding until the eve of its closing."""
    until = unit.closed_on - timedelta(days=1) if unit.closed_on else None
    return UnitVersion(
        unit=unit,
        name=unit.name,
        parent=unit.parent,
        valid_from=unit.founded_on,
        valid_until=until,
    )


def _unit(cells: Cells) -> Unit:
    kind = cells.choice("kind", KINDS, required=True)
    usual = Calendar.SCHOOL_YEAR if kind in SCHOOLS else Calendar.CALENDAR
    founded_on, closed_on = cells.day("founded_on"), cells.day("closed_on")
    if founded_on and closed_on and closed_on <= founded_on:
        cells.wrong(
            "closed_on", "ends_before_start", _("A unit cannot close before it was founded.")
        )
    return Unit(
        code=cells.code("id"),
        name=cells.text("name", required=True),
        short_name=cells.text("short", most=100),
        kind=kind or "",
        level=cells.text("level", most=20),
        line=cells.text("line", most=20) or "town",
        calendar=cells.choice("calendar", CALENDARS) or usual,
        founded_on=founded_on,
        closed_on=closed_on,
    ).prepare()


def _generations(parents: dict[str, str]) -> list[list[str]]:
    """New codes, parents before children; those in a circle are left out."""
    waiting = dict(parents)
    generations = []
    while waiting:
        ready = [code for code, parent in waiting.items() if parent not in waiting]
        if not ready:
            break
        generations.append(ready)
        for code in ready:
            del waiting[code]
    return generations
