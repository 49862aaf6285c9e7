"""`thidua worker`: does the work that pages and commands have queued."""

import argparse

from django.core.management import call_command

HELP = "Do the queued work until stopped."


def configure(parser: argparse.ArgumentParser) -> None:
    """`--until-empty` ends when nothing is queued."""
    parser.add_argument("--until-empty", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Work until stopped (or until nothing is queued)."""
    # Reloading watches the source tree; an office's worker runs from a wheel.
    call_command("db_worker", batch=args.until_empty, reload=False, verbosity=1)
    return 0
