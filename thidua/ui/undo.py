"""The message after an act that can be undone has a button that does the reverse act."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest

_SALT = "thidua.ui.undo"
MAX_AGE = 3600


@dataclass(frozen=True)
class Undo:
    """The reverse act: a form of this site with its fields."""

    url: str
    fields: Mapping[str, str]


def tell_undoable(request: HttpRequest, text: str, undo: Undo) -> None:
    """Say `text` on the next page, with the button that undoes what was done.

    The reverse act asks its own policy and blockers, as it does anywhere.
    """
    sealed = signing.dumps({"url": undo.url, "fields": dict(undo.fields)}, salt=_SALT)
    messages.success(request, text, extra_tags=sealed)


def undo_in(tags: str) -> Undo | None:
    """What a message's tags carry; None where it cannot be undone, or not any more."""
    try:
        found = signing.loads(tags, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    return Undo(found["url"], found["fields"])
