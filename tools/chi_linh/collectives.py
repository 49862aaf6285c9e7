"""Eleven years of the collectives: their ratings and titles, from what their people earned."""

from collections import defaultdict
from collections.abc import Mapping

from tools.chi_linh.career import (
    BANG_KHEN,
    CSTDCS,
    FIRST_YEAR,
    GIAY_KHEN,
    HT,
    HTT,
    HTXS,
    KHT,
    LAST_YEAR,
    LDTT,
    Career,
    quality,
)
from tools.chi_linh.dice import Dice
from tools.chi_linh.people import Person
from tools.chi_linh.units import Unit

TTLDTT, TTLDXS = "tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac"
CO_TINH = "co_thi_dua_tinh"


def collective_careers(
    units: list[Unit],
    people: list[Person],
    careers: Mapping[str, Career],
    disciplined: Mapping[str, set[int]],
) -> dict[str, Career]:
    """The careers of the 120 units of the blocs, by unit id.

    `disciplined` gives, by person id, the years in which the person's unit gets no title.
    """
    staff: dict[str, list[str]] = defaultdict(list)
    for person in people:
        staff[person.unit].append(person.id)
    compared: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit.bloc is not None:
            compared[unit.cluster or unit.bloc].append(unit.id)
    made = {unit.id: Career() for unit in units if unit.bloc is not None}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for group, members in compared.items():
            ranked = sorted(members, key=lambda unit_id: (-_form(unit_id, year), unit_id))
            best = max(1, len(ranked) // 8)
            for place, unit_id in enumerate(ranked):
                barred = any(year in disciplined.get(holder, ()) for holder in staff[unit_id])
                rated = [careers[holder] for holder in staff[unit_id]]
                dice = Dice("proposed", unit_id, str(year))
                made[unit_id].ratings[year] = _level(place, len(ranked), unit_id, year)
                if not barred:
                    _titles(made[unit_id], rated, year, dice, may_excel=place < best)
            _flag(group, ranked, year, made)
    return made


def _form(unit_id: str, year: int) -> float:
    return quality(unit_id) + 0.7 * Dice("form", unit_id, str(year)).share()


def _level(place: int, of: int, unit_id: str, year: int) -> str:
    if place < of // 5:
        return HTXS
    weak = place >= 0.9 * of and Dice("weak", unit_id, str(year)).whether(0.5)
    return HT if weak else HTT


def _titles(unit: Career, staff: list[Career], year: int, dice: Dice, *, may_excel: bool) -> None:
    rated = [career for career in staff if year in career.ratings]
    advanced = sum(career.held(LDTT, [year]) for career in rated)
    proposed = unit.ratings[year] == HTXS or dice.whether(0.88)
    if unit.ratings[year] == HT or advanced * 2 <= len(rated) or not proposed:
        return
    unit.titles[TTLDTT].add(year)
    all_completed = all(career.ratings[year] != KHT for career in rated)
    fighters = any(career.held(CSTDCS, [year]) for career in rated)
    excels = may_excel and unit.ratings[year] == HTXS and all_completed and fighters
    if excels and advanced >= 0.7 * len(rated):
        unit.titles[TTLDXS].add(year)
    elif unit.ratings[year] == HTXS:
        unit.titles[GIAY_KHEN].add(year)


def _flag(group: str, ranked: list[str], year: int, made: dict[str, Career]) -> None:
    """The province's flag to a unit that leads its bloc, its merits after two excellent years."""
    leader = made[ranked[0]]
    dice = Dice("flag", group, str(year))
    if leader.held(TTLDXS, [year]) and dice.whether(0.3):
        leader.titles[CO_TINH].add(year)
        return
    for unit_id in ranked:
        career = made[unit_id]
        recent = career.titles[BANG_KHEN] & set(range(year - 4, year))
        if career.held(TTLDXS, [year - 1, year]) and not recent:
            career.titles[BANG_KHEN].add(year)
