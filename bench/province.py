"""All that is measured on the generated province, at each of its sizes.

The province is written once and kept under .data/bench/SCALE (THIDUA_BENCH_DATA names another
folder) until the program that writes it changes; on PostgreSQL it is written anew each time. Each
size is measured in a process of its own, since Django stands on one database only.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench import Measure
from bench.choices import CHOSEN

ROOT = Path(__file__).resolve().parent.parent
WRITER = ROOT / "thidua" / "year" / "province"
DATA = Path(os.environ.get("THIDUA_BENCH_DATA", ROOT / ".data" / "bench"))
_STAMP = "written-by"


def measures() -> Iterable[Measure]:
    """Each size in turn: written where it is missing, then measured."""
    for scale in CHOSEN.scales:
        yield from _on_server(scale) if CHOSEN.server else _on_sqlite(scale)


def _on_sqlite(scale: int) -> Iterator[Measure]:
    folder = DATA / str(scale)
    if not _is_written(folder):
        shutil.rmtree(folder, ignore_errors=True)
        yield _written(scale, folder, "")
        (folder / _STAMP).write_text(_version(), encoding="ascii")
    yield from _probed(scale, folder, "")


def _on_server(scale: int) -> Iterator[Measure]:
    """In a database of its own on the server, dropped afterwards; its folder beside SQLite's."""
    name, folder = f"bench_{scale}", DATA / f"server-{scale}"
    shutil.rmtree(folder, ignore_errors=True)
    with psycopg.connect(CHOSEN.server, autocommit=True) as maintenance:
        # Made of a number only.
        maintenance.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        maintenance.execute(f"CREATE DATABASE {name}".encode())
    server = urlsplit(CHOSEN.server)
    url = urlunsplit((server.scheme, server.netloc, f"/{name}", server.query, ""))
    try:
        yield _written(scale, folder, url)
        yield from _probed(scale, folder, url)
    finally:
        with psycopg.connect(CHOSEN.server, autocommit=True) as maintenance:
            maintenance.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        shutil.rmtree(folder, ignore_errors=True)


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


def _probed(scale: int, folder: Path, url: str) -> Iterator[Measure]:
    """What the probes measure there, in a process of their own."""
    command = [sys.executable, "-m", "bench.probes.main", str(folder / "office"), str(scale)]
    command += ["--url", url, *(["--quick"] if CHOSEN.is_quick else [])]
    ran = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    for line in ran.stdout.splitlines():
        yield Measure(**json.loads(line))
