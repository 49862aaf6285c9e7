"""`thidua worker`: does the work that pages and commands have queued."""

import argparse
import threading

from django.core.management import call_command

from thidua.oversight.keeping import keep, keep_once

HELP = "Do the queued work until stopped."


def configure(parser: argparse.ArgumentParser) -> None:
    """`--until-empty` ends when nothing is queued."""
    parser.add_argument("--until-empty", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Work until stopped (or until nothing is queued)."""
    stop = threading.Event()
    keep_once()
    if not args.until_empty:
        threading.Thread(target=keep, args=(stop,), daemon=True).start()
    try:
        # Reloading watches the source tree; an office's worker runs from a wheel.
        call_command("db_worker", batch=args.until_empty, reload=False, verbosity=1)
    finally:
        stop.set()
    return 0
