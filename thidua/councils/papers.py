"""Minutes written from the facts: of a council's meeting, and of a unit's deliberation."""

from collections.abc import Sequence
from datetime import datetime, time

from django.conf import settings

from thidua.ballots.models import Ballot, BallotItem
from thidua.ballots.queries import rule_of, tally_of
from thidua.ballots.states import Base, Outcome
from thidua.common.clock import OFFICE_ZONE
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.councils.models import AgendaItem, Council, Meeting
from thidua.councils.queries import agenda_of, journal_head, roll_of
from thidua.councils.states import Capacity, MeetingState
from thidua.councils.statute import Statute
from thidua.documents.letterheads import full_name, letterhead_of, place_of
from thidua.documents.paper import DEMO_NOTICE, Letterhead, Marks, Paper, Reference
from thidua.documents.papers import (
    Attendee,
    DeliberationVote,
    Quorum,
    StaffMember,
    Vote,
    minutes_of_deliberation,
    minutes_of_meeting,
)
from thidua.documents.papers import Deliberation as DeliberationFacts
from thidua.documents.papers import Meeting as MeetingFacts
from thidua.dossiers.awards import rules_for
from thidua.dossiers.models import Deliberation, Nominee
from thidua.dossiers.queries import items_of, quota_view
from thidua.dossiers.states import Appraisal, DeliberationState
from thidua.organisations.models import Discipline, Leave, Period, Person, Rating
from thidua.organisations.queries import people_of
from thidua.organisations.states import Calendar, Level
from thidua.rules import Jurisdiction, default_law

SYMBOL = "BB-HĐTĐKT"
ROLES = {
    Capacity.CHAIR: "Chủ tịch Hội đồng",
    Capacity.STANDING_VICE: "Phó Chủ tịch thường trực Hội đồng",
    Capacity.VICE: "Phó Chủ tịch Hội đồng",
    Capacity.MEMBER: "Ủy viên Hội đồng",
    Capacity.SECRETARY: "Thư ký Hội đồng",
}
BASES = {
    Base.ALL_MEMBERS: "tổng số thành viên Hội đồng",
    Base.PRESENT: "số thành viên có mặt và tham gia biểu quyết",
    Base.VALID: "số ý kiến đồng ý và không đồng ý",
}
RATINGS = {
    Level.OUTSTANDING: "Hoàn thành xuất sắc nhiệm vụ",
    Level.GOOD: "Hoàn thành tốt nhiệm vụ",
    Level.COMPLETED: "Hoàn thành nhiệm vụ",
    Level.FAILED: "Không hoàn thành nhiệm vụ",
}
OPEN_VOTE = "biểu quyết công khai, ghi ý kiến của từng thành viên"
HANDS = "biểu quyết công khai, đếm số ý kiến"


def minutes_paper(meeting: Meeting) -> Paper:
    """The minutes of a closed meeting (biên bản họp). Refuses one that has not closed."""
    if meeting.state != MeetingState.CLOSED or meeting.chair is None or meeting.secretary is None:
        raise refuse(
            "meeting_not_closed",
            _("The council's meeting has not closed."),
            cure=_("Close the meeting first."),
        )
    council, ballot = meeting.council, Ballot.objects.get(pk=meeting.ballot_id)
    roll = roll_of(meeting)
    chaired_by = next(entry.capacity for entry in roll if entry.person_id == meeting.chair_id)
    agenda = agenda_of(meeting)
    return minutes_of_meeting(
        MeetingFacts(
            head=Letterhead(
                parent=full_name(council.authority),
                issuer=council.name,
                place=place_of(council.authority),
            ),
            reference=Reference(SYMBOL, meeting.held_on),
            council=council.name,
            subject=f"Họp xét khen thưởng {period_text(meeting.period)}",
            held_on=meeting.held_on,
            began_at=_clock(ballot.opened_at),
            ended_at=_clock(ballot.closed_at),
            venue=meeting.place or full_name(council.authority),
            chair=_attendee(meeting.chair, chaired_by),
            secretary=_attendee(meeting.secretary, Capacity.SECRETARY),
            roll=tuple(
                _attendee(entry.person, entry.capacity, is_present=entry.is_present)
                for entry in roll
            ),
            quorum=Quorum(
                entitled=ballot.entitled,
                present=ballot.present,
                needed=_needed(ballot),
                citation=ballot.quorum_citation or "không có quy định",
                is_met=True,  # a meeting without its quorum does not open
            ),
            method=OPEN_VOTE,
            votes=tuple(_vote(ballot, item) for item in agenda),
            overruled=tuple(
                _overruled(item.nominee)
                for item in agenda
                if item.nominee.appraisal == Appraisal.OVERRULED
            ),
            marks=marks_of(council, journal_head()),
        )
    )


def _overruled(nominee: Nominee) -> str:
    """Why a nominee is proposed against the verdict, and who took that on themselves."""
    by = f" (người thẩm định: {nominee.appraised_by.name})" if nominee.appraised_by else ""
    return f"{nominee.holder}: {nominee.appraisal_reason}{by}"


