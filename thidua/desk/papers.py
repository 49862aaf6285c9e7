"""What was done on paper: who may see which, by the policy of the row that it is about."""

from typing import Any

from django.db.models import Q, QuerySet

from thidua.accounts.models import User
from thidua.councils.policies import MEETINGS
from thidua.decisions.policies import DECISIONS
from thidua.documents.models import OnPaper
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.emulation.policies import AGREEMENTS, BLOC_POSTS, REGISTRATIONS, REVIEWS
from thidua.workflow import Policy

# Every model that an act on paper may be about.
POLICIES: tuple[Policy[Any], ...] = (
    REGISTRATIONS,
    BLOC_POSTS,
    AGREEMENTS,
    REVIEWS,
    DELIBERATIONS,
    DOSSIERS,
    MEETINGS,
    DECISIONS,
)


def papers_seen(user: User) -> QuerySet[OnPaper]:
    """The papers about rows that `user` may see; one query, the policies' inside it."""
    condition = Q(pk__in=[])
    for policy in POLICIES:
        condition |= Q(
            subject_model=policy.model._meta.label_lower,
            subject_key__in=policy.visible_to(user).values("pk"),
        )
    return OnPaper.objects.filter(condition)


def paper_seen(user: User, pk: int) -> OnPaper | None:
    """One paper with its scan, if `user` may see the row that it is about; two queries at most."""
    row = OnPaper.objects.filter(pk=pk).select_related("scan").first()
    for policy in POLICIES:
        if row is not None and policy.model._meta.label_lower == row.subject_model:
            return row if policy.visible_to(user).filter(pk=row.subject_key).exists() else None
    return None
