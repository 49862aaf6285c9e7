"""Every act that the program journals has a phrase for the history of records."""

import ast
import importlib.util
import pkgutil
from collections.abc import Iterator

import thidua
from thidua.audit.acts import ACTS
from thidua.workflow import Table
from tools.tree import ROOT, is_test, tracked


def acts_of_sources() -> Iterator[str]:
    """Codes given to `act` as plain text."""
    for path in tracked(ROOT):
        if path.suffix != ".py" or path.parts[0] != "thidua" or is_test(path):
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "act"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


def acts_of_tables() -> Iterator[str]:
    """Codes of the moves of every table of transitions."""
    for info in pkgutil.iter_modules(thidua.__path__):
        name = f"thidua.{info.name}.transitions"
        if not info.ispkg or importlib.util.find_spec(name) is None:
            continue
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, Table):
                yield from (f"{value.subject}.{move.name}" for move in value.moves)


def test_every_act_has_a_phrase() -> None:
    found = {*acts_of_sources(), *acts_of_tables()}
    assert len(found) > 30
    assert sorted(found - set(ACTS)) == [], "add a phrase to thidua/audit/acts.py"
