"""Budgets: what is within passes, one line more does not."""

from pathlib import Path

import pytest

from tools import budgets

APP = Path("thidua/dossiers/actions.py")
TEST = Path("thidua/dossiers/tests/test_actions.py")


def _function(lines: int) -> str:
    return "def submit():\n" + "    act()\n" * (lines - 1)


@pytest.mark.parametrize(
    ("path", "lines"),
    [(APP, budgets.MODULE), (TEST, budgets.TEST_FILE), (Path("tests/conftest.py"), 600)],
)
def test_a_module_may_fill_its_budget_and_no_more(path: Path, lines: int) -> None:
    assert list(budgets.of_module(path, "x = 1\n" * lines)) == []
    assert list(budgets.of_module(path, "x = 1\n" * (lines + 1))) == [
        f"{path}: {lines + 1} lines, of {lines}"
    ]


def test_a_function_may_fill_its_budget_and_no_more() -> None:
    assert list(budgets.of_module(APP, _function(60))) == []
    assert list(budgets.of_module(APP, _function(61))) == [f"{APP}:1: submit has 61 lines, of 60"]


def test_decorators_count_and_methods_are_seen() -> None:
    method = "class A:\n    @atomic\n    async def submit(self):\n" + "        act()\n" * 59
    assert list(budgets.of_module(APP, method)) == [f"{APP}:2: submit has 61 lines, of 60"]


def test_a_template_may_fill_its_budget_and_no_more() -> None:
    page = Path("thidua/desk/templates/desk/home.html")
    assert list(budgets.of_template(page, "<p>\n" * 150)) == []
    assert list(budgets.of_template(page, "<p>\n" * 151)) == [f"{page}: 151 lines, of 150"]


def test_the_tree_is_walked(tmp_path: Path) -> None:
    """Modules and templates are found; migrations, which are generated, are left out."""
    for name, text in {
        APP: "x = 1\n" * 401,
        Path("thidua/dossiers/migrations/0001_tables.py"): "x = 1\n" * 401,
        Path("thidua/dossiers/templates/dossiers/page.html"): "<p>\n" * 151,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [line.split(":")[0] for line in budgets.offenders(tmp_path)] == [
        "thidua/dossiers/actions.py",
        "thidua/dossiers/templates/dossiers/page.html",
    ]
