"""How well plans are read, by the plans written for the tests: `python -m tools.plan_reading`.

Prints a table; with `--write` puts it into docs/reference/plan-reading.md between its marks.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from thidua.plans.reading.tests.plan_set import Score, cases, read_and_score

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "plan-reading.md"
BEGIN, END = "<!-- measure -->", "<!-- /measure -->"


def table_of(scores: Sequence[Score]) -> str:
    """The measure as two tables of Markdown: by plan and by field."""
    lines = [
        "| plan | values expected | read right | not there | letters placed |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {score.case.name} | {score.expected} | {score.right} | {score.invented} "
        f"| {score.placed:.1%} |"
        for score in scores
    ]
    expected, right = (
        sum(getattr(each, name) for each in scores) for name in ("expected", "right")
    )
    invented = sum(each.invented for each in scores)
    placed = sum(each.placed for each in scores) / max(1, len(scores))
    lines += [f"| **all {len(scores)}** | {expected} | {right} | {invented} | {placed:.1%} |", ""]
    lines += ["| field | expected | read right | not there |", "|---|---:|---:|---:|"]
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for score in scores:
        for name, mark in score.marks.items():
            wanted[name] += mark.expected
            found[name] += mark.right
            extra[name] += mark.invented
    lines += [f"| {name} | {wanted[name]} | {found[name]} | {extra[name]} |" for name in wanted]
    return "\n".join(lines)


def written_into(page: str, table: str) -> str:
    """`page` with `table` between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Print the table, and the faults under it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    options = parser.parse_args(arguments)
    scores = [read_and_score(case) for case in cases()]
    table = table_of(scores)
    print(table)
    for score in scores:
        for fault in score.faults():
            print(f"{score.case.name}: {fault}")
    if options.write:
        PAGE.write_text(written_into(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
