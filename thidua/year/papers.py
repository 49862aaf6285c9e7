"""Papers of a run, written under OUT as an office would file them."""

from pathlib import Path

from thidua.documents.files import read_file
from thidua.documents.models import StoredFile
from thidua.documents.paper import Paper
from thidua.documents.rendering import render
from thidua.year.world import World


def write_both(world: World, name: str, paper: Paper) -> tuple[str, ...]:
    """Render a paper as Word and PDF and write both; their names under OUT."""
    rendered = render(paper)
    return (
        _write(world, f"{name}.docx", rendered.word),
        _write(world, f"{name}.pdf", rendered.pdf),
    )


def write_stored(world: World, name: str, *stored: StoredFile | None) -> tuple[str, ...]:
    """Copy stored files under OUT as `name` with their own endings; their names under OUT."""
    return tuple(
        _write(world, f"{name}{Path(each.name).suffix}", read_file(each))
        for each in stored
        if each is not None
    )


def _write(world: World, name: str, content: bytes) -> str:
    path = world.papers / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(Path(world.papers.name) / name)
