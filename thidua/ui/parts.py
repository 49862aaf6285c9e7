"""The parts that every process page has: steps, what is missing, the next action, the history."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise


@dataclass(frozen=True)
class Step:
    """One step of a stepper. `state` is done, now or later; `note` a date or a name."""

    label: str | Promise
    state: str
    note: str = ""


@dataclass(frozen=True)
class NextAction:
    """The one thing to do next here, by this user: a button, or a sentence saying who must act."""

    label: str | Promise
    url: str = ""
    explanation: str | Promise = ""


@dataclass(frozen=True)
class PaperMark:
    """An act was done on paper: by whom, on which day; `scan` is the key that its scan has."""

    doer: str
    on: date
    scan: int | None = None
    on_behalf: bool = False


@dataclass(frozen=True)
class HistoryLine:
    """One act in a record's history, as the journal has it."""

    on: date
    who: str
    what: str
    note: str = ""
    subject: str = ""
    on_paper: PaperMark | None = None
