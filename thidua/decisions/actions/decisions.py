"""A decision's life: drafted from a vote, lines left out, issued, revoked."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.councils.actions import note_drafted
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.policies import MEETINGS
from thidua.councils.states import MeetingState
from thidua.decisions.actions.payments import keep_sums
from thidua.decisions.actions.signing import Signature, keep_files, sign
from thidua.decisions.competence import decider_of, decides
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.money import Prize, prizes_of
from thidua.decisions.papers import decision_paper, post_and_unit, subject_of
from thidua.decisions.policies import DECISIONS
from thidua.decisions.queries import lines_of, passed_items, waiting_for_paper
from thidua.decisions.states import DecisionState
from thidua.decisions.transitions import DECISION_MOVES
from thidua.documents.letterheads import full_name, symbol_of
from thidua.documents.on_paper import DoneOnPaper, enter
from thidua.documents.uploads import Upload
from thidua.honours import actions as honours
from thidua.rules import default_law
from thidua.workflow import act, perform

KIND = "QĐ"


def draft_decision(*, by: User, meeting: Meeting, what: str) -> Decision:
    """Draft the decision on one title or form from what a closed meeting passed.

    Lines by unit and name, with prize money as it would be today. Refuses a title unknown to the
    law or decided by others (with the article), a meeting not closed, and when nothing that was
    passed waits for a decision.
    """
    with act("decisions.draft_decision", by=by, what=what) as current:
        items = demand_passed(by, meeting, what)
        council, today = meeting.council, office_day()
        title = default_law().title(what)
        for received_on in {each.nominee.dossier.received_on for each in items}:
            decider = decider_of(council, what, today, received_on)
            if not decides(council, decider):
                raise refuse(
                    "not_competent",
                    _("“%(title)s” is decided by: %(decider)s.")
                    % {"title": title.name, "decider": decider.name},
                    cure=_("Submit it to whoever decides."),
                    citation=decider.citation.text,
                    field="what",
                )
        issuer = council.authority
        decision = Decision(
            issuer=issuer,
            period=meeting.period,
            meeting=meeting,
            what=what,
            subject=subject_of(title, meeting.period, verb="tặng", issuer=issuer),
            year=today.year,
            symbol=symbol_of(KIND, issuer),
        )
        decision.save()
        prizes = prizes_of([each.nominee for each in items], meeting, today)
        DecisionItem.objects.bulk_create(
            [
                _line(decision, order, each, prizes[each.nominee_id])
                for order, each in enumerate(items, start=1)
            ]
        )
        note_if_all_drafted(meeting)
        current.subject, current.unit_code = decision, issuer.code
        current.say(lines=len(items))
    return decision


def leave_out(*, item: DecisionItem, by: User, reason: str) -> DecisionItem:
    """The signer leaves a line of a draft out, with a reason; none can be added."""
    with act("decisions.leave_out", by=by, subject=item.decision) as current:
        decision = Decision.objects.select_for_update().get(pk=item.decision_id)
        DECISIONS.demand(by, "leave_out", decision)
        if decision.state != DecisionState.DRAFT:
            raise refuse(
                "wrong_state",
                _("This decision is issued: its lines stand."),
                cure=_("Revoke it, or revoke the honour."),
            )
        locked: DecisionItem = DecisionItem.objects.select_for_update().get(pk=item.pk)
        if locked.left_out_because:
            raise refuse("left_out_already", _("This line is left out already."))
        reason = tidy(reason)
        if not reason:
            raise refuse(
                "no_reason",
                _("A line is left out for a reason."),
                cure=_("Write the reason."),
                field="reason",
            )
        locked.left_out_because = reason[:300]
        locked.money, locked.money_note = None, ""
        locked.save()
        current.say(line=locked.order, reason=reason)
    item.refresh_from_db()
    return item


def issue_decision(
    *,
    decision: Decision,
    by: User,
    signer_name: str,
    signer_title: str,
    capacity: str = "",
    signed_on: date,
    scan: Upload | None = None,
) -> Decision:
    """Issue: number, honours, prize money of the day, Word and PDF, in one act.

    `by` is the head of the authority, or its clerk on the signed paper. What stops it is told by
    the table of moves; a signature that cannot be, by `sign`. `scan` is the paper that was signed.
    """
    signature = Signature(signer_name, signer_title, capacity, signed_on)
    with perform(DECISION_MOVES, "issue", decision, by=by) as (locked, current):
        sign(locked, signature, KIND)
        lines = lines_of(locked)
        prizes = prizes_of([line.nominee for line in lines], locked.meeting, signed_on)
        given = honours.grant_each(
            [
                honours.Grant(line.holder, locked.what, line.nominee.dossier.period)
                for line in lines
            ],
            honours.DecidedBy(str(locked), signed_on, full_name(locked.issuer)),
        )
        for line, honour in zip(lines, given, strict=True):
            prize = prizes[line.nominee_id]
            line.money, line.money_note, line.honour = prize.amount, prize.note[:300], honour
        DecisionItem.objects.bulk_update(lines, ["money", "money_note", "honour"])
        keep_sums(locked)
        keep_files(locked, decision_paper(locked, prizes.values()))
        if scan is not None:
            enter(current, DoneOnPaper(locked.signer_name, signed_on, scan))
        current.unit_code = locked.issuer.code
        current.say(
            number=locked.number,
            signed_on=signed_on.isoformat(),
            signer=locked.signer_name,
            honours=len(lines),
            money=sum(line.money or 0 for line in lines),
        )
    return decision


def attach_signed(*, decision: Decision, by: User, scan: Upload) -> Decision:
    """Attach the scan of an issued decision as it was signed: the paper exists only after issue."""
    with act("decisions.attach_signed", by=by, subject=decision) as current:
        locked = Decision.objects.select_for_update().get(pk=decision.pk)
        DECISIONS.demand(by, "attach_signed", locked)
        if locked.signed_on is None or locked.state != DecisionState.ISSUED:
            raise refuse("wrong_state", _("Only an issued decision has a signed paper."))
        current.unit_code = locked.issuer.code
        enter(current, DoneOnPaper(locked.signer_name, locked.signed_on, scan))
    return locked


def revoke_decision(*, decision: Decision, by: User, reason: str, revoked_on: date) -> Decision:
    """Revoke an issued decision with its ground: its honours too; every row is kept."""
    with perform(DECISION_MOVES, "revoke", decision, by=by) as (locked, current):
        reason = tidy(reason)
        if not reason:
            raise refuse(
                "no_reason",
                _("A decision is revoked on a ground in law."),
                cure=_("Write the ground."),
                field="reason",
            )
        if locked.signed_on is not None and revoked_on < locked.signed_on:
            raise refuse(
                "revoked_before_signed",
                _("It was signed on %(day)s.") % {"day": f"{locked.signed_on:%d/%m/%Y}"},
                field="revoked_on",
            )
        if revoked_on > office_day():
            raise refuse("in_future", _("This day is still to come."), field="revoked_on")
        locked.revoked_on, locked.revoked_because = revoked_on, reason[:300]
        for line in lines_of(locked):
            # One honour may have been revoked by itself before.
            if line.honour is not None and line.honour.revoked_on is None:
                honours.revoke(honour=line.honour, revoked_on=revoked_on, because=reason)
        current.say(reason=reason, revoked_on=revoked_on.isoformat())
    return decision


def demand_passed(by: User, meeting: Meeting, what: str) -> list[AgendaItem]:
    """What may be drafted from the meeting, its row locked; refuses otherwise."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    MEETINGS.demand(by, "draft_decision", locked)
    title = default_law().title(what)
    if locked.state != MeetingState.CLOSED:
        raise refuse(
            "meeting_not_closed",
            _("The council's meeting has not closed."),
            cure=_("Close the meeting first."),
        )
    items = passed_items(locked, what)
    if not items:
        raise refuse(
            "nothing_passed",
            _("Nothing that this meeting passed for “%(title)s” waits for a paper.")
            % {"title": title.name},
            field="what",
        )
    return items


def note_if_all_drafted(meeting: Meeting) -> None:
    """Note at the meeting that nothing it passed waits for a paper any more, if that is so.

    Called inside the act that drafted one.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not waiting_for_paper(Meeting.objects.filter(pk=locked.pk)).exists():
        note_drafted(locked)


def _line(decision: Decision, order: int, item: AgendaItem, prize: Prize) -> DecisionItem:
    nominee = item.nominee
    post, unit = post_and_unit(nominee)
    name = nominee.person.addressed if nominee.person else str(nominee.holder)
    return DecisionItem(
        decision=decision,
        order=order,
        nominee=nominee,
        person=nominee.person,
        unit=nominee.unit,
        printed_name=name[:200],
        printed_post=post,
        printed_unit=unit,
        money=prize.amount,
        money_note=prize.note[:300],
    )
