"""The console as an administrator uses it, on a database of its own on either engine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

from thidua.config import environment


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """The URL of a new PostgreSQL database where the tests run on one; empty for SQLite."""
    if connection.vendor != "postgresql":
        yield ""
        return
    server = environment.text("THIDUA_DATABASE_URL")
    unique = f"{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{unique}"')
    parts = urlsplit(server)
    yield urlunsplit(parts._replace(path=f"/{unique}"))
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{unique}" WITH (FORCE)')


def environment_of(data: Path, database: str) -> dict[str, str]:
    """A process's environment with nothing of the tests' own in it."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("THIDUA_", "DJANGO_"))}
    return {
        **plain,
        "THIDUA_DATA": str(data),
        "THIDUA_LANGUAGE": "en",
        "THIDUA_LOG_LEVEL": "ERROR",
        **({"THIDUA_DATABASE_URL": database} if database else {}),
    }


def thidua(data: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "thidua", *words],
        env=environment_of(data, database),
        capture_output=True,
        text=True,
        check=False,
    )


def start(data: Path, *words: str, database: str = "") -> subprocess.Popen[bytes]:
    """Start one command."""
    return subprocess.Popen(
        [sys.executable, "-m", "thidua", *words],
        env=environment_of(data, database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
