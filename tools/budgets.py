"""Sizes that a reader can hold: modules, functions, templates, test files. No exceptions.

python -m tools.budgets     # lists what is over, exit 1
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tree import ROOT, is_test, python_files, templates

MODULE = 400
FUNCTION = 60
TEMPLATE = 150
TEST_FILE = 600


def _functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Name, first line and length of each function; decorators count, nested ones count twice."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, first, (node.end_lineno or first) - first + 1


def of_module(path: Path, source: str) -> Iterator[str]:
    """What is over in a module; `path` is relative, its place tells tests from the rest."""
    lines = len(source.splitlines())
    limit = TEST_FILE if is_test(path) else MODULE
    if lines > limit:
        yield f"{path}: {lines} lines, of {limit}"
    for name, first, length in _functions(source):
        if length > FUNCTION:
            yield f"{path}:{first}: {name} has {length} lines, of {FUNCTION}"


def of_template(path: Path, source: str) -> Iterator[str]:
    """What is over in a template."""
    lines = len(source.splitlines())
    if lines > TEMPLATE:
        yield f"{path}: {lines} lines, of {TEMPLATE}"


def offenders(root: Path = ROOT) -> Iterator[str]:
    """Everything in the tree that is over its budget, one line each."""
    for path in python_files(root):
        yield from of_module(path, (root / path).read_text("utf-8"))
    for path in templates(root):
        yield from of_template(path, (root / path).read_text("utf-8"))


def main() -> int:
    """List the offenders: 1 where there are any."""
    found = list(offenders())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
