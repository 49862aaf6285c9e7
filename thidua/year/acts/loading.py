"""Loading what the office had before the year: units, people, accounts, records, past honours."""

from dataclasses import replace
from datetime import date

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.rows import expand_years
from thidua.councils.actions import found_council, seat_member
from thidua.councils.states import Capacity
from thidua.honours.actions import load_honours
from thidua.honours.rows import HonourRow, read_schemes
from thidua.initiatives.actions import recognise_initiatives
from thidua.initiatives.rows import InitiativeRow
from thidua.organisations.actions import (
    create_user,
    grant_role,
    load_discipline,
    load_leave,
    load_pending,
    load_people,
    load_ratings,
    load_units,
)
from thidua.organisations.models import Person, RoleAssignment, Unit
from thidua.organisations.rows import (
    DisciplineRow,
    LeaveRow,
    PendingRow,
    PersonRow,
    RatingRow,
    UnitRow,
)
from thidua.organisations.states import Calendar, Role
from thidua.year.acts.registry import Outcome, performs
from thidua.year.world import Given, World

# Seats and offices of the cast that are not roles at a unit.
_ELSEWHERE = frozenset({"council_member", "council_secretary", "chair", "bloc_head", "bloc_deputy"})
_POSTS = {
    "chair": Capacity.CHAIR,
    "vice_chair": Capacity.VICE,
    "standing_vice_chair": Capacity.STANDING_VICE,
    "member": Capacity.MEMBER,
}
_UNIT_COLUMNS_ELSEWHERE = ("bloc", "cluster")


@performs("load_units")
def units(world: World, by: User, given: Given) -> Outcome:
    """Units of `file`. Changes that lie in the future are not loaded: they have not happened."""
    rows = world.folder.table(
        given.text("file", "units.yaml"), "units", UnitRow, _UNIT_COLUMNS_ELSEWHERE
    )
    today = office_day().isoformat()
    founded = [replace(row, closed_on="") for row in rows if row.founded_on <= today]
    return Outcome(len(load_units(by=by, rows=founded, source="units.yaml")))


@performs("load_people")
def people(world: World, by: User, given: Given) -> Outcome:
    """People of `file`, employed by now or not."""
    rows = world.folder.rows(given.text("file", "people.csv"), PersonRow, ("party",))
    return Outcome(len(load_people(by=by, rows=rows, source="people.csv")))


@performs("load_honours")
def honours(world: World, by: User, given: Given) -> Outcome:
    """Past honours of `file`, with the decisions that gave them."""
    rows = world.folder.rows(given.text("file", "honours.csv"), HonourRow)
    schemes = read_schemes(world.folder.file(given.text("schemes", "honours_decisions.yaml")))
    return Outcome(load_honours(by=by, rows=rows, schemes=schemes, source="honours.csv"))


@performs("load_ratings")
def ratings(world: World, by: User, given: Given) -> Outcome:
    """Ratings of `file` for the years up to `until`, or for the one year `only` of `calendar`."""
    rows = world.folder.rows(given.text("file", "ratings.csv"), RatingRow)
    if given.has("only"):
        wanted = {given.whole("only")}
        calendar = given.text("calendar")
    else:
        wanted = set(range(1900, given.whole("until") + 1))
        calendar = ""
    of_calendar = _holders_by(calendar) if calendar else None
    chosen = [
        replace(row, periods=" ".join(str(year) for year in years))
        for row in rows
        if (of_calendar is None or row.holder in of_calendar)
        and (years := sorted(wanted & set(expand_years(row.periods))))
    ]
    return Outcome(load_ratings(by=by, rows=chosen, source="ratings.csv"))


def _holders_by(calendar: str) -> set[str]:
    """Codes of the units judged by a calendar, and of their people."""
    school = Calendar(calendar)
    return {
        *Unit.objects.filter(calendar=school).values_list("code", flat=True),
        *Person.objects.filter(unit__calendar=school).values_list("code", flat=True),
    }


def _between(day: str, given: Given) -> bool:
    """Whether an ISO day falls in the event's window: after `after`, up to today."""
    return given.text("after", "0000-00-00") < day <= office_day().isoformat()


