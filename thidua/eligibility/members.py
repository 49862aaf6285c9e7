"""Facts about the members of collectives, in bulk.

Members are the staff whose main post is at the collective on the period's last day (or on the day
asked about, when the period still runs). Farmers, workers and businesspeople whom a commune puts
forward are no members of it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from thidua.honours.models import Honour
from thidua.honours.states import HonourKind, HonourState
from thidua.organisations.models import Discipline, Employment, Period, Rating, Unit
from thidua.organisations.states import Level, PersonKind
from thidua.rules import MemberDiscipline, Members, default_law

STAFF = (PersonKind.OFFICIAL, PersonKind.PUBLIC_EMPLOYEE, PersonKind.EMPLOYEE)
_BY_UNIT = dict[int, set[int]]


def members_of(
    units: Sequence[Unit],
    period: Period,
    *,
    as_of: date,
    proposed: Collection[tuple[int, str]] | None,
) -> dict[int, Members]:
    """Of each unit (by id) its members in the period, in four queries; none for no unit.

    `holding` counts titles given for the period and those `proposed` in the same session, each
    person once. It is left out, hence unknown, where neither is there.
    """
    if not units:
        return {}
    staff = staff_of(units, min(period.ends_on, as_of))
    people = {person for members in staff.values() for person in members}
    levels = dict(
        Rating.objects.filter(person__in=people, period=period).values_list("person_id", "level")
    )
    given = titles_given(people, period, as_of)
    punished: dict[int, list[str]] = defaultdict(list)
    for person, form in Discipline.objects.filter(
        person__in=people, decided_on__range=(period.starts_on, min(period.ends_on, as_of))
    ).values_list("person_id", "form"):
        punished[person].append(form)
    held = given | {pair for pair in proposed or () if pair[0] in people}
    return {
        unit.pk: _members(
            unit, staff[unit.pk], levels, punished, held, is_known=proposed is not None
        )
        for unit in units
    }


def staff_of(units: Sequence[Unit], day: date) -> _BY_UNIT:
    """Ids of the staff of each unit (by id) on a day. One query."""
    found: _BY_UNIT = {unit.pk: set() for unit in units}
    posts = Employment.objects.filter(
        Q(started_on__isnull=True) | Q(started_on__lte=day),
        Q(ended_on__isnull=True) | Q(ended_on__gte=day),
        unit__in=units,
        kind__in=STAFF,
    )
    for unit, person in posts.values_list("unit_id", "person_id"):
        found[unit].add(person)
    return found


def titles_given(people: Collection[int], period: Period, as_of: date) -> set[tuple[int, str]]:
    """(person, what) of the titles given for the period's year."""
    rows = Honour.objects.filter(
        Q(decided_on__isnull=True) | Q(decided_on__lte=as_of),
        person__in=people,
        period__year=period.year,
        kind=HonourKind.MERIT,
        state=HonourState.GRANTED,
    )
    return set(rows.values_list("person_id", "what"))


def _members(
    unit: Unit,
    staff: set[int],
    levels: dict[int, str],
    punished: dict[int, list[str]],
    held: set[tuple[int, str]],
    *,
    is_known: bool,
) -> Members:
    rated = [levels[person] for person in staff if person in levels]
    holding = Counter(what for person, what in held if person in staff)
    counts = dict(holding)
    if is_known or holding:
        # Nought is known as soon as the session's proposals or the year's awards are.
        counts = {each.id: holding[each.id] for each in default_law().titles()} | counts
    forms = Counter(form for person in staff for form in punished.get(person, ()))
    return Members(
        count=len(staff) or None,
        completed=(
            sum(1 for level in rated if level != Level.FAILED)
            if staff and len(rated) == len(staff)
            else None
        ),
        holding=counts,
        disciplined=tuple(MemberDiscipline(form, count) for form, count in sorted(forms.items())),
        record=f"{unit._meta.label_lower}:{unit.pk}",
    )
