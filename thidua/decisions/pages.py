"""What the pages of decisions and submissions show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Count, Model, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import Reason, Refusal
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.policies import MEETINGS
from thidua.decisions.competence import decider_of, decides, is_above
from thidua.decisions.models import Decision, DecisionItem, Submission, SubmissionItem
from thidua.decisions.queries import waiting_for_paper
from thidua.decisions.states import DecisionState, SubmissionState
from thidua.decisions.transitions import DECISION_MOVES, SUBMISSION_MOVES
from thidua.ui.parts import NextAction, Step
from thidua.workflow.transitions import Blocker

T = TypeVar("T")
M = TypeVar("M", bound=Model)

ON_A_PAGE = 50
TONES = {
    DecisionState.DRAFT: "neutral",
    DecisionState.ISSUED: "ok",
    DecisionState.REVOKED: "bad",
    SubmissionState.SENT: "ok",
}
_LONGEST_NUMBER = 9
HERE, ABOVE = "here", "above"


@dataclass(frozen=True)
class Part(Generic[T]):
    """A part of a long list; `before` and `after` are the orders where the next parts begin."""

    rows: Sequence[T]
    total: int
    first: int
    before: int
    after: int


@dataclass(frozen=True)
class Waiting:
    """A title that a closed meeting passed and no paper has yet."""

    meeting: Meeting
    what: str
    count: int


@dataclass(frozen=True)
class Deciding:
    """Who decides a title that a meeting passed: `where` is here, above, or empty (neither)."""

    where: str
    name: str = ""
    citation: str = ""
    reasons: tuple[Reason, ...] = ()


def number_of(text: str) -> int:
    """A number in an address's query; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def waiting_for(user: User) -> list[Waiting]:
    """What `user` may draft papers on, by meeting and title: one query and the policy's."""
    rows = list(
        waiting_for_paper(MEETINGS.visible_to(user, "draft_decision"))
        .values("meeting", "nominee__what")
        .annotate(count=Count("pk"))
        .order_by("meeting", "nominee__what")
    )
    meetings = Meeting.objects.select_related("council").in_bulk({row["meeting"] for row in rows})
    return [Waiting(meetings[row["meeting"]], row["nominee__what"], row["count"]) for row in rows]


def meeting_of(visible: QuerySet[Meeting], pk: int) -> Meeting | None:
    """A meeting that may be seen. One query."""
    return visible.filter(pk=pk).select_related("council__authority", "period").first()


def deciding(meeting: Meeting, what: str, items: Iterable[AgendaItem], day: date) -> Deciding:
    """Who decides `what` for those passed, on `day`."""
    found = Deciding("")
    for received_on in dict.fromkeys(each.nominee.dossier.received_on for each in items):
        try:
            decider = decider_of(meeting.council, what, day, received_on)
        except Refusal as refusal:
            return Deciding("", reasons=refusal.reasons)
        where = (
            HERE
            if decides(meeting.council, decider)
            else ABOVE
            if is_above(meeting.council, decider)
            else ""
        )
        found = Deciding(where, decider.name, decider.citation.text)
    return found


def decision_of(visible: QuerySet[Decision], pk: int) -> Decision | None:
    """A decision that may be seen. One query."""
    return (
        visible.filter(pk=pk)
        .select_related("issuer", "period", "meeting__council__authority", "word", "pdf")
        .first()
    )


def totals_of(decision: Decision) -> dict[str, int]:
    """How many `lines` stand, how many are `paid`, and their `total` in whole đồng. One query."""
    return DecisionItem.objects.filter(decision=decision, left_out_because="").aggregate(
        lines=Count("pk"), paid=Count("money"), total=Sum("money", default=0)
    )


def submission_of(visible: QuerySet[Submission], pk: int) -> Submission | None:
    """A submission that may be seen, with `lines`. One query."""
    return (
        visible.filter(pk=pk)
        .select_related("issuer", "period", "meeting__council__authority", "word", "pdf")
        .annotate(lines=Count("items"))
        .first()
    )


def decision_lines(decision: Decision, first: int) -> Part[DecisionItem]:
    """The lines from order `first` on, those left out among them: two queries."""
    return _part(
        DecisionItem.objects.filter(decision=decision).select_related("nominee__verdict"), first
    )


