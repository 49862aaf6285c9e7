"""A bloc as its page shows it: posts, members with how far each has come, whom to urge."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.utils import translation

from thidua.accounts.models import User
from thidua.desk.ledger import Ledger, Scope, fill, outline
from thidua.desk.policies import LINES
from thidua.desk.progress import Item, items_in
from thidua.desk.stage_rows import StageRow, stage_rows
from thidua.desk.states import Stage, Standing
from thidua.documents.on_paper import mark_of, papers_of
from thidua.emulation.models import (
    Agreement,
    AgreementSignature,
    Bloc,
    BlocMember,
    BlocPost,
    EmulationYear,
    Movement,
    Review,
)
from thidua.emulation.policies import AGREEMENTS, BLOC_POSTS, BLOCS, REVIEWS, YEARS
from thidua.emulation.states import AgreementState
from thidua.organisations.models import Unit
from thidua.organisations.policies import units_of
from thidua.organisations.reminders import Part, letter, period_words, until
from thidua.organisations.states import Role
from thidua.ui.parts import PaperMark
from thidua.workflow.policies import on_paper

# What a bloc's head follows of each member; the rest of the way is the council's.
FOLLOWED = (Stage.REGISTRATION, Stage.AGREEMENT, Stage.SCORES, Stage.SUBMITTED)
# A text to be sent is in the language of those who read it.
READERS = "vi"
_URGED = frozenset({Standing.LATE, Standing.DUE})


@dataclass(frozen=True)
class Post:
    """A post of the bloc, whether the user may report who holds it, and the paper it came on."""

    post: BlocPost
    may_report: bool
    last_day: date | None
    on_paper: PaperMark | None

    @property
    def is_open(self) -> bool:
        """Whether nobody holds it yet."""
        return self.post.unit_id is None


@dataclass(frozen=True)
class Line:
    """A member with one cell for each stage; None where the stage asks nothing of it."""

    unit: Unit
    cells: tuple[tuple[Stage, StageRow | None], ...]


@dataclass(frozen=True)
class Members:
    """The members in one period; `scopes` are the periods that one may ask for."""

    scope: Scope
    scopes: tuple[Scope, ...]
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Held:
    """A review meeting, with the signed minutes if they were scanned."""

    review: Review
    on_paper: PaperMark | None


def blocs_seen(user: User) -> QuerySet[Bloc]:
    """The blocs that `user` may see with posts and count of members (`size`), newest year first;
    two queries and the policy's own.
    """
    posts = BlocPost.objects.select_related("unit").order_by("-post")
    found = BLOCS.visible_to(user).select_related("emulation_year__authority")
    return (
        found.annotate(size=Count("members"))
        .prefetch_related(Prefetch("posts", posts))
        .order_by("-emulation_year__year", "order", "pk")
    )


def movements_by_year(user: User) -> list[tuple[EmulationYear, list[Movement]]]:
    """The movements of the years that `user` may see, newest year first; one query and the
    policy's own.
    """
    rows = Movement.objects.filter(emulation_year__in=YEARS.visible_to(user))
    grouped: dict[EmulationYear, list[Movement]] = defaultdict(list)
    for row in rows.select_related("emulation_year").order_by("-emulation_year__year", "pk"):
        grouped[row.emulation_year].append(row)
    return list(grouped.items())


def bloc_of(user: User, pk: int) -> Bloc | None:
    """A bloc that `user` may see; one query and the policy's own."""
    seen = BLOCS.visible_to(user)
    return seen.select_related("emulation_year__authority").filter(pk=pk).first()


def posts_of(user: User, bloc: Bloc) -> list[Post]:
    """The head's post, then the deputy's; four queries and the policies' own."""
    posts = list(bloc.posts.select_related("unit").order_by("-post"))
    seen = {
        pk
        for action in ("report", on_paper("report"))
        for pk in BLOC_POSTS.visible_to(user, action).filter(bloc=bloc).values_list("pk", flat=True)
    }
    marks = {row.subject_key: mark_of(row) for row in papers_of(*posts)}
    year = bloc.emulation_year
    return [
        Post(
            each,
            each.unit_id is None and each.pk in seen,
            year.last_day(each.report_by) if each.report_by else None,
            marks.get(each.pk),
        )
        for each in posts
    ]


