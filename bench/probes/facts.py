"""All people of the example's year times all titles for persons: facts gathered, then judged."""

import time
from collections.abc import Iterable
from datetime import date

from bench import Measure
from thidua.eligibility.judging import INDIVIDUAL, assess_each, holder_kind
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.states import UnitKind
from thidua.rules import Governing, default_law

VERDICTS_A_SECOND = 20_000
ONE_PERSON_MS = 50
DAY = date(2018, 12, 20)
TIMES = 20


def measures() -> Iterable[Measure]:
    """In one process: verdicts a second over everybody, and the time to judge one person again."""
    whats = [title.id for title in default_law().titles() if INDIVIDUAL in title.holders]
    period = Period.objects.get(code="2018")
    authority = Unit.objects.filter(kind=UnitKind.COMMITTEE).order_by("pk")[0]
    rules = jurisdiction_of(authority)
    people = list(Person.objects.order_by("pk"))
    cases = [(person, what) for person in people for what in whats]
    begin = time.perf_counter()
    given = assess_each(cases, period, Governing(DAY), rules)
    rate = len(given) / (time.perf_counter() - begin)
    name = f"verdicts with facts ({len(people)} people × {len(whats)} titles)"
    yield Measure(name, rate, "1/s", VERDICTS_A_SECOND, higher_is_better=True)
    one = [(people[0], what) for what in whats]
    begin = time.perf_counter()
    for _each in range(TIMES):
        assess_each(one, period, Governing(DAY), rules)
    spent = (time.perf_counter() - begin) / TIMES
    yield Measure(f"judging one {holder_kind(people[0])}", spent * 1000, "ms", ONE_PERSON_MS)