@performs("load_leave")
def leave(world: World, by: User, given: Given) -> Outcome:
    """Leave that began after `after` and by today."""
    rows = world.folder.rows(given.text("file", "leave.csv"), LeaveRow)
    chosen = [row for row in rows if _between(row.from_, given)]
    return Outcome(load_leave(by=by, rows=chosen, source="leave.csv") if chosen else 0)


@performs("load_discipline")
def discipline(world: World, by: User, given: Given) -> Outcome:
    """Discipline decided after `after` and by today."""
    rows = world.folder.rows(given.text("file", "discipline.csv"), DisciplineRow)
    chosen = [row for row in rows if _between(row.decided_on, given)]
    return Outcome(load_discipline(by=by, rows=chosen, source="discipline.csv") if chosen else 0)


@performs("load_pending")
def pending(world: World, by: User, given: Given) -> Outcome:
    """Cases opened after `after` and by today."""
    rows = world.folder.rows(given.text("file", "pending.csv"), PendingRow)
    chosen = [row for row in rows if _between(row.opened_on, given)]
    return Outcome(load_pending(by=by, rows=chosen, source="pending.csv") if chosen else 0)


@performs("recognise_initiatives")
def initiatives(world: World, by: User, given: Given) -> Outcome:
    """Initiatives recognised after `after` and by today."""
    rows = world.folder.rows(given.text("file", "initiatives.csv"), InitiativeRow)
    chosen = [row for row in rows if _between(row.recognised_on, given)]
    if not chosen:
        return Outcome(0)
    return Outcome(len(recognise_initiatives(by=by, rows=chosen, source="initiatives.csv")))


@performs("open_accounts")
def accounts(world: World, by: User, given: Given) -> Outcome:
    """The accounts of cast.yaml with their roles at units."""
    opened = 0
    for account in world.folder.mappings(given.text("file", "cast.yaml"), "accounts"):
        each = Given(account)
        user = create_user(
            by=by,
            username=each.text("username"),
            name=each.text("name"),
            person=world.person(each.text("person")),
        )
        opened += 1
        roles = account.get("roles")
        for role in roles if isinstance(roles, list) else []:
            if isinstance(role, dict) and role.get("role") not in _ELSEWHERE:
                held = Given(role)
                _grant(by, user, held.text("role"), world.unit(held.text("unit")))
    return Outcome(opened)


@performs("open_accounts_of_heads")
def accounts_of_heads(world: World, by: User, given: Given) -> Outcome:
    """An account for the head of each unit in a bloc that has none; named as the unit's code."""
    del given
    opened = 0
    members = world.folder.mappings("units.yaml", "units")
    heads = set(
        RoleAssignment.objects.filter(role=Role.UNIT_HEAD).values_list("unit__code", flat=True)
    )
    for entry in members:
        code = str(entry.get("id"))
        if not entry.get("bloc") or code in heads:
            continue
        unit = world.unit(code)
        head = (
            Person.objects.filter(unit=unit, employments__is_leader=True).order_by("code").first()
        )
        if head is None:
            continue
        user = head.user or create_user(by=by, username=code, name=head.name, person=head)
        for role in (Role.UNIT_HEAD, Role.UNIT_OFFICER):
            _grant(by, user, role, unit)
        opened += 1
    return Outcome(opened)


def _grant(by: User, user: User, role: str, unit: Unit) -> None:
    started = date(office_day().year, 1, 1)
    grant_role(by=by, user=user, role=role, unit=unit, started_on=started)


@performs("found_council")
def council(world: World, by: User, given: Given) -> Outcome:
    """The council of cast.yaml with its members and secretary."""
    found = world.folder.document(given.text("file", "cast.yaml"))
    described = found.get("council") if isinstance(found, dict) else None
    each = Given(described if isinstance(described, dict) else {})
    authority = world.unit(each.text("unit"))
    made = found_council(by=by, authority=authority, name=each.text("name"), level="district")
    started = date(office_day().year, 1, 1)
    members = described.get("members") if isinstance(described, dict) else None
    for member in members if isinstance(members, list) else []:
        seat = Given(member if isinstance(member, dict) else {})
        seat_member(
            by=by,
            council=made,
            person=world.person(seat.text("person")),
            capacity=_POSTS[seat.text("post")],
            started_on=started,
        )
    if each.has("secretary"):
        seat_member(
            by=by,
            council=made,
            person=world.person(each.text("secretary")),
            capacity=Capacity.SECRETARY,
            started_on=started,
        )
    return Outcome()
