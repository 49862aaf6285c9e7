"""What is due of somebody: each app lists its own, and "my duties" shows them together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model


@dataclass(frozen=True)
class Duty:
    """One thing to do, by when, and the page where it is done.

    `code` is stable and for programs; `due_on` is None where nothing sets a date; `url_name` and
    `url_args` are for `reverse`; `query` narrows the list that the address shows.
    """

    code: str
    title: str
    due_on: date | None
    subject: Model | None
    url_name: str
    url_args: tuple[object, ...] = ()
    is_late: bool = False
    query: str = ""


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """Duties by date, those without one last."""
    return sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max))
