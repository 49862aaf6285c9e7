"""The body of `thidua year province`, once Django stands on the new database."""

import argparse
import json
import resource
import sys
import time

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.year.province.making import make
from thidua.year.province.sizes import Size

_TOLD_EVERY = 100_000


def run(args: argparse.Namespace, started: float) -> int:
    """Make the tables of an empty database, write the province, tell what was written."""
    if connection.introspection.table_names():
        raise refuse(
            "not_empty",
            _("The database holds tables already, and a province is written into an empty one."),
            cure=_("Name an empty database."),
        )
    call_command("migrate", interactive=False, verbosity=0)
    counts = make(Size(args.scale), args.seed, _tell)
    (args.out / "counts.json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    seconds = time.monotonic() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for label, count in sorted(counts.items()):
        sys.stdout.write(f"{count:>9}  {label}\n")
    sys.stdout.write(
        _("%(rows)s rows in %(seconds)s s with %(memory)s MB.")
        % {"rows": sum(counts.values()), "seconds": f"{seconds:.1f}", "memory": memory}
        + "\n"
    )
    return 0


def _tell(label: str, count: int) -> None:
    if count % _TOLD_EVERY == 0:
        sys.stderr.write(f"{label}: {count}\n")
