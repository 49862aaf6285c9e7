"""The body of `thidua demo`, once Django stands on the demo's database."""

import socket
import sys
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from thidua.config.serving import supervise, web_command, worker_command
from thidua.organisations.actions import system_user
from thidua.year.actions import give_demo_password, move_demo_day
from thidua.year.folder import Folder
from thidua.year.places import example_folder
from thidua.year.queries import demo_cast
from thidua.year.running import run_year

HOST = "127.0.0.1"
PASSWORD = "chi-linh-2018"  # noqa: S105 - invented people, on this machine only
_TRIED_PORTS = 20
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


def _free_port(wanted: int) -> int:
    """`wanted`, or the next port that nothing listens on."""
    for port in range(wanted, wanted + _TRIED_PORTS):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)):
                return port
    return wanted


def serve(wanted: int) -> int:
    """Print the cast and the address, then serve until stopped."""
    port = _free_port(wanted)
    width = max((len(each.username) for each in demo_cast()), default=0)
    for each in demo_cast():
        sys.stdout.write(f"  {each.username:<{width}}  {each.name}: {each.does}\n")
    sys.stdout.write(
        _("Everyone's password: %(password)s") % {"password": PASSWORD}
        + "\n"
        + _("Open http://%(host)s:%(port)s – Ctrl+C ends.") % {"host": HOST, "port": port}
        + "\n"
    )
    sys.stdout.flush()
    return supervise([web_command(HOST, port, 1), worker_command()])
