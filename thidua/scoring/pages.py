"""What the pages of scoring show: boards, results in words, steps, the one next action."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots.queries import needed, tally_of
from thidua.ballots.states import Outcome
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period, Unit
from thidua.scoring.figures import shown_figure
from thidua.scoring.models import ScoreCard, ScoreSheet, SelectedUnit, Selection
from thidua.scoring.policies import CARDS
from thidua.scoring.queries import members_to_score, scoreboard
from thidua.scoring.sheets import Item, Sheet, sheet_from_json
from thidua.scoring.states import SelectionState, SheetState
from thidua.ui.parts import NextAction, Step


@dataclass(frozen=True)
class BoardRow:
    """One unit on the board; `card` is None while nothing is entered. `points` by top item."""

    unit: Unit
    card: ScoreCard | None
    points: Sequence[str]


@dataclass(frozen=True)
class ItemRow:
    """One item of a card as read: result and points in words, empty where there is none."""

    id: str
    name: str
    most: str
    result: str
    points: str
    is_branch: bool


@dataclass(frozen=True)
class VoteRow:
    """One unit of a selection with what came out."""

    selected: SelectedUnit
    needed: str
    citation: str
    share: str
    has_passed: bool


def sheet_of(visible: QuerySet[ScoreSheet], pk: int) -> ScoreSheet | None:
    """A sheet that may be seen, with its selection if there is one. One query."""
    return (
        visible.filter(pk=pk)
        .select_related("bloc__emulation_year__authority", "period", "selection")
        .first()
    )


def selection_of(visible: QuerySet[Selection], pk: int) -> Selection | None:
    """A selection that may be seen. One query."""
    return visible.filter(pk=pk).select_related("sheet__bloc", "sheet__period", "ballot").first()


def bloc_and_period(visible: QuerySet[Bloc], pk: int, period_pk: int) -> tuple[Bloc, Period] | None:
    """A bloc one may adopt a sheet for, and a period. Two queries."""
    bloc = visible.filter(pk=pk).select_related("emulation_year").first()
    period = Period.objects.filter(pk=period_pk).first()
    return (bloc, period) if bloc is not None and period is not None else None


def rules_of(sheet: ScoreSheet) -> Sheet:
    """The sheet's own rules."""
    return sheet_from_json(sheet.content, sheet.name)


def own_selection(sheet: ScoreSheet) -> Selection | None:
    """The sheet's selection, if one was opened; it came with `sheet_of`."""
    found: Selection | None = getattr(sheet, "selection", None)
    return found


def board_of(user: User, sheet: ScoreSheet, rules: Sheet, *, is_whole: bool) -> list[BoardRow]:
    """The cards that `user` may see, best first; `is_whole` adds members without one.

    Two queries and the policy's.
    """
    cards = list(scoreboard(CARDS.visible_to(user), sheet))
    rows = [BoardRow(card.unit, card, _top_points(rules, card)) for card in cards]
    if is_whole:
        carded = {card.unit_id for card in cards}
        rows += [
            BoardRow(unit, None, ["" for _item in rules.items])
            for unit in members_to_score(sheet)
            if unit.pk not in carded
        ]
    return rows


def _top_points(rules: Sheet, card: ScoreCard) -> list[str]:
    return [shown_figure(card.points.get(item.id)) for item in rules.items]


def item_rows(rules: Sheet, card: ScoreCard) -> list[ItemRow]:
    """A card's results and points, item by item."""
    results = card.results.get("results", {})
    return [
        ItemRow(
            id=item.id,
            name=item.name,
            most=shown_figure(item.max),
            result=_result(item, results),
            points=shown_figure(card.points.get(item.id)),
            is_branch=item.rule is None,
        )
        for item in rules.every()
    ]


def _result(item: Item, results: Mapping[str, Any]) -> str:
    value = results.get(item.id)
    if isinstance(value, Mapping):
        words = {half: shown_figure(value.get(half)) or "–" for half in ("plan", "actual")}
        return _("plan %(plan)s, actual %(actual)s") % words
    return value if isinstance(value, str) else shown_figure(value)


def steps(sheet: ScoreSheet) -> list[Step]:
    """Adopted, scored, ranked, selected."""
    selection = own_selection(sheet)
    is_ranked = sheet.state == SheetState.RANKED
    is_over = selection is not None and selection.state == SelectionState.CONCLUDED
    ranked_on = f"{sheet.ranked_on:%d/%m/%Y}" if sheet.ranked_on else ""
    return [
        Step(_("Sheet adopted"), "done"),
        Step(_("Results entered"), "done" if is_ranked else "now"),
        Step(_("Ranked"), "done" if is_ranked else "later", ranked_on),
        Step(
            _("Leading units selected"),
            "done" if is_over else "now" if is_ranked else "later",
            f"{selection.held_on:%d/%m/%Y}" if selection else "",
        ),
    ]


def next_action(sheet: ScoreSheet, may: Collection[str], *, is_complete: bool) -> NextAction:
    """The one thing that this user does next with a sheet, or who must act."""
    selection = own_selection(sheet)
    if selection is not None:
        where = reverse("scoring:selection", args=[selection.pk])
        if selection.state == SelectionState.OPEN:
            return NextAction(_("Record the vote on the leading units"), where)
        return NextAction(_("See the selection of the bloc"), where)
    if sheet.state == SheetState.OPEN:
        if "rank" not in may:
            return NextAction(_("The bloc's head or the standing office enters results."))
        if is_complete:
            return NextAction(_("Rank the units"), reverse("scoring:rank", args=[sheet.pk]))
        return NextAction(_("Enter the results that are missing: choose a unit below."))
    if "open_selection" in may:
        where = reverse("scoring:open_selection", args=[sheet.pk])
        return NextAction(_("Hold the selection of leading units"), where)
    return NextAction(_("The bloc's head or the standing office holds the selection."))


def vote_rows(selection: Selection, put: Sequence[SelectedUnit]) -> list[VoteRow]:
    """Each unit put to the vote with threshold and, once counted, its share."""
    return [
        VoteRow(
            selected=each,
            needed=needed(each.item),
            citation=each.item.citation,
            share=tally_of(selection.ballot, each.item).printed(each.item.base)
            if each.item.yes is not None
            else "",
            has_passed=each.item.outcome == Outcome.PASSED,
        )
        for each in put
    ]
