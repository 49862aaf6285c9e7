"""The province's units: a committee, those that file dossiers, and the parts of these."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thidua.organisations.actions.units import first_version
from thidua.organisations.models import Unit
from thidua.organisations.states import SCHOOLS, Calendar, UnitKind
from thidua.year.province.names import Names
from thidua.year.province.sizes import PARTS_PER_UNIT, Size
from thidua.year.province.writing import Writer

PROVINCE = "Sơn Hải"
# The first ten filing units at every scale; the standing office, the schools' receiver and finance
# are among them.
DEPARTMENTS = ("Nội vụ", "Giáo dục và Đào tạo", "Tài chính", "Y tế", "Xây dựng", "Công Thương")
_FURTHER = "Tư pháp;Khoa học và Công nghệ;Nông nghiệp và Môi trường;Văn hóa, Thể thao và Du lịch"
_SCHOOLS = (
    (UnitKind.KINDERGARTEN, "Trường mầm non"),
    (UnitKind.PRIMARY, "Trường tiểu học"),
    (UnitKind.PRIMARY, "Trường tiểu học"),
    (UnitKind.SECONDARY, "Trường THCS"),
)
_PARTS = (
    (UnitKind.SMALL_COLLECTIVE, "Tổ {number}, {name}"),
    (UnitKind.SMALL_COLLECTIVE, "Đội công tác số {number}, {name}"),
    (UnitKind.SMALL_COLLECTIVE, "Tổ chuyên môn {number}, {name}"),
    (UnitKind.ENTERPRISE, "Công ty TNHH {place}"),
    (UnitKind.SMALL_COLLECTIVE, "Phòng chuyên môn {number}, {name}"),
    (UnitKind.HOUSEHOLD, "Hộ gia đình {person}"),
)
FOUNDED, COMMUNES_FROM = date(1997, 1, 1), date(2025, 7, 1)


@dataclass(frozen=True)
class Units:
    """The committee, the units that file, in their order, and their parts."""

    committee: Unit
    filing: list[Unit]
    parts: list[Unit]

    @property
    def office(self) -> Unit:
        """The standing office: the department of the interior."""
        return self.filing[0]

    @property
    def education(self) -> Unit:
        """The department that gathers the schools' dossiers."""
        return self.filing[1]


def write_units(writer: Writer, size: Size) -> Units:
    """Write units and their first versions; communes bear names of before the merger of 2025."""
    names = Names(writer.chance("units"))
    committee = _unit("ubnd-tinh", f"UBND tỉnh {PROVINCE}", UnitKind.COMMITTEE, level="tinh")
    writer.write([committee])
    filing = writer.write(_filing(committee, size, names))
    parts = writer.write(_parts(filing, size, names, writer))
    writer.write(first_version(each) for each in [committee, *filing, *parts])
    return Units(committee, filing, parts)


def _unit(
    code: str, name: str, kind: UnitKind, *, parent: Unit | None = None, level: str = ""
) -> Unit:
    calendar = Calendar.SCHOOL_YEAR if kind in SCHOOLS else Calendar.CALENDAR
    unit = Unit(
        code=code,
        name=name,
        kind=kind,
        level=level,
        calendar=calendar,
        parent=parent,
        line="province",
        founded_on=FOUNDED,
    )
    return unit.prepare()


def _filing(committee: Unit, size: Size, names: Names) -> Iterator[Unit]:
    """Two departments, two communes, a service or union and five schools of each ten."""
    departments = [*DEPARTMENTS, *_FURTHER.split(";")]
    for number in range(size.filing):
        tenth, kind = divmod(number, 10)
        code = f"dv-{number:05d}"
        if kind in {0, 1} or (size.scale == 1 and kind == 2):  # noqa: PLR2004 - the third of ten
            index = tenth * 2 + kind
            if index < len(departments):
                yield _unit(code, f"Sở {departments[index]}", UnitKind.OFFICE, parent=committee)
            else:
                yield _unit(
                    code, f"Trung tâm dịch vụ công {names.place()}", UnitKind.SERVICE,
                    parent=committee,
                )  # fmt: skip
        elif kind in {2, 3}:
            ward = tenth % 3 == 0
            yield _unit(
                code,
                f"{'Phường' if ward else 'Xã'} {names.place()}",
                UnitKind.WARD if ward else UnitKind.COMMUNE,
                parent=committee,
                level="xa",
            )
        elif kind == 4:  # noqa: PLR2004 - the fifth of ten
            yield _unit(
                code, f"Hội Nông dân {names.place()}", UnitKind.PARTY_AND_UNIONS, parent=committee
            )
        else:
            school, title = _SCHOOLS[number % len(_SCHOOLS)]
            yield _unit(code, f"{title} {names.place()}", school, parent=committee)


def _parts(filing: list[Unit], size: Size, names: Names, writer: Writer) -> Iterator[Unit]:
    chance = writer.chance("parts")
    for number in range(size.filing * PARTS_PER_UNIT - 1):
        parent = filing[number // PARTS_PER_UNIT]
        kind, form = _PARTS[number % len(_PARTS)]
        name = form.format(
            number=number % 7 + 1,
            name=parent.name,
            place=names.place(),
            person=f"ông {names.person(is_female=False)}",
        )
        # A household or a company sometimes stands twice, once in capitals: a slip of a clerk.
        shown = name.upper() if chance.random() < 0.01 else name  # noqa: PLR2004
        yield _unit(f"bp-{number:05d}", shown[:200], kind, parent=parent)
