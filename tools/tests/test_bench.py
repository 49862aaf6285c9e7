"""The harness of the benchmarks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import Measure, run

FAST = Measure("verdicts", 60_000, "a second", 50_000, higher_is_better=True)
SLOW = Measure("page", 0.25, "s", 0.1)
FREE = Measure("memory", 120, "MB", None)


@pytest.mark.parametrize(
    ("measure", "kept"),
    [
        (FAST, True),
        (Measure("verdicts", 50_000, "a second", 50_000, higher_is_better=True), True),
        (Measure("verdicts", 49_999, "a second", 50_000, higher_is_better=True), False),
        (SLOW, False),
        (Measure("page", 0.1, "s", 0.1), True),
        (FREE, True),
    ],
)
def test_a_budget_is_the_least_or_the_most(measure: Measure, kept: bool) -> None:
    assert measure.is_kept is kept


def test_the_table_shows_budget_change_and_what_is_broken() -> None:
    lines = run.table([FAST, SLOW, FREE], {"verdicts": 50_000}).splitlines()
    assert lines[1].split("  ")[-1].strip() == "50,000 (+20%)"
    assert lines[2].endswith("BROKEN")
    assert "≤ 0.1" in lines[2]
    assert not lines[3].endswith("BROKEN")


def test_a_later_run_is_compared_with_the_newest_figure_of_each_name(tmp_path: Path) -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    run.write_record([FAST, SLOW], first, folder=tmp_path)
    run.write_record([Measure("page", 0.2, "s", 0.1)], first.replace(day=2), folder=tmp_path)
    assert run.last_run(tmp_path) == {"verdicts": 60_000, "page": 0.2}


def test_an_unknown_benchmark_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        run.main(["no_such_module"])
    assert stopped.value.code == 2
