"""A meeting's life: called with its agenda, opened on a roll, closed with outcomes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots import actions as ballots
from thidua.ballots.models import Ballot, RollEntry
from thidua.ballots.states import Method, Outcome
from thidua.common.clock import office_day
from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.text import tidy
from thidua.councils.models import AgendaItem, Council, CouncilMember, Meeting
from thidua.councils.policies import COUNCILS
from thidua.councils.queries import PROPOSED, LeftOff, Proposal, agenda_for, members_on
from thidua.councils.states import VOTING, Capacity, MeetingState
from thidua.councils.statute import Statute
from thidua.councils.transitions import MEETING_MOVES
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import DossierState
from thidua.organisations.models import Period, Person
from thidua.rules import default_law
from thidua.workflow import act, perform
from thidua.workflow.fitting import demand_fits

MAY_CHAIR = frozenset({Capacity.CHAIR, Capacity.STANDING_VICE, Capacity.VICE})
TOLD = 20


def call_meeting(
    *, by: User, council: Council, period: Period, held_on: date, place: str
) -> Meeting:
    """Call a meeting on `held_on` and put on its agenda all that waits for an open vote.

    Those left off (a secret ballot, no rule of vote) are told in the journal, and by
    `queries.agenda_for`. Refuses when nothing is left to vote on, with the reason for each left
    off, and a day before the appraisal of what it is to consider.
    """
    with act("councils.call_meeting", by=by, unit_code=council.authority.code) as current:
        COUNCILS.demand(by, "call_meeting", council)
        # Two meetings called at once would both take what waits.
        Council.objects.select_for_update().get(pk=council.pk)
        agenda = agenda_for(council, period, held_on)
        if not agenda.proposals:
            raise _nothing_to_consider(agenda.left_off)
        _demand_appraised_before(agenda.proposals, held_on)
        quorum = Statute.of(council).quorum(held_on)
        ballot = ballots.prepare_ballot(
            title=f"{council.name}, {held_on:%d/%m/%Y}",
            method=Method.NAMED,
            quorum=quorum.threshold if quorum else None,
            quorum_citation=quorum.citation.text if quorum else "",
            quorum_is_strict=quorum.strict if quorum else False,
        )
        meeting = Meeting(
            council=council, period=period, held_on=held_on, place=tidy(place), ballot=ballot
        )
        demand_fits(meeting)
        meeting.save()
        _write_agenda(meeting, ballot, agenda.proposals)
        current.subject = meeting
        current.say(
            agenda=len(agenda.proposals),
            left_off=[[each.nominee.pk, each.code] for each in agenda.left_off],
        )
    return meeting


def postpone_meeting(*, meeting: Meeting, by: User, held_on: date) -> Meeting:
    """Call a meeting that has not opened for another day."""
    with perform(MEETING_MOVES, "postpone", meeting, by=by, held_on=held_on.isoformat()) as (
        locked,
        _act,
    ):
        _demand_appraised_on_or_before(locked, held_on)
        locked.held_on = held_on
    return meeting


def open_meeting(
    *, meeting: Meeting, by: User, chair: Person, secretary: Person, present: Sequence[Person]
) -> Meeting:
    """Open with the roll of the members in force on the meeting's day, `present` among them.

    The chair of the meeting is the council's chair or a vice-chair, and present; the secretary its
    secretary, without a vote. A member who is a nominee is recused from that item at once. Refuses
    people who are no members, the same person twice, and, with its citation, too few present.
    """
    with perform(MEETING_MOVES, "open", meeting, by=by) as (locked, current):
        seats = {seat.person_id: seat for seat in members_on(locked.council, locked.held_on)}
        _demand_chair(seats, chair, present)
        if getattr(seats.get(secretary.pk), "capacity", None) != Capacity.SECRETARY:
            raise refuse(
                "not_the_secretary",
                _("%(name)s is not the council's secretary on that day.") % {"name": secretary},
                field="secretary",
            )
        _demand_members(seats, present)
        here = {person.pk for person in present}
        ballots.open_ballot(
            locked.ballot,
            roll=[
                (seat.person, seat.capacity, seat.person_id in here)
                for seat in seats.values()
                if seat.capacity in VOTING
            ],
        )
        locked.chair, locked.secretary = chair, secretary
        current.say(present=len(here), recused=_recuse_nominees(locked))
    return meeting


def close_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Close: each item gets its outcome; dossiers all of whose nominees are considered conclude."""
    with perform(MEETING_MOVES, "close", meeting, by=by) as (locked, current):
        ballots.close_ballot(locked.ballot)
        outcomes = Counter(locked.ballot.items.values_list("outcome", flat=True))
        if not outcomes[Outcome.PASSED]:
            note_drafted(locked)
        current.say(
            passed=outcomes[Outcome.PASSED],
            failed=outcomes[Outcome.FAILED],
            dossiers=_conclude_dossiers(locked),
        )
    return meeting


