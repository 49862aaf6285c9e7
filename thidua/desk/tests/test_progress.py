"""From the deliberation to the decision: how a unit's work stands, by what is on record."""

from dataclasses import replace
from datetime import date

import pytest

from thidua.desk.ledger import Done, DossierFacts, Ledger, Member, Scope
from thidua.desk.progress import Item, items_in
from thidua.desk.states import Stage, Standing
from thidua.dossiers.states import DossierState
from thidua.emulation.models import Bloc, EmulationYear, Round
from thidua.organisations.models import Period
from thidua.organisations.states import Calendar
from thidua.plans.models import Milestone
from thidua.plans.states import MilestoneKind

AUTHORITY, PLAN, UNIT, OTHER = 9, 3, 5, 6
YEAR = EmulationYear(pk=1, authority_id=AUTHORITY, plan_id=PLAN, year=2018)
BLOC = Bloc(pk=1, emulation_year=YEAR, name="Khối")
PERIOD = Period(
    pk=1,
    code="2018",
    calendar=Calendar.CALENDAR,
    starts_on=date(2018, 1, 1),
    ends_on=date(2018, 12, 31),
    year=2018,
)
DOSSIERS = Milestone(plan_id=PLAN, kind=MilestoneKind.DOSSIERS, ends_on=date(2018, 12, 20))
HELD = Done(1, date(2018, 12, 1))
SENT = DossierFacts(
    pk=1,
    state=DossierState.SUBMITTED,
    submitted_on=date(2018, 12, 5),
    appraised_on=None,
    concluded_on=None,
    has_proposed=False,
    has_undecided=False,
)
APPRAISED = replace(
    SENT, state=DossierState.APPRAISED, appraised_on=date(2018, 12, 15), has_proposed=True
)
CONCLUDED = replace(
    APPRAISED,
    state=DossierState.CONCLUDED,
    concluded_on=date(2018, 12, 18),
    has_undecided=True,
)
LATE, DUE, DONE, LATER = Standing.LATE, Standing.DUE, Standing.DONE, Standing.LATER


def ledger_of(deliberation: tuple[Done, bool] | None, dossier: DossierFacts | None) -> Ledger:
    in_round = Round(pk=1, opens_on=date(2018, 1, 1), last_day=date(2018, 1, 31))
    ledger = Ledger(
        [BLOC],
        {(BLOC.pk, PERIOD.pk): in_round},
        {(PLAN, MilestoneKind.DOSSIERS, PERIOD.code): [DOSSIERS]},
        {BLOC.pk: [Member(UNIT, Calendar.CALENDAR), Member(OTHER, Calendar.SCHOOL_YEAR)]},
    )
    if deliberation is not None:
        ledger.deliberations[UNIT, PERIOD.pk] = deliberation
    if dossier is not None:
        ledger.dossiers[UNIT, PERIOD.pk, AUTHORITY] = dossier
    return ledger


def items(ledger: Ledger, day: date) -> dict[Stage, Item]:
    found = items_in(ledger, Scope(YEAR, PERIOD), day)
    chain: dict[Stage, Item] = {
        each.stage: each for each in found if each.stage != Stage.REGISTRATION
    }
    # The member judged by the school year has no part in this period.
    assert {each.unit for each in found} == {UNIT}
    return chain


CASES: list[tuple[date, tuple[Done, bool] | None, DossierFacts | None, dict[Stage, Standing]]] = [
    (date(2018, 3, 1), None, None, {Stage.DELIBERATION: LATER, Stage.SUBMITTED: LATER}),
    (date(2018, 12, 10), None, None, {Stage.DELIBERATION: DUE, Stage.SUBMITTED: LATER}),
    (date(2019, 1, 5), None, None, {Stage.DELIBERATION: LATE, Stage.SUBMITTED: LATE}),
    (
        date(2018, 12, 10),
        (HELD, True),
        None,
        {Stage.DELIBERATION: DONE, Stage.SUBMITTED: DUE},
    ),
    # It proposed nobody: there is nothing to submit.
    (date(2019, 1, 5), (HELD, False), None, {Stage.DELIBERATION: DONE}),
    # A draft or a returned dossier is not with the office.
    (
        date(2018, 12, 10),
        (HELD, True),
        replace(SENT, state=DossierState.RETURNED),
        {Stage.DELIBERATION: DONE, Stage.SUBMITTED: DUE},
    ),
    (
        date(2018, 12, 10),
        (HELD, True),
        SENT,
        {Stage.DELIBERATION: DONE, Stage.SUBMITTED: DONE, Stage.APPRAISED: DUE},
    ),
    (
        date(2018, 12, 28),
        (HELD, True),
        APPRAISED,
        {
            Stage.DELIBERATION: DONE,
            Stage.SUBMITTED: DONE,
            Stage.APPRAISED: DONE,
            Stage.COUNCIL: DUE,
        },
    ),
    # The office proposed nobody of it: the council has nothing to consider.
    (
        date(2018, 12, 28),
        (HELD, True),
        replace(APPRAISED, has_proposed=False),
        {Stage.DELIBERATION: DONE, Stage.SUBMITTED: DONE, Stage.APPRAISED: DONE},
    ),
    (
        date(2018, 12, 28),
        (HELD, True),
        CONCLUDED,
        {
            Stage.DELIBERATION: DONE,
            Stage.SUBMITTED: DONE,
            Stage.APPRAISED: DONE,
            Stage.COUNCIL: DONE,
            Stage.DECISION: DUE,
        },
    ),
    (
        date(2018, 12, 28),
        (HELD, True),
        replace(CONCLUDED, has_undecided=False),
        {
            Stage.DELIBERATION: DONE,
            Stage.SUBMITTED: DONE,
            Stage.APPRAISED: DONE,
            Stage.COUNCIL: DONE,
            Stage.DECISION: DONE,
        },
    ),
]


@pytest.mark.parametrize(("day", "deliberation", "dossier", "expected"), CASES)
def test_each_stage_by_what_is_on_record(
    day: date,
    deliberation: tuple[Done, bool] | None,
    dossier: DossierFacts | None,
    expected: dict[Stage, Standing],
) -> None:
    found = items(ledger_of(deliberation, dossier), day)
    assert {stage: item.standing for stage, item in found.items()} == expected


def test_days_late_of_an_appraisal() -> None:
    found = items(ledger_of((HELD, True), SENT), date(2018, 12, 23))
    assert found[Stage.APPRAISED].standing == LATE
    assert found[Stage.APPRAISED].days_late == 3
    assert found[Stage.SUBMITTED].record == SENT.pk
