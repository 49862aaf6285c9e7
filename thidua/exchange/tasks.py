"""What the worker does for the pages of forms."""

from django.utils import translation
from django_tasks import task

from thidua.background.actions import carrying
from thidua.exchange.actions import give_out, record_forms
from thidua.exchange.models import RoundWork
from thidua.exchange.states import RoundWorkKind

_DOES = {RoundWorkKind.GIVE_OUT: give_out, RoundWorkKind.RECORD: record_forms}


@task()
def work_on_round(pk: int) -> None:
    """Do the work of that key from where it stands; its sentences are in its asker's language."""
    related = ("asked_by", "round__bloc__emulation_year", "round__period")
    work = RoundWork.objects.select_related(*related).filter(pk=pk, is_over=False).first()
    if work is None:
        return
    with translation.override(work.asked_by.language or "vi"), carrying(work):
        _DOES[RoundWorkKind(work.kind)](work)
