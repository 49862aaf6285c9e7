"""The harness of the benchmarks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import Measure, docs, run
from bench.tables import growth, table

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
    lines = table([FAST, SLOW, FREE], {"verdicts": 50_000}).splitlines()
    assert lines[1].split("  ")[-1].strip() == "50,000 (+20% better)"
    assert lines[2].endswith("BROKEN")
    assert "≤ 0.1" in lines[2]
    assert not lines[3].endswith("BROKEN")


def test_what_only_the_load_of_the_machine_broke_is_told_from_the_rest() -> None:
    loaded = Measure("page", 0.25, "s", 0.1, cpu=0.09)
    assert not loaded.is_kept
    assert table([loaded], {"page": 0.25}).splitlines()[1].endswith("broken by load")


def test_cost_is_shown_by_the_size_of_the_data() -> None:
    sizes = [Measure("page", 9, "ms", None, cpu=cpu, scale=at) for at, cpu in ((1, 2), (10, 5))]
    lines = growth([*sizes, FREE]).splitlines()
    assert len(lines) == 2
    assert lines[1].split() == ["page", "2", "5", "ms", "×2.5"]
    assert growth([sizes[0], FREE]) == ""


def test_a_later_run_is_compared_with_the_newest_figure_of_its_database(tmp_path: Path) -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    page = Measure("page", 0.2, "s", 0.1, scale=10)
    run.write_record([FAST, SLOW], first, folder=tmp_path, database="sqlite")
    run.write_record([page], first.replace(day=2), folder=tmp_path, database="sqlite")
    run.write_record([FAST], first.replace(day=3), folder=tmp_path, database="postgresql")
    assert run.last_run(tmp_path) == {"verdicts": 60_000, "page": 0.25, "page ×10": 0.2}
    assert run.last_run(tmp_path, "postgresql") == {"verdicts": 60_000}


def test_an_unknown_benchmark_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        run.main(["no_such_module"])
    assert stopped.value.code == 2


def test_the_page_is_filled_from_the_records_of_whole_runs(tmp_path: Path) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    small = Measure("page a (x), p95", 9, "ms", 100, cpu=8, scale=10, group="page a, p95")
    large = Measure("page a (x), p95", 120, "ms", 100, cpu=90, scale=100, group="page a, p95")
    slow = Measure("verdicts, rules only", 40_000, "1/s", 50_000, higher_is_better=True)
    run.write_record([small, large, slow], at, folder=tmp_path, load=[0.1, 0.2], seconds=9)
    quick = [Measure("page a (x), p95", 1, "ms", 100, cpu=1, scale=100, group="page a, p95")]
    run.write_record(quick, at.replace(day=2), folder=tmp_path, quick=True)
    text = docs.tables(docs.newest(tmp_path))
    assert "| any page, p95 server time | 100 ms | 90 ms (wall 120) | not measured |" in text
    assert "| **40,000 1/s** |" in text
    assert "| page a | 8 | 90 |" in text
    assert docs.written_into(f"a {docs.BEGIN} b {docs.END} c", "new").startswith("a ")


def test_the_page_shows_every_budget() -> None:
    page = docs.PAGE.read_text("utf-8")
    assert [each.work for each in docs.BUDGETS if f"| {each.work} |" not in page] == []
