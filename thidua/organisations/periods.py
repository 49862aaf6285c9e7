"""The emulation periods: which days a year's work is counted over, and for whom.

A calendar year runs from 1 January to 31 December. A school year is counted here from 1 September
to 31 August of the next: the plans of the Ministry open schools about 5 September and close the
year's work by the end of August, and the boundary only sorts facts between two school years.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.common.rows import EARLIEST, LATEST
from thidua.organisations.states import Calendar

SCHOOL_YEAR_STARTS = (9, 1)
SCHOOL_YEAR_ENDS = (8, 31)
_CODE = re.compile(r"(\d{4})(?:-(\d{4}))?\Z")


@dataclass(frozen=True)
class PeriodDays:
    """A period's days, both inclusive; `year` is that in which it ends."""

    code: str
    calendar: Calendar
    starts_on: date
    ends_on: date
    year: int


def period_code(year: int, calendar: str) -> str:
    """The code of the period that ends in `year`: "2018", or "2017-2018" for schools."""
    return f"{year - 1}-{year}" if calendar == Calendar.SCHOOL_YEAR else str(year)


def period_days(code: str) -> PeriodDays:
    """The period called "2018" or "2017-2018". Refuses another code."""
    match = _CODE.match(code)
    first = int(match[1]) if match else 0
    last = int(match[2]) if match and match[2] else None
    if not EARLIEST <= first <= LATEST or (last is not None and last != first + 1):
        raise refuse(
            "bad_period",
            _("“%(code)s” is no emulation period.") % {"code": code},
            cure=_("Write a year, as 2018, or a school year, as 2017-2018."),
        )
    if last is None:
        return PeriodDays(code, Calendar.CALENDAR, date(first, 1, 1), date(first, 12, 31), first)
    starts_on, ends_on = date(first, *SCHOOL_YEAR_STARTS), date(last, *SCHOOL_YEAR_ENDS)
    return PeriodDays(code, Calendar.SCHOOL_YEAR, starts_on, ends_on, last)
