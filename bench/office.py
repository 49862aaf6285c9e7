"""The database of the example's year, for benchmarks that read one."""

import importlib
from collections.abc import Iterable
from functools import cache
from typing import cast

from bench import Measure
from bench.year_run import ran
from thidua.year.places import point_at


@cache
def _stand() -> None:
    point_at(ran().folder / "office")


def probed(name: str) -> Iterable[Measure]:
    """What `bench.probes.<name>` measures; it is imported once Django stands on the database."""
    _stand()
    module = importlib.import_module(f"bench.probes.{name}")
    return cast("Iterable[Measure]", module.measures())
