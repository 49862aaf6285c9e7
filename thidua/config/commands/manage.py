"""`thidua manage …`: Django's own commands, for administrators who need one."""

import argparse
import os

from django.core.management import execute_from_command_line

HELP = "Run one of Django's own management commands."


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` goes to Django."""
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND")


def run(args: argparse.Namespace) -> int:
    """Run it. Django's commands leave by their own exit codes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    execute_from_command_line(["thidua manage", *args.words])
    return 0
