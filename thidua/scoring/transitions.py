"""The moves of a score sheet and of a selection, and what stops them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.scoring.models import ScoreSheet, Selection
from thidua.scoring.policies import SELECTIONS, SHEETS
from thidua.scoring.queries import without_results
from thidua.scoring.states import SelectionState, SheetState
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import Blocker, nothing_blocks


def stops_ranking(sheet: ScoreSheet) -> list[Blocker]:
    """Members without results, and items without a result: they are never scored as nought."""
    cards = list(sheet.cards.select_related("unit").order_by("unit__sort_key", "pk"))
    found = [
        Blocker(
            "no_results",
            _("No results are entered for %(unit)s.") % {"unit": unit},
            _("Enter them."),
        )
        for unit in without_results(sheet)
    ]
    found.extend(
        Blocker(
            "incomplete",
            _("%(unit)s has no result for: %(items)s.")
            % {"unit": card.unit, "items": ", ".join(card.incomplete)},
            _("Enter them."),
        )
        for card in cards
        if card.incomplete
    )
    if not cards and not found:
        message = _("The bloc has no members to rank.")
        found.append(Blocker("no_members", message, _("Add its members first.")))
    return found


def stops_reopening(sheet: ScoreSheet) -> list[Blocker]:
    """A selection that rests on the ranking."""
    if Selection.objects.filter(sheet=sheet).exists():
        return [Blocker("selection_held", _("The bloc's selection rests on this ranking."))]
    return []


SHEET_TABLE: Table[ScoreSheet] = Table(
    subject="scoring.sheet",
    policy=SHEETS,
    names={
        SheetState.OPEN: StateNames(
            office=gettext_lazy("being scored"),
            nominee=gettext_lazy("being scored"),
            public=gettext_lazy("not public"),
        ),
        SheetState.RANKED: StateNames(
            office=gettext_lazy("ranked"),
            nominee=gettext_lazy("ranked"),
            public=gettext_lazy("not public"),
        ),
    },
    moves=(
        Transition(
            name="rank",
            label=gettext_lazy("Rank the units"),
            sources=frozenset({SheetState.OPEN}),
            target=SheetState.RANKED,
            blockers=stops_ranking,
        ),
        Transition(
            name="reopen",
            label=gettext_lazy("Correct results"),
            sources=frozenset({SheetState.RANKED}),
            target=SheetState.OPEN,
            blockers=stops_reopening,
        ),
    ),
)

SELECTION_TABLE: Table[Selection] = Table(
    subject="scoring.selection",
    policy=SELECTIONS,
    names={
        SelectionState.OPEN: StateNames(
            office=gettext_lazy("under way"),
            nominee=gettext_lazy("under way"),
            public=gettext_lazy("not public"),
        ),
        SelectionState.CONCLUDED: StateNames(
            office=gettext_lazy("concluded"),
            nominee=gettext_lazy("concluded"),
            public=gettext_lazy("selected by the bloc"),
        ),
    },
    moves=(
        Transition(
            name="conclude",
            label=gettext_lazy("Record the vote and conclude"),
            sources=frozenset({SelectionState.OPEN}),
            target=SelectionState.CONCLUDED,
            blockers=nothing_blocks,
        ),
    ),
)
