"""How each piece of the year's work stands on a day: judged from the ledger, without queries.

One list of items serves the board's counts and the lists behind them, so that they agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.desk.ledger import Chain, Key, Ledger, Line, Scope, Window, last_day, review_asked
from thidua.desk.states import Stage, Standing
from thidua.dossiers.duties import review_begins
from thidua.dossiers.states import DossierState
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period
from thidua.plans.models import Milestone
from thidua.plans.states import MilestoneKind

_NOT_SENT = frozenset({DossierState.DRAFT, DossierState.RETURNED})
_APPRAISED = frozenset({DossierState.APPRAISED, DossierState.CONCLUDED})
NEVER = Window(None, None)
# What the bloc does as one.
TOGETHER = Line(None, 1, None)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work: of a unit, or of the bloc together (`unit` None). Where units are told by
    their number only, `count` of them stand so, and what is one unit's own is not told.

    `record` is the key of what was made: a registration, an agreement, a sheet, a selection, a
    deliberation or a dossier, by the stage. `days_late`: of what was done, by how many days too
    late it came; of what was not, by how many days it is late now.
    """

    stage: Stage
    bloc: int
    unit: int | None
    standing: Standing
    last_day: date | None
    done_on: date | None = None
    days_late: int = 0
    record: int | None = None
    about: Milestone | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stage stands in one bloc and period, whose key is asked for at every item."""

    ledger: Ledger
    bloc: Bloc
    period: Period
    day: date
    key: Key

    def window(self, kind: MilestoneKind) -> Window:
        return self.ledger.window(self.bloc, kind, self.period) or NEVER

    def item(
        self,
        stage: Stage,
        line: Line[Any],
        window: Window,
        *,
        is_done: bool,
        done_on: date | None = None,
        is_ready: bool = True,
        days_late: int = 0,
        record: int | None = None,
        about: Milestone | None = None,
    ) -> Item:
        """The item, judged: done, late, due; not begun where it cannot be done yet."""
        standing, late = Standing.DONE, days_late
        if not is_done:
            late = max(0, (self.day - window.last_day).days) if window.last_day else 0
            has_begun = window.begins is None or window.begins <= self.day
            if late:
                standing = Standing.LATE
            else:
                standing = Standing.DUE if is_ready and has_begun else Standing.LATER
        return Item(
            *(stage, self.key[0], line.unit, standing, window.last_day, done_on, late, record),
            about,
            line.count,
        )


def items_in(ledger: Ledger, scope: Scope, day: date) -> list[Item]:
    """Every item of a scope's blocs, by stage, then as lists sort blocs and units."""
    places = [
        _Place(ledger, bloc, scope.period, day, (bloc.pk, scope.period.pk))
        for bloc in ledger.blocs
        if bloc.emulation_year_id == scope.year.pk
    ]
    judges = (_registrations, _signatures, _reviews, _scores, _selection, *_CHAIN)
    return [item for judge in judges for place in places for item in judge(place)]


def _registrations(place: _Place) -> Iterator[Item]:
    in_round = place.ledger.rounds.get(place.key)
    if in_round is None:
        return
    window = Window(in_round.opens_on, in_round.last_day)
    for line in place.ledger.registered(place.key, place.period.calendar):
        held = line.facts
        yield place.item(
            Stage.REGISTRATION,
            line,
            window,
            is_done=held is not None and held.on is not None,
            done_on=held.on if held else None,
            days_late=held.days_late if held else 0,
            record=held.pk if held else None,
        )


def _signatures(place: _Place) -> Iterator[Item]:
    """Every member of the bloc signs its agreement."""
    agreement = place.ledger.agreements.get(place.key)
    window = place.ledger.window(place.bloc, MilestoneKind.AGREEMENT, place.period)
    if agreement is None and window is None:
        return
    for line in place.ledger.signed(place.key):
        yield place.item(
            Stage.AGREEMENT,
            line,
            window or NEVER,
            is_done=line.facts is not None,
            done_on=line.facts,
            is_ready=agreement is not None,
            record=agreement,
        )


