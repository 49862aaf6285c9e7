"""Search from one box over a province's people."""

from collections.abc import Iterable

from bench import Measure
from bench.office import probed


def measures() -> Iterable[Measure]:
    """See `bench.probes.search`."""
    return probed("search")
