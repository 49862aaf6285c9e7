"""Preparing the demo, once Django stands on its database."""

import sys
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from thidua.organisations.actions import system_user
from thidua.year.actions import give_demo_password, move_demo_day
from thidua.year.folder import Folder
from thidua.year.places import example_folder
from thidua.year.running import run_year

PASSWORD = "chi-linh-2018"  # noqa: S105 - invented people, on this machine only
_TOLD_EVERY = 200


def prepare(day: date) -> None:
    """Make the tables and carry out the example's year up to `day`."""
    call_command("migrate", interactive=False, verbosity=0)
    folder = Folder(example_folder())
    run_year(folder, Path(settings.DATA) / "papers", until=day, progress=_tell)
    give_demo_password(PASSWORD)
    move_demo_day(by=system_user(), day=day)


def _tell(number: int, count: int) -> None:
    if number % _TOLD_EVERY == 0 or number == count:
        sys.stderr.write(f"  {number}/{count}\n")
