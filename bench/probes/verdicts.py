"""Verdicts with facts from the database, and judging one person again."""

import time
from collections.abc import Iterable

from django.db import transaction

from bench import Measure
from bench.probes.visits import TODAY
from bench.timing import timed
from thidua.common.clock import office_day_is
from thidua.eligibility.actions import judge_each
from thidua.eligibility.judging import INDIVIDUAL, assess_each
from thidua.organisations.actions import system_user
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.states import UnitKind
from thidua.rules import Governing, default_law
from thidua.workflow import act

VERDICTS_A_SECOND = 20_000
ONE_PERSON_MS = 50
PEOPLE, QUICK_PEOPLE = 5000, 1000
ROUNDS = 20


def measures(scale: int, *, is_quick: bool) -> Iterable[Measure]:
    """In one process: many people times all titles for persons; then one person, and kept."""
    whats = [title.id for title in default_law().titles() if INDIVIDUAL in title.holders]
    period = Period.objects.get(code="2025")
    rules = jurisdiction_of(Unit.objects.filter(kind=UnitKind.COMMITTEE).order_by("pk")[0])
    people = list(Person.objects.order_by("pk")[: QUICK_PEOPLE if is_quick else PEOPLE])
    cases = [(person, what) for person in people for what in whats]
    governing = Governing(TODAY)
    wall, cpu = time.perf_counter(), time.process_time()
    given = len(assess_each(cases, period, governing, rules))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    yield Measure(
        "verdicts with facts from the database",
        given / wall,
        "1/s",
        VERDICTS_A_SECOND,
        higher_is_better=True,
        cpu=given / cpu,
        scale=scale,
        note=f"{len(people)} people × {len(whats)} titles, one process",
    )
    one = [(people[0], what) for what in whats]
    by = system_user()

    def again() -> None:
        with act("bench.judge", by=by):
            judge_each(one, period, governing, rules)

    with office_day_is(TODAY), transaction.atomic():
        wall, cpu = timed(again, ROUNDS).p95
        transaction.set_rollback(True)
    yield Measure(
        "judging one person again, kept, p95",
        wall * 1000,
        "ms",
        ONE_PERSON_MS,
        cpu=cpu * 1000,
        scale=scale,
        note=f"{len(whats)} titles",
    )
