"""The register of numbers as a list: per issuer, kind of paper and year, from 01 without a gap."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.decisions.models import Decision, SignedPaper, Submission
from thidua.decisions.policies import DECISIONS, SUBMISSIONS
from thidua.decisions.states import DecisionState, SubmissionState

DECISION, SUBMISSION = "quyet-dinh", "to-trinh"
KINDS = (DECISION, SUBMISSION)


@dataclass(frozen=True)
class Register:
    """One register: its papers by number, and whether numbers are missing or hidden."""

    rows: Sequence[SignedPaper]
    years: Sequence[int]
    sentence: str


def papers_of(user: User, kind: str) -> QuerySet[Decision] | QuerySet[Submission]:
    """The numbered papers of a kind that `user` may see."""
    if kind == SUBMISSION:
        return SUBMISSIONS.visible_to(user).filter(number__isnull=False)
    return DECISIONS.visible_to(user).filter(number__isnull=False)


def register_of(user: User, kind: str, year: int | None) -> Register:
    """The register of a kind in a year (None: the newest). Two queries."""
    papers = papers_of(user, kind)
    years = sorted(set(papers.values_list("year", flat=True)), reverse=True)
    chosen = year if year in years else (years[0] if years else 0)
    rows: list[SignedPaper] = list(
        papers.filter(year=chosen)
        .select_related("issuer", "period", "word", "pdf")
        .order_by("issuer__sort_key", "number")
    )
    return Register(rows, years, _sentence(rows))


def _sentence(rows: Sequence[SignedPaper]) -> str:
    by_issuer: dict[int, list[int]] = {}
    for row in rows:
        by_issuer.setdefault(row.issuer_id, []).append(row.number or 0)
    if not rows:
        return ""
    if all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_issuer.values()):
        last = max(max(numbers) for numbers in by_issuer.values())
        return _("Numbers run from 01 to %(last)s without a gap.") % {"last": f"{last:02}"}
    return _("Some numbers are of papers that are not yours to see.")


def waiting_for_number(user: User) -> tuple[list[Decision], list[Submission]]:
    """Drafts that `user` may issue or send, which then take their numbers. Two queries."""
    decisions = DECISIONS.visible_to(user, "issue").filter(state=DecisionState.DRAFT)
    submissions = SUBMISSIONS.visible_to(user, "send").filter(state=SubmissionState.DRAFT)
    return (
        list(decisions.select_related("issuer").order_by("pk")),
        list(submissions.select_related("issuer").order_by("pk")),
    )
