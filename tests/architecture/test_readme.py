"""What the README tells people to run exists, in both languages alike."""

import re
from pathlib import Path

import pytest

from tools.tree import ROOT

COMMANDS = ["make demo", "make test"]
READMES = ["README.md", "README.vi.md"]


def _set_up_commands(name: str) -> list[str]:
    (block,) = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    return [line.partition("#")[0].strip() for line in block.splitlines()]


@pytest.mark.parametrize("name", READMES)
def test_two_commands_set_up_everything(name: str) -> None:
    assert _set_up_commands(name) == COMMANDS


def test_both_commands_and_their_kin_are_in_the_makefile() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    wanted = {command.removeprefix("make ") for command in COMMANDS}
    assert (wanted | {"setup", "check", "bench"}) - set(targets) == set()


def test_the_remote_run_is_the_readmes_test_command() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == f"exec {COMMANDS[1]}"


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_lead_to_files(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if not Path(ROOT / link).exists()] == []
