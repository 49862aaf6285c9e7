"""What stands in the way of an award: discipline, leave, an open inspection or complaint."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tools.chi_linh.career import CSTDCS, HTT, LDTT, Career
from tools.chi_linh.dice import Dice
from tools.chi_linh.people import Person
from tools.chi_linh.units import TOWN, Unit


@dataclass(frozen=True, slots=True)
class Discipline:
    """A disciplinary decision; the fields are the columns of `discipline.csv`."""

    person: str
    form: str
    decided_on: date
    ends_on: date
    number: str
    issuer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Leave:
    """An absence; the fields are the columns of `leave.csv`. Both days are included."""

    person: str
    kind: str
    begins_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Pending:
    """An open case; the fields are the columns of `pending.csv`."""

    holder: str
    kind: str
    opened_on: date
    concluded_on: date | None
    note: str


_TERM_STARTS = 9  # month
_YOUNG = 1984  # born in or after
_SETTLED_BY = 2016  # nobody is on leave in the first year of work

# unit, place from the end of its staff list, form, day
_PAST = (
    ("xa-tan-dan", 3, "khien_trach", date(2013, 5, 14)),
    ("thcs-co-thanh", 8, "khien_trach", date(2015, 3, 9)),
    ("phuong-hoang-tan", 5, "canh_cao", date(2016, 6, 21)),
    ("tieu-hoc-van-duc", 9, "canh_cao", date(2017, 2, 27)),
    ("doi-qlttdt", 2, "khien_trach", date(2017, 9, 18)),
)
_UNIT_WITH_WARNING = "phuong-thai-hoc"
UNIT_INSPECTED = "ban-qlda"
UNIT_OF_LEADER_WARNED = "phuong-chi-minh"  # a deputy chair; barred in the score sheet


def past_disciplines(people: list[Person]) -> list[Discipline]:
    """The disciplinary decisions before 2018."""
    made = []
    for unit_id, place, form, day in _PAST:
        staff = [person for person in people if person.unit == unit_id]
        made.append(_discipline(staff[-place], form, day))
    return made


def disciplines_of_2018(people: list[Person], careers: Mapping[str, Career]) -> list[Discipline]:
    """Four decisions of 2018: each stops someone, or a collective, that had earned a title."""
    third = next(
        person
        for person in people
        if person.unit.startswith(("xa-", "phuong-"))
        and not person.is_leader
        and careers[person.id].held(CSTDCS, range(2016, 2019))
    )
    teacher = next(
        person
        for person in people
        if person.unit.startswith("thcs-")
        and person.position == "Giáo viên"
        and careers[person.id].held(LDTT, range(2015, 2019))
    )
    warned = next(
        person
        for person in reversed(people)
        if person.unit == _UNIT_WITH_WARNING and careers[person.id].ratings.get(2018) == HTT
    )
    leader = [person for person in people if person.unit == UNIT_OF_LEADER_WARNED][1]
    return [
        _discipline(leader, "canh_cao", date(2018, 7, 11)),
        _discipline(third, "khien_trach", date(2018, 8, 20)),
        _discipline(teacher, "khien_trach", date(2018, 3, 12)),
        _discipline(warned, "canh_cao", date(2018, 10, 5)),
    ]


def _discipline(person: Person, form: str, day: date) -> Discipline:
    number = Dice("discipline", person.id).between(100, 990)
    reason = {
        "khien_trach": "Vi phạm quy định về thời gian làm việc",
        "canh_cao": "Vi phạm quy định trong quản lý hồ sơ",
    }[form]
    ends_on = day.replace(year=day.year + 1)
    return Discipline(person.id, form, day, ends_on, f"{number}/QĐ-UBND", TOWN, reason)


def years_out(
    disciplines: list[Discipline], people: Mapping[str, Person], units: Mapping[str, Unit]
) -> dict[str, set[int]]:
    """The achievement years of the decisions, by person id; a school's year ends in August."""
    years: dict[str, set[int]] = defaultdict(set)
    for item in disciplines:
        unit = units[people[item.person].unit]
        next_year = unit.calendar == "school_year" and item.decided_on.month >= _TERM_STARTS
        years[item.person].add(item.decided_on.year + next_year)
    return dict(years)


def leaves(people: list[Person]) -> list[Leave]:
    """Maternity of some thirty young women in 2017-2018, and a few other absences."""
    made = []
    for person in people:
        dice = Dice("leave", person.id)
        employed = person.employed_from is not None and person.employed_from.year <= _SETTLED_BY
        if not employed or person.employed_until is not None or person.is_leader:
            continue
        young = person.born_on is not None and person.born_on.year >= _YOUNG
        starts = date(2017, 9, 1) + timedelta(days=dice.between(0, 420))
        if person.sex == "nu" and young and dice.whether(0.06):
            made.append(Leave(person.id, "thai_san", starts, starts + timedelta(days=181)))
        elif dice.whether(0.0015):
            made.append(Leave(person.id, "om_dau", starts, starts + timedelta(days=55)))
        elif young and dice.whether(0.004):
            made.append(Leave(person.id, "dao_tao", starts, starts + timedelta(days=270)))
    return made


def pending_cases(people: list[Person], careers: Mapping[str, Career]) -> list[Pending]:
    """One inspection of a unit, one complaint about someone who had earned a title."""
    teacher = next(
        person
        for person in people
        if person.unit.startswith("tieu-hoc-")
        and not person.is_leader
        and careers[person.id].held(CSTDCS, [2018])
    )
    return [
        Pending(UNIT_INSPECTED, "inspection", date(2018, 10, 8), None,
                "Thanh tra việc chấp hành pháp luật về đầu tư công, chưa kết luận"),
        Pending(teacher.id, "complaint", date(2018, 5, 21), date(2018, 7, 16),
                "Đơn phản ánh về thành tích đăng ký; kết luận: không đúng"),
    ]  # fmt: skip
