"""What the worker does for the journal's pages."""

from django_tasks import task

from thidua.audit.verify import verify
from thidua.background.actions import carrying, move
from thidua.organisations.actions import system_user
from thidua.oversight.actions import end_check
from thidua.oversight.models import JournalCheck


@task()
def check_journal(pk: int) -> None:
    """Check the whole journal for the check of that key, which is told how far it has come."""
    check = JournalCheck.objects.filter(pk=pk, is_over=False).first()
    if check is None:
        return
    with carrying(check):
        report = verify(progress=lambda done, total: move(check, done, total))
        end_check(by=system_user(), check=check, report=report)
