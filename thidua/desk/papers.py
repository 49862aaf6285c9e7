"""What was done on paper: who may see which, by the policy of the row that it is about; the list of
all, and what still lacks its scan.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from thidua.accounts.models import User
from thidua.audit.queries import act_name
from thidua.councils.policies import MEETINGS
from thidua.decisions.policies import DECISIONS
from thidua.documents.models import OnPaper
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.emulation.policies import AGREEMENTS, BLOC_POSTS, REGISTRATIONS, REVIEWS
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.duties import Duty
from thidua.workflow.policies import EVERY_ROW, NOBODY, grant

WHO_ENTERED = gettext_lazy("whoever entered it")
WHO_SEES = gettext_lazy("whoever sees what it is about")


@dataclass(frozen=True)
class Subject:
    """A model that acts on paper may be about: its policy, the page of a row, what that reads."""

    policy: Policy[Any]
    url_name: str
    arguments: Callable[[Any], tuple[object, ...]] = lambda row: (row.pk,)
    read_with: tuple[str, ...] = ()


# Every model that an act on paper may be about.
SUBJECTS: tuple[Subject, ...] = (
    Subject(REGISTRATIONS, "emulation:registration", read_with=("unit", "round__period")),
    Subject(BLOC_POSTS, "desk:bloc", lambda row: (row.bloc_id,), ("bloc",)),
    Subject(AGREEMENTS, "emulation:agreement", read_with=("bloc", "period")),
    Subject(REVIEWS, "desk:bloc", lambda row: (row.bloc_id,), ("bloc", "period")),
    Subject(
        DELIBERATIONS,
        "dossiers:deliberation",
        lambda row: (row.unit.code, row.period.code),
        ("unit", "period"),
    ),
    Subject(DOSSIERS, "dossiers:dossier", read_with=("unit", "period")),
    Subject(MEETINGS, "councils:meeting", read_with=("council",)),
    Subject(DECISIONS, "decisions:decision"),
)
POLICIES: tuple[Policy[Any], ...] = tuple(each.policy for each in SUBJECTS)


def _label(policy: Policy[Any]) -> str:
    label: str = policy.model._meta.label_lower
    return label


def _about_seen(user: User, policies: Iterable[Policy[Any]] = POLICIES) -> Q:
    """Papers about rows that `user` may see: the policies' own queries inside one condition."""
    condition = NOBODY
    for policy in policies:
        about = Q(subject_model=_label(policy))
        seen = policy.condition(user, "view")
        if seen == EVERY_ROW:
            condition |= about
        elif seen != NOBODY:
            condition |= about & Q(subject_key__in=policy.visible_to(user).values("pk"))
    return condition


def _entered_by(user: User, _day: date) -> Q:
    return Q(entered_by=user.pk)


def _everything(_user: User, _day: date) -> Q:
    return EVERY_ROW


class _OfSeen(Policy[OnPaper]):
    """Papers: whatever its grants give, only of rows that the user may see."""

    def condition(self, user: User, action: str) -> Q:
        """As the policy has it. The other policies' queries, which are long, stand in it once."""
        own = self.granted(user, action)
        if own == NOBODY:
            return NOBODY
        seen = _about_seen(user)
        return seen if own == EVERY_ROW else own & seen

    def granted(self, user: User, action: str) -> Q:
        """What the grants alone give: enough among rows that are known to be seen."""
        return super().condition(user, action)


# `list`: who has them in a list; whoever sees the row that one is about may open it from there.
ON_PAPER = _OfSeen(
    OnPaper,
    (
        grant(STANDING_OFFICE, {"view", "list", "add_scan"}, anywhere(*OFFICE)),
        grant(ITS_UNIT, {"view", "list", "add_scan"}, at_unit("unit", *UNIT)),
        grant(WHO_ENTERED, {"view", "list", "add_scan"}, _entered_by),
        grant(INSPECTOR, {"view", "list"}, anywhere(Role.INSPECTOR)),
        grant(WHO_SEES, {"view"}, _everything),
    ),
)


