"""January: what the office had before, the plan, the blocs' posts, and registration."""

from datetime import date

from tools.chi_linh.career import LAST_YEAR
from tools.chi_linh.dice import Dice
from tools.chi_linh.events.forward import CERAMICS, FEDERATION, LET_BECAUSE
from tools.chi_linh.events.making import (
    CALENDAR_BLOCS,
    CSTD_TINH,
    CSTDCS,
    LDTT,
    OFFICE_HEAD,
    OFFICER,
    SCHOOL_YEAR,
    SCHOOLS,
    SYSTEM,
    TT_LDTT,
    TT_LDXS,
    YEAR,
    Event,
    Office,
    event,
)
from tools.chi_linh.events.paper_unit import LIST_ON, PAPER_UNIT, registration
from tools.chi_linh.initiatives import wants_to_be_fighter
from tools.chi_linh.units import TOWN, Unit

# Units where nobody has said that the plan was read.
_UNREAD = frozenset({"bql-cho", "xa-nhan-hue", "hoi-chu-thap-do", "mam-non-bac-an"})
# Units whose list came after the last day, and when.
_LATE = {"phuong-hoang-tan": "01/02", "xa-nhan-hue": "02/02", "phong-y-te": "05/02"}
_RETURNED = "xa-bac-an"
_DRAFTED_ONLY = "bql-cho"
COMPARED = ("luat_15_2003", "nd_91_2017", "nd_47_2017", "nd_72_2018")


def opening(office: Office) -> list[Event]:
    """The events of January and February."""
    return [
        *_before(),
        *_plan(),
        *_readings(office),
        *_posts(),
        *_registrations(office),
        *_school_registrations(office),
    ]


def _before() -> list[Event]:
    return [
        event("02/01", "load_units", SYSTEM),
        event("02/01", "load_people", SYSTEM),
        event("02/01", "load_honours", SYSTEM),
        event("02/01", "load_ratings", SYSTEM, until=LAST_YEAR - 1),
        event("02/01", "load_leave", SYSTEM),
        event("02/01", "load_discipline", SYSTEM),
        event("02/01", "recognise_initiatives", SYSTEM),
        event("02/01", "open_accounts", SYSTEM),
        event("02/01", "open_accounts_of_heads", SYSTEM),
        event(
            "03/01",
            "let_put_forward",
            OFFICER,
            part=CERAMICS,
            proposer=FEDERATION,
            basis=LET_BECAUSE,
        ),
        event("03/01", "found_council", OFFICE_HEAD),
    ]


def _plan() -> list[Event]:
    made = [
        event("10/01", "take_in_plan", OFFICER, authority=TOWN),
        event("10/01", "answer_doubts", OFFICER),
        event("10/01", "name_upper_plan", OFFICER, number_symbol="3790/KH-HĐTĐKT"),
        event("10/01", "confirm_plan", OFFICE_HEAD),
        event("10/01", "open_year", OFFICE_HEAD),
        event("11/01", "send_plan", OFFICER),
    ]
    for instrument in COMPARED:
        note = "Minh họa: người đối chiếu là nhân vật giả định"
        made.append(
            event("11/01", "record_comparison", OFFICE_HEAD, instrument=instrument, note=note)
        )
    made.append(
        event(
            "12/01", "open_round", OFFICER, bloc=SCHOOLS, period=SCHOOL_YEAR,
            opens_on="2018-01-15", deadline="2018-02-10", last_day="2018-02-10",
        )
    )  # fmt: skip
    return made


def _readings(office: Office) -> list[Event]:
    """Units say that they have read the plan, some of them soon."""
    return [
        event(
            f"{Dice('reads', unit.id).between(11, 24)}/01",
            "read_plan",
            office.sender(unit),
            unit=unit.id,
        )
        for bloc in (*CALENDAR_BLOCS, SCHOOLS)
        for unit in office.world.members(bloc)
        if unit.id not in _UNREAD
    ]


def _posts() -> list[Event]:
    bloc = "dang-doan-the"
    return [
        event("26/01", "report_bloc_post", "lien-doan", bloc=bloc, post="head", unit="ldld"),
        event("02/02", "report_bloc_post", "lien-doan", bloc=bloc, post="deputy", unit="hoi-lhpn"),
        event("29/01", "hold_review", OFFICER, bloc=SCHOOLS, period=SCHOOL_YEAR, kind="so_ket",
              summary="Sơ kết học kỳ I năm học 2017-2018."),
    ]  # fmt: skip


def lines_of(office: Office, unit: Unit, day: date) -> dict[str, list[str]]:
    """Whom a unit registers on `day`, by title: its staff, its would-be fighters, itself."""
    careers = office.world.careers
    staff = [person.id for person in office.staff(unit, day)]
    fighters = [code for code in staff if wants_to_be_fighter(careers[code])]
    third = [
        code for code in fighters if careers[code].held(CSTDCS, range(LAST_YEAR - 2, LAST_YEAR))
    ]
    lines = {LDTT: staff, CSTDCS: fighters, CSTD_TINH: third, TT_LDTT: [unit.id]}
    if careers[unit.id].held(TT_LDXS, [LAST_YEAR]) or careers[unit.id].held(
        TT_LDXS, [LAST_YEAR - 1]
    ):
        lines[TT_LDXS] = [unit.id]
    return {what: codes for what, codes in lines.items() if codes}


def register(office: Office, unit: Unit, day: str, period: str) -> list[Event]:
    """The two events of a unit's registration on `day`."""
    number, month = day.split("/")
    lines = lines_of(office, unit, date(2018, int(month), int(number)))
    by = office.sender(unit)
    return [
        event(day, "register_lines", by, unit=unit.id, period=period, lines=lines),
        event(day, "send_registration", by, unit=unit.id, period=period),
    ]


def _registrations(office: Office) -> list[Event]:
    made: list[Event] = []
    for bloc in CALENDAR_BLOCS:
        for unit in office.world.members(bloc):
            usual = f"{Dice('registers', unit.id).between(15, 31):02}/01"
            day = _LATE.get(unit.id, usual)
            sent = register(office, unit, day, YEAR)
            if unit.id == PAPER_UNIT:
                sent = registration(office, lines_of(office, unit, LIST_ON))
            made += sent[:1] if unit.id == _DRAFTED_ONLY else sent
        made.append(event("08/02", "accept_registration", OFFICER, bloc=bloc, period=YEAR))
    by = office.sender(office.world.units[_RETURNED])
    made += [
        event("07/02", "return_registration", OFFICER, unit=_RETURNED, period=YEAR,
              reason="Ghi rõ tên sáng kiến của người đăng ký Chiến sĩ thi đua cơ sở."),
        event("07/02", "send_registration", by, unit=_RETURNED, period=YEAR),
    ]  # fmt: skip
    return made


def _school_registrations(office: Office) -> list[Event]:
    made: list[Event] = []
    for unit in office.world.members(SCHOOLS):
        day = f"{Dice('registers', unit.id).between(17, 31):02}/01"
        made += register(office, unit, day, SCHOOL_YEAR)
    made.append(event("12/02", "accept_registration", OFFICER, bloc=SCHOOLS, period=SCHOOL_YEAR))
    return made
