"""From deliberation in units to decisions: in June for schools, in December for the others."""

from dataclasses import dataclass

from tools.chi_linh.career import LAST_YEAR
from tools.chi_linh.cast import COUNCIL_MEMBERS
from tools.chi_linh.dice import Dice
from tools.chi_linh.events.making import (
    CHAIR,
    CSTD_TINH,
    CSTDCS,
    LDTT,
    OFFICE_HEAD,
    OFFICER,
    SECRETARY,
    SECTOR,
    SYSTEM,
    TT_LDTT,
    TT_LDXS,
    Event,
    Office,
    event,
)
from tools.chi_linh.initiatives import wants_to_be_fighter
from tools.chi_linh.people import Person
from tools.chi_linh.units import PROVINCE, TOWN, Unit

PAPERS = ["to_trinh", "bao_cao_thanh_tich"]
DECIDED_HERE = (LDTT, CSTDCS, TT_LDTT)
# Two fighters pass where the law allows one: unit, and whom the meeting leaves out.
OVER_THE_CAP = {"bql-cho": "p0270"}
CHAIR_TITLE = "Chủ tịch Ủy ban nhân dân thị xã"


@dataclass(frozen=True)
class Season:
    """The days of one round of titles, "day/month", and what is peculiar to it."""

    period: str
    blocs: tuple[str, ...]
    records: str
    records_after: str
    calendar: str
    deliberate: tuple[int, int]
    month: str
    submit: str
    endorse: str
    receive: str
    appraise: str
    call: str
    meet: str
    meet_iso: str
    decide: str
    # The unit that forgets a paper, and those whose minutes are printed.
    returned: str
    printed: tuple[str, ...] = ()


def season(office: Office, days: Season) -> list[Event]:
    """All events of one round of titles."""
    made = _records(days)
    for bloc in days.blocs:
        for unit in office.world.members(bloc):
            made += _unit(office, unit, days)
    return [*made, *_council(office, days)]


def _records(days: Season) -> list[Event]:
    after = days.records_after
    return [
        event(days.records, "load_ratings", SYSTEM, only=LAST_YEAR, calendar=days.calendar),
        event(days.records, "load_leave", SYSTEM, after=after),
        event(days.records, "load_discipline", SYSTEM, after=after),
        event(days.records, "load_pending", SYSTEM, after=after),
        event(days.records, "recognise_initiatives", SYSTEM, after=after),
    ]


