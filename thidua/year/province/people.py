"""People with their posts, namesakes, gaps and slips; and the accounts with their roles."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from thidua.accounts.models import User
from thidua.organisations.models import Employment, Person, RoleAssignment, Unit
from thidua.organisations.states import PARTS, SCHOOLS, PersonKind, Role, UnitKind
from thidua.year.province.names import Names
from thidua.year.province.sizes import Size
from thidua.year.province.units import FOUNDED, Units
from thidua.year.province.writing import Writer

# How often a record has a gap or a slip, as in registers typed over many years.
_NO_BIRTH, _NO_ADDRESS, _CAPITALS, _SPACES, _TWICE, _MOVED = 0.08, 0.05, 0.01, 0.01, 0.004, 0.06
_IN_PARTS = 0.15
_POSTS = {
    UnitKind.COMMITTEE: "Chuyên viên",
    UnitKind.OFFICE: "Chuyên viên",
    UnitKind.PARTY_AND_UNIONS: "Cán bộ chuyên trách",
    UnitKind.SERVICE: "Viên chức",
    UnitKind.COMMUNE: "Công chức",
    UnitKind.WARD: "Công chức",
    UnitKind.ENTERPRISE: "Công nhân",
    UnitKind.HOUSEHOLD: "Chủ hộ",
    UnitKind.SMALL_COLLECTIVE: "Nhân viên",
}
_HEADS = {
    UnitKind.COMMITTEE: "Chủ tịch UBND tỉnh",
    UnitKind.OFFICE: "Giám đốc Sở",
    UnitKind.COMMUNE: "Chủ tịch UBND xã",
    UnitKind.WARD: "Chủ tịch UBND phường",
    UnitKind.PARTY_AND_UNIONS: "Chủ tịch Hội",
    UnitKind.SERVICE: "Giám đốc Trung tâm",
}
_OFFICE_STAFF = 8


@dataclass
class Staff:
    """Who works where, by the unit's key; the first of each unit is its head."""

    of: dict[int, list[Person]] = field(default_factory=dict)
    hired: dict[int, date] = field(default_factory=dict)

    def head(self, unit: Unit) -> Person:
        """The head of a unit."""
        return self.of[unit.pk][0]


def write_people(writer: Writer, size: Size, units: Units) -> Staff:
    """Write `size.people` people, each with a main post; one in seventeen has moved once."""
    chance = writer.chance("people")
    names, staff = Names(chance), Staff()
    places = _places(size, units, chance)
    people = writer.write(_people(places, names, chance))
    for person in people:
        if person.unit is not None:
            staff.of.setdefault(person.unit.pk, []).append(person)
    writer.write(_employments(people, units, chance, staff))
    return staff


def _places(size: Size, units: Units, chance: random.Random) -> list[Unit]:
    """The unit of each person: heads first, then the rest spread evenly, some in parts."""
    heads = [units.committee] * _OFFICE_STAFF + units.filing + units.parts
    rest = size.people - len(heads)
    others = [
        chance.choice(units.parts)
        if chance.random() < _IN_PARTS
        else units.filing[number % len(units.filing)]
        for number in range(rest)
    ]
    return heads + others


def _people(places: list[Unit], names: Names, chance: random.Random) -> Iterator[Person]:
    headed: set[int] = set()
    earlier: Person | None = None
    for number, unit in enumerate(places):
        is_head = unit.pk not in headed
        headed.add(unit.pk)
        is_female = chance.random() < (0.72 if unit.kind in SCHOOLS else 0.46)
        born = date(1964, 1, 1) + timedelta(days=chance.randrange(36 * 365))
        name, born_on = names.person(is_female=is_female), born
        if earlier is not None and not is_head and chance.random() < _TWICE:
            # The same human being twice, under two codes: what checks for doubles must find.
            name, born_on, is_female = (
                earlier.name,
                earlier.born_on or born,
                bool(earlier.is_female),
            )
        person = Person(
            code=f"cb-{number:06d}",
            name=_typed(name, chance),
            honorific="" if chance.random() < _NO_ADDRESS else "Bà" if is_female else "Ông",
            is_female=is_female,
            born_on=None if chance.random() < _NO_BIRTH else born_on,
            unit=unit,
            position=_post(unit, is_head=is_head),
        )
        earlier = person
        yield person.prepare()


def _typed(name: str, chance: random.Random) -> str:
    """A name as some clerk typed it."""
    slip = chance.random()
    if slip < _CAPITALS:
        return name.upper()
    return name.replace(" ", "  ", 1) if slip < _CAPITALS + _SPACES else name


