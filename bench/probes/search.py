"""Search from one box, as one who sees everybody."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse

from bench import Measure
from bench.probes.pages import BUDGET_MS, QUICK_ROUNDS, ROUNDS
from bench.probes.visits import TODAY, client_of, visitors
from bench.timing import timed
from thidua.common.clock import office_day_is

# What is sought: a name that a third bear, one that few bear, one that nobody bears, a place.
TEXTS = {
    "a common name": "nguyen",
    "three words": "lan thi ngo",
    "nothing": "zzz",
    "a school": "tieu hoc an",
}


def measures(scale: int, *, is_quick: bool) -> Iterable[Measure]:
    """An officer of the standing office seeks."""
    client = client_of(visitors()["standing office"])
    with office_day_is(TODAY):
        for name, text in TEXTS.items():
            address = f"{reverse('desk:search')}?q={text.replace(' ', '+')}"
            rounds = QUICK_ROUNDS if is_quick else ROUNDS
            get = partial(client.get, address, secure=True)
            wall, cpu = timed(get, rounds).p95
            yield Measure(
                f"search: {name}, p95", wall * 1000, "ms", BUDGET_MS, cpu=cpu * 1000, scale=scale
            )
