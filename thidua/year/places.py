"""Databases of their own for a run and for the demo: never the configured one."""

import os
from pathlib import Path

import django

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _


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
