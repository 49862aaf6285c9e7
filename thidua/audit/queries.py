"""Reads of the journal for pages: the history of records."""

from collections.abc import Iterable

from django.db.models import Model

from thidua.audit.acts import ACTS
from thidua.audit.models import Entry
from thidua.ui.parts import HistoryLine

_MOST = 200


def history_of(*rows: Model, most: int = _MOST) -> list[HistoryLine]:
    """The acts on `rows`, newest first, at most `most`; one query.

    A line's note is the reason that the act gave, if it gave one.
    """
    return _lines((f"{row._meta.label_lower}:{row.pk}" for row in rows), most)


def _lines(subjects: Iterable[str], most: int) -> list[HistoryLine]:
    entries = Entry.objects.filter(subject__in=list(subjects)).select_related("values")
    return [
        HistoryLine(
            on=entry.office_day,
            who=entry.actor_name,
            what=act_name(entry.action),
            note=str(entry.values.said.get("reason") or ""),
            subject=entry.subject_name,
        )
        for entry in entries.order_by("-sequence")[:most]
    ]


def act_name(code: str) -> str:
    """What an act is called; a code that has no phrase any more (an older version's) is itself."""
    return str(ACTS.get(code, code))
