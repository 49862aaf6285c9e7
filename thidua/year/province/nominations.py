"""Who is put forward for what, each year: ratings, dossiers and decisions follow from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.periods import period_code
from thidua.organisations.states import Calendar
from thidua.year.province.people import Staff
from thidua.year.province.sizes import PARTS_PER_UNIT, Size
from thidua.year.province.units import Units

Periods = Mapping[str, Period]
ADVANCED, SOLDIER, SOLDIER_OF_PROVINCE = (
    "lao_dong_tien_tien",
    "chien_si_thi_dua_co_so",
    "chien_si_thi_dua_tinh",
)
ADVANCED_COLLECTIVE, EXCELLENT_COLLECTIVE = (
    "tap_the_lao_dong_tien_tien",
    "tap_the_lao_dong_xuat_sac",
)
# Of twenty nominees: two collectives, one and four of the higher titles, the rest of the first.
_HIGHER = (SOLDIER_OF_PROVINCE, SOLDIER, SOLDIER, SOLDIER, SOLDIER)


@dataclass(frozen=True)
class Nomination:
    """What one unit puts forward for one period."""

    unit: Unit
    period: Period
    named: tuple[tuple[Person | Unit, str], ...]

    @property
    def people(self) -> list[tuple[Person, str]]:
        """The people among the named."""
        return [(each, what) for each, what in self.named if isinstance(each, Person)]

    @property
    def met_on(self) -> date:
        """The day of the unit's meeting: three weeks before the period's end."""
        return self.period.ends_on - timedelta(days=45)


def period_of(unit: Unit, year: int, periods: Periods) -> Period:
    """The period by which a unit is judged in a year."""
    return periods[period_code(year, Calendar(unit.calendar))]


def nominations(
    year: int, size: Size, units: Units, staff: Staff, periods: Periods
) -> Iterator[Nomination]:
    """One a filing unit. Those who were hired by then take turns, so that all come round."""
    for number, unit in enumerate(units.filing):
        period = period_of(unit, year, periods)
        people = [each for each in staff.of[unit.pk] if staff.hired[each.pk] < period.starts_on]
        part = units.parts[min(number * PARTS_PER_UNIT, len(units.parts) - 1)]
        titles = [*_HIGHER, *[ADVANCED] * (size.nominees - len(_HIGHER) - 2)]
        first = year * 7
        chosen = [
            people[(first + turn) % len(people)] for turn in range(min(len(titles), len(people)))
        ]
        named: list[tuple[Person | Unit, str]] = [
            (unit, EXCELLENT_COLLECTIVE if number % 3 == 0 else ADVANCED_COLLECTIVE),
            (part, ADVANCED_COLLECTIVE),
            *zip(chosen, titles, strict=False),
        ]
        yield Nomination(unit, period, tuple(named))
