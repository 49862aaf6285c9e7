"""All that is measured on the generated province, at each of its sizes.

The province is written once and kept under .data/bench/SCALE (THIDUA_BENCH_DATA names another
folder) until the program that writes it changes; on PostgreSQL it is written once a run. Each
size is measured in a process of its own, since Django stands on one database only.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench import Measure
from bench.choices import CHOSEN

ROOT = Path(__file__).resolve().parent.parent
WRITER = ROOT / "thidua" / "year" / "province"
DATA = Path(os.environ.get("THIDUA_BENCH_DATA", ROOT / ".data" / "bench"))
_STAMP = "written-by"


@dataclass(frozen=True)
class Standing:
    """A province that stands: its data folder, and its database's URL on PostgreSQL."""

    office: Path
    url: str = ""


def measures() -> Iterable[Measure]:
    """Each size in turn: written where it is missing, then measured."""
    queries: dict[str, dict[int, int]] = {}
    for scale in CHOSEN.scales:
        place, written = standing(scale)
        yield from written
        for measure in _probed(scale, place):
            if measure.queries:
                queries.setdefault(measure.name, {})[scale] = measure.queries
            yield measure
    yield from _more_queries(queries)


def _more_queries(queries: Mapping[str, Mapping[int, int]]) -> Iterator[Measure]:
    """How many pages send more queries at the largest size than at the one before."""
    if len(CHOSEN.scales) < 2:  # noqa: PLR2004 - two sizes are compared
        return
    less, more = sorted(CHOSEN.scales)[-2:]
    # A list that is nearly empty at the smaller size spares the queries about its rows.
    grown = {
        name: (found[less], found[more])
        for name, found in queries.items()
        if less in found and found.get(more, 0) > found[less]
    }
    told = "; ".join(f"{name}: {few} and {many}" for name, (few, many) in grown.items())
    note = f"of {len(queries)} at sizes {less} and {more}. {told}"
    yield Measure("pages that send more queries on more data", len(grown), "", 0, note=note)


@cache
def standing(scale: int) -> tuple[Standing, tuple[Measure, ...]]:
    """The province of a size, written where it is missing, and how long that took.

    On PostgreSQL it is written once a run, in a database of its own on the run's server.
    """
    folder = DATA / (f"server-{scale}" if CHOSEN.server else str(scale))
    if CHOSEN.server:
        place = Standing(folder / "office", _new_database(f"bench_{scale}"))
    else:
        place = Standing(folder / "office")
        if _is_written(folder):
            return place, ()
    shutil.rmtree(folder, ignore_errors=True)
    took = _written(scale, folder, place.url)
    (folder / _STAMP).write_text(_version(), encoding="ascii")
    return place, (took,)


def _new_database(name: str, template: str = "template1") -> str:
    """Make a database on the run's server, in place of one of that name; its URL."""
    with psycopg.connect(CHOSEN.server, autocommit=True) as maintenance:
        # Made of words of this module and a number only.
        maintenance.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        maintenance.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    server = urlsplit(CHOSEN.server)
    return urlunsplit((server.scheme, server.netloc, f"/{name}", server.query, ""))


@contextlib.contextmanager
def copy_of(place: Standing, folder: Path) -> Iterator[Standing]:
    """A copy to write in, its data folder under `folder`; on PostgreSQL dropped afterwards."""
    office = folder / "office"
    if not place.url:
        shutil.copytree(place.office, office)
        yield Standing(office)
        return
    # Its folder holds the key and the stored files only.
    shutil.copytree(place.office, office)
    name = urlsplit(place.url).path[1:]
    yield Standing(office, _new_database(f"{name}_copy", template=name))
    with psycopg.connect(CHOSEN.server, autocommit=True) as maintenance:
        maintenance.execute(f"DROP DATABASE IF EXISTS {name}_copy WITH (FORCE)".encode())


def _version() -> str:
    """A digest of the program that writes the province."""
    digest = hashlib.sha256()
    for file in sorted(WRITER.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_written(folder: Path) -> bool:
    stamp = folder / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _version()


def _written(scale: int, folder: Path, url: str) -> Measure:
    """Write one; how long it took."""
    command = [sys.executable, "-m", "thidua", "year", "province"]
    command += ["--out", str(folder), "--scale", str(scale)]
    begin = time.perf_counter()
    with subprocess.Popen(
        [*command, *(["--database", url] if url else [])], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measure(
        "writing the province",
        time.perf_counter() - begin,
        "s",
        None,
        cpu=used.ru_utime + used.ru_stime,
        scale=scale,
        note=f"{used.ru_maxrss // 1024} MB of memory",
    )


def _probed(scale: int, place: Standing) -> Iterator[Measure]:
    """What the probes measure there, in a process of their own."""
    command = [sys.executable, "-m", "bench.probes.main", str(place.office), str(scale)]
    command += ["--url", place.url, *(["--quick"] if CHOSEN.is_quick else [])]
    ran = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    for line in ran.stdout.splitlines():
        yield Measure(**json.loads(line))
