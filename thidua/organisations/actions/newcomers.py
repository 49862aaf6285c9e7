"""Adding one person, or one collective, who is not in the register yet: where a unit needs her."""

from itertools import count

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import slug, tidy
from thidua.organisations.actions.people import FEMALE_HONORIFICS, HONORIFICS, KINDS
from thidua.organisations.actions.units import first_version
from thidua.organisations.models import Employment, Person, Unit
from thidua.organisations.policies import OFFICE, UNIT, demand_role, holds
from thidua.organisations.queries import namesakes_of, units_named
from thidua.organisations.states import PARTS, UnitKind
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

# What a unit adds itself: an enterprise is the standing office's to add.
COLLECTIVE_KINDS = (UnitKind.SMALL_COLLECTIVE, UnitKind.HOUSEHOLD)
_CODE_LENGTH, _CODE_ROOM = 40, 6


def add_person(
    *,
    by: User,
    unit: Unit,
    name: str,
    kind: str,
    honorific: str = "",
    position: str = "",
    is_another: bool = False,
) -> Person:
    """Add a person with a main post at `unit`, or at a part of the unit that `by` works for.

    Refuses (`namesakes`) where someone has that name, marks apart, unless `is_another` says that it
    is someone else.
    """
    _demand_may_add(by, unit)
    name, position = tidy(name), tidy(position)
    if not name:
        raise refuse("no_name", _("Write the full name."), field="name")
    if kind not in KINDS:
        raise refuse("unknown_kind", _("Choose one of the list."), field="kind")
    if honorific and honorific not in HONORIFICS:
        raise refuse("unknown_honorific", _("Choose one of the list."), field="honorific")
    with act("organisations.add_person", by=by, unit_code=unit.code) as current:
        # The unit's row is the lock: the same person is not added twice at once.
        locked = _standing(unit)
        if not is_another and namesakes_of(name).exists():
            raise refuse(
                "namesakes",
                _("Someone of this name is in the register already."),
                cure=_("See who it is on this page; add the person only if she is someone else."),
                field="is_another",
            )
        person = Person(
            code=_free_code(name, Person.objects.all(), _CODE_LENGTH),
            name=name,
            honorific=honorific,
            is_female=FEMALE_HONORIFICS.get(honorific),
            unit=locked,
            position=position,
        )
        demand_fits(person)
        person.save()
        Employment(person=person, unit=locked, position=position, kind=kind).save()
        current.subject = person
        current.say(kind=kind)
    return person


def add_collective(
    *, by: User, parent: Unit, name: str, kind: str, is_another: bool = False
) -> Unit:
    """Add a small collective or a household inside `parent`.

    Refuses (`namesakes`) where a unit has that name, marks apart, unless `is_another`.
    """
    _demand_may_add(by, parent)
    name = tidy(name)
    if not name:
        raise refuse("no_name", _("Write the collective's name."), field="name")
    if kind not in COLLECTIVE_KINDS:
        raise refuse("unknown_kind", _("Choose one of the list."), field="kind")
    with act("organisations.add_collective", by=by, unit_code=parent.code) as current:
        locked = _standing(parent)
        if not is_another and units_named(name).exists():
            raise refuse(
                "namesakes",
                _("A unit of this name is in the register already."),
                cure=_("See which it is on this page; add the collective only if it is another."),
                field="is_another",
            )
        unit = Unit(
            code=_free_code(name, Unit.objects.all(), _CODE_LENGTH),
            name=name,
            kind=kind,
            parent=locked,
            line=locked.line,
            calendar=locked.calendar,
        )
        demand_fits(unit)
        unit.save()
        first_version(unit).save()
        current.subject = unit
        current.say(kind=kind)
    return unit


def _demand_may_add(by: User, unit: Unit) -> None:
    """The standing office, or the officer or head of the unit or of what it is part of."""
    if holds(by, *OFFICE) or holds(by, *UNIT, unit=unit):
        return
    if unit.kind in PARTS and unit.parent is not None and holds(by, *UNIT, unit=unit.parent):
        return
    demand_role(by, *UNIT, unit=unit)


def _standing(unit: Unit) -> Unit:
    """The unit, locked. Refuses one that was closed."""
    locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if locked.closed_on is not None and locked.closed_on <= office_day():
        raise refuse("unit_closed", _("%(unit)s was closed.") % {"unit": locked}, field="unit")
    return locked


def _free_code(name: str, among: QuerySet[Person] | QuerySet[Unit], most: int) -> str:
    """A code made of the name, numbered where it is taken."""
    base = slug(name).replace("_", "-")[: most - _CODE_ROOM].strip("-") or "moi"
    taken = set(among.filter(code__startswith=base).values_list("code", flat=True))
    codes = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(code for code in codes if code not in taken)
