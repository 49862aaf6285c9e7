"""The life of units: renaming, merging, splitting, as a deciding document orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.text import tidy
from thidua.organisations.models import Employment, Person, Succession, Unit, UnitVersion
from thidua.organisations.policies import OFFICE, demand_role
from thidua.organisations.queries import standing_on
from thidua.organisations.states import Change, UnitKind
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

EVE = timedelta(days=1)


@dataclass(frozen=True)
class UnitChange:
    """One change, in force from `effective_on`. `sources` and `targets` are codes of units.

    A renaming goes from a unit to itself (a new name, kind or parent) or to one new unit; a merger
    to one unit, which may be among the sources; a split from one unit to several. Empty `name`,
    `short`, `unit_kind` and `parent` stay as they are.
    """

    effective_on: date
    kind: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    document: str
    name: str = ""
    short: str = ""
    unit_kind: str = ""
    parent: str = ""
    note: str = ""


def change_units(*, by: User, changes: Sequence[UnitChange]) -> list[Succession]:
    """Carry out changes in their order: one act, by the standing office.

    A unit that is merged closes; its people and the units under it go to its successor. What is
    split is closed too, but its people and units are assigned by hand, never guessed. Refuses a
    change that is not yet in force: until then the old names stand on every list and paper.
    """
    demand_role(by, *OFFICE)
    if not changes:
        raise refuse("no_changes", _("There are no changes here."))
    with act("organisations.change_units", by=by, count=len(changes)) as current:
        units = {unit.code: unit for unit in Unit.objects.select_for_update()}
        made: list[Succession] = []
        for number, change in enumerate(changes, start=1):
            _check(number, change, units)
            made.extend(_carry_out(change, units))
        current.say(documents=sorted({change.document for change in changes}))
    return made


def _check(number: int, change: UnitChange, units: dict[str, Unit]) -> None:
    """Refuse a change that cannot be, naming it by its number in the list."""
    found: list[tuple[str, str]] = []
    codes = (*change.sources, *change.targets, *([change.parent] if change.parent else []))
    unknown = _("No unit has the code “%(code)s”.")
    found.extend(
        ("unknown_unit", unknown % {"code": code}) for code in sorted(set(codes) - set(units))
    )
    if change.kind not in Change.values:
        message = _("There is no change “%(kind)s” of units.") % {"kind": change.kind}
        found.append(("unknown_change", message))
    elif not _has_shape(change):
        found.append(("bad_shape", _("These units cannot change in this way.")))
    if change.unit_kind and change.unit_kind not in UnitKind.values:
        message = _("There is no kind of unit “%(kind)s”.") % {"kind": change.unit_kind}
        found.append(("unknown_kind", message))
    if not tidy(change.document):
        found.append(("no_document", _("Name the document that orders the change.")))
    if change.effective_on > office_day():
        message = _("This change takes effect on %(day)s, which has not come.")
        day = {"day": change.effective_on.strftime("%d/%m/%Y")}
        found.append(("not_yet", message % day))
    for code in change.sources:
        unit = units.get(code)
        if unit is not None and unit.closed_on and unit.closed_on < change.effective_on:
            message = _("%(unit)s was closed before.") % {"unit": unit}
            found.append(("unit_closed", message))
        if unit is not None and unit.founded_on and unit.founded_on >= change.effective_on:
            message = _("%(unit)s was not founded yet.") % {"unit": unit}
            found.append(("not_founded", message))
    if found:
        where = _("change %(number)s") % {"number": number}
        raise Refusal(*(Reason(code, message, where=where) for code, message in found))


def _has_shape(change: UnitChange) -> bool:
    """Whether sources and targets are as many, and as different, as the kind of change needs."""
    sources, targets = set(change.sources), set(change.targets)
    if len(sources) < len(change.sources) or len(targets) < len(change.targets):
        return False
    if change.kind == Change.RENAMED:
        changed = change.name or change.unit_kind or change.parent
        return len(sources) == len(targets) == 1 and (sources != targets or bool(changed))
    if change.kind == Change.MERGED:
        return len(targets) == 1 and bool(sources - targets)
    return len(sources) == 1 and bool(targets - sources)


def _carry_out(change: UnitChange, units: dict[str, Unit]) -> list[Succession]:
    made = []
    for source in (units[code] for code in change.sources):
        for target in (units[code] for code in change.targets):
            if source == target:
                continue
            succession = Succession(
                predecessor=source,
                successor=target,
                change=change.kind,
                took_effect_on=change.effective_on,
                document=tidy(change.document)[:200],
                note=tidy(change.note)[:300],
            )
            demand_fits(succession)
            succession.save()
            made.append(succession)
            if change.kind != Change.SPLIT:
                _move_people(source, target, change.effective_on)
                _move_children(source, target, change)
        if source.code not in change.targets:
            _close(source, change.effective_on)
    if change.kind == Change.RENAMED and change.sources == change.targets:
        _rename(units[change.targets[0]], change, units)
    return made


def _rename(unit: Unit, change: UnitChange, units: dict[str, Unit]) -> None:
    unit.name = tidy(change.name) or unit.name
    unit.short_name = tidy(change.short) or unit.short_name
    unit.kind = change.unit_kind or unit.kind
    unit.parent = units[change.parent] if change.parent else unit.parent
    demand_fits(unit.prepare())
    unit.save()
    _new_version(unit, change.effective_on, change.document)


def _new_version(unit: Unit, day: date, document: str) -> None:
    """Let the unit's name and parent stand from `day` on; what stood before ends on its eve."""
    later = UnitVersion.objects.filter(unit=unit, valid_from__gt=day)
    if later.exists():
        raise refuse(
            "later_change",
            _("%(unit)s has changed since %(day)s.")
            % {"unit": unit, "day": day.strftime("%d/%m/%Y")},
            cure=_("Record changes in the order in which they took effect."),
        )
    versions = list(UnitVersion.objects.filter(unit=unit))
    # Not sorted by the database: of an open beginning the two sort differently.
    current = max(versions, key=lambda each: each.valid_from or date.min, default=None)
    if current is None or current.valid_from != day:
        until = unit.closed_on - EVE if unit.closed_on else None
        if current is not None:
            current.valid_until = day - EVE
            current.save()
        current = UnitVersion(unit=unit, valid_from=day, valid_until=until)
    current.name, current.parent = unit.name, unit.parent
    current.document = tidy(document)[:200]
    demand_fits(current)
    current.save()


