"""Databases of their own for a run and for the demo: never the configured one."""

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path

import django
from django.utils import translation

from thidua.common.errors import refuse
from thidua.common.phrases import console_language
from thidua.common.phrases import gettext as _

_PACKAGE = Path(__file__).resolve().parent.parent
_STAMP = "demo.prepared"
_OURS = ("secret.key", "files", "heads", "backups", _STAMP)


def open_new(folder: Path, *, demo: bool = False, url: str = "") -> None:
    """Point the program at a new database under `folder` and make its tables.

    Called before Django is set up, by the commands that need it. `url` names another empty
    database (a test's PostgreSQL). Refuses a folder that holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse(
            "not_empty",
            _("%(folder)s is not empty, and a run never overwrites.") % {"folder": folder},
            cure=_("Name a new folder."),
        )
    folder.mkdir(parents=True, exist_ok=True)
    point_at(folder / "office", demo=demo, url=url)


def point_at(data: Path, *, demo: bool = False, url: str = "") -> None:
    """Use the data folder `data` from now on, and set Django up."""
    os.environ["THIDUA_DATA"] = str(data)
    os.environ["THIDUA_DATABASE_URL"] = url or f"sqlite:///{data / 'thidua.sqlite3'}"
    os.environ["THIDUA_DEMO"] = "1" if demo else "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.config.settings"
    django.setup()
    translation.activate(console_language())


def example_folder() -> Path:
    """The folder of the demo's year: in a wheel inside the package, else beside it."""
    packed = _PACKAGE / "_examples"
    return (packed if packed.is_dir() else _PACKAGE.parent / "examples") / "chi-linh-2018"


def _version(day: date) -> str:
    """A digest of what a prepared demo depends on: the program, its law and the example."""
    digest = hashlib.sha256(day.isoformat().encode())
    law = _PACKAGE / "_law"
    for root in (_PACKAGE, law if law.is_dir() else _PACKAGE.parent / "law", example_folder()):
        for file in sorted(root.rglob("*")):
            if file.suffix in {".py", ".yaml", ".csv", ".txt"} and "tests" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def is_prepared(folder: Path, day: date) -> bool:
    """Whether the demo in `folder` was prepared whole, up to `day`, by this very program."""
    stamp = folder / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _version(day)


def mark_prepared(folder: Path, day: date) -> None:
    """Say that the demo is whole: written last, so that a killed preparation begins anew."""
    (folder / _STAMP).write_text(_version(day), encoding="ascii")


def renew(folder: Path) -> None:
    """Empty the demo's folder. Refuses one with files that no demo makes."""
    if folder.is_dir():
        strange = [
            each.name
            for each in folder.iterdir()
            if each.name not in _OURS and not each.name.startswith(("thidua.sqlite3", "papers"))
        ]
        if strange:
            raise refuse(
                "not_a_demo",
                _("%(folder)s holds files that are not the demonstration's: %(files)s.")
                % {"folder": folder, "files": ", ".join(sorted(strange)[:3])},
                cure=_("Name another folder with --data."),
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
