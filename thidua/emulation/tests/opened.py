"""The cast's year, opened from the real plan: this app's tests and those above stand on it."""

from datetime import date
from pathlib import Path

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.common.clock import office_day_is
from thidua.emulation.actions import (
    accept_registration,
    open_year,
    register_line,
    send_registration,
    start_registration,
)
from thidua.emulation.models import EmulationYear, Registration, Round
from thidua.organisations.models import Person
from thidua.plans.actions import confirm_plan, take_in_plan
from thidua.plans.models import Plan

PLAN = Path(__file__).parents[3] / "examples" / "chi-linh-2018" / "plan.txt"
# The plan's blocs; the cast has a ward and a commune, a school, and two offices.
COMMUNES = "Khối thi đua các xã, phường"
SCHOOLS = "Khối trường học"
OFFICES = "Khối thi đua các phòng chuyên môn"
PARTY = "Khối thi đua Đảng, đoàn thể"


def plan_text() -> str:
    """The real plan of Chí Linh for 2018."""
    return PLAN.read_text(encoding="utf-8")


def take_in(cast: Cast) -> Plan:
    """The real plan, taken in by the officer."""
    return take_in_plan(by=cast.officer, authority=cast.town, text=plan_text())


def confirmed_plan(cast: Cast) -> Plan:
    """The real plan, confirmed by the head of the office."""
    return confirm_plan(plan=take_in(cast), by=cast.office_head)


def opened_year(
    cast: Cast, *, deadline_day_counts: bool = True, grace_days: int = 0
) -> EmulationYear:
    """The year of the real plan with the cast's units as members."""
    return open_year(
        plan=confirmed_plan(cast),
        by=cast.officer,
        members={
            COMMUNES: [(cast.ward, ""), (cast.commune, "")],
            "truong-hoc": [(cast.school, "Cụm trường trung học cơ sở")],
            OFFICES: [(cast.home_office, ""), (cast.education, "")],
        },
        deadline_day_counts=deadline_day_counts,
        grace_days=grace_days,
    )


def round_of(year: EmulationYear, bloc: str = COMMUNES) -> Round:
    """The round of a bloc for 2018."""
    found: Round = Round.objects.get(bloc__emulation_year=year, bloc__name=bloc)
    return found


def person_of(user: User) -> Person:
    """The person behind a user of the cast."""
    found: Person = Person.objects.get(user=user)
    return found


def drafted(cast: Cast, year: EmulationYear) -> Registration:
    """The ward's draft: its officer for Advanced Worker, the ward for Advanced Collective."""
    draft = start_registration(in_round=round_of(year), unit=cast.ward, by=cast.ward_officer)
    register_line(
        registration=draft,
        what="lao_dong_tien_tien",
        person=person_of(cast.ward_officer),
        by=cast.ward_officer,
    )
    register_line(
        registration=draft,
        what="tap_the_lao_dong_tien_tien",
        unit=cast.ward,
        by=cast.ward_officer,
    )
    return draft


def sent(cast: Cast, year: EmulationYear, day: date = date(2018, 1, 20)) -> Registration:
    """The ward's registration, sent on `day`."""
    draft = drafted(cast, year)
    with office_day_is(day):
        return send_registration(registration=draft, by=cast.ward_officer)


def accepted(cast: Cast, year: EmulationYear) -> Registration:
    """The ward's registration, accepted by the office."""
    return accept_registration(registration=sent(cast, year), by=cast.officer)
