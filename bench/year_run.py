"""The example's whole year, in a process of its own: time and peak memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import Measure

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "chi-linh-2018"
SECONDS, MEGABYTES = 60, 600


@dataclass(frozen=True)
class Ran:
    """A year that was run: its folder, wall time, and the peak memory of its process in MB."""

    folder: Path
    seconds: float
    megabytes: float


@cache
def ran() -> Ran:
    """Run the year once; other benchmarks read its database. Raises where the command fails."""
    # Kept until this process ends.
    place = tempfile.TemporaryDirectory(prefix="thidua-bench-")
    folder = Path(place.name) / "year"
    _PLACES.append(place)
    command = [sys.executable, "-m", "thidua", "year", "run", str(EXAMPLE), "--out", str(folder)]
    begin = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Ran(folder, time.perf_counter() - begin, used.ru_maxrss / 1024)


_PLACES: list[tempfile.TemporaryDirectory[str]] = []


def measures() -> Iterable[Measure]:
    """Wall time and peak memory."""
    done = ran()
    yield Measure("year run", done.seconds, "s", SECONDS)
    yield Measure("year run, peak memory", done.megabytes, "MB", MEGABYTES)