def _reviews(place: _Place) -> Iterator[Item]:
    """One item for each meeting that the plan asks for."""
    held = list(place.ledger.reviews.get(place.key, ()))
    for milestone in place.ledger.asked(place.bloc, MilestoneKind.REVIEW, place.period):
        kind = review_asked(milestone)
        found = next((each for each in held if kind is None or each[0] == kind), None)
        if found is not None:
            held.remove(found)
        window = Window(milestone.starts_on, last_day(milestone, place.bloc.emulation_year))
        yield place.item(
            Stage.REVIEW,
            TOGETHER,
            window,
            is_done=found is not None,
            done_on=found[1] if found else None,
            about=milestone,
        )


def _scores(place: _Place) -> Iterator[Item]:
    sheet, _ranked_on = place.ledger.sheets.get(place.key, (None, None))
    window = place.ledger.window(place.bloc, MilestoneKind.SCORE, place.period)
    if sheet is None and window is None:
        return
    for line in place.ledger.with_scores(place.key, place.period.calendar):
        yield place.item(Stage.SCORES, line, window or NEVER, is_done=line.facts, record=sheet)


def _selection(place: _Place) -> Iterator[Item]:
    sheet, ranked_on = place.ledger.sheets.get(place.key, (None, None))
    window = place.ledger.window(place.bloc, MilestoneKind.SCORE, place.period)
    if sheet is None and window is None:
        return
    held = place.ledger.selections.get(sheet or 0)
    yield place.item(
        Stage.SELECTION,
        TOGETHER,
        window or NEVER,
        is_done=held is not None and held.on is not None,
        done_on=held.on if held else None,
        is_ready=ranked_on is not None,
        record=held.pk if held else None,
    )


def _chained(place: _Place) -> Iterator[Line[Chain]]:
    """Units that go the whole way: only where the bloc registers for the period."""
    if place.key in place.ledger.rounds:
        authority = place.bloc.emulation_year.authority_id
        yield from place.ledger.chained(place.key, place.period.calendar, authority)


def _deliberations(place: _Place) -> Iterator[Item]:
    window = Window(review_begins(place.period), place.period.ends_on)
    for line in _chained(place):
        held = line.facts.held
        yield place.item(
            Stage.DELIBERATION,
            line,
            window,
            is_done=held is not None and held.on is not None,
            done_on=held.on if held else None,
            record=held.pk if held else None,
        )


def _submitted(place: _Place) -> Iterator[Item]:
    """A unit that proposed nobody has nothing to submit."""
    last = place.window(MilestoneKind.DOSSIERS).last_day
    for line in _chained(place):
        held, dossier = line.facts.held, line.facts.dossier
        is_concluded = held is not None and held.on is not None
        if dossier is None and is_concluded and not line.facts.has_proposed:
            continue
        is_sent = dossier is not None and dossier.state not in _NOT_SENT
        yield place.item(
            Stage.SUBMITTED,
            line,
            Window(None, last),
            is_done=is_sent,
            done_on=dossier.submitted_on if dossier and is_sent else None,
            is_ready=is_concluded,
            record=dossier.pk if dossier else None,
        )


def _appraised(place: _Place) -> Iterator[Item]:
    last = place.window(MilestoneKind.DOSSIERS).last_day
    for line in _chained(place):
        dossier = line.facts.dossier
        if dossier is None or dossier.state in _NOT_SENT:
            continue
        yield place.item(
            Stage.APPRAISED,
            line,
            Window(None, last),
            is_done=dossier.state in _APPRAISED,
            done_on=dossier.appraised_on if dossier.state in _APPRAISED else None,
            record=dossier.pk,
        )


def _considered(place: _Place) -> Iterator[Item]:
    for line in _chained(place):
        dossier = line.facts.dossier
        if dossier is None or dossier.state not in _APPRAISED or not dossier.has_proposed:
            continue
        yield place.item(
            Stage.COUNCIL,
            line,
            NEVER,
            is_done=dossier.concluded_on is not None,
            done_on=dossier.concluded_on,
            record=dossier.pk,
        )


def _decided(place: _Place) -> Iterator[Item]:
    """Done when every nominee that the council passed stands in a paper that went out."""
    for line in _chained(place):
        dossier = line.facts.dossier
        if dossier is None or dossier.concluded_on is None or not dossier.has_proposed:
            continue
        yield place.item(
            Stage.DECISION,
            line,
            NEVER,
            is_done=not dossier.has_undecided,
            record=dossier.pk,
        )


_CHAIN = (_deliberations, _submitted, _appraised, _considered, _decided)