def members_of(user: User, bloc: Bloc, asked: str, day: date) -> Members | None:
    """The members that `user` may see, in the period asked for, else the one under way; None where
    no period asks anything of the bloc. As many queries whatever the members.
    """
    lines = LINES.visible_to(user).filter(bloc=bloc)
    ledger, scopes = outline(lines)
    if not scopes:
        return None
    scope = _scope(scopes, asked, day)
    fill(ledger, lines, [scope.period])
    items = [each for each in items_in(ledger, scope, day) if each.stage in FOLLOWED and each.unit]
    stages = tuple(stage for stage in FOLLOWED if any(each.stage == stage for each in items))
    units = Unit.objects.in_bulk(_keys(ledger, bloc))
    cells: dict[tuple[int | None, Stage], StageRow] = {}
    for stage in stages:
        rows = stage_rows(user, scope, [bloc], [each for each in items if each.stage == stage])
        cells |= {(row.item.unit, stage): row for row in rows}
    return Members(
        scope,
        tuple(scopes),
        stages,
        tuple(
            Line(units[key], tuple((stage, cells.get((key, stage))) for stage in stages))
            for key in _keys(ledger, bloc)
        ),
        tuple(items),
    )


def _keys(ledger: Ledger, bloc: Bloc) -> list[int]:
    return [each.unit for each in ledger.members[bloc.pk]]


def _scope(scopes: Sequence[Scope], asked: str, day: date) -> Scope:
    for each in scopes:
        if each.period.code == asked:
            return each
    coming = [each for each in scopes if each.period.ends_on >= day]
    return min(coming, key=lambda each: each.period.ends_on) if coming else scopes[0]


def reminder(bloc: Bloc, members: Members, day: date) -> str:
    """The message that names who has not done what is due, to be copied into Zalo; empty where
    nobody is to be urged.
    """
    names = {line.unit.pk: line.unit.name for line in members.lines}
    with translation.override(READERS):
        parts = [
            _part(stage, [each for each in members.items if each.stage == stage], names, day)
            for stage in members.stages
        ]
    period = period_words(members.scope.period)
    ask = f"Đề nghị các đơn vị hoàn thành các việc trên của {period} đúng hạn."
    return letter(f"các đơn vị thuộc {bloc.name}", day, parts, ask)


def _part(stage: Stage, items: Iterable[Item], names: dict[int, str], day: date) -> Part:
    waiting = [each for each in items if each.unit and each.standing in _URGED]
    last_day = waiting[0].last_day if waiting else None
    when = f": {until(last_day, day)}" if last_day else ""
    return Part(f"{stage.label}{when}. Chưa xong:", [names[each.unit or 0] for each in waiting])


def agreements_of(user: User, *blocs: Bloc) -> QuerySet[Agreement]:
    """The agreements of `blocs` (of all, where none is named) with counts of signatures (`signed`)
    and of members (`size`), newest period first; one query and the policy's own.
    """
    seen = AGREEMENTS.visible_to(user)
    if blocs:
        seen = seen.filter(bloc__in=blocs)
    return (
        seen.select_related("bloc", "period")
        .annotate(
            signed=Count("signatures", distinct=True), size=Count("bloc__members", distinct=True)
        )
        .order_by("-period__starts_on", "bloc__order", "pk")
    )


def reviews_of(user: User, bloc: Bloc) -> list[Held]:
    """The bloc's review meetings, newest first; two queries and the policy's own."""
    rows = list(
        REVIEWS.visible_to(user).filter(bloc=bloc).select_related("period").order_by("-held_on")
    )
    marks = {row.subject_key: mark_of(row) for row in papers_of(*rows)}
    return [Held(each, marks.get(each.pk)) for each in rows]


def to_sign(user: User, agreements: Sequence[Agreement], day: date) -> tuple[int, Unit] | None:
    """An open agreement among these that a unit headed by `user` has not signed, and the unit; two
    queries.
    """
    waiting = [each for each in agreements if each.state == AgreementState.OPEN]
    signed = set(
        AgreementSignature.objects.filter(agreement__in=waiting).values_list("agreement", "unit")
    )
    members = BlocMember.objects.filter(
        bloc__in={each.bloc_id for each in waiting}, unit__in=units_of(user, day, Role.UNIT_HEAD)
    ).select_related("unit")
    for member in members.order_by("pk"):
        for each in waiting:
            if each.bloc_id == member.bloc_id and (each.pk, member.unit_id) not in signed:
                return each.pk, member.unit
    return None
