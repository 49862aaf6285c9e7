"""`thidua year run FOLDER --out DIR`: a whole year without a browser."""

import argparse
import importlib
import time
from pathlib import Path

from thidua.year.places import open_new

HELP = "Run a whole year from a folder, through the same actions as the pages."


def configure(parser: argparse.ArgumentParser) -> None:
    """The folder, where to write, and how to answer."""
    parser.add_argument("what", choices=["run"])
    parser.add_argument("folder", type=Path, help="a year's folder: plan, units, people, events …")
    parser.add_argument(
        "--out", type=Path, required=True, help="a new folder for papers and records"
    )
    parser.add_argument("--json", action="store_true", help="print the summary")
    parser.add_argument("--database", default="", metavar="URL", help="another empty database")


def run(args: argparse.Namespace) -> int:
    """Run the year in a new database under DIR. Exit 0 when it ran, its refusals recorded."""
    started = time.monotonic()
    open_new(args.out, url=args.database)
    # What follows needs Django, which stands only now that the new database is named.
    return int(importlib.import_module("thidua.year.whole").run(args, started))
