"""Supervising the web server and the worker: two processes that live and end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

_PAUSE = 0.5
_PATIENCE = 10.0


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server's command line."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "4", "--log-level", "warning", "--respawn-failed-workers"),
        "thidua.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker's command line."""
    return [sys.executable, "-m", "thidua", "worker"]


def supervise(commands: Sequence[list[str]]) -> int:
    """Run the commands until one ends by itself or this process is told to stop.

    Returns 0 when told to stop, else the exit code of the command that ended. Whoever is left is
    told to stop and, after ten seconds, killed.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    # S603: the commands are this program's own, above.
    running = [subprocess.Popen(command, env=os.environ.copy()) for command in commands]  # noqa: S603
    ended: int | None = None
    while not stopping and ended is None:
        time.sleep(_PAUSE)
        ended = next((code for each in running if (code := each.poll()) is not None), None)
    for each in running:
        if each.poll() is None:
            each.terminate()
    for each in running:
        try:
            each.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            each.kill()
    return 0 if stopping else (ended or 1)
