"""Everything of the fictional year in one object, for the files and for the events."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from tools.chi_linh.career import Career, careers_of
from tools.chi_linh.changes import Change, changes, wards_of_2025
from tools.chi_linh.collectives import collective_careers
from tools.chi_linh.honours import Honour, honours_of
from tools.chi_linh.incidents import (
    Discipline,
    Leave,
    Pending,
    disciplines_of_2018,
    leaves,
    past_disciplines,
    pending_cases,
    years_out,
)
from tools.chi_linh.initiatives import Initiative, initiatives_of
from tools.chi_linh.outside import outside_careers
from tools.chi_linh.people import Person, people_of
from tools.chi_linh.units import Unit, units_2018


@dataclass(frozen=True)
class World:
    """The invented year. `careers` holds people and units; 2018 in it is what would be earned.

    Staff lists keep the order of posts: the first is the head of the unit.
    """

    units: dict[str, Unit]
    successors: list[Unit]
    changes: list[Change]
    people: dict[str, Person]
    staff: dict[str, list[Person]]
    careers: dict[str, Career]
    honours: list[Honour]
    initiatives: list[Initiative]
    disciplines: list[Discipline]
    leaves: list[Leave]
    pending: list[Pending]

    def head(self, unit_id: str) -> Person:
        """The head of a unit."""
        return self.staff[unit_id][0]

    def members(self, bloc: str) -> list[Unit]:
        """The units of a bloc, in the order of the file."""
        return [unit for unit in self.units.values() if unit.bloc == bloc]

    def earned(self, what: str, year: int = 2018) -> list[str]:
        """The ids of the holders who earn `what` in `year`, were nothing in the way."""
        return [holder for holder, career in self.careers.items() if career.held(what, [year])]


@cache
def build_world() -> World:
    """The world, the same in every process."""
    all_units = units_2018()
    everyone = people_of(all_units)
    units = {unit.id: unit for unit in all_units}
    people = {person.id: person for person in everyone}
    staff: dict[str, list[Person]] = defaultdict(list)
    for person in everyone:
        staff[person.unit].append(person)
    past = past_disciplines(everyone)
    out = years_out(past, people, units)
    warned = years_out([item for item in past if item.form == "canh_cao"], people, units)
    careers = careers_of(all_units, everyone, out)
    careers |= collective_careers(all_units, everyone, careers, warned)
    careers |= outside_careers(units, everyone)
    return World(
        units=units,
        successors=wards_of_2025(),
        changes=changes(),
        people=people,
        staff=dict(staff),
        careers=careers,
        honours=honours_of(careers, people, units),
        initiatives=initiatives_of(everyone, units, careers),
        disciplines=past + disciplines_of_2018(everyone, careers),
        leaves=leaves(everyone),
        pending=pending_cases(everyone, careers),
    )
