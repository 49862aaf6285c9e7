"""`thidua restore FILE`: put a backup back into an empty office."""

import argparse
from pathlib import Path

from thidua.config.backups import read_backup

HELP = "Restore a backup into an empty data folder and database."


def configure(parser: argparse.ArgumentParser) -> None:
    """The file to read."""
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> int:
    """Restore it."""
    read_backup(args.file)
    return 0