def note_drafted(meeting: Meeting) -> None:
    """Note that all that a closed meeting passed has its paper. Called inside an act that locked
    its row.
    """
    meeting.drafted_on = office_day()
    meeting.save()


def _write_agenda(meeting: Meeting, ballot: Ballot, proposals: Sequence[Proposal]) -> None:
    items = ballots.add_items(ballot, [(_label(each), each.rule) for each in proposals])
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(meeting=meeting, nominee=proposal.nominee, item=item)
            for proposal, item in zip(proposals, items, strict=True)
        ]
    )


def _label(proposal: Proposal) -> str:
    nominee = proposal.nominee
    title = default_law().title(nominee.what)
    place = f", {nominee.dossier.unit}" if nominee.person_id else ""
    return f"{title.short}: {nominee.holder}{place}"


def _conclude_dossiers(meeting: Meeting) -> int:
    """Conclude the dossiers of the agenda in which nobody proposed still waits for a council."""
    waiting = Nominee.objects.filter(dossier=OuterRef("pk"), appraisal__in=PROPOSED).exclude(
        Q(agenda_items__meeting=meeting) | Q(agenda_items__meeting__state=MeetingState.CLOSED)
    )
    considered = Dossier.objects.filter(
        ~Exists(waiting),
        pk__in=meeting.agenda.values("nominee__dossier"),
        state=DossierState.APPRAISED,
    )
    count = 0
    for dossier in considered.select_for_update():
        dossier.state, dossier.concluded_on = DossierState.CONCLUDED, meeting.held_on
        dossier.save()
        count += 1
    return count


def _nothing_to_consider(left_off: Sequence[LeftOff]) -> Refusal:
    reasons = [
        Reason(
            each.code,
            f"{each.nominee.holder}, {default_law().title(each.nominee.what).name}: {each.why}",
            citation=each.citation,
        )
        for each in left_off[:TOLD]
    ]
    nothing = Reason(
        "nothing_to_consider",
        _("No appraised nominee waits for this council's open vote for this period."),
        cure=_("Appraise the dossiers received first."),
    )
    return Refusal(nothing, *reasons)


def _demand_appraised_before(proposals: Sequence[Proposal], held_on: date) -> None:
    _demand_day(held_on, [each.nominee.dossier.appraised_on for each in proposals])


def _demand_appraised_on_or_before(meeting: Meeting, held_on: date) -> None:
    days = meeting.agenda.values_list("nominee__dossier__appraised_on", flat=True)
    _demand_day(held_on, list(days))


def _demand_day(held_on: date, appraised: Sequence[date | None]) -> None:
    latest = max((day for day in appraised if day), default=held_on)
    if held_on < latest:
        raise refuse(
            "before_appraisal",
            _("The council cannot have met before the last dossier was appraised, on %(day)s.")
            % {"day": f"{latest:%d/%m/%Y}"},
            cure=_("Call the meeting for that day or later."),
            field="held_on",
        )


def _demand_chair(
    seats: dict[int, CouncilMember], chair: Person, present: Sequence[Person]
) -> None:
    seat = seats.get(chair.pk)
    if seat is None or seat.capacity not in MAY_CHAIR:
        raise refuse(
            "may_not_chair",
            _("%(name)s is neither chair nor vice-chair of the council on that day.")
            % {"name": chair},
            cure=_("Let the chair or a vice-chair preside."),
            field="chair",
        )
    if chair not in present:
        raise refuse(
            "chair_absent",
            _("%(name)s presides and so is present.") % {"name": chair},
            field="chair",
        )


def _demand_members(seats: dict[int, CouncilMember], present: Sequence[Person]) -> None:
    for person, times in Counter(present).items():
        seat = seats.get(person.pk)
        if seat is None or seat.capacity not in VOTING:
            raise refuse(
                "not_a_member",
                _("%(name)s is no member of the council with a vote on that day.")
                % {"name": person},
                cure=_("Take the name off the list of those present."),
                field="present",
            )
        if times > 1:
            raise refuse(
                "twice_present",
                _("%(name)s stands twice among those present.") % {"name": person},
                field="present",
            )


def _recuse_nominees(meeting: Meeting) -> int:
    """No one votes on their own award."""
    entries = {
        entry.person_id: entry
        for entry in RollEntry.objects.filter(ballot=meeting.ballot, is_present=True)
    }
    own = meeting.agenda.filter(nominee__person__in=list(entries)).select_related(
        "nominee", "item__ballot"
    )
    for agenda_item in own:
        ballots.recuse(
            agenda_item.item,
            entry=entries[agenda_item.nominee.person_id or 0],
            reason="Là người được đề nghị khen thưởng",
        )
    return len(own)
