"""What decisions and submissions say: their lines, amounts and honours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from thidua.ballots.states import Outcome
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.states import MeetingState
from thidua.decisions.models import Decision, DecisionItem, Submission, SubmissionItem
from thidua.decisions.states import DecisionState
from thidua.dossiers.models import Nominee
from thidua.honours.models import Honour
from thidua.organisations.models import PendingCase
from thidua.organisations.queries import head_of

STANDS = Q(items__left_out_because="")


@dataclass(frozen=True)
class Amount:
    """Prize money of one title or form: how many lines, how many of them paid, whole đồng."""

    what: str
    lines: int
    paid: int
    money: int


def usual_signature(paper: Decision | Submission, day: date) -> dict[str, str]:
    """Who signed the issuer's last paper of the kind, as its form names the values; before there is
    one, the head of the issuer by name. Two queries at most.
    """
    signed = type(paper)._default_manager.filter(issuer=paper.issuer_id, signed_on__isnull=False)
    last = signed.order_by("-signed_on", "-pk").first()
    if last is not None:
        return {
            "signer_name": last.signer_name,
            "signer_title": last.signer_title,
            "capacity": last.capacity,
        }
    head = head_of(paper.issuer, day)
    return {"signer_name": head.name} if head is not None else {}


def waiting_for_paper(meetings: QuerySet[Meeting]) -> QuerySet[AgendaItem]:
    """What closed meetings among `meetings` passed and no decision or submission has yet.

    Meetings all of whose papers are drafted are not looked into again.
    """
    return AgendaItem.objects.filter(
        meeting__in=meetings.filter(state=MeetingState.CLOSED, drafted_on__isnull=True),
        item__outcome=Outcome.PASSED,
        nominee__decision_item__isnull=True,
        nominee__submission_item__isnull=True,
    )


def passed_items(meeting: Meeting, what: str) -> list[AgendaItem]:
    """What the council passed for one title and no decision or submission has yet.

    By unit, then by name. One query.
    """
    waiting = waiting_for_paper(Meeting.objects.filter(pk=meeting.pk))
    found = waiting.filter(nominee__what=what).select_related(
        "nominee__person__unit", "nominee__unit", "nominee__dossier__unit"
    )
    return sorted(
        found,
        key=lambda each: (
            each.nominee.dossier.unit.sort_key,
            each.nominee.holder.sort_key,
            each.nominee.pk,
        ),
    )


def lines_of(decision: Decision) -> list[DecisionItem]:
    """The lines that stand, in order, with holders, dossiers and verdicts. One query."""
    found = DecisionItem.objects.filter(decision=decision, left_out_because="")
    return list(
        found.select_related(
            "person", "unit", "nominee__dossier__period", "nominee__verdict", "nominee__person",
            "nominee__unit",
        ).order_by("order")
    )  # fmt: skip


def lines_submitted(submission: Submission) -> list[SubmissionItem]:
    """The lines of a submission in order. One query."""
    found = SubmissionItem.objects.filter(submission=submission).select_related(
        "nominee__person__unit", "nominee__unit", "nominee__dossier__unit", "nominee__verdict"
    )
    return list(found.order_by("order"))


def decisions_listed(visible: QuerySet[Decision]) -> QuerySet[Decision]:
    """Decisions newest first, each with `lines` and `total` (whole đồng). One query."""
    return (
        visible.select_related("issuer", "period", "pdf", "word")
        .annotate(
            lines=Count("items", filter=STANDS),
            total=Sum("items__money", filter=STANDS, default=0),
        )
        .order_by("-signed_on", "-number", "-pk")
    )


def submissions_listed(visible: QuerySet[Submission]) -> QuerySet[Submission]:
    """Submissions, each with `lines`. One query."""
    return visible.select_related("issuer", "period").annotate(lines=Count("items"))


def honours_of(decision: Decision) -> QuerySet[Honour]:
    """The honours that a decision gave. One query."""
    found: QuerySet[Honour] = Honour.objects.filter(decided_by__decision=decision)
    return found.select_related("person", "unit", "period").order_by("decided_by__order")


def amounts_of(decisions: Iterable[Decision] | QuerySet[Decision]) -> list[Amount]:
    """Prize money by title of the decisions in force among `decisions`. One query."""
    rows = (
        DecisionItem.objects.filter(
            decision__in=decisions, decision__state=DecisionState.ISSUED, left_out_because=""
        )
        .values("nominee__what")
        .annotate(lines=Count("pk"), paid=Count("money"), total=Sum("money", default=0))
        .order_by("nominee__what")
    )
    return [Amount(row["nominee__what"], row["lines"], row["paid"], row["total"]) for row in rows]


def pending_among(nominees: Iterable[Nominee]) -> list[PendingCase]:
    """Cases not yet concluded about the nominees. One query."""
    each = list(nominees)
    found = PendingCase.objects.filter(
        Q(person__in=[one.person_id for one in each if one.person_id])
        | Q(unit__in=[one.unit_id for one in each if one.unit_id]),
        closed_on__isnull=True,
    )
    return list(found.select_related("person", "unit").order_by("pk"))
