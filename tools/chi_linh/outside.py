"""Those outside the blocs: enterprises, farmers, collectives, households, vertical bodies."""

from collections.abc import Mapping

from tools.chi_linh.career import FIRST_YEAR, GIAY_KHEN, LAST_YEAR, LDTT, Career
from tools.chi_linh.dice import Dice
from tools.chi_linh.people import Person
from tools.chi_linh.units import Unit

GIAY_KHEN_XA = "giay_khen_xa"


def outside_careers(units: Mapping[str, Unit], people: list[Person]) -> dict[str, Career]:
    """The few honours of those outside the blocs, by holder id; nobody rates them."""
    made: dict[str, Career] = {}
    for person in people:
        kind = units[person.unit].kind
        if kind == "doanh_nghiep":
            made[person.id] = _worker(person)
        elif kind in ("to_doi", "ho_gia_dinh"):
            made[person.id] = _now_and_then(person.id, GIAY_KHEN_XA, 0.02, _first_year(person))
        elif kind == "nganh_doc":
            made[person.id] = _now_and_then(person.id, GIAY_KHEN, 0.08, _first_year(person))
    for unit in units.values():
        if unit.kind in ("to_doi", "ho_gia_dinh"):
            made[unit.id] = _now_and_then(unit.id, GIAY_KHEN_XA, 0.15)
        elif unit.kind in ("doanh_nghiep", "nganh_doc"):
            made[unit.id] = _now_and_then(unit.id, GIAY_KHEN, 0.15)
    return made


def _worker(person: Person) -> Career:
    """An enterprise grants the title of Advanced Worker itself."""
    career = Career()
    for year in range(_first_year(person), LAST_YEAR + 1):
        if Dice("worker", person.id, str(year // 3)).whether(0.55):
            career.titles[LDTT].add(year)
    return career


def _first_year(person: Person) -> int:
    starts = person.employed_from
    return FIRST_YEAR if starts is None else max(FIRST_YEAR, starts.year + 1)


def _now_and_then(holder: str, what: str, chance: float, first: int = FIRST_YEAR) -> Career:
    career = Career()
    for year in range(first, LAST_YEAR + 1):
        if Dice("outside", holder, str(year)).whether(chance):
            career.titles[what].add(year)
    return career
