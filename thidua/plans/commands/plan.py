"""`thidua plan read FILE [--json]`: what a plan says."""

import argparse
import json
import sys
from pathlib import Path

from thidua.common.phrases import gettext as _
from thidua.plans.reading import read_file, read_stdin
from thidua.plans.reading.files import STDIN
from thidua.plans.reading.summary import summary_of

HELP = _("Read a plan of emulation and commendation and show what it says.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `thidua plan`."""
    actions = parser.add_subparsers(dest="action", required=True)
    read = actions.add_parser("read", help=HELP)
    read.add_argument("file", help=_("the plan: .txt, .docx, .pdf, or - for standard input"))
    read.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """Print what was understood; raises `Refusal` where the file is no plan."""
    plan = read_stdin() if args.file == STDIN else read_file(Path(args.file))
    if args.json:
        text = json.dumps(plan.to_json(), ensure_ascii=False, indent=2) + "\n"
    else:
        text = summary_of(plan)
    # Papers are Vietnamese whatever the terminal's own encoding is.
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0