def _post(unit: Unit, *, is_head: bool) -> str:
    kind = UnitKind(unit.kind)
    if is_head:
        school = "Hiệu trưởng" if kind in SCHOOLS else "Tổ trưởng"
        return _HEADS.get(kind, school)
    return _POSTS.get(kind, "Giáo viên")


def _employments(
    people: list[Person], units: Units, chance: random.Random, staff: Staff
) -> Iterator[Employment]:
    heads = {each[0].pk for each in staff.of.values()}
    for person in people:
        assert person.unit is not None  # noqa: S101 - given to everybody above
        youngest = (person.born_on or date(1975, 1, 1)) + timedelta(days=22 * 365)
        latest = (date(2024, 6, 1) - max(youngest, FOUNDED)).days
        start = max(youngest, FOUNDED) + timedelta(days=chance.randrange(max(latest, 1)))
        staff.hired[person.pk] = start
        moved = None
        if chance.random() < _MOVED and (date(2024, 1, 1) - start).days > 365:  # noqa: PLR2004
            moved = start + timedelta(days=(date(2024, 1, 1) - start).days // 2)
            yield _post_of(person, chance.choice(units.filing), start, moved - timedelta(days=1))
        yield _post_of(person, person.unit, moved or start, None, is_leader=person.pk in heads)


def _post_of(
    person: Person, unit: Unit, start: date, until: date | None, *, is_leader: bool = False
) -> Employment:
    kind = UnitKind(unit.kind)
    official = {UnitKind.COMMITTEE, UnitKind.OFFICE, UnitKind.COMMUNE, UnitKind.WARD}
    if kind in official:
        capacity = PersonKind.OFFICIAL
    elif kind in PARTS:
        capacity = PersonKind.EMPLOYEE
    else:
        capacity = PersonKind.PUBLIC_EMPLOYEE
    return Employment(
        person=person,
        unit=unit,
        position=person.position,
        kind=capacity,
        is_leader=is_leader,
        managed_by="province",
        started_on=start,
        ended_on=until,
    )


@dataclass(frozen=True)
class Cast:
    """Accounts that the rest is written by, and that measures sign in as."""

    office_officer: User
    office_head: User
    chair: User


def write_accounts(writer: Writer, units: Units, staff: Staff) -> Cast:
    """An account for each filing unit's officer and head, and for the offices of the province."""
    given: list[tuple[Person, str, Role, Unit]] = []
    office = staff.of[units.office.pk]
    board = staff.of[units.committee.pk]
    given += [
        (office[0], "truong-co-quan-thuong-truc", Role.OFFICE_HEAD, units.office),
        (office[1], "thuong-truc-1", Role.OFFICE_OFFICER, units.office),
        (office[2], "thuong-truc-2", Role.OFFICE_OFFICER, units.office),
        (office[3], "quan-tri", Role.ADMINISTRATOR, units.office),
        (board[0], "chu-tich-tinh", Role.UNIT_HEAD, units.committee),
        (board[1], "van-thu", Role.CLERK, units.committee),
        (board[2], "ke-toan", Role.ACCOUNTANT, units.committee),
        (board[3], "thanh-tra", Role.INSPECTOR, units.committee),
        (staff.of[units.education.pk][2], "nganh-giao-duc", Role.SECTOR_RECEIVER, units.education),
    ]
    for unit in units.filing:
        people = staff.of[unit.pk]
        if unit.pk != units.office.pk:
            given.append((people[0], f"{unit.code}-thu-truong", Role.UNIT_HEAD, unit))
        given.append((people[-1], f"{unit.code}-can-bo", Role.UNIT_OFFICER, unit))
    users = writer.write(
        User(username=name, name=person.name, password=UNUSABLE_PASSWORD_PREFIX)
        for person, name, _role, _unit in given
    )
    for (person, _name, _role, _unit), user in zip(given, users, strict=True):
        person.user = user
    writer.update([person for person, *_rest in given], ["user"])
    term = date(2021, 1, 1)
    writer.write(
        RoleAssignment(user=user, role=role, unit=unit, started_on=term)
        for (_person, _name, role, unit), user in zip(given, users, strict=True)
    )
    # The head of the standing office also heads the department.
    writer.write(
        [RoleAssignment(user=users[0], role=Role.UNIT_HEAD, unit=units.office, started_on=term)]
    )
    return Cast(users[1], users[0], users[4])
