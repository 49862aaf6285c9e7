"""The kinds of row that units, people and their records are loaded from. Fields are columns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitRow:
    """A unit as of now; `parent` is a code of this table or of a unit already there.

    `closed_on` is the first day on which the unit is no more.
    """

    id: str
    name: str
    kind: str
    short: str = ""
    level: str = ""
    parent: str = ""
    line: str = "town"
    calendar: str = ""
    founded_on: str = ""
    closed_on: str = ""


@dataclass(frozen=True)
class PersonRow:
    """A person with the main post held now or last. `sex` is nam or nu."""

    id: str
    name: str
    unit: str
    kind: str
    honorific: str = ""
    sex: str = ""
    born_on: str = ""
    position: str = ""
    is_leader: str = ""
    employed_from: str = ""
    employed_until: str = ""
    managed_by: str = "town"


@dataclass(frozen=True)
class RatingRow:
    """A holder's rating over runs of years ("2013-2015 2017").

    A school's year is that which ends in the year.
    """

    holder: str
    level: str
    periods: str
    number: str = ""


@dataclass(frozen=True)
class LeaveRow:
    """Time away, both days inclusive."""

    person: str
    kind: str
    from_: str
    until: str


@dataclass(frozen=True)
class DisciplineRow:
    """A disciplinary decision; `person` may be a unit's code too."""

    person: str
    form: str
    decided_on: str
    ends_on: str = ""
    number: str = ""
    issuer: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PendingRow:
    """An inspection, a complaint or a disciplinary case, concluded or not."""

    holder: str
    kind: str
    opened_on: str
    concluded_on: str = ""
    note: str = ""
