"""The register of honours before 2018, as rows with year ranges, and the decisions behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tools.chi_linh.career import (
    BANG_KHEN,
    CSTD_TINH,
    CSTDCS,
    FIRST_YEAR,
    GIAY_KHEN,
    LDTT,
    Career,
    has_ten_months,
)
from tools.chi_linh.collectives import CO_TINH, TTLDTT, TTLDXS
from tools.chi_linh.dice import Dice
from tools.chi_linh.outside import GIAY_KHEN_XA
from tools.chi_linh.people import Person
from tools.chi_linh.units import PROVINCE, TOWN, Unit

LAST_YEAR = 2017
_BY_TOWN = (LDTT, CSTDCS, TTLDTT, GIAY_KHEN)
_BY_PROVINCE = (CSTD_TINH, TTLDXS, CO_TINH, BANG_KHEN)
_THEMATIC = "giay-khen-chuyen-de"
_AD_HOC = "giay-khen-dot-xuat"
_ENTERPRISE, _COMMUNE = "doanh-nghiep-ldtt", "giay-khen-xa"


@dataclass(frozen=True, slots=True)
class Honour:
    """One honour of one holder over years; the fields are the columns of `honours.csv`."""

    holder: str
    what: str
    years: tuple[int, ...]
    issuer: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A yearly decision. `issuer` None: each issuer of the rows has its own of that number."""

    key: str
    issuer: str | None
    kind: str
    decisions: Mapping[int, tuple[str, date]]


def honours_of(
    careers: Mapping[str, Career], people: Mapping[str, Person], units: Mapping[str, Unit]
) -> list[Honour]:
    """The honours of 2008 to 2017, holder after holder, and the thematic ones last."""
    made = []
    for holder, career in careers.items():
        unit = units[people[holder].unit] if holder in people else units[holder]
        for what, years in sorted(career.titles.items()):
            past = tuple(sorted(year for year in years if year <= LAST_YEAR))
            if past:
                issuer, scheme = _source(what, unit)
                made.append(Honour(holder, what, past, issuer, scheme))
    return made + _special(people, units)


def _source(what: str, unit: Unit) -> tuple[str, str]:
    if what == GIAY_KHEN_XA:
        return unit.parent or TOWN, _COMMUNE
    if unit.kind == "doanh_nghiep" and what == LDTT:
        return unit.id, _ENTERPRISE
    issuer = TOWN if what in _BY_TOWN else PROVINCE
    return issuer, _scheme_key(what, unit.calendar)


def _scheme_key(what: str, calendar: str) -> str:
    word = "nam-hoc" if calendar == "school_year" else "lich"
    return f"{what.replace('_', '-')}-{word}"


def _special(people: Mapping[str, Person], units: Mapping[str, Unit]) -> list[Honour]:
    """Certificates of the rural movement (thematic), and one for a rescue."""
    made = [
        Honour(unit.id, GIAY_KHEN, (year,), TOWN, _THEMATIC)
        for unit in units.values()
        for year in (2015, 2017)
        if unit.kind == "xa" and Dice("thematic", unit.id, str(year)).whether(0.4)
    ]
    made += [
        Honour(person.id, GIAY_KHEN, (LAST_YEAR,), TOWN, _THEMATIC)
        for person in people.values()
        if units[person.unit].kind == "xa"
        and has_ten_months(person, units[person.unit], LAST_YEAR)
        and Dice("thematic", person.id).whether(0.06)
    ]
    rescuers = [person for person in people.values() if person.unit.startswith("doi-cuu-ho")]
    return [*made, Honour(rescuers[0].id, GIAY_KHEN, (2016,), TOWN, _AD_HOC)]


def schemes() -> list[Scheme]:
    """Every scheme that a row can name, with its decisions of 2008 to 2017."""
    made: list[Scheme] = []
    for what in (*_BY_TOWN, *_BY_PROVINCE):
        for calendar in ("calendar", "school_year"):
            town = what in _BY_TOWN
            key = _scheme_key(what, calendar)
            issuer = TOWN if town else PROVINCE
            days = _days(key, school=calendar == "school_year", town=town)
            made.append(_scheme(key, issuer, "cong_trang", days, len(made)))
    others: tuple[tuple[str, str | None, str, tuple[int, int]], ...] = (
        (_THEMATIC, TOWN, "chuyen_de", (12, 10)),
        (_AD_HOC, TOWN, "dot_xuat", (8, 6)),
        (_ENTERPRISE, None, "cong_trang", (12, 20)),
        (_COMMUNE, None, "cong_trang", (12, 25)),
    )
    for key, anyone, kind, (month, day) in others:
        days = {year: date(year, month, day) for year in range(FIRST_YEAR, LAST_YEAR + 1)}
        made.append(_scheme(key, anyone, kind, days, len(made)))
    return made


def _days(key: str, *, school: bool, town: bool) -> dict[int, date]:
    """The day of decision by achievement year; the province decides a little later."""
    days = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        late = Dice("decision", key, str(year)).between(0, 6)
        if school:
            days[year] = date(year, 7, 10 + late) if town else date(year, 10, 12 + late)
        else:
            days[year] = date(year, 12, 20 + late) if town else date(year + 1, 1, 3 + late)
    return days


def _scheme(
    key: str, issuer: str | None, kind: str, days: Mapping[int, date], place: int
) -> Scheme:
    decisions = {}
    for year, day in days.items():
        # Numbers grow with the day and never meet: a hundred for each month, a few for each scheme.
        number = 100 * day.month + 4 * place + Dice("number", key, str(year)).between(0, 3)
        decisions[year] = (f"{number}/QĐ-{'KT' if key == _ENTERPRISE else 'UBND'}", day)
    return Scheme(key, issuer, kind, decisions)


def year_ranges(years: Iterable[int]) -> str:
    """Years as "2008-2012 2014": runs as inclusive ranges, in order."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
