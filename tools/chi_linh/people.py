"""The 3,000 invented people: who holds which post, since when."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tools.chi_linh.dice import Dice
from tools.chi_linh.names import SPELLING_PAIRS, draw_name
from tools.chi_linh.posts import Occupation, Post, posts_of
from tools.chi_linh.units import TOWN, Unit

# The last birth year of the retired: women leave at 55, men at 60 in these years.
_OLDEST = {"nu": 1964, "nam": 1959}
_SETTLED_BY = 2010  # those who leave during 2018 have worked since then or before
# Pairs of the same full name in the same unit: the trap of every list typed by hand.
NAMESAKE_UNITS = ("mam-non-sao-do-i", "tieu-hoc-hoang-tan", "thcs-van-an", "xa-hung-dao")
# The same name in two spellings in the same unit.
SPELLING_UNITS = ("tieu-hoc-cong-hoa", "mam-non-dong-lac", "thcs-an-lac")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as of the end of 2018; the fields are the columns of `people.csv`."""

    id: str
    name: str
    honorific: str
    sex: str
    born_on: date | None
    unit: str
    position: str
    is_leader: bool
    kind: Occupation
    employed_from: date | None
    employed_until: date | None
    party: bool
    managed_by: str


def people_of(units: list[Unit]) -> list[Person]:
    """All people, unit after unit; the first of a unit is its head."""
    made: list[Person] = []
    leading: set[str] = set()
    for unit_id, posts in posts_of(units).items():
        unit = next(unit for unit in units if unit.id == unit_id)
        names: set[str] = set()
        for at, post in enumerate(posts):
            taken = names | leading if post.is_leader else names
            person = _person(f"p{len(made) + 1:04}", unit, post, at, taken)
            (leading if post.is_leader else names).add(person.name)
            made.append(person)
    return _with_traps(made)


def _person(number: str, unit: Unit, post: Post, at: int, taken: set[str]) -> Person:
    dice = Dice("person", unit.id, str(at))
    sex = "nu" if dice.whether(post.women) else "nam"
    senior = post.is_leader or post.title.startswith(("Bí thư", "Tổ trưởng", "Chủ tịch"))
    born = dice.between(_OLDEST[sex], 1980 if senior else 1994)
    name = draw_name(dice, sex, born, leads=post.is_leader)
    while name in taken:
        name = draw_name(dice, sex, born, leads=post.is_leader)
    born_on = date(born, 1, 1) + timedelta(days=dice.between(0, 364))
    starts = _start(dice, unit, post, born)
    return Person(
        id=number,
        name=name,
        honorific="Bà" if sex == "nu" else "Ông",
        sex=sex,
        born_on=None if dice.whether(0.06) else born_on,
        unit=unit.id,
        position=post.title,
        is_leader=post.is_leader,
        kind=post.kind,
        employed_from=starts,
        employed_until=_leaves(dice, post, born_on, starts),
        party=_in_party(dice, post),
        managed_by="province" if unit.kind == "nganh_doc" or unit.id == TOWN else "town",
    )


def _start(dice: Dice, unit: Unit, post: Post, born: int) -> date | None:
    """The first day of work, or None for those whom nobody employs."""
    if post.kind == "nong_dan":
        return None
    first = born + dice.between(22, 26)
    if post.is_leader:
        return date(min(first, 2007), dice.pick((3, 7, 9)), 1)
    if unit.calendar == "school_year":
        return date(min(first, 2017), 9, 1) if dice.whether(0.85) else date(min(first, 2016), 10, 1)
    if dice.whether(0.02):
        return date(2018, dice.between(4, 9), 1)
    return date(min(first, 2016), dice.between(1, 12), dice.pick((1, 1, 15)))


def _leaves(dice: Dice, post: Post, born_on: date, starts: date | None) -> date | None:
    """The last day of work of those who left during 2018; most stay."""
    if starts is None or post.is_leader or starts.year > _SETTLED_BY:
        return None
    if not dice.whether(0.008):
        return None
    return date(2018, 5 + born_on.month // 3, 1) - timedelta(days=1)


def _in_party(dice: Dice, post: Post) -> bool:
    chance = {
        "cong_chuc": 0.85, "vien_chuc": 0.6, "nguoi_lao_dong": 0.2, "nong_dan": 0.15,
        "cong_nhan": 0.08, "doanh_nhan": 0.4,
    }[post.kind]  # fmt: skip
    leads_office = post.is_leader and post.kind in ("cong_chuc", "vien_chuc")
    return dice.whether(chance) or leads_office


def _with_traps(people: list[Person]) -> list[Person]:
    """`people` with the namesakes, the spelling pairs and the latecomers of a school put in."""
    changed = {person.id: person for person in people}
    for unit_id in NAMESAKE_UNITS:
        first, second = _pair(people, unit_id)
        changed[second.id] = replace(second, name=first.name)
    for at, unit_id in enumerate(SPELLING_UNITS):
        first, second = _pair(people, unit_id)
        plain, other = SPELLING_PAIRS[at % len(SPELLING_PAIRS)]
        stem = first.name.rsplit(" ", 1)[0]
        changed[first.id] = replace(first, name=f"{stem} {plain}")
        changed[second.id] = replace(second, name=f"{stem} {other}")
    for person in people:
        if person.position == "Giáo viên" and Dice("latecomer", person.id).whether(0.008):
            changed[person.id] = replace(
                changed[person.id], employed_from=date(2018, 1, 15), employed_until=None
            )
    return [changed[person.id] for person in people]


def _pair(people: list[Person], unit_id: str) -> tuple[Person, Person]:
    """Two people of one unit and sex who lead nothing."""
    women = "nu" if not unit_id.startswith("xa-") else "nam"
    same = [
        person
        for person in people
        if person.unit == unit_id and person.sex == women and not person.is_leader
    ]
    return same[2], same[-2]
