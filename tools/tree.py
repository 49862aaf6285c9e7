"""Where the tree is, and which of its files are ours to judge."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FOLDERS = ("thidua", "tools", "tests", "bench")


def tracked(root: Path = ROOT) -> Iterator[Path]:
    """Files that git keeps or would keep (not ignored), as paths relative to `root`."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in sorted(filter(None, names.split("\0"))):
        if (root / name).is_file():
            yield Path(name)


def python_files(root: Path = ROOT) -> Iterator[Path]:
    """Modules of the project, migrations left out, as paths relative to `root`."""
    for folder in PYTHON_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(root)


def templates(root: Path = ROOT) -> Iterator[Path]:
    """Django templates, HTML and text, as paths relative to `root`."""
    for folder in sorted((root / "thidua").glob("*/templates")):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(root)


def is_test(path: Path) -> bool:
    """Whether a module (relative path) is a test or serves tests."""
    return "tests" in path.parts or path.name.startswith(("test_", "conftest"))