def deliberation_minutes(deliberation: Deliberation) -> Paper:
    """The minutes of a unit's concluded deliberation (biên bản bình xét)."""
    if deliberation.state != DeliberationState.CONCLUDED:
        raise refuse(
            "not_concluded",
            _("This deliberation is not concluded."),
            cure=_("Conclude it first."),
        )
    ballot = Ballot.objects.get(pk=deliberation.ballot_id)
    items = items_of(deliberation)
    titles = {item.what: default_law().title(item.what).name for item in items}
    votes = []
    for item in items:
        tally, rule = tally_of(ballot, item.ballot_item), rule_of(item.ballot_item)
        votes.append(
            DeliberationVote(
                nominee=str(item.holder),
                award=titles[item.what],
                yes=tally.yes,
                base=tally.base(rule.base),
                is_proposed=bool(item.is_proposed),
            )
        )
    thresholds = dict.fromkeys(_threshold_cited(item.ballot_item) for item in items)
    return minutes_of_deliberation(
        DeliberationFacts(
            head=letterhead_of(deliberation.unit),
            reference=Reference("BB", deliberation.held_on),
            unit=full_name(deliberation.unit),
            year=deliberation.period.code,
            held_on=deliberation.held_on,
            began_at=_clock(ballot.opened_at),
            ended_at=_clock(ballot.closed_at),
            venue=full_name(deliberation.unit),
            chair=deliberation.chair.addressed,
            secretary=deliberation.secretary.addressed,
            staff=tuple(_staff(deliberation)),
            votes=tuple(votes),
            method=HANDS,
            threshold="; ".join(thresholds),
            quota="; ".join(
                f"{titles[line.what]}: {line.proposed}/{line.allowed} ({line.citation})"
                for line in quota_view(deliberation, items)
                if line.what in titles
            ),
            heads=(ballot.present, ballot.entitled),
            marks=_marks(rules_for(deliberation.unit), journal_head()),
        )
    )


def period_text(period: Period) -> str:
    """ "năm 2018", "năm học 2017-2018" """
    year = "năm học" if period.calendar == Calendar.SCHOOL_YEAR else "năm"
    return f"{year} {period.code}"


def marks_of(council: Council, digest: str) -> Marks:
    """The journal's head, and in a demonstration the notice that the paper has no validity."""
    return _marks(Statute.of(council).jurisdiction, digest)


def _marks(jurisdiction: Jurisdiction, digest: str) -> Marks:
    is_illustration = settings.DEMO or Statute(jurisdiction).is_illustration
    return Marks(notice=DEMO_NOTICE if is_illustration else "", journal_head=digest)


def _clock(moment: datetime | None) -> time:
    """The time of day at the office."""
    return moment.astimezone(OFFICE_ZONE).time() if moment else time()


def _attendee(person: Person, capacity: str, *, is_present: bool = True) -> Attendee:
    return Attendee(
        name=person.addressed,
        role=ROLES[Capacity(capacity)],
        post=person.position,
        presence="present" if is_present else "absent",
    )


def _needed(ballot: Ballot) -> str:
    if not ballot.quorum:
        return "không có tỷ lệ riêng"
    words = "trên" if ballot.quorum_is_strict else "ít nhất"
    return f"{words} {ballot.quorum} tổng số thành viên"


def _vote(ballot: Ballot, agenda_item: AgendaItem) -> Vote:
    nominee, item = agenda_item.nominee, agenda_item.item
    tally, rule = tally_of(ballot, item), rule_of(item)
    return Vote(
        award=default_law().title(nominee.what).name,
        nominee=nominee.person.addressed if nominee.person else str(nominee.holder),
        unit=nominee.dossier.unit.name,
        yes=tally.yes,
        no=tally.no,
        base=tally.base(rule.base),
        is_passed=item.outcome == Outcome.PASSED,
        threshold=_threshold(item),
        citation=item.citation,
        base_name=BASES[Base(item.base)],
        recused=tuple(each.entry.person.addressed for each in item.recusals.all()),
        note=f"{tally.abstain} ý kiến khác" if tally.abstain else "",
    )


def _threshold(item: BallotItem) -> str:
    return f"trên {item.threshold}" if item.is_strict else f"từ {item.threshold} trở lên"


def _threshold_cited(item: BallotItem) -> str:
    base = {**BASES, Base.ALL_MEMBERS: "tổng số người của đơn vị"}[Base(item.base)]
    base = base.replace("thành viên", "người")
    return f"{_threshold(item)} {base} ({item.citation})"


def _staff(deliberation: Deliberation) -> Sequence[StaffMember]:
    """The unit's staff of the day with what the vote had to know."""
    people = list(people_of(deliberation.unit, deliberation.held_on))
    period = deliberation.period
    ratings = dict(
        Rating.objects.filter(person__in=people, period=period).values_list("person_id", "level")
    )
    notes: dict[int, list[str]] = {}
    leaves = Leave.objects.filter(
        person__in=people, started_on__lte=period.ends_on, ended_on__gte=period.starts_on
    ).order_by("started_on")
    for leave in leaves:
        text = f"Nghỉ từ {leave.started_on:%d/%m/%Y} đến {leave.ended_on:%d/%m/%Y}"
        notes.setdefault(leave.person_id, []).append(text)
    disciplined = Discipline.objects.filter(
        person__in=people, decided_on__range=(period.starts_on, period.ends_on)
    )
    for row in disciplined.order_by("decided_on"):
        text = f"Bị kỷ luật ngày {row.decided_on:%d/%m/%Y}"
        notes.setdefault(row.person_id or 0, []).append(text)
    return [
        StaffMember(
            name=person.addressed,
            post=person.position,
            rating=RATINGS[Level(ratings[person.pk])] if person.pk in ratings else "",
            note="; ".join(notes.get(person.pk, [])),
        )
        for person in people
    ]
