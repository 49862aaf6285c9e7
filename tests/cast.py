"""The cast of the tests: a small town and people by role, one of whom has access to nothing."""

from dataclasses import dataclass
from datetime import date

from thidua.accounts.models import User
from thidua.organisations.actions import system_user
from thidua.organisations.models import Employment, Period, Person, RoleAssignment, Unit
from thidua.organisations.states import Calendar, PersonKind, Role, UnitKind
from thidua.workflow import act

LONG_AGO = date(2010, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Units and users by part. Every user but `nobody` holds one role; each has a person."""

    town: Unit
    home_office: Unit
    education: Unit
    ward: Unit
    commune: Unit
    school: Unit
    year: Period
    past: Period
    school_year: Period
    system: User
    ward_officer: User
    ward_head: User
    commune_officer: User
    commune_head: User
    school_officer: User
    school_head: User
    sector: User
    officer: User
    office_head: User
    clerk: User
    inspector: User
    accountant: User
    administrator: User
    nobody: User


def make_unit(
    code: str, name: str, kind: UnitKind, parent: Unit | None = None, **more: str
) -> Unit:
    """A unit, inside an act."""
    unit = Unit(code=code, name=name, kind=kind, parent=parent, level="huyen", **more)
    unit.save()
    return unit


def make_person(
    code: str, name: str, unit: Unit, user: User | None = None, **more: object
) -> Person:
    """A person with a main post since 2010, inside an act. `more` goes to the employment."""
    position = str(more.pop("position", "Chuyên viên"))
    person = Person(code=code, name=name, unit=unit, user=user, position=position, honorific="Bà")
    person.save()
    details: dict[str, object] = {
        "kind": PersonKind.OFFICIAL,
        "started_on": LONG_AGO,
        "position": position,
        **more,
    }
    Employment(person=person, unit=unit, **details).save()
    return person


def make_user(username: str, name: str, unit: Unit, role: Role | None, position: str = "") -> User:
    """A user with a person at `unit`, holding `role` there. The password is `thidua`."""
    user = User(username=username, name=name)
    user.set_password("thidua")
    user.save()
    make_person(
        f"p-{username}",
        name,
        unit,
        user,
        position=position or "Chuyên viên",
        is_leader=role in {Role.UNIT_HEAD, Role.OFFICE_HEAD},
    )
    if role:
        RoleAssignment(user=user, role=role, unit=unit, started_on=LONG_AGO).save()
    return user


def make_period(code: str) -> Period:
    """The period "2018" or "2017-2018", inside an act."""
    first, _dash, last = code.partition("-")
    if last:
        period = Period(
            code=code,
            calendar=Calendar.SCHOOL_YEAR,
            starts_on=date(int(first), 9, 1),
            ends_on=date(int(last), 8, 31),
            year=int(last),
        )
    else:
        period = Period(
            code=code,
            calendar=Calendar.CALENDAR,
            starts_on=date(int(first), 1, 1),
            ends_on=date(int(first), 12, 31),
            year=int(first),
        )
    period.save()
    return period


def make_cast() -> Cast:
    """Write the cast to the test database."""
    system = system_user()
    with act("tests.make_cast", by=system):
        town = make_unit("ubnd-thi-xa", "UBND thị xã Chí Linh", UnitKind.COMMITTEE)
        home = make_unit("phong-noi-vu", "Phòng Nội vụ", UnitKind.OFFICE, town)
        education = make_unit("phong-gddt", "Phòng Giáo dục và Đào tạo", UnitKind.OFFICE, town)
        ward = make_unit("phuong-sao-do", "Phường Sao Đỏ", UnitKind.WARD, town)
        commune = make_unit("xa-le-loi", "Xã Lê Lợi", UnitKind.COMMUNE, town)
        school = make_unit(
            "thcs-sao-do",
            "Trường THCS Sao Đỏ",
            UnitKind.SECONDARY,
            town,
            calendar=Calendar.SCHOOL_YEAR,
        )
        return Cast(
            town=town,
            home_office=home,
            education=education,
            ward=ward,
            commune=commune,
            school=school,
            year=make_period("2018"),
            past=make_period("2017"),
            school_year=make_period("2017-2018"),
            system=system,
            ward_officer=make_user("lan", "Nguyễn Thị Lan", ward, Role.UNIT_OFFICER),
            ward_head=make_user("hung", "Trần Văn Hùng", ward, Role.UNIT_HEAD, "Chủ tịch UBND"),
            commune_officer=make_user("mai", "Lê Thị Mai", commune, Role.UNIT_OFFICER),
            commune_head=make_user("nam", "Phạm Văn Nam", commune, Role.UNIT_HEAD, "Chủ tịch UBND"),
            school_officer=make_user("hoa", "Vũ Thị Hoa", school, Role.UNIT_OFFICER),
            school_head=make_user("thu", "Đỗ Thị Thu", school, Role.UNIT_HEAD, "Hiệu trưởng"),
            sector=make_user("binh", "Bùi Thanh Bình", education, Role.SECTOR_RECEIVER),
            officer=make_user("yen", "Hoàng Thị Yến", home, Role.OFFICE_OFFICER),
            office_head=make_user("duc", "Đặng Minh Đức", home, Role.OFFICE_HEAD, "Trưởng phòng"),
            clerk=make_user("van", "Ngô Thị Vân", town, Role.CLERK),
            inspector=make_user("son", "Đinh Hồng Sơn", town, Role.INSPECTOR),
            accountant=make_user("dat", "Phạm Bá Đạt", town, Role.ACCOUNTANT),
            administrator=make_user("hai", "Nguyễn Hữu Hải", town, Role.ADMINISTRATOR),
            nobody=make_user("khach", "Lý Văn Khách", home, None),
        )
