"""Periods of achievement, and the years that key facts."""

import re
from dataclasses import dataclass
from datetime import date

from thidua.common.phrases import gettext as _
from thidua.rules.strict import Entry

_YEAR = re.compile(r"(?:(\d{4})\s*-\s*)?(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """The time of an achievement, both days included. `year` keys its facts.

    A school year is keyed by the year it ends in: 2017-2018 is 2018. Of a longer time only the
    years from `counts_from` on may be counted (0: all).
    """

    start: date
    until: date
    year: int
    counts_from: int = 0

    @classmethod
    def of(cls, year: int) -> "Period":
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), year)

    @classmethod
    def of_school(cls, year: int) -> "Period":
        """The school year that ends in `year`."""
        return cls(date(year - 1, 9, 1), date(year, 8, 31), year)

    @property
    def is_school_year(self) -> bool:
        """Whether it is a school year."""
        return self.start.year < self.year and self == Period.of_school(self.year)


def read_year(text: str) -> int | None:
    """`2018` or the school year `2017-2018` as the year that keys it; None for anything else."""
    match = _YEAR.match(text.strip())
    if match is None:
        return None
    first, last = match.group(1), int(match.group(2))
    if not 1900 <= last <= 2200 or (first is not None and int(first) != last - 1):  # noqa: PLR2004
        return None
    return last


def read_period(entry: Entry) -> Period:
    """`year` or `period: {from, until}` (the last day included) of a case or an honour.

    `year: 2017-2018` is a school year, from 1 September to 31 August.
    """
    if not entry.has("period"):
        year = year_under(entry, "year")
        is_school = is_school_year(str(entry.raw("year", "")))
        make = Period.of_school if is_school else Period.of
        return make(year) if year else Period.of(1)
    if entry.has("year"):
        message = _("Both a year and a period are given.")
        entry.note("bad_value", message, _("Keep one of them."), "year")
    inner = entry.entry("period")
    start, until = inner.day("from"), inner.day("until")
    inner.close()
    if until < start:
        message = _("The period ends before it begins.")
        inner.note("bad_value", message, _("Correct its days."), "until")
    return Period(start, until, until.year)


def year_under(entry: Entry, key: str) -> int | None:
    """The year under a key; None (and noted) where it is none."""
    year = read_year(str(entry.raw(key)))
    if year is None and entry.has(key):
        message = _("“%(value)s” is not a year.") % {"value": entry.raw(key)}
        entry.note("bad_value", message, _("Write 2018, or 2017-2018 for a school year."), key)
    return year


def is_school_year(written: str) -> bool:
    """Whether a year is written as a school year: `2017-2018`."""
    return "-" in written


def years_under(entry: Entry, *, school: bool = False) -> list[tuple[int, str]]:
    """Each year with the key as written, for a mapping by year.

    Who moves from a school to an office has both a school year and the calendar year that it ends
    in: the one of the case's calendar (`school`) then stands last, to go before the other.
    """
    found: dict[tuple[int, bool], str] = {}
    for key in entry.keys():  # noqa: SIM118 - an Entry is not a mapping
        year = read_year(key)
        if year is None:
            message = _("“%(value)s” is not a year.") % {"value": key}
            entry.has(key)
            entry.note("bad_value", message, _("Write 2018, or 2017-2018 for a school year."), key)
        elif (year, is_school_year(key)) in found:
            message = _("The year %(year)s stands twice.") % {"year": year}
            entry.note("repeated_key", message, _("Keep one of them."), key)
        else:
            found[year, is_school_year(key)] = key
    ordered = sorted(found, key=lambda each: each[1] is school)
    return [(year, found[year, is_school]) for year, is_school in ordered]
