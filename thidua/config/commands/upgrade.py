"""`thidua upgrade`: backup, migrate, verify."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from thidua.audit.verify import verify
from thidua.common import clock
from thidua.config.backups import write_backup
from thidua.oversight.actions import note_done
from thidua.oversight.states import Work

HELP = "Back up, bring the database to this version, and check the journal."


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Upgrade. A first start, with nothing to back up, only makes the tables."""
    del args
    is_backed_up = bool(connection.introspection.table_names())
    if is_backed_up:
        stamp = clock.system_now().strftime("%Y%m%d-%H%M%S")
        archive = write_backup(Path(settings.DATA) / "backups" / f"{stamp}.tar.gz")
        sys.stdout.write(_("Backup: %(file)s") % {"file": archive} + "\n")
    call_command("migrate", interactive=False, verbosity=0)
    if is_backed_up:
        note_done(Work.BACKUP)
    report = verify()
    for fault in report.faults:
        sys.stderr.write(f"{fault}\n")
    if not report.faults:
        sys.stdout.write(_("The journal holds: %(entries)s entries.") % {"entries": report.entries})
        sys.stdout.write("\n")
    return 1 if report.faults else 0
