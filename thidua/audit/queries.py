"""Reads of the journal for pages: the history of records."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from thidua.audit.acts import ACTS
from thidua.audit.models import Entry
from thidua.ui.parts import HistoryLine, PaperMark

_MOST = 200


def with_words(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with the words of their acts, without the digests of rows: of an import these are
    twenty thousand, and a page shows none of them.
    """
    return entries.select_related("values").defer("values__rows")


def history_of(
    *rows: Model, most: int = _MOST, without: int | None = None, but: Collection[str] = ()
) -> list[HistoryLine]:
    """The acts on `rows`, newest first, at most `most`; one query.

    A line's note is the reason that the act gave, or the paper that it is about. `without` leaves
    out the acts of one user, by key; `but` acts of these codes.
    """
    subjects = [f"{row._meta.label_lower}:{row.pk}" for row in rows]
    entries = with_words(Entry.objects.filter(subject__in=subjects))
    if without is not None:
        entries = entries.exclude(actor_id=without)
    if but:
        entries = entries.exclude(action__in=but)
    return [
        HistoryLine(
            on=entry.office_day,
            who=entry.actor_name,
            what=act_name(entry.action),
            note=_note(entry.values.said),
            subject=entry.subject_name,
            on_paper=_paper_mark(entry.values.said.get("on_paper")),
        )
        for entry in entries.order_by("-sequence")[:most]
    ]


def _note(said: Mapping[str, object]) -> str:
    """The reason that an act gave; that it came through a personal link, or for the unit."""
    reason = str(said.get("reason") or said.get("paper") or "")
    channel = _("through a personal link") if said.get("through") else ""
    # What was done on paper says so beside its mark.
    is_for_unit = said.get("on_behalf") is True and not said.get("on_paper")
    on_behalf = _("entered on behalf") if is_for_unit else ""
    return "; ".join(word for word in (reason, channel, on_behalf) if word)


def _paper_mark(said: object) -> PaperMark | None:
    """What an act said of its paper twin (`documents.on_paper.enter`)."""
    if not isinstance(said, dict):
        return None
    return PaperMark(
        doer=said["doer"],
        on=date.fromisoformat(said["on"]),
        scan=said["id"] if said["scan"] else None,
        on_behalf=said["on_behalf"],
    )


def act_name(code: str) -> str:
    """What an act is called; a code that has no phrase any more (an older version's) is itself."""
    return str(ACTS.get(code, code))
