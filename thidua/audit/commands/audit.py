"""`thidua audit verify`: does the journal hold, and every row it vouches for?"""

import argparse
import json
import re
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.audit.heads import read_heads
from thidua.audit.verify import verify
from thidua.common.errors import refuse

HELP = "Check the journal: its chain, what lies beside it, and every row it vouches for."
_SHOWN = 20
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


def configure(parser: argparse.ArgumentParser) -> None:
    """`verify [--against DIGEST_OR_FILE] [--json]`."""
    parser.add_argument("what", choices=["verify"])
    parser.add_argument(
        "--against",
        default="",
        metavar="DIGEST_OR_FILE",
        help="a digest printed earlier, or a daily file of digests",
    )
    parser.add_argument("--json", action="store_true")


def _digests(against: str) -> list[str]:
    """The digests that `--against` names: itself, or those of a file. Refuses a file of none."""
    if not against or _DIGEST.match(against.lower()):
        return [against.lower()]
    try:
        found = read_heads(Path(against))
    except OSError:
        found = []
    if not found:
        raise refuse(
            "no_digest",
            _("“%(text)s” is neither a digest nor a file of digests that can be read.")
            % {"text": against},
            cure=_("Give the 64 signs that the paper prints, or a file of THIDUA_DATA/heads."),
        )
    return found


def run(args: argparse.Namespace) -> int:
    """Exit 0 when everything holds, 1 when anything was touched, saying where."""
    report = verify(_digests(args.against.strip()))
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
