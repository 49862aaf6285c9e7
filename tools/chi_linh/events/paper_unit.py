"""A small unit without the program: what it signs on paper, and the office enters for it."""

from datetime import date

from tools.chi_linh.events.making import OFFICER, YEAR, Event, Office, event
from tools.chi_linh.units import TOWN, Unit

PAPER_UNIT = "hoi-chu-thap-do"
# The scans in the folder, the days on the papers, and the number of the letter.
LIST, AGREEMENT = "giay/dang-ky.pdf", "giay/giao-uoc.pdf"
MINUTES, LETTER = "giay/bien-ban-binh-xet.pdf", "giay/to-trinh.pdf"
LIST_ON, AGREED_ON = date(2018, 1, 16), date(2018, 3, 16)
MET_ON, LETTER_ON = date(2018, 12, 3), date(2018, 12, 5)
LETTER_NUMBER = "167/TTr"
PLACE = {"unit": PAPER_UNIT, "period": YEAR}


def signed(office: Office, day: date, scan: str = "") -> dict[str, object]:
    """What an event says of its paper; without a scan, the letter in the dossier serves."""
    told: dict[str, object] = {"doer": office.world.head(PAPER_UNIT).id, "done_on": day.isoformat()}
    return {"on_paper": {**told, "scan": scan} if scan else told}


def registration(office: Office, lines: dict[str, list[str]]) -> list[Event]:
    """Its list came on the day after it was signed."""
    return [
        event("17/01", "register_lines", OFFICER, **PLACE, lines=lines),
        event("17/01", "send_registration", OFFICER, **PLACE, **signed(office, LIST_ON, LIST)),
    ]


def signature(office: Office, bloc: str) -> Event:
    """Its head signed the agreement on paper."""
    given = signed(office, AGREED_ON, AGREEMENT)
    return event("19/03", "sign_agreement", OFFICER, bloc=bloc, period=YEAR, unit=PAPER_UNIT,
                 **given)  # fmt: skip


def titles(office: Office, unit: Unit, failing: list[str]) -> list[Event]:
    """Its minutes came on 04/12, its letter two days later; the office enters both."""
    staff = office.staff(unit, MET_ON)
    count = len(staff)
    return [
        event("04/12", "hold_deliberation", OFFICER, **PLACE, chair=staff[0].id,
              secretary=staff[-1].id, entitled=count, present=count,
              held_on=MET_ON.isoformat(), minutes=MINUTES),
        event("04/12", "record_deliberation_votes", OFFICER, **PLACE, rest=[count, 0, 0],
              few=[0, count, 0], failing=failing),
        event("04/12", "conclude_deliberation", OFFICER, **PLACE),
        event("06/12", "draw_up_dossier", OFFICER, **PLACE, authority=TOWN, number=LETTER_NUMBER,
              **signed(office, LETTER_ON, LETTER)),
        event("07/12", "attach_papers", OFFICER, **PLACE, kinds=["bao_cao_thanh_tich"]),
        event("07/12", "submit_dossier", OFFICER, **PLACE, **signed(office, LETTER_ON)),
    ]  # fmt: skip
