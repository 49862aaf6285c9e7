"""`thidua year run FOLDER --out DIR`: a whole year without a browser; `thidua year province`."""

import argparse
import importlib
import time
from pathlib import Path

from thidua.year.places import open_new
from thidua.year.province.sizes import SCALES

HELP = "Run a whole year from a folder, or write a fictional province for measures."


def configure(parser: argparse.ArgumentParser) -> None:
    """`run`: the folder, where to write, how to answer. `province`: where, how large, from what."""
    kinds = parser.add_subparsers(dest="what", required=True)
    whole = kinds.add_parser("run", help="run a year through the same actions as the pages")
    whole.add_argument("folder", type=Path, help="a year's folder: plan, units, people, events …")
    whole.add_argument(
        "--out", type=Path, required=True, help="a new folder for papers and records"
    )
    whole.add_argument("--json", action="store_true", help="print the summary")
    whole.add_argument("--database", default="", metavar="URL", help="another empty database")
    province = kinds.add_parser(
        "province", help="write a province of invented people in bulk, for measures"
    )
    province.add_argument("--out", type=Path, required=True, help="a new folder for its database")
    province.add_argument(
        "--scale",
        type=int,
        choices=SCALES,
        default=SCALES[-1],
        help="100: 60,000 people, 600,000 honours, 10,000 dossiers; 10 and 1: a tenth, a hundredth",
    )
    province.add_argument("--seed", type=int, default=2025, help="another seed, other names")
    province.add_argument("--database", default="", metavar="URL", help="another empty database")


def run(args: argparse.Namespace) -> int:
    """Run or write in a new database under DIR. Exit 0 when it ran, refusals recorded."""
    started = time.monotonic()
    open_new(args.out, url=args.database)
    # What follows needs Django, which stands only now that the new database is named.
    body = "thidua.year.whole" if args.what == "run" else "thidua.year.province.whole"
    return int(importlib.import_module(body).run(args, started))
