"""Making the province, once Django stands on its new database."""

from datetime import date

from django.db import connection

from thidua.audit.chain import salts_from
from thidua.common import clock
from thidua.common.request import request
from thidua.honours.models import Honour
from thidua.organisations.actions import ensure_periods, system_user
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.periods import period_code
from thidua.organisations.states import Calendar
from thidua.year.province.decisions import Deciding, decide, sit, write_registers
from thidua.year.province.dossiers import write_dossiers
from thidua.year.province.honours import write_early_honours, write_other_honours
from thidua.year.province.nominations import Periods, nominations
from thidua.year.province.on_paper import write_papers
from thidua.year.province.opening import (
    open_the_year,
    write_agreements,
    write_council,
    write_registrations,
)
from thidua.year.province.people import write_accounts, write_people
from thidua.year.province.records import (
    write_hindrances,
    write_initiatives,
    write_other_ratings,
    write_ratings,
)
from thidua.year.province.scores import write_scores
from thidua.year.province.sizes import EARLIER, THIS_YEAR, YEARS, Size
from thidua.year.province.units import write_units
from thidua.year.province.writing import Tell, Writer

BEGIN, PLAN_DAY, TODAY = date(THIS_YEAR, 1, 2), date(THIS_YEAR, 1, 10), date(THIS_YEAR, 12, 15)


def make(size: Size, seed: int, tell: Tell) -> dict[str, int]:
    """Write the province into the database at hand, which is empty; rows by model.

    Time, salts and chance follow the seed. Afterwards the database is asked to look at its tables,
    so that it plans queries by their sizes.
    """
    with (
        clock.replaying(),
        salts_from(f"province {seed}"),
        request(f"province-{seed}"),
        clock.office_day_is(BEGIN),
    ):
        written = _write(Writer(system_user(), seed, tell), size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return written


def _periods(writer: Writer) -> Periods:
    codes = [period_code(year, calendar) for year in (*EARLIER, *YEARS) for calendar in Calendar]
    return ensure_periods(by=writer.by, codes=codes)


def _write(writer: Writer, size: Size) -> dict[str, int]:
    periods = _periods(writer)
    units = write_units(writer, size)
    staff = write_people(writer, size, units)
    people = [person for group in staff.of.values() for person in group]
    cast = write_accounts(writer, units, staff)
    write_hindrances(writer, people)
    write_early_honours(writer, size, units, staff, periods)
    council, seats = write_council(units, staff, cast)
    deciding = Deciding(council, seats, jurisdiction_of(units.committee))
    filed = []
    for year in YEARS:
        named = list(nominations(year, size, units, staff, periods))
        write_ratings(writer, year, named)
        write_initiatives(writer, year, named)
        is_current = year == THIS_YEAR
        if is_current:
            with clock.office_day_is(PLAN_DAY):
                opened = open_the_year(units, cast)
            write_registrations(writer, opened, named, periods)
            write_agreements(writer, opened, staff, periods)
            write_other_ratings(writer, units, staff, periods, named)
            with clock.office_day_is(TODAY):
                write_scores(writer, opened, cast.office_head, periods)
        with clock.office_day_is(date(year, 12, 15)):
            filed = write_dossiers(
                writer, named, units, staff, deciding.rules, is_current=is_current
            )
            decide(writer, deciding, filed)
    write_registers(writer, deciding)
    with clock.office_day_is(TODAY):
        write_papers(writer, staff, cast.office_officer)
        sit(writer, deciding, filed, TODAY)
        missing = size.honours - Honour.objects.count()
        write_other_honours(writer, max(missing, 0), units, people, periods)
    return writer.counts
