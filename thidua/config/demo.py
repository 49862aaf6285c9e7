"""Serving the demo on this machine, with its cast printed first."""

import socket
import sys

from django.utils.translation import gettext as _

from thidua.config.serving import supervise, web_command, worker_command
from thidua.year.demo import PASSWORD
from thidua.year.queries import demo_cast

HOST = "127.0.0.1"
_TRIED_PORTS = 20


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
