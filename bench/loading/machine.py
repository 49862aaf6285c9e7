"""Processor seconds so far: of a process and its children, of PostgreSQL, of the whole machine."""

import os
from pathlib import Path

import psycopg

_TICK = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
# Fields of /proc/PID/stat after the name: parent; user, system; the same of children that ended.
_PARENT, _OWN, _ENDED = 1, slice(11, 13), slice(13, 15)
# Fields of /proc/stat: user, nice, system, then idle and waiting, then interrupts.
_BUSY = (0, 1, 2, 5, 6)


def tree_seconds(root: int) -> float:
    """Of a process and all below it, those that ended among them."""
    stats = _stats()
    below, found = [root], 0.0
    while below:
        pid = below.pop()
        if pid in stats:
            found += sum(map(int, (*stats[pid][_OWN], *stats[pid][_ENDED])))
        below += [each for each, fields in stats.items() if int(fields[_PARENT]) == pid]
    return found / _TICK


def postgres_seconds(url: str) -> float:
    """Of the PostgreSQL behind `url` and all its processes; 0 without one."""
    if not url:
        return 0.0
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None  # noqa: S101 - the function always answers
        return tree_seconds(int(_stats()[row[0]][_PARENT]))


def busy_seconds() -> float:
    """Of all programs on the machine."""
    fields = (_PROC / "stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
    return sum(int(fields[each]) for each in _BUSY) / _TICK


def _stats() -> dict[int, list[str]]:
    found = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            # It ended meanwhile.
            continue
        found[int(folder.name)] = text.rpartition(")")[2].split()
    return found
