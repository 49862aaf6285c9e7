"""The scan of what was entered from paper, added later: one action for every act's paper twin."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.queries import act_name
from thidua.common.errors import refuse
from thidua.desk.papers import ON_PAPER, subject_of
from thidua.documents.models import OnPaper
from thidua.documents.on_paper import words_of
from thidua.documents.uploads import Upload
from thidua.dossiers.actions import date_endorsement, date_submission
from thidua.emulation.actions import date_registration, date_report, date_signature
from thidua.workflow import act

# Acts whose day is that of the paper once its scan is there. Of the others (a meeting, votes, a
# decision) the day is a fact of its own, which the scan does not move.
DATED: Mapping[str, Callable[[OnPaper], bool]] = {
    "emulation.registration.send": date_registration,
    "emulation.agreement.sign": date_signature,
    "emulation.report_bloc_post": date_report,
    "dossiers.dossier.submit": date_submission,
    "dossiers.dossier.endorse": date_endorsement,
}


def add_scan(*, paper: OnPaper, by: User, scan: Upload) -> OnPaper:
    """Add the scan of an act that was entered without it; then the day on the paper counts.

    Refuses a paper that has its scan: what was shown to others is not replaced.
    """
    with act("desk.add_scan", by=by) as current:
        locked = OnPaper.objects.select_for_update().get(pk=paper.pk)
        ON_PAPER.demand(by, "add_scan", locked)
        if locked.scan_id is not None:
            raise refuse(
                "scanned_already",
                _("The scan was already added."),
                cure=_("Reload the page to see what was done meanwhile."),
            )
        locked.scan = scan.keep()
        locked.save()
        dated = DATED.get(locked.action)
        counts = dated is not None and dated(locked)
        current.subject = subject_of(locked)
        current.unit_code = locked.unit.code if locked.unit else ""
        current.say(paper=act_name(locked.action), day_counts=counts, on_paper=words_of(locked))
    return locked
