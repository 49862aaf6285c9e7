"""Past honours as a register holds them: typed in from decisions of many years, with gaps."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from thidua.honours.models import Honour
from thidua.honours.states import HonourKind, Provenance
from thidua.organisations.models import Period, Person, Unit
from thidua.year.province.nominations import (
    ADVANCED,
    ADVANCED_COLLECTIVE,
    EXCELLENT_COLLECTIVE,
    SOLDIER,
    SOLDIER_OF_PROVINCE,
    Periods,
    period_of,
)
from thidua.year.province.people import Staff
from thidua.year.province.sizes import EARLIER, YEARS, Size
from thidua.year.province.units import PROVINCE, Units
from thidua.year.province.writing import Writer

# Most of the register is older than the program; the rest is what it decided, and other kinds.
_SHARE = 0.7
_NO_DAY, _NO_NUMBER, _MISSPELT = 0.06, 0.1, 0.03
_FORMS = ("bang_khen_tinh", "giay_khen_so", "giay_khen_don_vi", "ky_niem_chuong")
_FORMS_OF_UNITS = ("bang_khen_tinh", "giay_khen_so", "co_thi_dua_tinh")


def write_early_honours(
    writer: Writer, size: Size, units: Units, staff: Staff, periods: Periods
) -> None:
    """Merit of the years before the program, at most seven in ten of the whole register."""
    writer.write(_early(writer, int(size.honours * _SHARE), units, staff, periods))


def _early(
    writer: Writer, most: int, units: Units, staff: Staff, periods: Periods
) -> Iterator[Honour]:
    chance, count = writer.chance("early honours"), 0
    for unit in [*units.filing, *units.parts]:
        for holder, what, period in _of_unit_and_staff(unit, staff, periods, chance):
            if count == most:
                return
            count += 1
            yield _honour(holder, what, period, chance)


def _of_unit_and_staff(
    unit: Unit, staff: Staff, periods: Periods, chance: random.Random
) -> Iterator[tuple[Person | Unit, str, Period]]:
    people = staff.of.get(unit.pk, [])
    for year in EARLIER:
        period = period_of(unit, year, periods)
        if chance.random() < 0.5:  # noqa: PLR2004 - every second year, and outstanding every third
            yield unit, ADVANCED_COLLECTIVE, period
            if chance.random() < 0.3:  # noqa: PLR2004
                yield unit, EXCELLENT_COLLECTIVE, period
        for person in people:
            if staff.hired[person.pk] < period.starts_on and chance.random() < 0.8:  # noqa: PLR2004
                yield person, ADVANCED, period
                if chance.random() < 0.15:  # noqa: PLR2004 - about the law's cap of 15 %
                    yield person, SOLDIER, period
                    if chance.random() < 0.05:  # noqa: PLR2004
                        yield person, SOLDIER_OF_PROVINCE, period


def write_other_honours(
    writer: Writer, count: int, units: Units, people: Sequence[Person], periods: Periods
) -> None:
    """Thematic and ad hoc commendation of all years, until the register is full."""
    chance = writer.chance("other honours")
    filing = units.filing
    years = (*EARLIER, *YEARS[:-1])

    def one() -> Honour:
        kind = chance.choice((HonourKind.THEMATIC, HonourKind.THEMATIC, HonourKind.AD_HOC))
        holder: Person | Unit
        if chance.random() < 0.1:  # noqa: PLR2004 - one in ten is a collective's
            holder, what = chance.choice(filing), chance.choice(_FORMS_OF_UNITS)
            of = holder
        else:
            holder, what = chance.choice(people), chance.choice(_FORMS)
            of = holder.unit or filing[0]
        return _honour(holder, what, period_of(of, chance.choice(years), periods), chance, kind)

    writer.write(one() for _number in range(count))


def _honour(
    holder: Person | Unit,
    what: str,
    period: Period,
    chance: random.Random,
    kind: HonourKind = HonourKind.MERIT,
) -> Honour:
    """An honour as it was typed in: sometimes without its day or number, sometimes misspelt."""
    person, unit = (holder, None) if isinstance(holder, Person) else (None, holder)
    issuer = f"UBND tỉnh {PROVINCE}"
    decided = period.ends_on + timedelta(days=chance.randrange(-10, 60))
    return Honour(
        person=person,
        unit=unit,
        what=what,
        period=period,
        kind=kind,
        provenance=Provenance.ATTESTED if chance.random() < _NO_NUMBER else Provenance.IMPORTED,
        decision="" if chance.random() < _NO_NUMBER else f"{chance.randrange(1, 3000)}/QĐ-UBND",
        decided_on=None if chance.random() < _NO_DAY else min(decided, date(YEARS[-1], 12, 1)),
        issuer=issuer.upper().replace("Ỉ", "Ĩ") if chance.random() < _MISSPELT else issuer,
    )
