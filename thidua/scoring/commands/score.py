"""`thidua score SHEET.yaml RESULTS.yaml`: totals and ranks by a score sheet."""

import argparse
import json
import sys
from pathlib import Path

from thidua.common.phrases import gettext as _
from thidua.scoring.sheets import (
    Score,
    Scores,
    as_json,
    read_results,
    read_sheet,
    score,
    two_places,
)

HELP = _("Totals and ranks of units by a score sheet.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Take the two files."""
    parser.add_argument("sheet", metavar="SHEET.yaml", type=Path, help=_("the score sheet"))
    parser.add_argument("results", metavar="RESULTS.yaml", type=Path, help=_("what units reached"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """Score the units and print. A slip in either file is a refusal."""
    sheet = read_sheet(args.sheet)
    scores = score(sheet, read_results(sheet, args.results))
    if args.json:
        json.dump(as_json(scores), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(_lines(scores)) + "\n")
    return 0


def _lines(scores: Scores) -> list[str]:
    head = [_("rank"), _("total"), _("base"), _("bonus"), _("penalty"), _("unit")]
    rows = [head] + [
        [
            "-" if one.rank is None else str(one.rank),
            *("-" if n is None else str(two_places(n)) for n in (one.total, one.base, one.bonus)),
            str(two_places(one.penalty)),
            "; ".join([one.unit, *_notes(one, scores)]),
        ]
        for one in sorted(scores.units, key=lambda one: (one.rank is None, one.rank or 0))
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head) - 1)]
    return [
        scores.sheet,
        *(
            "  ".join(
                [*(cell.rjust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]
            )
            for row in rows
        ),
    ]


def _notes(one: Score, scores: Scores) -> list[str]:
    notes = []
    if one.selected:
        notes.append(_("selected"))
    if one.unit in scores.undecided:
        notes.append(_("equal at the last place: people decide"))
    if one.barred:
        notes.append(_("barred from selection"))
    if one.incomplete:
        notes.append(_("no result for %(ids)s") % {"ids": ", ".join(one.incomplete)})
    return notes
