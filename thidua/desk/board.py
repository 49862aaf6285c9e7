"""The year's board as pages show it: stages × blocs with counts, and the list behind a count."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Subquery

from thidua.accounts.models import User
from thidua.audit.models import Head
from thidua.desk import tallies
from thidua.desk.ledger import Ledger, Scope, fill, outline
from thidua.desk.policies import LINES
from thidua.desk.progress import Item, items_in
from thidua.desk.states import TONES, Stage, Standing
from thidua.emulation.models import Bloc, BlocMember

# A period stays among those that are open until its decisions have long gone out; the board
# itself leaves out those where nothing is left to do.
_OPEN_AFTER_END = timedelta(days=365)


@dataclass(frozen=True)
class Count:
    """How many items of a cell stand so; `code` is what their list's address says."""

    standing: Standing
    count: int

    @property
    def code(self) -> str:
        """The standing in an address."""
        return self.standing.value

    @property
    def tone(self) -> str:
        """The colour beside the words."""
        return TONES[self.standing]


@dataclass(frozen=True)
class Cell:
    """A stage in a bloc, or in all of them: counts that are not zero, in the order of standings."""

    stage: Stage
    counts: tuple[Count, ...]
    last_day: date | None

    @property
    def total(self) -> int:
        """All items of the cell."""
        return sum(each.count for each in self.counts)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return [each.standing for each in self.counts] == [Standing.DONE]


@dataclass(frozen=True)
class Row:
    """A bloc's cells, one for each stage of its board."""

    bloc: Bloc
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A stage with its last day, where it is one for all blocs."""

    stage: Stage
    last_day: date | None


@dataclass(frozen=True)
class Board:
    """One period's board. `together` is the whole of each stage over the blocs."""

    scope: Scope
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    together: tuple[Cell, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do in any stage."""
        return all(cell.is_done for cell in self.together)

    def whole(self, stage: Stage) -> Cell:
        """A stage over all blocs; an empty cell where the plan does not ask for it."""
        found = (cell for cell in self.together if cell.stage == stage)
        return next(found, Cell(stage, (), None))


@dataclass(frozen=True)
class Boards:
    """The boards asked for, and every period that one may ask for; `chosen` is empty for the open
    ones together.
    """

    boards: tuple[Board, ...]
    scopes: tuple[Scope, ...]
    chosen: str

    @property
    def stages(self) -> list[Stage]:
        """Every stage that stands on one of the boards."""
        standing = {column.stage for board in self.boards for column in board.columns}
        return [stage for stage in Stage if stage in standing]

    @property
    def lines(self) -> list[tuple[Board, list[Cell]]]:
        """The boards as one line each: a cell for each of `stages`."""
        stages = self.stages
        return [(board, [board.whole(stage) for stage in stages]) for board in self.boards]


# Boards as they stand where the journal ends so, on a day, of some lines.
_known: OrderedDict[tuple[str | None, date, str, frozenset[int]], Boards] = OrderedDict()
_MOST_KNOWN = 256
_FEW = 100
_HEAD = Subquery(Head.objects.filter(pk=1).values("digest")[:1])


def boards_of(user: User, day: date, chosen: str = "") -> Boards:
    """The boards that `user` may see: the chosen period's, else all that are open and have work
    left, the one that ends first on top. 12 queries and the policy's own, whatever the rows.

    What they count is changed by acts alone, and every act makes the journal longer: where nothing
    was recorded since somebody who sees the same lines asked, one query.
    """
    lines = LINES.visible_to(user)
    # With the journal's end in each row: one question to the database less.
    members = list(lines.values_list("pk", "bloc", "unit__calendar", _HEAD))
    if not members:
        return Boards((), (), "")
    head = members[0][-1]
    key = head, day, chosen, frozenset(pk for pk, *_about in members)
    boards = _known.get(key)
    if boards is None:
        if len(members) <= _FEW:
            # Named by their keys: the policy's queries would stand in each question.
            lines = BlocMember.objects.filter(pk__in=[pk for pk, *_about in members])
        sizes = Counter((bloc, calendar) for _pk, bloc, calendar, _head in members)
        boards = _boards(lines, sizes, day, chosen)
        if head:
            _known[key] = boards
        if len(_known) > _MOST_KNOWN:
            # Threads may have done the same; one too few is asked again.
            _known.popitem(last=False)
    return boards


def forget_boards() -> None:
    """Count the boards again when they are next asked for."""
    _known.clear()


def _boards(
    lines: QuerySet[BlocMember], sizes: Mapping[tuple[int, str], int], day: date, chosen: str
) -> Boards:
    ledger, scopes = tallies.outline(sizes)
    shown = [scope for scope in scopes if scope.code == chosen]
    if not shown:
        chosen = ""
        shown = [scope for scope in scopes if is_open(scope, day)] or scopes[:1]
        shown.sort(key=lambda scope: (scope.period.ends_on, scope.year.pk))
    if shown:
        tallies.fill(ledger, lines, [scope.period for scope in shown])
    found = [_board(ledger, scope, items_in(ledger, scope, day)) for scope in shown]
    boards = [board for board in found if board.columns]
    if not chosen:
        boards = [board for board in boards if not board.is_done] or boards
    return Boards(tuple(boards), tuple(scopes), chosen)


def is_open(scope: Scope, day: date) -> bool:
    """Whether work on the period is still to be expected."""
    return day <= scope.period.ends_on + _OPEN_AFTER_END


def stage_list(
    user: User, day: date, code: str, stage: Stage
) -> tuple[Scope, list[Bloc], list[Item]] | None:
    """A stage's items in one period with its blocs, as far as `user` may see them; None where there
    is no such board. As many queries as the board.
    """
    lines = LINES.visible_to(user)
    ledger, scopes = outline(lines)
    scope = next((each for each in scopes if each.code == code), None)
    if scope is None:
        return None
    fill(ledger, lines, [scope.period])
    items = [item for item in items_in(ledger, scope, day) if item.stage == stage]
    involved = {item.bloc for item in items}
    return scope, [bloc for bloc in ledger.blocs if bloc.pk in involved], items


def _board(ledger: Ledger, scope: Scope, items: Sequence[Item]) -> Board:
    by_cell: dict[tuple[int, Stage], list[Item]] = defaultdict(list)
    by_stage: dict[Stage, list[Item]] = defaultdict(list)
    for item in items:
        by_cell[item.bloc, item.stage].append(item)
        by_stage[item.stage].append(item)
    stages = [stage for stage in Stage if by_stage[stage]]
    blocs = [bloc for bloc in ledger.blocs if any(by_cell[bloc.pk, stage] for stage in stages)]
    return Board(
        scope,
        tuple(Column(stage, _last_day(by_stage[stage])) for stage in stages),
        tuple(
            Row(bloc, tuple(_cell(stage, by_cell[bloc.pk, stage]) for stage in stages))
            for bloc in blocs
        ),
        tuple(_cell(stage, by_stage[stage]) for stage in stages),
    )


def _cell(stage: Stage, items: Sequence[Item]) -> Cell:
    counted = dict.fromkeys(Standing, 0)
    for item in items:
        counted[item.standing] += item.count
    counts = tuple(Count(standing, count) for standing, count in counted.items() if count)
    return Cell(stage, counts, _last_day(items))


def _last_day(items: Iterable[Item]) -> date | None:
    """The last day of all these items; None where they differ."""
    days = {item.last_day for item in items}
    return days.pop() if len(days) == 1 else None
