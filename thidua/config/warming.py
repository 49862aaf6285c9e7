"""Making a web process ready before its first request."""

import gc
from pathlib import Path

from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver

from thidua.rules import shipped_law

_PROGRAM = Path(__file__).resolve().parent.parent
# The collector's rounds, by objects made: with Python's own numbers a full round, some twenty
# milliseconds, fell on one page of thirty; so on one of two hundred.
_ROUNDS = 5000, 10, 20


def warm() -> None:
    """Load the law, every page and its template, then keep what stands out of the collector's
    rounds: a full one over it takes some seventy milliseconds, and none of it is ever garbage.
    """
    shipped_law()
    list(get_resolver().url_patterns)
    for name in templates():
        get_template(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_ROUNDS)


def templates() -> list[str]:
    """The names of the program's own templates of pages."""
    folders = [
        folder for folder in get_app_template_dirs("templates") if _PROGRAM in folder.parents
    ]
    return sorted(
        file.relative_to(folder).as_posix() for folder in folders for file in folder.rglob("*.html")
    )
