"""Checks of the journal, and what the program knows of its own work."""

from thidua.background.states import WorkState
from thidua.oversight.models import JournalCheck


def newest_check() -> JournalCheck | None:
    """The newest check, under way or over. One query."""
    return JournalCheck.objects.select_related("asked_by").order_by("-pk").first()


def newest_result() -> JournalCheck | None:
    """The newest check that came to a result. One query."""
    return JournalCheck.objects.filter(state=WorkState.DONE).order_by("-pk").first()
