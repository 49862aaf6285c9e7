"""Run the benchmarks: tables, a record of the run, exit 1 where a budget is broken.

    python -m bench.run [NAME …] [--postgres] [--quick] [--scale N] [--label TEXT]
    python -m bench.run --write-docs

Records lie in bench/results/, one JSON document a run; the table compares with the last one on the
same database.
"""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import bench
from bench import Measure, docs
from bench.choices import CHOSEN, QUICK_SCALES, SCALES
from bench.tables import growth, key, shown, table

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
SERVER = "THIDUA_DATABASE_URL"


def modules() -> list[str]:
    """Names of the modules that offer `measures`."""
    names = sorted(
        info.name
        for info in pkgutil.iter_modules(bench.__path__)
        if not info.ispkg and info.name != "run"
    )
    return [name for name in names if hasattr(importlib.import_module(f"bench.{name}"), "measures")]


def measured(names: Iterable[str]) -> list[Measure]:
    """Every figure of the modules named, in their order."""
    return [
        measure for name in names for measure in importlib.import_module(f"bench.{name}").measures()
    ]


def last_run(folder: Path = RESULTS, database: str = "sqlite") -> dict[str, float]:
    """Figures by key as the newest record on a database has them; empty where there is none.

    A run of some modules only leaves the other figures to the records before it.
    """
    figures: dict[str, float] = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record.get("database", "sqlite") == database:
            figures.update(record.get("shown", {}))
    return figures


def write_record(
    measures: Iterable[Measure],
    at: datetime,
    label: str = "",
    folder: Path = RESULTS,
    **around: object,
) -> Path:
    """Keep the run: when, of which commit, on how many cores, how loaded, and each figure."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "at": at.isoformat(timespec="seconds"),
        "label": label,
        "commit": _commit(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        **around,
        "measures": [
            {**asdict(measure), "key": key(measure), "kept": measure.is_kept}
            for measure in measures
        ],
        "shown": {key(measure): measure.value for measure in shown(measures)},
    }
    path = folder / f"{at.strftime('%Y%m%dT%H%M%S')}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def _commit() -> str:
    """The commit that is measured, with a plus where files are changed; empty outside git."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip()


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, keep: 0 where every budget is kept, else 1."""
    words = list(sys.argv[1:] if argv is None else argv)
    args = _read(words)
    if args.write_docs:
        docs.write(RESULTS)
        return 0
    if args.postgres and not args.server:
        # The server lives as long as this run, which begins anew behind it.
        again = [sys.executable, "-m", "bench.run", *words, "--server"]
        return subprocess.call([sys.executable, "-m", "tools.postgres", "--", *again], cwd=ROOT)
    CHOSEN.server = os.environ.pop(SERVER) if args.server else ""
    CHOSEN.is_quick = args.quick
    CHOSEN.scales = tuple(args.scale) or (QUICK_SCALES if args.quick else SCALES)
    load_before, begin = os.getloadavg()[0], time.monotonic()
    measures = measured(args.names or modules())
    database = "postgresql" if CHOSEN.server else "sqlite"
    told, largest = shown(measures), max(CHOSEN.scales)
    main_rows = [each for each in told if each.scale in {0, largest}]
    print(table(main_rows, last_run(database=database)), growth(told), sep="\n\n")
    around = {
        "database": database,
        "quick": args.quick,
        "load": [round(load_before, 2), round(os.getloadavg()[0], 2)],
        "seconds": round(time.monotonic() - begin),
    }
    write_record(measures, datetime.now(tz=UTC), args.label, **around)
    cores = len(os.sched_getaffinity(0))
    print(
        f"\n{database}, {cores} cores, load {load_before:.1f} before and {os.getloadavg()[0]:.1f} "
        f"after, {around['seconds']} s"
    )
    if load_before > 1:
        print("The machine was busy with other work: trust the cpu column more than the value.")
    return 0 if all(measure.is_kept for measure in measures) else 1


def _read(words: list[str]) -> argparse.Namespace:
    """The command line; wrong usage ends the program with 2."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="modules of bench/; all if none")
    parser.add_argument("--label", default="", help="a word kept with the record")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own")
    parser.add_argument("--server", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--write-docs",
        action="store_true",
        help=f"measure nothing: put the newest records into {docs.PAGE.name}",
    )
    parser.add_argument("--quick", action="store_true", help="the smaller sizes, fewer rounds")
    parser.add_argument(
        "--scale",
        type=int,
        action="append",
        choices=SCALES,
        default=[],
        help="sizes of the province, instead of all",
    )
    args = parser.parse_args(words)
    known = modules()
    if unknown := sorted(set(args.names) - set(known)):
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
    return args


if __name__ == "__main__":
    sys.exit(main())
