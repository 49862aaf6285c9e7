"""`thidua backup FILE`: a consistent copy of everything."""

import argparse
import sys
from pathlib import Path

from thidua.config.backups import write_backup

HELP = "Write a backup of database, files and keys to a new .tar.gz file."


def configure(parser: argparse.ArgumentParser) -> None:
    """The file to write."""
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> int:
    """Write it and say where."""
    sys.stdout.write(f"{write_backup(args.file)}\n")
    return 0
