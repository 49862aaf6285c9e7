"""`thidua demo`: the year of Chí Linh 2018 up to a day, served on this machine only."""

import argparse
import importlib
import os
import sys
from datetime import date
from pathlib import Path

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.rows import read_day
from thidua.year.places import is_prepared, mark_prepared, point_at, renew

HELP = "Prepare the demonstration (the year of Chí Linh 2018) and serve it on this machine."
# Dossiers are on their way then, so that every role has something to do.
DEFAULT_DAY = date(2018, 12, 24)


def _day(text: str) -> date:
    found = read_day(text)
    if found is None:
        raise argparse.ArgumentTypeError(_("%(text)s is not a date.") % {"text": text})
    return found


def configure(parser: argparse.ArgumentParser) -> None:
    """The day, where its records are, where to listen."""
    parser.add_argument(
        "--as-of", type=_day, default=DEFAULT_DAY, metavar="DAY", help="the office's day"
    )
    parser.add_argument("--data", type=Path, help="the demo's folder (THIDUA_DATA/demo)")
    parser.add_argument("--fresh", action="store_true", help="begin anew, forgetting what was done")
    parser.add_argument("--prepare-only", action="store_true", help="prepare, do not serve")
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> int:
    """Prepare where needed, print the cast, serve until stopped."""
    home = Path(os.environ.get("THIDUA_DATA", "~/.local/share/thidua")).expanduser()
    folder: Path = (args.data or home / "demo").resolve()
    if folder.exists() and not folder.is_dir():
        raise refuse("not_a_folder", _("%(folder)s is not a folder.") % {"folder": folder})
    if args.fresh or not is_prepared(folder, args.as_of):
        sys.stderr.write(
            _("Preparing the demonstration up to %(day)s: about two minutes, once.")
            % {"day": f"{args.as_of:%d/%m/%Y}"}
            + "\n"
        )
        renew(folder)
        point_at(folder, demo=True)
        importlib.import_module("thidua.year.demo").prepare(args.as_of)
        mark_prepared(folder, args.as_of)
    else:
        point_at(folder, demo=True)
    if args.prepare_only:
        return 0
    return int(importlib.import_module("thidua.config.demo").serve(args.port))
