"""The list of layers in .importlinter is the list of apps: none escapes it, and settings agree."""

import configparser
from pathlib import Path

from django.conf import settings

from tools.tree import ROOT


def _layers() -> list[str]:
    """Apps from the lowest to the highest."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    lines = parser["importlinter:contract:apps"]["layers"].split()
    return [line.strip("()") for line in reversed(lines)]


def _packages() -> set[str]:
    inits = (ROOT / "thidua").glob("*/__init__.py")
    return {f"thidua.{Path(init).parent.name}" for init in inits}


def test_every_app_is_a_layer() -> None:
    assert _packages() - set(_layers()) == set()


def test_apps_are_installed_in_the_order_of_the_layers() -> None:
    """Templates, checks and migrations then come in the order in which apps build on each other."""
    ours = [name for name in settings.INSTALLED_APPS if name.startswith("thidua.")]
    named = [".".join(name.split(".")[:2]) for name in ours]
    assert named == sorted(named, key=_layers().index)
