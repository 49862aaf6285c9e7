"""Writes about deliberations and dossiers: one function per verb of the field."""

from thidua.dossiers.actions.appraisal import (
    appraise_nominee,
    appraise_rest,
    conclude_appraisal,
    judge_again,
)
from thidua.dossiers.actions.candidates import Candidate
from thidua.dossiers.actions.deliberation import (
    conclude_deliberation,
    hold_deliberation,
    record_deliberation_votes,
)
from thidua.dossiers.actions.drawing_up import (
    add_nominee,
    draw_up_dossier,
    remove_nominee,
    write_achievement,
)
from thidua.dossiers.actions.moving import (
    date_endorsement,
    date_submission,
    endorse_dossier,
    receive_dossier,
    return_for_completion,
    submit_dossier,
)
from thidua.dossiers.actions.papers import (
    attach_paper,
    attach_papers,
    replace_paper,
    take_paper_off,
)

__all__ = [
    "Candidate",
    "add_nominee",
    "appraise_nominee",
    "appraise_rest",
    "attach_paper",
    "attach_papers",
    "conclude_appraisal",
    "conclude_deliberation",
    "date_endorsement",
    "date_submission",
    "draw_up_dossier",
    "endorse_dossier",
    "hold_deliberation",
    "judge_again",
    "receive_dossier",
    "record_deliberation_votes",
    "remove_nominee",
    "replace_paper",
    "return_for_completion",
    "submit_dossier",
    "take_paper_off",
    "write_achievement",
]
