"""What the worker does for the pages of who qualifies."""

from django_tasks import task

from thidua.background.actions import carrying
from thidua.eligibility.actions.trials import compare_year
from thidua.eligibility.actions.years import judge_year as judge_whole
from thidua.eligibility.models import Judging, Trial


@task()
def judge_year(pk: int) -> None:
    """Judge the year of the judging of that key from where it stands."""
    work = Judging.objects.select_related("asked_by").filter(pk=pk, is_over=False).first()
    if work is not None:
        with carrying(work):
            judge_whole(work)


@task()
def try_year(pk: int) -> None:
    """Compare the year of the trial of that key from where it stands."""
    work = Trial.objects.select_related("asked_by").filter(pk=pk, is_over=False).first()
    if work is not None:
        with carrying(work):
            compare_year(work)
