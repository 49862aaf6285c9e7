"""Running a year: its events in time order, each through the action that the pages use."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.chain import salts_from
from thidua.common import clock
from thidua.common.errors import Refusal, refuse
from thidua.common.request import request
from thidua.organisations.actions import system_user
from thidua.year.acts import ACTS
from thidua.year.folder import Event, Folder
from thidua.year.not_built import NOT_BUILT
from thidua.year.world import Given, World

SYSTEM = "he-thong"


@dataclass(frozen=True)
class RefusedEvent:
    """An event that its action refused: where it stands, and each reason."""

    event: Event
    refusal: Refusal


@dataclass
class Run:
    """What a run did: how many acts and rows by act, refusals, papers, steps not built."""

    done: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedEvent] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    not_built: dict[str, str] = field(default_factory=dict)
    last_day: date | None = None


def run_year(
    folder: Folder,
    papers: Path,
    *,
    until: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Carry out the folder's events up to `until`, on the configured (empty) database.

    Time, salts and request ids follow the events, so that the same folder gives the same records
    and papers, byte for byte. An event whose action refuses is kept with its reasons and the year
    goes on, as it does in an office; an event that names no act at all refuses the whole folder
    before anything is done.
    """
    events = [event for event in folder.events() if until is None or event.on <= until]
    _check_names(events)
    papers.mkdir(parents=True, exist_ok=True)
    world, run = World(folder, papers), Run()
    with clock.replaying(), salts_from(folder.path.name):
        for number, event in enumerate(events, start=1):
            with clock.office_day_is(event.on), request(f"{folder.path.name}-{number:05d}"):
                _carry_out(event, world, run)
            if progress is not None:
                progress(number, len(events))
    return run


def _check_names(events: list[Event]) -> None:
    for event in events:
        if event.act not in ACTS and event.act not in NOT_BUILT:
            raise refuse(
                "unknown_act",
                _("There is no act “%(act)s”.") % {"act": event.act},
                cure=_("Known acts: %(acts)s.") % {"acts": ", ".join(sorted(ACTS))},
                where=event.where,
            )


def _carry_out(event: Event, world: World, run: Run) -> None:
    run.last_day = event.on
    if event.act in NOT_BUILT:
        run.not_built[event.act] = str(NOT_BUILT[event.act])
        return
    try:
        outcome = ACTS[event.act](world, _actor(world, event.by), Given(event.given))
    except Refusal as refusal:
        run.refused.append(RefusedEvent(event, refusal))
        return
    run.done[event.act] += 1
    run.rows[event.act] += outcome.count
    run.files.extend(outcome.files)


def _actor(world: World, username: str) -> User:
    return system_user() if username == SYSTEM else world.user(username)
