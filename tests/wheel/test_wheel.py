"""The wheel away from the tree: law, examples, assets and catalogues are in it, and it works."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.tree import ROOT

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel: its folder, and the names of what the wheel carries."""

    folder: Path
    names: frozenset[str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the console script in an empty folder, with data of its own."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "THIDUA_DATA": str(self.folder / "data"),
        }
        return subprocess.run(
            [self.folder / "bin" / "thidua", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def _python(*words: str | Path) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it alone; its dependencies are seen where they are already."""
    dist = tmp_path_factory.mktemp("dist")
    _python("-m", "build", "--no-isolation", "--wheel", "--outdir", dist, ROOT)
    (wheel,) = dist.glob("*.whl")
    folder = tmp_path_factory.mktemp("away")
    _python("-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    _python("-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    with zipfile.ZipFile(wheel) as archive:
        names = frozenset(archive.namelist())
    return Installed(folder, names)


@pytest.mark.parametrize(
    "name",
    [
        "thidua/locale/vi/LC_MESSAGES/django.mo",
        "thidua/ui/static/vendor/tabler.min.css",
        "thidua/ui/static/vendor/htmx.min.js",
        "thidua/ui/static/vendor/icons.svg",
        "thidua/ui/static/vendor/LICENCES.txt",
        "thidua/documents/fonts/Tinos_400Regular.ttf",
        "thidua/_examples/chi-linh-2018/plan.txt",
    ],
)
def test_what_is_built_and_what_stands_beside_the_package_is_in_it(
    installed: Installed, name: str
) -> None:
    assert name in installed.names


def test_every_file_of_the_law_and_of_the_examples_is_in_it(installed: Installed) -> None:
    here = {
        f"thidua/_{path.relative_to(ROOT).as_posix()}"
        for folder in ("law", "examples")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert here
    assert here - installed.names == set()


def test_no_test_and_no_tool_is_in_it(installed: Installed) -> None:
    stray = {name for name in installed.names if "/tests/" in name or not name.startswith("thidua")}
    assert stray == set()


def test_the_law_is_valid_where_only_the_wheel_is(installed: Installed) -> None:
    told = installed.run("law", "check")
    assert told.returncode == 0, told.stderr


def test_every_command_starts_where_only_the_wheel_is(installed: Installed) -> None:
    told = installed.run("demo", "--help")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("usage: thidua demo")
