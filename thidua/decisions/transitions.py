"""The moves of decisions and submissions, and what stops them.

A verdict advises. Only competence, the vote, a pending case and law not yet compared stop an act.
"""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.ballots.states import Outcome
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.states import MeetingState
from thidua.decisions.competence import decider_of, decides, is_above
from thidua.decisions.models import Decision, Submission
from thidua.decisions.policies import DECISIONS, SUBMISSIONS
from thidua.decisions.queries import lines_of, lines_submitted, pending_among
from thidua.decisions.states import DecisionState, SubmissionState
from thidua.dossiers.models import Nominee
from thidua.eligibility.judging import uncompared
from thidua.rules import default_law
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import Blocker, nothing_blocks

SHOWN = 5
NOTHING_PENDING = "khong_bi_xem_xet"


def stops_issuing(decision: Decision) -> list[Blocker]:
    """What stops a decision: nobody in it, a vote, competence, a case, quoted law."""
    nominees = [line.nominee for line in lines_of(decision)]
    return [
        *_stops_any(decision.meeting, nominees),
        *_not_competent(decision.meeting, nominees, above=False),
        *_uncompared(nominees),
    ]


def stops_sending(submission: Submission) -> list[Blocker]:
    """The same for a submission, whose decider must stand above."""
    nominees = [line.nominee for line in lines_submitted(submission)]
    return [
        *_stops_any(submission.meeting, nominees),
        *_not_competent(submission.meeting, nominees, above=True),
    ]


def _stops_any(meeting: Meeting, nominees: Sequence[Nominee]) -> list[Blocker]:
    found = []
    if not nominees:
        found.append(
            Blocker("empty", _("Nobody stands in this paper."), cure=_("Draft it from a meeting."))
        )
    if meeting.state != MeetingState.CLOSED:
        found.append(
            Blocker(
                "meeting_not_closed",
                _("The council's meeting has not closed."),
                cure=_("Close the meeting first."),
            )
        )
    found += _not_passed(meeting, nominees)
    found += _pending(nominees)
    return found


def _not_passed(meeting: Meeting, nominees: Sequence[Nominee]) -> list[Blocker]:
    """Nobody is awarded without the council's vote for them (practice 20)."""
    passed = set(
        AgendaItem.objects.filter(
            meeting=meeting, meeting__state=MeetingState.CLOSED, item__outcome=Outcome.PASSED
        ).values_list("nominee_id", flat=True)
    )
    lacking = [nominee for nominee in nominees if nominee.pk not in passed]
    if not lacking:
        return []
    return [
        Blocker(
            "not_voted",
            _("The council did not pass: %(names)s.") % {"names": _names(lacking)},
            cure=_("Leave them out, with the reason."),
        )
    ]


def _pending(nominees: Sequence[Nominee]) -> list[Blocker]:
    cases = pending_among(nominees)
    if not cases:
        return []
    holders = [str(case.holder) for case in cases]
    return [
        Blocker(
            "pending_case",
            _("A case is not concluded: %(names)s.") % {"names": "; ".join(holders[:SHOWN])},
            cure=_("Leave them out, with the reason, or wait for the conclusion."),
            citation=_pending_citation(office_day()),
        )
    ]


def _pending_citation(day: date) -> str:
    law = default_law()
    for condition in law.shelf.conditions:
        if condition.id == NOTHING_PENDING:
            version = law.governs(condition.versions, day)
            return version.citation.text if version else ""
    return ""


def _not_competent(meeting: Meeting, nominees: Sequence[Nominee], *, above: bool) -> list[Blocker]:
    council, day = meeting.council, office_day()
    for what, received_on in dict.fromkeys((n.what, n.dossier.received_on) for n in nominees):
        try:
            decider = decider_of(council, what, day, received_on)
        except Refusal as refusal:
            reason = refusal.reasons[0]
            return [Blocker(reason.code, reason.message)]
        if is_above(council, decider) if above else decides(council, decider):
            continue
        return [
            Blocker(
                "not_competent",
                _("“%(title)s” is decided by: %(decider)s.")
                % {"title": default_law().title(what).name, "decider": decider.name},
                cure=_("Submit it to whoever decides.") if not above else "",
                citation=decider.citation.text,
            )
        ]
    return []


def _uncompared(nominees: Sequence[Nominee]) -> list[Blocker]:
    """No decision issues on provisional law until an officer has compared its text (design 3.1)."""
    verdicts = [n.verdict for n in nominees if n.verdict is not None and n.verdict.is_provisional]
    instruments = uncompared(verdicts)
    if not instruments:
        return []
    printed = [instrument.printed for instrument in instruments]
    return [
        Blocker(
            "law_not_compared",
            _("The verdicts rest on law known at second hand: %(instruments)s.")
            % {"instruments": "; ".join(printed)},
            cure=_("Let the head of the standing office compare it with the official text."),
            link=reverse("eligibility:comparisons"),
        )
    ]


def _names(nominees: Sequence[Nominee]) -> str:
    return "; ".join(str(nominee.holder) for nominee in nominees[:SHOWN])


DECISION_MOVES: Table[Decision] = Table(
    subject="decisions.decision",
    policy=DECISIONS,
    names={
        DecisionState.DRAFT: StateNames(
            gettext_lazy("draft"),
            gettext_lazy("considered by the council"),
            gettext_lazy("under consideration"),
        ),
        DecisionState.ISSUED: StateNames(
            gettext_lazy("issued"), gettext_lazy("awarded"), gettext_lazy("awarded")
        ),
        DecisionState.REVOKED: StateNames(
            gettext_lazy("revoked"), gettext_lazy("revoked"), gettext_lazy("revoked")
        ),
    },
    moves=(
        Transition(
            name="issue",
            label=gettext_lazy("Issue the decision"),
            sources=frozenset({DecisionState.DRAFT}),
            target=DecisionState.ISSUED,
            blockers=stops_issuing,
        ),
        Transition(
            name="revoke",
            label=gettext_lazy("Revoke the decision"),
            sources=frozenset({DecisionState.ISSUED}),
            target=DecisionState.REVOKED,
            blockers=nothing_blocks,
        ),
    ),
)

SUBMISSION_MOVES: Table[Submission] = Table(
    subject="decisions.submission",
    policy=SUBMISSIONS,
    names={
        SubmissionState.DRAFT: StateNames(
            gettext_lazy("draft"),
            gettext_lazy("considered by the council"),
            gettext_lazy("under consideration"),
        ),
        SubmissionState.SENT: StateNames(
            gettext_lazy("sent to the higher authority"),
            gettext_lazy("before the higher authority"),
            gettext_lazy("under consideration"),
        ),
    },
    moves=(
        Transition(
            name="send",
            label=gettext_lazy("Send the submission"),
            sources=frozenset({SubmissionState.DRAFT}),
            target=SubmissionState.SENT,
            blockers=stops_sending,
        ),
    ),
)
