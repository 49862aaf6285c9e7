"""Server time of pages, 95th percentile, as several roles, through Django's test client."""

from collections.abc import Callable, Iterable

from django.db import connection

from bench import Measure
from bench.probes.visits import TODAY, Visit, client_of, visits
from bench.timing import timed
from thidua.common.clock import office_day_is
from thidua.desk.board import forget_boards

BUDGET_MS = 100
# The 95th percentile of forty openings is the second worst: of twenty it would be the worst.
ROUNDS, QUICK_ROUNDS = 40, 5
OK, KB = 200, 1024
# The pages with boards, which are counted anew after each act of anybody.
_BOARDS = ("desk:duties", "desk:board")


def measures(scale: int, *, is_quick: bool) -> Iterable[Measure]:
    """Each page as each who opens it; its queries and size beside."""
    with office_day_is(TODAY):
        for visit in visits():
            rounds = QUICK_ROUNDS if is_quick else ROUNDS
            yield measured(visit, scale, rounds)
            if visit.page in _BOARDS:
                yield measured(visit, scale, rounds, after_an_act=True)


def measured(visit: Visit, scale: int, rounds: int, *, after_an_act: bool = False) -> Measure:
    client = client_of(visit.user)

    def get() -> bytes:
        if after_an_act:
            # An act makes what is known of the boards worthless.
            forget_boards()
        answer = client.get(visit.address, secure=True)
        if answer.status_code != OK:
            raise RuntimeError(f"{visit.address} answers {answer.status_code} to {visit.role}.")
        return bytes(answer.content)

    get()
    queries = _Counter()
    with connection.execute_wrapper(queries):
        size = len(get())
    wall, cpu = timed(get, rounds).p95
    page = f"{visit.page} after an act" if after_an_act else visit.page
    return Measure(
        f"page {page} ({visit.role}), p95",
        wall * 1000,
        "ms",
        BUDGET_MS,
        cpu=cpu * 1000,
        scale=scale,
        note=f"{visit.role}: {queries.count} queries, {size // KB} KB",
        group=f"page {page}, p95",
        queries=queries.count,
    )


class _Counter:
    """Counts the statements that are sent to the database."""

    count = 0

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,  # noqa: FBT001 - as Django calls it
        context: dict[str, object],
    ) -> object:
        self.count += 1
        return execute(sql, params, many, context)
