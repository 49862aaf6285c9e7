"""Who may see and keep scores. They are never public; a unit sees its own card (practice 14)."""

from thidua.emulation.models import Bloc
from thidua.emulation.policies import BLOC_LEADERS, MEMBERS
from thidua.organisations.policies import (
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    the_program,
)
from thidua.organisations.states import Role
from thidua.scoring.models import ScoreCard, ScoreSheet, Selection
from thidua.workflow import Policy
from thidua.workflow.policies import grant

# For which blocs one may adopt a sheet.
SHEET_MAKERS: Policy[Bloc] = Policy(
    Bloc,
    (
        grant(STANDING_OFFICE, {"adopt_sheet"}, anywhere(*OFFICE)),
        grant(BLOC_LEADERS, {"adopt_sheet"}, at_unit("posts__unit", Role.UNIT_HEAD)),
        grant(PROGRAM, {"adopt_sheet"}, the_program),
    ),
)

_SCORING = {"view", "enter_results", "rank", "reopen", "open_selection"}

# The sheet says what counts, and every member reads it; what each got stands on the cards.
SHEETS: Policy[ScoreSheet] = Policy(
    ScoreSheet,
    (
        grant(STANDING_OFFICE, _SCORING, anywhere(*OFFICE)),
        grant(BLOC_LEADERS, _SCORING, at_unit("bloc__posts__unit", Role.UNIT_HEAD)),
        grant(MEMBERS, {"view"}, at_unit("bloc__members__unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, _SCORING, the_program),
    ),
)

CARDS: Policy[ScoreCard] = Policy(
    ScoreCard,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(BLOC_LEADERS, {"view"}, at_unit("sheet__bloc__posts__unit", Role.UNIT_HEAD)),
        grant(ITS_UNIT, {"view"}, at_unit("unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)

SELECTIONS: Policy[Selection] = Policy(
    Selection,
    (
        grant(STANDING_OFFICE, {"view", "conclude"}, anywhere(*OFFICE)),
        grant(
            BLOC_LEADERS,
            {"view", "conclude"},
            at_unit("sheet__bloc__posts__unit", Role.UNIT_HEAD),
        ),
        grant(MEMBERS, {"view"}, at_unit("sheet__bloc__members__unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "conclude"}, the_program),
    ),
)