def _close(unit: Unit, day: date) -> None:
    """`day` is the first on which the unit is no more."""
    unit.closed_on = day
    unit.save()
    for version in UnitVersion.objects.filter(unit=unit):
        if version.valid_until is None or version.valid_until >= day:
            version.valid_until = day - EVE
            version.save()


def _move_children(source: Unit, target: Unit, change: UnitChange) -> None:
    """Units under a merged one belong to its successor from the day of the merger."""
    children = Unit.objects.filter(parent=source).exclude(pk=target.pk)
    for child in children.exclude(closed_on__lte=change.effective_on):
        child.parent = target
        child.save()
        _new_version(child, change.effective_on, change.document)


def _move_people(source: Unit, target: Unit, day: date) -> None:
    """Posts at a merged unit end on the eve and go on, as they were, at its successor."""
    held = list(Employment.objects.filter(standing_on(day), unit=source).exclude(started_on=day))
    people = [post.person_id for post in held]
    ends = {post.pk: post.ended_on for post in held}
    for post in held:
        post.ended_on = day - EVE
    Employment.objects.bulk_update(held, ["ended_on"], batch_size=500)
    Employment.objects.bulk_create(
        [
            Employment(
                person_id=post.person_id,
                unit=target,
                position=post.position,
                kind=post.kind,
                is_leader=post.is_leader,
                managed_by=post.managed_by,
                started_on=day,
                ended_on=ends[post.pk],
            )
            for post in held
        ],
        batch_size=500,
    )
    Person.objects.filter(pk__in=people).update(unit=target)