def submission_lines(submission: Submission, first: int) -> Part[SubmissionItem]:
    """The lines of a submission from order `first` on: two queries."""
    return _part(
        SubmissionItem.objects.filter(submission=submission).select_related(
            "nominee__person", "nominee__unit", "nominee__dossier__unit", "nominee__verdict"
        ),
        first,
    )


def _part(lines: QuerySet[T], first: int) -> Part[T]:  # type: ignore[type-var]
    first = max(1, first)
    rows = list(lines.filter(order__gte=first).order_by("order")[: ON_A_PAGE + 1])
    has_more = len(rows) > ON_A_PAGE
    return Part(
        rows=rows[:ON_A_PAGE],
        total=lines.count(),
        first=first,
        before=max(1, first - ON_A_PAGE) if first > 1 else 0,
        after=rows[ON_A_PAGE].order if has_more else 0,  # type: ignore[attr-defined]
    )


def newest(
    visible: QuerySet[M], listed: Callable[[QuerySet[M]], QuerySet[M]], before: int
) -> tuple[list[M], int]:
    """A page of what is visible, newest drafted first, and the key before which the next begins
    (0: none). `listed` adds what a row shows, and is asked for the page alone. Two queries.
    """
    found = visible.filter(pk__lt=before) if before else visible
    keys = list(found.order_by("-pk").values_list("pk", flat=True)[: ON_A_PAGE + 1])
    more = keys[ON_A_PAGE - 1] if len(keys) > ON_A_PAGE else 0
    rows = visible.model._default_manager.filter(pk__in=keys[:ON_A_PAGE])
    return list(listed(rows).order_by("-pk")), more


def decision_steps(decision: Decision) -> list[Step]:
    """Drafted, issued, and revoked where it was."""
    is_draft = decision.state == DecisionState.DRAFT
    found = [
        Step(_("Passed by the council"), "done", f"{decision.meeting.held_on:%d/%m/%Y}"),
        Step(_("Draft"), "now" if is_draft else "done"),
        Step(
            _("Issued"),
            "later" if is_draft else "done",
            f"{decision.signed_on:%d/%m/%Y}" if decision.signed_on else "",
        ),
    ]
    if decision.revoked_on:
        found.append(Step(_("Revoked"), "now", f"{decision.revoked_on:%d/%m/%Y}"))
    return found


def submission_steps(submission: Submission) -> list[Step]:
    """Drafted, sent."""
    is_draft = submission.state == SubmissionState.DRAFT
    return [
        Step(_("Passed by the council"), "done", f"{submission.meeting.held_on:%d/%m/%Y}"),
        Step(_("Draft"), "now" if is_draft else "done"),
        Step(
            _("Sent to the higher authority"),
            "later" if is_draft else "done",
            f"{submission.signed_on:%d/%m/%Y}" if submission.signed_on else "",
        ),
    ]


def next_for_decision(user: User, decision: Decision, missing: Sequence[Blocker]) -> NextAction:
    """The one thing that this user does next with a decision, or who must act."""
    if decision.state == DecisionState.ISSUED:
        return NextAction(_("The decision is issued; its honours stand in the register."))
    if decision.state == DecisionState.REVOKED:
        return NextAction(_("The decision is revoked, and its honours with it."))
    answer = DECISION_MOVES.policy.allows(user, "issue", decision)
    if not answer:
        return NextAction(_("It waits to be signed."), explanation=answer.why)
    if missing:
        return NextAction(_("See below what stops the decision."))
    return NextAction(_("Issue the decision"), reverse("decisions:issue", args=[decision.pk]))


def next_for_submission(
    user: User, submission: Submission, missing: Sequence[Blocker]
) -> NextAction:
    """The one thing that this user does next with a submission, or who must act."""
    if submission.state == SubmissionState.SENT:
        return NextAction(_("It is sent; the higher authority decides."))
    answer = SUBMISSION_MOVES.policy.allows(user, "send", submission)
    if not answer:
        return NextAction(_("It waits to be signed."), explanation=answer.why)
    if missing:
        return NextAction(_("See below what stops the submission."))
    return NextAction(_("Send the submission"), reverse("decisions:send", args=[submission.pk]))
