"""A dossier's way: submitted, endorsed by its sector, received and judged, returned."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.documents.models import OnPaper
from thidua.documents.on_paper import DoneOnPaper, day_of, enter
from thidua.dossiers.actions.appraisal import judge_nominees
from thidua.dossiers.models import Dossier, DossierReturn, Nominee
from thidua.dossiers.papers import signed_letter
from thidua.dossiers.policies import writes_for_the_unit
from thidua.dossiers.queries import sector_leaders
from thidua.dossiers.states import Appraisal
from thidua.dossiers.transitions import DOSSIER
from thidua.emulation.queries import leaders
from thidua.workflow import perform
from thidua.workflow.fitting import demand_fits


def submit_dossier(*, by: User, dossier: Dossier, on_paper: DoneOnPaper | None = None) -> Dossier:
    """Send the dossier off; after a return, again, which answers the return.

    On paper a leader of the unit signed the letter; its scanned day is the day of submission. The
    standing office submits what it entered for a unit, and only so; where no scan is given, the
    signed letter that is attached counts.
    """
    with perform(DOSSIER, "submit", dossier, by=by, is_on_paper=on_paper is not None) as (
        locked,
        current,
    ):
        current.unit_code = locked.unit.code
        if on_paper is not None and on_paper.scan is None and writes_for_the_unit(by, locked):
            on_paper = replace(on_paper, scan=signed_letter(locked))
        day = day_of(on_paper)
        if on_paper is not None:
            enter(
                current,
                on_paper,
                doers=leaders(locked.unit, on_paper.done_on),
                unit=locked.unit,
                since=_open_since(locked),
            )
        locked.submitted_on = day
        locked.returns.filter(answered_on__isnull=True).update(answered_on=day)
        current.say(nominees=locked.nominees.count())
    return dossier


def _open_since(dossier: Dossier) -> date | None:
    """The first day on which the dossier as it is could be submitted: its meeting, its return."""
    days = [dossier.deliberation.held_on] if dossier.deliberation else []
    days += dossier.returns.filter(answered_on__isnull=True).values_list("returned_on", flat=True)
    return max(days, default=None)


def endorse_dossier(*, by: User, dossier: Dossier, on_paper: DoneOnPaper | None = None) -> Dossier:
    """The sector's receiver sends a school's dossier on; on paper a leader of the sector did."""
    with perform(DOSSIER, "endorse", dossier, by=by, is_on_paper=on_paper is not None) as (
        locked,
        current,
    ):
        current.unit_code = locked.unit.code
        if on_paper is not None:
            leading = sector_leaders(by, on_paper.done_on)
            enter(current, on_paper, doers=leading, since=locked.submitted_on)
        locked.endorsed_on = day_of(on_paper)
    return dossier


def receive_dossier(*, by: User, dossier: Dossier) -> Dossier:
    """The standing office takes the dossier in, and every nominee is judged by the law.

    The day of receipt may choose the law (transition rules); the decision's day is not known yet,
    so the office's day stands for it.
    """
    with perform(DOSSIER, "receive", dossier, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        locked.received_on = office_day()
        current.say(**judge_nominees(locked))
    return dossier


def return_for_completion(
    *, by: User, dossier: Dossier, reason: str, citation: str = ""
) -> DossierReturn:
    """Send the dossier back with what is missing, and the article. Appraisals so far are void."""
    reason, citation = reason.strip(), tidy(citation)
    if not reason:
        raise refuse(
            "no_reason",
            _("A dossier is returned for a reason."),
            cure=_("Write what must be completed."),
            field="reason",
        )
    with perform(DOSSIER, "return", dossier, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        row = DossierReturn(
            dossier=locked, returned_on=office_day(), reason=reason, citation=citation
        )
        demand_fits(row)
        row.save()
        locked.endorsed_on = locked.received_on = None
        Nominee.objects.filter(dossier=locked).update(
            appraisal=Appraisal.NONE, appraisal_reason="", appraised_by=None
        )
        current.say(reason=reason, citation=citation)
    return row


def date_submission(paper: OnPaper) -> bool:
    """The scan of the letter came later: the dossier was submitted on the letter's day.

    Called inside the act that adds the scan; False where it was submitted again since.
    """
    dossier = Dossier.objects.select_for_update().get(pk=paper.subject_key)
    if dossier.submitted_on != paper.entered_on:
        return False
    dossier.returns.filter(answered_on=paper.entered_on).update(answered_on=paper.done_on)
    dossier.submitted_on = paper.done_on
    dossier.save()
    return True


def date_endorsement(paper: OnPaper) -> bool:
    """The same of the day on which the sector endorsed it."""
    dossier = Dossier.objects.select_for_update().get(pk=paper.subject_key)
    if dossier.endorsed_on != paper.entered_on:
        return False
    dossier.endorsed_on = paper.done_on
    dossier.save()
    return True
