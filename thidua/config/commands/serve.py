"""`thidua serve`: the web server and the worker, supervised."""

import argparse

from thidua.config.serving import supervise, web_command, worker_command

HELP = "Serve the program: the web server and its worker."


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return supervise([web_command(args.host, args.port, args.workers), worker_command()])
