"""Having the journal checked, and the signs that the program's own work leaves."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.verify import Report
from thidua.common.clock import system_now
from thidua.common.errors import refuse
from thidua.oversight.models import JournalCheck, LastDone
from thidua.oversight.policies import demand_reader
from thidua.oversight.states import CheckState, Work
from thidua.workflow import act

_FAULTS_KEPT = 50
PATIENCE = timedelta(minutes=10)


def note_done(what: Work) -> None:
    """Note that something that is done again and again was done now."""
    LastDone.objects.update_or_create(what=what, defaults={"at": system_now()})


def ask_for_check(*, by: User, enqueue: Callable[[int], object]) -> JournalCheck:
    """Ask the worker to check the whole journal; `enqueue` hands it the check's key.

    Refuses while another check is under way, unless that one's worker is gone.
    """
    with act("oversight.ask_for_check", by=by) as current:
        demand_reader(by)
        now = system_now()
        for lost in JournalCheck.objects.select_for_update().filter(is_over=False):
            if not is_lost(lost):
                raise refuse(
                    "under_way",
                    _("A check is under way, asked for by %(name)s.") % {"name": lost.asked_by},
                    cure=_("Wait for its result: it is shown here."),
                )
            _end(lost, CheckState.FAILED)
        check = JournalCheck(asked_by=by, asked_at=now, moved_at=now)
        check.save()
        current.subject = check
        enqueue(check.pk)
    return check


def is_lost(check: JournalCheck) -> bool:
    """Whether a check that is under way has not moved for so long that its worker must be gone."""
    return check.state == CheckState.RUNNING and system_now() - check.moved_at > PATIENCE


def move_check(check: JournalCheck, done: int, total: int) -> None:
    """Note how far a check has come."""
    check.state, check.done, check.total = CheckState.RUNNING, done, total
    check.moved_at = system_now()
    check.save(update_fields=["state", "done", "total", "moved_at"])


def end_check(*, by: User, check: JournalCheck, report: Report) -> JournalCheck:
    """Keep a check's result, and enter in the journal that it was checked."""
    with act("oversight.end_check", by=by, subject=check) as current:
        check.entries, check.rows, check.gaps = report.entries, report.rows, report.gaps
        check.head, check.fault_count = report.head, len(report.faults)
        check.faults = [[each.where, each.what] for each in report.faults[:_FAULTS_KEPT]]
        check.done = check.total = report.entries + report.rows
        _end(check, CheckState.DONE)
        current.say(head=report.head, faults=len(report.faults))
    return check


def give_up_check(check: JournalCheck) -> None:
    """Note that a check ended without a result."""
    _end(check, CheckState.FAILED)


def _end(check: JournalCheck, state: CheckState) -> None:
    check.state, check.is_over, check.finished_at = state, True, system_now()
    check.save()
