"""Having the journal checked, and the signs that the program's own work leaves."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.verify import Report
from thidua.background.actions import begin, end, take_over
from thidua.background.states import WorkState
from thidua.common.clock import system_now
from thidua.oversight.models import JournalCheck, LastDone
from thidua.oversight.policies import demand_reader
from thidua.oversight.states import Work
from thidua.workflow import act

_FAULTS_KEPT = 50


def note_done(what: Work) -> None:
    """Note that something that is done again and again was done now."""
    LastDone.objects.update_or_create(what=what, defaults={"at": system_now()})


def ask_for_check(*, by: User) -> JournalCheck:
    """Ask the worker to check the whole journal.

    Refuses while another check is under way, unless that one's worker is gone.
    """
    with act("oversight.ask_for_check", by=by) as current:
        demand_reader(by)
        take_over(
            JournalCheck.objects.select_for_update().filter(is_over=False),
            _("A check is under way, asked for by %(name)s."),
        )
        check = JournalCheck(asked_by=by)
        begin(check)
        current.subject = check
    return check


def end_check(*, by: User, check: JournalCheck, report: Report) -> JournalCheck:
    """Keep a check's result, and enter in the journal that it was checked."""
    with act("oversight.end_check", by=by, subject=check) as current:
        check.entries, check.rows, check.gaps = report.entries, report.rows, report.gaps
        check.head, check.fault_count = report.head, len(report.faults)
        check.faults = [[each.where, each.what] for each in report.faults[:_FAULTS_KEPT]]
        check.done = check.total = report.entries + report.rows
        end(check, WorkState.DONE)
        current.say(head=report.head, faults=len(report.faults))
    return check
