"""A dossier's way: submitted, endorsed by its sector, received and judged, returned."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.dossiers.actions.appraisal import judge_nominees
from thidua.dossiers.models import Dossier, DossierReturn, Nominee
from thidua.dossiers.states import Appraisal
from thidua.dossiers.transitions import DOSSIER
from thidua.workflow import perform
from thidua.workflow.fitting import demand_fits


def submit_dossier(*, by: User, dossier: Dossier) -> Dossier:
    """Send the dossier off; after a return, again, which answers the return."""
    with perform(DOSSIER, "submit", dossier, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        locked.submitted_on = office_day()
        locked.returns.filter(answered_on__isnull=True).update(answered_on=office_day())
        current.say(nominees=locked.nominees.count())
    return dossier


def endorse_dossier(*, by: User, dossier: Dossier) -> Dossier:
    """The sector's receiver sends a school's dossier on."""
    with perform(DOSSIER, "endorse", dossier, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        locked.endorsed_on = office_day()
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
