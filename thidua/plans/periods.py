"""Codes of emulation periods as plans speak of them: "2018", "2017-2018"."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.common.errors import Refusal, refuse
from thidua.organisations.states import Calendar

_CODE = re.compile(r"((?:19|20)\d{2})(?:-((?:19|20)\d{2}))?", re.ASCII)


@dataclass(frozen=True)
class PeriodSpan:
    """The days of a period, both included. `year` is the year in which it ends."""

    code: str
    calendar: Calendar
    starts_on: date
    ends_on: date
    year: int


def period_span(code: str) -> PeriodSpan:
    """The period that `code` names: a calendar year, or a school year of two years in a row.

    A school year is taken to run from 1 September to 31 August. Raises `Refusal`.
    """
    found = _CODE.fullmatch(code)
    first = int(found.group(1)) if found else 0
    if found and found.group(2) is None:
        return PeriodSpan(code, Calendar.CALENDAR, date(first, 1, 1), date(first, 12, 31), first)
    if found and int(found.group(2)) == first + 1:
        return PeriodSpan(
            code, Calendar.SCHOOL_YEAR, date(first, 9, 1), date(first + 1, 8, 31), first + 1
        )
    raise refuse(
        "no_period",
        _("“%(code)s” is no emulation period.") % {"code": code},
        cure=_("Write a year as 2018, or a school year as 2017-2018."),
        field="about",
    )


def is_period(code: str) -> bool:
    """Whether `code` names a period."""
    try:
        period_span(code)
    except Refusal:
        return False
    return True
