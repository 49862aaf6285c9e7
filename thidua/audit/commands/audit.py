"""`thidua audit verify`: does the journal hold, and every row it vouches for?"""

import argparse
import json
import sys

from django.utils.translation import gettext as _

from thidua.audit.verify import verify

HELP = "Check the journal: its chain, what lies beside it, and every row it vouches for."
_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """`verify [--against DIGEST] [--json]`."""
    parser.add_argument("what", choices=["verify"])
    parser.add_argument("--against", default="", metavar="DIGEST", help="a digest printed earlier")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when everything holds, 1 when anything was touched, saying where."""
    report = verify(args.against.strip().lower())
    if args.json:
        document = {
            "holds": not report.faults,
            "entries": report.entries,
            "rows": report.rows,
            "gaps": report.gaps,
            "head": report.head,
            "faults": [{"where": fault.where, "what": fault.what} for fault in report.faults],
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return 1 if report.faults else 0
    for fault in report.faults[:_SHOWN]:
        sys.stderr.write(f"{fault}\n")
    if len(report.faults) > _SHOWN:
        more = len(report.faults) - _SHOWN
        sys.stderr.write(_("and %(count)s more") % {"count": more} + "\n")
    if report.faults:
        return 1
    sys.stdout.write(
        _("The journal holds: %(entries)s entries, %(rows)s rows, %(gaps)s erased. Head: %(head)s")
        % {
            "entries": report.entries,
            "rows": report.rows,
            "gaps": report.gaps,
            "head": report.head,
        }
        + "\n"
    )
    return 0
