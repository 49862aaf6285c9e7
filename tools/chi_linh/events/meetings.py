"""From deliberation in units to decisions: in June for schools, in December for the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.chi_linh.career import LAST_YEAR
from tools.chi_linh.cast import COUNCIL_MEMBERS
from tools.chi_linh.dice import Dice
from tools.chi_linh.events.forward import PUT_FORWARD, PutForward
from tools.chi_linh.events.making import (
    CHAIR,
    CSTD_TINH,
    CSTDCS,
    GIAY_KHEN,
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
from tools.chi_linh.events.paper_unit import MET_ON, PAPER_UNIT, titles
from tools.chi_linh.initiatives import wants_to_be_fighter
from tools.chi_linh.people import Person
from tools.chi_linh.units import PROVINCE, TOWN, Unit

PAPERS = ["to_trinh", "bao_cao_thanh_tich"]
DECIDED_HERE = (LDTT, CSTDCS, TT_LDTT, GIAY_KHEN)
# Two fighters pass where the law allows one: unit, and whom the meeting leaves out.
OVER_THE_CAP = {"bql-cho": "p0270"}
UNREGISTERED = ("bql-cho",)
CHAIR_TITLE = "Chủ tịch Ủy ban nhân dân thị xã"


@dataclass(frozen=True)
class Season:
    """The days of one round of titles, "day/month", and what is peculiar to it.

    `endorse` is empty where no sector stands between. The council opens on `meet`, votes and closes
    on `close`; decisions are drafted on `draft` and issued on `issue`.
    """

    period: str
    deliberate: tuple[int, int]
    month: str
    draw_up: str
    submit: str
    receive: str
    appraise: str
    call: str
    meet: str
    close: str
    draft: str
    issue: str
    endorse: str = ""
    # Units that forget a paper, whose dossier comes back, whose minutes are printed.
    forgetful: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    returned_on: str = ""
    printed: tuple[str, ...] = ()
    # Whether the province is asked for what it decides.
    submits: bool = True
    # Whether farmers, workers and small collectives are put forward too.
    forward: bool = False


def season(office: Office, days: Season, units: Sequence[Unit]) -> list[Event]:
    """All events of one round of titles of `units`."""
    made: list[Event] = []
    for unit in units:
        made += _unit(office, unit, days)
    return [*made, *_council(office, days)]


def records(day: str, after: str, calendar: str) -> list[Event]:
    """What was recorded since `after` and comes to the office's table on `day`."""
    return [
        event(day, "load_ratings", SYSTEM, only=LAST_YEAR, calendar=calendar),
        event(day, "load_leave", SYSTEM, after=after),
        event(day, "load_discipline", SYSTEM, after=after),
        event(day, "load_pending", SYSTEM, after=after),
        event(day, "recognise_initiatives", SYSTEM, after=after),
    ]


def _unit(office: Office, unit: Unit, days: Season) -> list[Event]:
    place = {"unit": unit.id, "period": days.period}
    if unit.id == PAPER_UNIT:
        failing = _failing(office, unit, office.staff(unit, MET_ON))
        return [*titles(office, unit, failing), *_at_the_office(days, place)]
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
    forward = PUT_FORWARD.get(unit.id, ()) if days.forward else ()
    besides = {"besides": [f"{_holder(office, each)} {GIAY_KHEN}" for each in forward]}
    few = [present // 5, present - present // 5, 0]
    made = [
        event(day, "hold_deliberation", by, **place, chair=staff[0].id, secretary=minutes.id,
              entitled=people, present=present, **({"without": gone} if gone else {}),
              **(besides if forward else {})),
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
        event(days.draw_up, "draw_up_dossier", by, **place, authority=TOWN),
        *(
            event(
                days.draw_up,
                "write_achievement",
                by,
                **place,
                what=GIAY_KHEN,
                holder=_holder(office, each),
                text=each.achievement,
            )
            for each in forward
        ),
        *_papers_and_submission(office, unit, days, place),
    ]
    if unit.id in days.returned:
        made += _returned(office, unit, days, place)
    return [*made, *_at_the_office(days, place)]


def _at_the_office(days: Season, place: dict[str, str]) -> list[Event]:
    """A submitted dossier is endorsed where a sector stands between, taken in and appraised."""
    made = [event(days.endorse, "endorse_dossier", SECTOR, **place)] if days.endorse else []
    return [
        *made,
        event(days.receive, "receive_dossier", OFFICER, **place),
        event(days.appraise, "appraise_rest", OFFICER, **place),
        event(days.appraise, "conclude_appraisal", OFFICE_HEAD, **place),
    ]


def _holder(office: Office, forward: PutForward) -> str:
    """The code of who is put forward."""
    if forward.place is None:
        return forward.part
    return office.world.staff[forward.part][forward.place].id


def _returned(office: Office, unit: Unit, days: Season, place: dict[str, str]) -> list[Event]:
    """The office sends a dossier back, and the unit sends it again."""
    reason = (
        "Báo cáo thành tích của tập thể chưa có xác nhận của cấp trên trực tiếp. Đề nghị bổ sung"
        " và gửi lại."
    )
    return [
        event(days.returned_on, "return_for_completion", OFFICER, **place, reason=reason,
              citation="Điều 84 Luật Thi đua, khen thưởng"),
        event(days.receive, "submit_dossier", office.signer(unit), **place),
    ]  # fmt: skip


def _papers_and_submission(
    office: Office, unit: Unit, days: Season, place: dict[str, str]
) -> list[Event]:
    """Papers and submission; where a submission is refused, what cures it and another."""
    by, head = office.sender(unit), office.signer(unit)
    letter = f"{Dice('letter', unit.id, days.period).between(10, 180)}/TTr"
    attach = event(days.submit, "attach_papers", by, **place, kinds=PAPERS, number=letter)
    submit = event(days.submit, "submit_dossier", head, **place)
    if unit.id in days.forgetful:
        # The report is forgotten: the submission is refused with the article.
        first = event(days.submit, "attach_papers", by, **place, kinds=PAPERS[:1], number=letter)
        return [first, submit, attach, submit]
    if unit.id in UNREGISTERED:
        # Its list was never sent in January; the paper is found, and noted late.
        late = event(days.submit, "attach_papers", by, **place, kinds=["dang_ky_thi_dua"])
        return [attach, submit, late, submit]
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
    held = {**period, "held_on": event(days.meet, "", "").on.isoformat()}
    made = [
        event(days.call, "call_meeting", OFFICE_HEAD, **held,
              place="Phòng họp số 1, UBND thị xã Chí Linh"),
        event(days.meet, "open_meeting", SECRETARY, **held, chair=seats[0], secretary=secretary,
              present=present),
        event(days.close, "record_votes", SECRETARY, **held, rest="yes"),
        event(days.close, "close_meeting", SECRETARY, **held),
        event(days.close, "hold_secret_ballot", SECRETARY, **held),
    ]  # fmt: skip
    signed = {"signer": seats[0], "title": CHAIR_TITLE}
    for what in DECIDED_HERE:
        if what == GIAY_KHEN and not days.forward:
            continue
        made += [
            event(days.draft, "draft_decision", OFFICER, **held, what=what),
            event(days.issue, "issue_decision", CHAIR, **held, what=what, **signed),
        ]
    if not days.submits:
        return made
    made += [
        event(days.draft, "draft_submission", OFFICER, **held, what=TT_LDXS,
              addressed_to=f"Chủ tịch {PROVINCE}"),
        event(days.issue, "send_submission", CHAIR, **held, what=TT_LDXS, **signed),
    ]  # fmt: skip
    return made
