"""Many officials at once against `thidua serve`, on a copy of the largest province.

Two hundred on PostgreSQL, thirty on SQLite; each does the next thing five seconds after an answer.
The program that acts for them is a process of its own, and says what part of the machine it took.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench import Measure
from bench.choices import CHOSEN
from bench.loading.machine import busy_seconds, postgres_seconds, tree_seconds
from bench.province import ROOT, Standing, copy_of, standing

P95_MS, SECONDS, QUICK_SECONDS = 300, 60, 15
ON_POSTGRES, ON_SQLITE = 200, 30
_STARTS_WITHIN = 60.0


@dataclass(frozen=True)
class Ran:
    """What the officials found, and the processor seconds of each part."""

    found: dict[str, Any]
    server: float
    database: float
    machine: float


def measures() -> Iterable[Measure]:
    """The 95th percentile of all answers, the faults, and who took the machine."""
    scale = max(CHOSEN.scales)
    place, written = standing(scale)
    yield from written
    officials = ON_POSTGRES if CHOSEN.server else ON_SQLITE
    with (
        tempfile.TemporaryDirectory(prefix="thidua-load-") as folder,
        copy_of(place, Path(folder)) as copy,
    ):
        ran = _run(copy, Path(folder), officials)
    yield from _told(ran, officials, scale)


def _told(ran: Ran, officials: int, scale: int) -> Iterator[Measure]:
    found = ran.found
    by_kind: dict[str, list[float]] = defaultdict(list)
    for kind, seconds in found["answers"]:
        by_kind[kind].append(seconds * 1000)
    every = [each for times in by_kind.values() for each in times]
    writing = by_kind["writing"]
    seconds, cores = found["seconds"], len(os.sched_getaffinity(0))
    others = ran.machine - ran.server - ran.database - found["cpu"]
    share = f"{found['cpu'] / seconds / cores:.1%}"
    name = f"load: {officials} officials"
    yield Measure(
        f"{name}, p95 of all answers",
        quantiles(every, n=20)[-1],
        "ms",
        P95_MS,
        scale=scale,
        note=f"median {median(every):.0f} ms, {len(every) / seconds:.0f} answers a second, "
        f"{len(writing)} written; the load generator took {share} of the machine, other programs "
        f"{max(others, 0) / seconds / cores:.0%}",
    )
    yield Measure(
        f"{name}, faults",
        len(found["faults"]),
        "",
        0,
        scale=scale,
        note="; ".join(found["faults"][:3]),
    )
    yield Measure(
        f"{name}, processor time an answer",
        (ran.server + ran.database) / len(every) * 1000,
        "ms",
        None,
        scale=scale,
        note=f"web server and worker {ran.server:.0f} s, database server {ran.database:.0f} s in "
        f"{seconds:.0f} s",
    )
    slowest = max(
        (kind for kind in by_kind if len(by_kind[kind]) > 1), key=lambda kind: median(by_kind[kind])
    )
    yield Measure(
        f"{name}, median of the slowest kind",
        median(by_kind[slowest]),
        "ms",
        None,
        scale=scale,
        note=slowest,
    )


def _run(copy: Standing, folder: Path, officials: int) -> Ran:
    plan, answer = folder / "plan.json", folder / "answer.json"
    command = [sys.executable, "-m", "bench.loading.prepare", str(copy.office), str(plan)]
    command += ["--officials", str(officials), "--url", copy.url]
    subprocess.run(command, cwd=ROOT, check=True)
    with _server(copy) as (process, port):
        server, database = tree_seconds(process), postgres_seconds(copy.url)
        machine = busy_seconds()
        seconds = QUICK_SECONDS if CHOSEN.is_quick else SECONDS
        command = [sys.executable, "-m", "bench.loading.officials", str(plan), str(answer)]
        command += ["--port", str(port), "--seconds", str(seconds)]
        subprocess.run(command, cwd=ROOT, check=True)
        return Ran(
            json.loads(answer.read_text(encoding="utf-8")),
            tree_seconds(process) - server,
            postgres_seconds(copy.url) - database,
            busy_seconds() - machine,
        )


@contextlib.contextmanager
def _server(copy: Standing) -> Iterator[tuple[int, int]]:
    """`thidua serve` as it is installed, in the demo's clothes; its process and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {
        **os.environ,
        "THIDUA_DATA": str(copy.office),
        "THIDUA_DEMO": "1",
        "THIDUA_LOG_LEVEL": "WARNING",
        "THIDUA_DATABASE_URL": copy.url or f"sqlite:///{copy.office / 'thidua.sqlite3'}",
    }
    command = [sys.executable, "-m", "thidua", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield process.pid, port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(address):  # noqa: S310 - ours
            return
        time.sleep(0.2)
    raise RuntimeError(f"Nothing answers at {address}.")
