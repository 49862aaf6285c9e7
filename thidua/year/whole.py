"""The body of `thidua year run`, once Django stands on the new database."""

import argparse
import json
import resource
import sys
import time

from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.year.folder import Folder
from thidua.year.running import run_year
from thidua.year.summary import summarise

_TOLD_EVERY = 100


def run(args: argparse.Namespace, started: float) -> int:
    """Make the tables, run the events, write papers and summary.json, tell how it went."""
    folder = Folder(args.folder)
    folder.events()
    call_command("migrate", interactive=False, verbosity=0)
    done = run_year(folder, args.out / "papers", progress=_tell)
    summary = summarise(done, args.out)
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    (args.out / "summary.json").write_text(text, encoding="utf-8")
    seconds = time.monotonic() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stderr.write(
        _("The year ran in %(seconds)s s with %(memory)s MB.")
        % {"seconds": f"{seconds:.1f}", "memory": memory}
        + "\n"
    )
    if args.json:
        sys.stdout.write(text)
        return 0
    count = len(done.refused)
    told = ngettext("%(count)s event was refused.", "%(count)s events were refused.", count)
    sys.stdout.write(told % {"count": count} + "\n")
    for each in done.refused:
        sys.stdout.write(f"  {each.event.on:%d/%m/%Y} {each.event.act}: {each.refusal}\n")
    sys.stdout.write(_("Papers and summary: %(folder)s") % {"folder": args.out} + "\n")
    return 0


def _tell(number: int, count: int) -> None:
    if number % _TOLD_EVERY == 0 or number == count:
        sys.stderr.write(f"{number}/{count}\n")
