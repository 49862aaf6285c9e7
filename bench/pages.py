"""Server time of the pages that people open most."""

from collections.abc import Iterable

from bench import Measure
from bench.office import probed


def measures() -> Iterable[Measure]:
    """See `bench.probes.pages`."""
    return probed("pages")
