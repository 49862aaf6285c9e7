"""Run the benchmarks: a table, a record of the run, exit 1 where a budget is broken.

    python -m bench.run [NAME …] [--label TEXT]

Records lie in bench/results/, one JSON document a run; the table compares with the last one.
"""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import bench
from bench import Measure

RESULTS = Path(__file__).resolve().parent / "results"
_HEAD = ("measure", "value", "unit", "budget", "last run", "")


def modules() -> list[str]:
    """Names of the modules that offer `measures`."""
    names = sorted(info.name for info in pkgutil.iter_modules(bench.__path__) if info.name != "run")
    return [name for name in names if hasattr(importlib.import_module(f"bench.{name}"), "measures")]


def measured(names: Iterable[str]) -> list[Measure]:
    """Every figure of the modules named, in their order."""
    return [
        measure for name in names for measure in importlib.import_module(f"bench.{name}").measures()
    ]


def last_run(folder: Path = RESULTS) -> dict[str, float]:
    """Figures by name as the newest record has them; empty where there is none.

    A run of some modules only leaves the other figures to the records before it.
    """
    figures: dict[str, float] = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        figures.update({row["name"]: row["value"] for row in record["measures"]})
    return figures


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"  # noqa: PLR2004


def _change(value: float, before: float | None) -> str:
    if not before:
        return ""
    return f"{_figure(before)} ({(value - before) / before:+.0%})"


def table(measures: Iterable[Measure], before: Mapping[str, float]) -> str:
    """The figures beside their budgets and the last run's, columns aligned."""
    rows = [_HEAD]
    for measure in measures:
        bound = "≥" if measure.higher_is_better else "≤"
        budget = f"{bound} {_figure(measure.budget)}" if measure.budget is not None else ""
        verdict = "" if measure.is_kept else "BROKEN"
        change = _change(measure.value, before.get(measure.name))
        rows.append((measure.name, _figure(measure.value), measure.unit, budget, change, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def write_record(
    measures: Iterable[Measure], at: datetime, label: str = "", folder: Path = RESULTS
) -> Path:
    """Keep the run: when, on how many cores, under which Python, and each figure."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "at": at.isoformat(timespec="seconds"),
        "label": label,
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "measures": [
            {
                "name": measure.name,
                "value": measure.value,
                "unit": measure.unit,
                "budget": measure.budget,
                "higher_is_better": measure.higher_is_better,
                "kept": measure.is_kept,
            }
            for measure in measures
        ],
    }
    path = folder / f"{at.strftime('%Y%m%dT%H%M%S')}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def main(argv: list[str] | None = None) -> int:
    """Measure, print, keep: 0 where every budget is kept, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="modules of bench/; all if none")
    parser.add_argument("--label", default="", help="a word kept with the record")
    args = parser.parse_args(argv)
    known = modules()
    if unknown := sorted(set(args.names) - set(known)):
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
    measures = measured(args.names or known)
    print(table(measures, last_run()))
    write_record(measures, datetime.now(tz=UTC), args.label)
    return 0 if all(measure.is_kept for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
