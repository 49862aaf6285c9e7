"""Measure one database: a line of JSON a figure.

python -m bench.probes.main FOLDER SCALE [--url URL] [--quick] [--only NAME]
"""

import argparse
import importlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Protocol, cast

from bench import Measure
from thidua.year.places import point_at

PROBES = ("pages", "judged", "search", "weights", "verdicts", "imports")


class Probe(Protocol):
    """What a module of this package offers."""

    def measures(self, scale: int, *, is_quick: bool) -> Iterable[Measure]: ...


def main() -> int:
    """Stand on the database, bring its tables up to date, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scale", type=int)
    parser.add_argument("--url", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", choices=["", *PROBES])
    args = parser.parse_args()
    point_at(args.folder, url=args.url)
    importlib.import_module("django.core.management").call_command(
        "migrate", interactive=False, verbosity=0
    )
    # As the web server's processes are before their first request.
    importlib.import_module("thidua.config.warming").warm()
    for name in [args.only] if args.only else PROBES:
        probe = cast("Probe", importlib.import_module(f"bench.probes.{name}"))
        for measure in probe.measures(args.scale, is_quick=args.quick):
            sys.stdout.write(json.dumps(asdict(measure), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
