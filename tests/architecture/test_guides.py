"""The guides by role name pages and buttons as the screen does, and lead to one another."""

import re
from pathlib import Path

import polib
import pytest

from tools.catalogue import CATALOGUE
from tools.tree import ROOT

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
NAME = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
HEADING = re.compile(r"^\*\*.+\*\*( \(.*\))?$")
LINK = re.compile(r"\]\(([^)#]+)")


def shown() -> set[str]:
    """Every phrase that pages show in Vietnamese."""
    catalogue = polib.pofile(CATALOGUE)
    return {text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())}


def named(path: Path) -> set[str]:
    """What a guide calls by name: bold within a line; a bold line of its own is a heading."""
    lines = path.read_text("utf-8").splitlines()
    text = "\n".join(HEADING.sub(r"\1", line.strip()) for line in lines)
    return {" ".join(name.split()) for name in NAME.findall(text)}


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_names_stands_on_a_page(path: Path) -> None:
    assert sorted(named(path) - shown()) == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    links = [link for link in LINK.findall(path.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_there_are_guides_and_the_index_names_each() -> None:
    index = (ROOT / "docs" / "guides" / "README.md").read_text("utf-8")
    guides = [path.name for path in GUIDES if path.name != "README.md"]
    assert guides
    assert [name for name in guides if name not in index] == []
