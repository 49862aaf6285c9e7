"""The journal as people read it: by day, actor, act, unit and object, each entry a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from thidua.accounts.models import User
from thidua.audit.acts import ACTS
from thidua.audit.models import Entry
from thidua.audit.queries import act_name, with_words
from thidua.common.text import sort_key
from thidua.councils.models import Meeting
from thidua.councils.policies import MEETINGS
from thidua.decisions.models import Decision, Submission
from thidua.decisions.policies import DECISIONS, SUBMISSIONS
from thidua.dossiers.models import Dossier
from thidua.dossiers.policies import DOSSIERS
from thidua.emulation.models import Agreement, Registration, Round
from thidua.emulation.policies import AGREEMENTS, REGISTRATIONS, ROUNDS
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import USERS
from thidua.organisations.queries import search_people, search_units
from thidua.oversight.policies import ENTRIES
from thidua.scoring.models import ScoreSheet, Selection
from thidua.scoring.policies import SELECTIONS, SHEETS
from thidua.workflow import Policy

ON_A_PAGE = 50
_MOST_UNITS = _MOST_PEOPLE = 50
_REASON = "reason"


@dataclass(frozen=True)
class Place:
    """Where a row of a model has its page: for whom the policy lets see it (or do `action`)."""

    model: type[Model]
    policy: Policy[Any]
    url_name: str
    action: str = "view"


PLACES: Sequence[Place] = (
    Place(Registration, REGISTRATIONS, "emulation:registration"),
    Place(Round, ROUNDS, "emulation:round"),
    Place(Agreement, AGREEMENTS, "emulation:agreement"),
    Place(ScoreSheet, SHEETS, "scoring:sheet"),
    Place(Selection, SELECTIONS, "scoring:selection"),
    Place(Dossier, DOSSIERS, "dossiers:dossier"),
    Place(Meeting, MEETINGS, "councils:meeting"),
    Place(Decision, DECISIONS, "decisions:decision"),
    Place(Submission, SUBMISSIONS, "decisions:submission"),
    Place(User, USERS, "organisations:account", action="unlock"),
)


@dataclass(frozen=True)
class Asked:
    """What of the journal is asked for; empty is everything. `subject` is as entries name it."""

    day: date | None = None
    who: str = ""
    act: str = ""
    unit: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Line:
    """One entry. `url` is the page of what it is about, where the reader may see it."""

    number: int
    on: date
    at: datetime
    who: str
    what: str
    subject: str
    subject_key: str
    unit: str
    note: str
    url: str


@dataclass(frozen=True)
class JournalPage:
    """Entries newest first; `older` and `newer` are numbers of entries, 0 where there is none."""

    lines: Sequence[Line]
    older: int
    newer: int


def acts_named() -> list[tuple[str, str]]:
    """Every act by its phrase, as one looks for it in a list."""
    return sorted(((code, str(phrase)) for code, phrase in ACTS.items()), key=_by_phrase)


def _by_phrase(named: tuple[str, str]) -> str:
    return sort_key(named[1])


def entries_asked(user: User, asked: Asked) -> QuerySet[Entry]:
    """The entries that `user` may read and that are asked for. Names are looked up in two queries.

    A name that nobody has finds nothing.
    """
    found: QuerySet[Entry] = Entry.objects.filter(ENTRIES.condition(user, "view"))
    if asked.day is not None:
        found = found.filter(office_day=asked.day)
    if asked.who:
        people = search_people(Person.objects.filter(user__isnull=False), asked.who)
        named = Q(person__in=people.values("pk")) | Q(username__iexact=asked.who.strip())
        users = User.objects.filter(named).values_list("pk", flat=True)[:_MOST_PEOPLE]
        found = found.filter(actor_id__in=list(users))
    if asked.act in ACTS:
        found = found.filter(action=asked.act)
    if asked.unit:
        units = search_units(Unit.objects.all(), asked.unit).order_by("sort_key")
        found = found.filter(unit_code__in=list(units.values_list("code", flat=True)[:_MOST_UNITS]))
    if asked.subject:
        found = found.filter(subject=asked.subject)
    return found


def journal_page(user: User, entries: QuerySet[Entry], older: int, newer: int) -> JournalPage:
    """A page of entries before number `older`, or after number `newer`, else the newest.

    Queries do not grow with entries: one for each kind of thing that a page names, at most.
    """
    chosen = with_words(entries)
    if newer:
        rows = list(chosen.filter(sequence__gt=newer).order_by("sequence")[: ON_A_PAGE + 1])
        has_newer, has_older = len(rows) > ON_A_PAGE, True
        rows = rows[:ON_A_PAGE][::-1]
    else:
        before = chosen.filter(sequence__lt=older) if older else chosen
        rows = list(before.order_by("-sequence")[: ON_A_PAGE + 1])
        has_newer, has_older = bool(older), len(rows) > ON_A_PAGE
        rows = rows[:ON_A_PAGE]
    if not rows:
        return JournalPage((), 0, 0)
    return JournalPage(
        _lines(user, rows),
        older=rows[-1].sequence if has_older else 0,
        newer=rows[0].sequence if has_newer else 0,
    )


def _lines(user: User, rows: Sequence[Entry]) -> list[Line]:
    links = links_to(user, {row.subject for row in rows})
    codes = {row.unit_code for row in rows if row.unit_code}
    units: Mapping[str, str] = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    with_reasons = set(
        Entry.objects.filter(
            ENTRIES.condition(user, "read_reasons"), pk__in=[row.pk for row in rows]
        ).values_list("pk", flat=True)
    )
    return [
        Line(
            number=row.sequence,
            on=row.office_day,
            at=row.at,
            who=row.actor_name,
            what=act_name(row.action),
            subject=row.subject_name,
            subject_key=row.subject,
            unit=units.get(row.unit_code, ""),
            note=_note(row) if row.pk in with_reasons else "",
            url=links.get(row.subject, ""),
        )
        for row in rows
    ]


def _note(entry: Entry) -> str:
    values = getattr(entry, "values", None)
    return str(values.said.get(_REASON) or "") if values else ""


def links_to(user: User, subjects: set[str]) -> dict[str, str]:
    """Addresses of those `subjects` ("app.model:key") that have a page `user` may see."""
    keys: dict[str, list[int]] = {}
    for subject in subjects:
        label, _colon, key = subject.partition(":")
        if key.isascii() and key.isdigit():
            keys.setdefault(label, []).append(int(key))
    found: dict[str, str] = {}
    for place in PLACES:
        label = place.model._meta.label_lower
        if label not in keys:
            continue
        visible: Callable[..., QuerySet[Any]] = place.policy.visible_to
        seen = visible(user, place.action).filter(pk__in=keys[label])
        for key in seen.values_list("pk", flat=True):
            found[f"{label}:{key}"] = reverse(place.url_name, args=[key])
    return found
