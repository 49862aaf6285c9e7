"""`thidua backup FILE`: a consistent copy of everything."""

import argparse
import sys
from pathlib import Path

from django.db import connection

from thidua.config.backups import write_backup
from thidua.oversight.actions import note_done
from thidua.oversight.models import LastDone
from thidua.oversight.states import Work

HELP = "Write a backup of database, files and keys to a new .tar.gz file."


def configure(parser: argparse.ArgumentParser) -> None:
    """The file to write."""
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> int:
    """Write it and say where."""
    archive = write_backup(args.file)
    # Before an upgrade to this version there is nowhere to note it.
    if LastDone._meta.db_table in connection.introspection.table_names():
        note_done(Work.BACKUP)
    sys.stdout.write(f"{archive}\n")
    return 0
