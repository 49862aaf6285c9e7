"""Every rule of the house lets its good examples pass and catches each bad one."""

import subprocess
from pathlib import Path

import pytest

from tools import house_rules
from tools.house_rules import RULES, Rule

GOOD = [(rule, path, text) for rule in RULES for path, text in rule.good]
BAD = [(rule, path, text) for rule in RULES for path, text in rule.bad]


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_good_examples_pass(rule: Rule, path: str, text: str) -> None:
    assert list(rule.broken(Path(path), text)) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_bad_examples_are_caught_and_told_with_their_line(rule: Rule, path: str, text: str) -> None:
    (line,) = rule.broken(Path(path), f"\n{text}")
    assert line.startswith(f"{path}:")
    assert line.split(":")[1] != "1"


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert [rule.name for rule in RULES if not (rule.good and rule.bad)] == []


def test_the_tree_is_walked_as_git_sees_it(tmp_path: Path) -> None:
    """New files count, ignored ones do not, and a file that is no text stops nothing."""
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("ignored.md\n")
    (tmp_path / "ignored.md").write_text("cd /" + "work/main\n")
    (tmp_path / "told.md").write_text("cd /" + "work/main\n")
    (tmp_path / "picture.png").write_bytes(b"\xff\xfe\x00")
    assert [line.split(":")[0] for line in house_rules.offenders(tmp_path)] == ["told.md"]
