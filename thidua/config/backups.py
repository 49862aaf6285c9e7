"""Backups: one archive with a consistent copy of the database, the files and the keys."""

import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from thidua.common.errors import refuse

_SQLITE = "database.sqlite3"
_POSTGRES = "database.dump"
_KEY = "secret.key"
_FILES = "files"
_HEADS = "heads"


def write_backup(archive: Path) -> Path:
    """Write a backup to `archive` (.tar.gz, mode 0600), whole or not at all.

    The database is copied first, the files after it: every file that a row names is then in the
    archive, since stored files are never changed. Raises `Refusal` when the archive exists.
    """
    if archive.exists():
        raise refuse(
            "exists",
            _("%(file)s exists already.") % {"file": archive},
            cure=_("Name a new file."),
        )
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as place:
        folder = Path(place)
        database = _copy_database(folder)
        whole = folder / "backup.tar.gz"
        whole.touch(mode=0o600)
        with tarfile.open(whole, "w:gz") as tar:
            tar.add(database, database.name)
            key = Path(settings.DATA) / _KEY
            if key.exists():
                tar.add(key, _KEY)
            for name in (_FILES, _HEADS):
                kept = Path(settings.DATA) / name
                if kept.exists():
                    tar.add(kept, name)
        whole.rename(archive)
    return archive


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = folder / _SQLITE
        connection.ensure_connection()
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        target.close()
        return copy
    copy = folder / _POSTGRES
    _postgres_tool("pg_dump", ["--format=custom", f"--file={copy}"])
    return copy


def _postgres_tool(name: str, words: list[str]) -> None:
    program = shutil.which(name)
    if program is None:
        raise refuse(
            "no_tool",
            _("%(tool)s is not on this machine.") % {"tool": name},
            cure=_("Install PostgreSQL's client programs."),
        )
    database = connection.settings_dict
    environment = {
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"]),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
        "PGDATABASE": str(database["NAME"]),
    }
    # S603: the program was found on this machine's path and the words are this module's own.
    done = subprocess.run([program, *words], env=environment, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise refuse("tool_failed", done.stderr.decode(errors="replace").strip())


def read_backup(archive: Path) -> None:
    """Restore `archive` into an office whose data folder has no database and no files yet.

    Raises `Refusal` when there is something to overwrite or the archive is not a backup.
    """
    data = Path(settings.DATA)
    if (data / _FILES).exists() or _has_tables():
        raise refuse(
            "not_empty",
            _("There are records here already; a restore never overwrites."),
            cure=_("Set THIDUA_DATA (and THIDUA_DATABASE_URL) to an empty place."),
        )
    try:
        with tempfile.TemporaryDirectory(dir=data) as name, tarfile.open(archive) as tar:
            folder = Path(name)
            tar.extractall(folder, filter="data")
            _put_back(folder, data)
    except (OSError, tarfile.TarError) as error:
        raise refuse(
            "not_a_backup",
            _("%(file)s cannot be read as a backup.") % {"file": archive},
        ) from error


def _has_tables() -> bool:
    return bool(connection.introspection.table_names())


def _put_back(folder: Path, data: Path) -> None:
    sqlite_copy, postgres_copy = folder / _SQLITE, folder / _POSTGRES
    if connection.vendor == "sqlite" and sqlite_copy.exists():
        connection.ensure_connection()
        with sqlite3.connect(sqlite_copy) as source:
            source.backup(connection.connection)
        source.close()
    elif connection.vendor == "postgresql" and postgres_copy.exists():
        name = str(connection.settings_dict["NAME"])
        _postgres_tool("pg_restore", ["--no-owner", f"--dbname={name}", str(postgres_copy)])
    else:
        raise refuse(
            "other_database",
            _("The backup is of another kind of database than the one set here."),
            cure=_("Set THIDUA_DATABASE_URL to the kind the backup was made from."),
        )
    if (folder / _KEY).exists():
        shutil.copy2(folder / _KEY, data / _KEY)
    for name in (_FILES, _HEADS):
        if (folder / name).exists():
            shutil.copytree(folder / name, data / name, dirs_exist_ok=name == _HEADS)