def papers_seen(user: User) -> QuerySet[OnPaper]:
    """The papers about rows that `user` may see; one query, the policies' inside it."""
    return OnPaper.objects.filter(_about_seen(user))


def paper_seen(user: User, pk: int) -> OnPaper | None:
    """One paper with its scan, if `user` may see the row that it is about; two queries at most."""
    row = OnPaper.objects.filter(pk=pk).select_related("scan").first()
    for policy in POLICIES:
        if row is not None and _label(policy) == row.subject_model:
            return row if policy.visible_to(user).filter(pk=row.subject_key).exists() else None
    return None


def subject_of(paper: OnPaper) -> Model:
    """The row that a paper is about; one query."""
    for each in SUBJECTS:
        if _label(each.policy) == paper.subject_model:
            rows: QuerySet[Any] = each.policy.model._default_manager.all()
            found: Model = rows.select_related(*each.read_with).get(pk=paper.subject_key)
            return found
    raise LookupError(paper.subject_model)


@dataclass(frozen=True)
class PaperRow:
    """A paper in the list: what the act is called, the row that it is about and its page."""

    paper: OnPaper
    act: str
    about: str
    url: str
    may_add: bool


def listed(user: User) -> QuerySet[OnPaper]:
    """The papers of a user's list, with what a row shows."""
    rows = ON_PAPER.visible_to(user, "list")
    return rows.select_related("unit", "entered_by")


def paper_rows(user: User, papers: Sequence[OnPaper]) -> list[PaperRow]:
    """Papers that `user` sees, as rows, in their order; one query for each model they are about and
    one for who may add a scan.
    """
    about = _abouts(papers)
    missing = [paper.pk for paper in papers if paper.scan_id is None]
    addable = set()
    if missing:
        mine = OnPaper.objects.filter(ON_PAPER.granted(user, "add_scan"), pk__in=missing)
        addable = set(mine.values_list("pk", flat=True))
    return [
        PaperRow(
            paper,
            act_name(paper.action),
            *about.get((paper.subject_model, paper.subject_key), ("", "")),
            may_add=paper.pk in addable,
        )
        for paper in papers
    ]


def _abouts(papers: Sequence[OnPaper]) -> Mapping[tuple[str, int], tuple[str, str]]:
    """The name and the page of every row that `papers` are about."""
    keys: dict[str, set[int]] = {}
    for paper in papers:
        keys.setdefault(paper.subject_model, set()).add(paper.subject_key)
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for each in SUBJECTS:
        label = _label(each.policy)
        if label not in keys:
            continue
        rows: QuerySet[Any] = each.policy.model._default_manager.filter(pk__in=keys[label])
        for row in rows.select_related(*each.read_with):
            found[label, row.pk] = str(row), reverse(each.url_name, args=each.arguments(row))
    return found


def page_about(paper: OnPaper) -> str:
    """The page of the row that a paper is about; one query."""
    key = paper.subject_model, paper.subject_key
    return _abouts([paper])[key][1]


def duties_of(user: User, _day: date) -> list[Duty]:
    """Papers that still lack their scan: of the user's units, and what she entered herself. Two
    queries.
    """
    own = at_unit("unit", *UNIT)(user, _day) | Q(entered_by=user.pk)
    missing = OnPaper.objects.filter(own, scan__isnull=True)
    about = set(missing.order_by().values_list("subject_model", flat=True).distinct())
    # Only of what they are about: eight policies in one query take longer than the rest of a page.
    policies = [each for each in POLICIES if _label(each) in about]
    count = missing.filter(_about_seen(user, policies)).count() if policies else 0
    if not count:
        return []
    title = ngettext(
        "Add the scan of what was entered from paper: %(count)s",
        "Add the scans of what was entered from paper: %(count)s",
        count,
    )
    return [
        Duty(
            "add_scan",
            title % {"count": count},
            None,
            None,
            "desk:papers",
            query="thieu=1",
        )
    ]
