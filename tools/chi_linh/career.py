"""Eleven years of work: who was rated how, who earned which title, 2008 to 2018.

Years are achievement years; for a school, 2017 is the school year 2016-2017. The simulation keeps
the rules of its time: at most a fifth of a unit excellent, Emulation Fighters at most 15 % of the
Advanced Workers (small units of a bloc counted together), nobody with less than ten months or with
discipline in the year, a collective title only with its share of Advanced Workers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tools.chi_linh.dice import Dice
from tools.chi_linh.people import Person
from tools.chi_linh.units import TOWN, Unit

FIRST_YEAR, LAST_YEAR = 2008, 2018
LDTT, CSTDCS, CSTD_TINH = "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh"
GIAY_KHEN, BANG_KHEN = "giay_khen_huyen", "bang_khen_tinh"
HTXS, HTT = "hoan_thanh_xuat_sac", "hoan_thanh_tot"
HT, KHT = "hoan_thanh", "khong_hoan_thanh"

_POOLED_BELOW = 12  # people; smaller units of a bloc share one quota of Emulation Fighters
_PROVINCIAL_A_YEAR = 3


@dataclass(slots=True)
class Career:
    """What one holder, person or unit, was rated and granted, by achievement year."""

    ratings: dict[int, str] = field(default_factory=dict)
    titles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def held(self, what: str, years: Iterable[int]) -> bool:
        """Whether `what` was earned in every one of `years`."""
        return set(years) <= self.titles.get(what, set())


def careers_of(
    units: list[Unit], people: list[Person], disciplined: Mapping[str, set[int]]
) -> dict[str, Career]:
    """The careers of the staff of the town's own units, by person id.

    `disciplined` gives the years in which a person is out of every title.
    """
    by_unit: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_unit[person.unit].append(person)
    ours = [unit for unit in units if unit.bloc is not None or unit.id == TOWN]
    careers = {person.id: Career() for unit in ours for person in by_unit[unit.id]}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        pools: dict[str, list[tuple[float, Person]]] = defaultdict(list)
        for unit in ours:
            staff = [person for person in by_unit[unit.id] if works(person, unit, year)]
            scored = _rate(unit, staff, year, careers)
            full = [
                (score, person)
                for score, person in scored
                if has_ten_months(person, unit, year) and year not in disciplined.get(person.id, ())
            ]
            advanced = _advanced_workers(full, year, careers)
            small = len(by_unit[unit.id]) < _POOLED_BELOW
            pools[unit.bloc or TOWN if small else unit.id] += advanced
        for pool in pools.values():
            _emulation_fighters(pool, year, careers)
        _provincial(careers, year)
    return careers


def works(person: Person, unit: Unit, year: int) -> bool:
    """Whether `person` works at the end of the period of `year`."""
    if person.employed_from is None:
        return False
    last = date(year, 5, 31) if unit.calendar == "school_year" else date(year, 12, 31)
    left = person.employed_until
    return person.employed_from <= last and (left is None or left >= last)


def has_ten_months(person: Person, unit: Unit, year: int) -> bool:
    """Whether `person` was employed early enough for ten months of the period of `year`."""
    if person.employed_from is None:
        return False
    latest = date(year - 1, 10, 31) if unit.calendar == "school_year" else date(year, 3, 1)
    return person.employed_from <= latest


def quality(holder: str) -> float:
    """How good a holder steadily is, 0 to 1."""
    return Dice("quality", holder).share()


def _rate(
    unit: Unit, staff: list[Person], year: int, careers: dict[str, Career]
) -> list[tuple[float, Person]]:
    """Rate `staff` for `year`; best first, each with a score."""
    scored = []
    for person in staff:
        score = quality(person.id) + 0.8 * Dice("form", person.id, str(year)).share()
        score += 0.1 * person.is_leader
        score += 0.1 * (careers[person.id].ratings.get(year - 1) == HTXS)
        scored.append((score, person))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    dice = Dice("rating", unit.id, str(year))
    excellent = int(len(staff) // 5 * (0.7 + 0.3 * dice.share()) + 0.5)
    for place, (_, person) in enumerate(scored):
        if place < excellent:
            level = HTXS
        elif place > 0.85 * len(staff) and dice.whether(0.55):
            level = KHT if dice.whether(0.03) else HT
        else:
            level = HTT
        careers[person.id].ratings[year] = level
    return scored


def _advanced_workers(
    scored: list[tuple[float, Person]], year: int, careers: dict[str, Career]
) -> list[tuple[float, Person]]:
    advanced = []
    for place, (score, person) in enumerate(scored):
        career = careers[person.id]
        dice = Dice("titles", person.id, str(year))
        chance = {HTXS: 1.0, HTT: 0.97 if place < 0.5 * len(scored) else 0.66}
        if dice.whether(chance.get(career.ratings[year], 0.0)):
            career.titles[LDTT].add(year)
            advanced.append((score, person))
    return advanced


def _emulation_fighters(
    advanced: list[tuple[float, Person]], year: int, careers: dict[str, Career]
) -> None:
    """Grant CSTĐ cơ sở within the quota, and certificates and merits to some of the others."""
    left = int(0.15 * len(advanced))
    steady = [
        (score + 0.1 * careers[person.id].held(CSTDCS, [year - 1]), person)
        for score, person in advanced
    ]
    steady.sort(key=lambda pair: (-pair[0], pair[1].id))
    for _, person in steady:
        career = careers[person.id]
        dice = Dice("further", person.id, str(year))
        excellent = career.ratings[year] == HTXS
        if left and excellent and dice.whether(0.93):
            career.titles[CSTDCS].add(year)
            left -= 1
            recent = career.titles[BANG_KHEN] & set(range(year - 5, year))
            if not recent and career.held(CSTDCS, [year - 1]) and dice.whether(0.12):
                career.titles[BANG_KHEN].add(year)
        elif dice.whether(0.28 if excellent else 0.03):
            career.titles[GIAY_KHEN].add(year)


def _provincial(careers: dict[str, Career], year: int) -> None:
    """CSTĐ tỉnh to a few of those with three CSTĐ cơ sở in a row."""
    ready = [
        (Dice("province", holder, str(year)).share(), holder)
        for holder, career in careers.items()
        if career.held(CSTDCS, range(year - 2, year + 1))
        and not career.titles[CSTD_TINH] & set(range(year - 3, year))
    ]
    for _, holder in sorted(ready)[:_PROVINCIAL_A_YEAR]:
        careers[holder].titles[CSTD_TINH].add(year)
