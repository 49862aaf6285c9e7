"""Timing an act again and again: wall time, and processor time of this process beside it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Times:
    """Seconds of each round."""

    wall: list[float]
    cpu: list[float]

    @property
    def p95(self) -> tuple[float, float]:
        """The 95th percentile, wall and processor."""
        return quantiles(self.wall, n=20)[-1], quantiles(self.cpu, n=20)[-1]

    @property
    def median(self) -> tuple[float, float]:
        """The median, wall and processor."""
        return median(self.wall), median(self.cpu)


def timed(act: Callable[[], object], rounds: int) -> Times:
    """Do it once to warm up, then `rounds` times."""
    act()
    times = Times([], [])
    for _round in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        times.cpu.append(time.process_time() - cpu)
        times.wall.append(time.perf_counter() - wall)
    return times