def _unit(office: Office, unit: Unit, days: Season) -> list[Event]:
    place = {"unit": unit.id, "period": days.period}
    first, last = days.deliberate
    day = f"{Dice('deliberates', unit.id).between(first, last):02}/{days.month}"
    by, head = office.sender(unit), office.signer(unit)
    made_on = event(day, "", "").on
    staff = office.staff(unit, made_on)
    people = len(staff)
    present = max(people - Dice("absent", unit.id).between(0, max(0, people // 12)), 1)
    minutes = staff[-1]
    gone = [
        person.id
        for person in office.world.staff[unit.id]
        if person.employed_until is not None and person.employed_until < made_on
    ]
    few = [present // 5, present - present // 5, 0]
    made = [
        event(day, "hold_deliberation", by, **place, chair=staff[0].id, secretary=minutes.id,
              entitled=people, present=present, **({"without": gone} if gone else {})),
        event(day, "record_deliberation_votes", by, **place, rest=[present, 0, 0], few=few,
              failing=_failing(office, unit, staff)),
        event(day, "conclude_deliberation", head, **place),
    ]  # fmt: skip
    if unit.id in OVER_THE_CAP:
        # Refused first, with how many are too many; then the meeting chooses whom to leave out.
        left = [f"{OVER_THE_CAP[unit.id]} {CSTDCS}"]
        made.append(event(day, "conclude_deliberation", head, **place, leave_out=left))
    if unit.id in days.printed:
        made.append(event(day, "print_deliberation_minutes", by, **place))
    made += [
        event(days.submit, "draw_up_dossier", by, **place, authority=TOWN),
        *_papers_and_submission(office, unit, days, place),
    ]
    if days.endorse:
        made.append(event(days.endorse, "endorse_dossier", SECTOR, **place))
    made += [
        event(days.receive, "receive_dossier", OFFICER, **place),
        event(days.appraise, "appraise_rest", OFFICER, **place),
        event(days.appraise, "conclude_appraisal", OFFICE_HEAD, **place),
    ]
    return made


def _papers_and_submission(
    office: Office, unit: Unit, days: Season, place: dict[str, str]
) -> list[Event]:
    """Papers and submission; where a submission is refused, what cures it and another."""
    by, head = office.sender(unit), office.signer(unit)
    letter = f"{Dice('letter', unit.id, days.period).between(10, 180)}/TTr"
    attach = event(days.submit, "attach_papers", by, **place, kinds=PAPERS, number=letter)
    submit = event(days.submit, "submit_dossier", head, **place)
    if unit.id == days.returned:
        # The report is forgotten: the submission is refused with the article.
        first = event(days.submit, "attach_papers", by, **place, kinds=PAPERS[:1], number=letter)
        return [first, submit, attach, submit]
    day = submit.on
    staff = {person.id for person in office.staff(unit, day)}
    held_up = [
        case.holder
        for case in office.world.pending
        if case.holder in {*staff, unit.id}
        and case.opened_on <= day
        and (case.concluded_on is None or case.concluded_on > day)
    ]
    out = [
        event(days.submit, "remove_nominee", by, **place, holder=holder, what=what)
        for holder in held_up
        for what in ((TT_LDTT,) if holder == unit.id else (LDTT, CSTDCS))
    ]
    return [attach, submit, *([*out, submit] if out else [])]


def _failing(office: Office, unit: Unit, staff: list[Person]) -> list[str]:
    """Who gets few votes, as "holder title": who earns nothing, fighters without an initiative."""
    world = office.world
    inventors = {
        item.holder
        for item in world.initiatives
        if item.period == LAST_YEAR and item.scope == "base"
    }
    disciplined = {item.person for item in world.disciplines if item.decided_on.year == LAST_YEAR}
    failing = []
    for person in staff:
        career = world.careers[person.id]
        # Those disciplined keep their colleagues' votes: the verdict stops them, with its article.
        if not career.held(LDTT, [LAST_YEAR]) and person.id not in disciplined:
            failing.append(f"{person.id} {LDTT}")
        if not wants_to_be_fighter(career):
            continue
        if not career.held(CSTDCS, [LAST_YEAR]) or person.id not in inventors:
            failing.append(f"{person.id} {CSTDCS}")
        if not career.held(CSTD_TINH, [LAST_YEAR]):
            failing.append(f"{person.id} {CSTD_TINH}")
    failing += [
        f"{unit.id} {what}"
        for what in (TT_LDTT, TT_LDXS)
        if not world.careers[unit.id].held(what, [LAST_YEAR])
    ]
    return failing


def _council(office: Office, days: Season) -> list[Event]:
    world = office.world
    seats = [world.staff[unit][place].id for unit, place, _post in COUNCIL_MEMBERS]
    present = seats[:13]
    period = {"period": days.period}
    secretary = next(account.person for account in office.accounts if account.username == SECRETARY)
    made = [
        event(days.call, "call_meeting", OFFICE_HEAD, **period, held_on=days.meet_iso,
              place="Phòng họp số 1, UBND thị xã Chí Linh"),
        event(days.meet, "open_meeting", SECRETARY, **period, chair=seats[0], secretary=secretary,
              present=present),
        event(days.meet, "record_votes", SECRETARY, **period, rest="yes"),
        event(days.meet, "close_meeting", SECRETARY, **period),
        event(days.meet, "hold_secret_ballot", SECRETARY, **period),
    ]  # fmt: skip
    signed = {"signer": seats[0], "title": CHAIR_TITLE}
    for what in DECIDED_HERE:
        made += [
            event(days.decide, "draft_decision", OFFICER, **period, what=what),
            event(days.decide, "issue_decision", CHAIR, **period, what=what, **signed),
        ]
    made += [
        event(days.decide, "draft_submission", OFFICER, **period, what=TT_LDXS,
              addressed_to=f"Chủ tịch {PROVINCE}"),
        event(days.decide, "send_submission", CHAIR, **period, what=TT_LDXS, **signed),
    ]  # fmt: skip
    return made
