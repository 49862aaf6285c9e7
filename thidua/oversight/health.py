"""The state of the system: what `/readyz` answers with codes and the administrator in sentences."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

import thidua
from thidua.audit import guards
from thidua.common.clock import OFFICE_ZONE, system_now
from thidua.oversight.models import LastDone
from thidua.oversight.states import Work

FREE_BYTES_NEEDED = 200 * 1024 * 1024
_WORKER_SILENT = timedelta(seconds=90)
_BACKUP_OLD = timedelta(days=7)
_GB = 1024**3


@dataclass(frozen=True)
class Line:
    """One thing of the system's state in a sentence; `cure` where it is not in order."""

    name: str
    sentence: str
    tone: str
    cure: str = ""


def needed_checks() -> dict[str, bool]:
    """Whether what every request needs is in order, by code."""
    checks = {"database": False, "migrations": False, "guards": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        checks["guards"] = not guards.missing(connection)
    except DatabaseError:
        checks["database"] = False
    checks["disk"] = has_room()
    return checks


def has_room() -> bool:
    """Whether records can still be written."""
    return free_bytes() >= FREE_BYTES_NEEDED


def free_bytes() -> int:
    """Bytes free where records are kept."""
    return shutil.disk_usage(settings.DATA).free


def signs() -> dict[str, datetime]:
    """When what is done again and again was last done, by `Work`; nothing where the database does
    not answer. One query.
    """
    try:
        return dict(LastDone.objects.values_list("what", "at"))
    except DatabaseError:
        return {}


def worker_lives() -> bool:
    """Whether the worker left a sign within the last minute and a half."""
    return _is_recent(signs().get(Work.WORKER))


def _is_recent(at: datetime | None) -> bool:
    return at is not None and system_now() - at <= _WORKER_SILENT


def state_of_system() -> list[Line]:
    """Everything that an administrator looks after, in sentences; what is not in order first."""
    checks = needed_checks()
    lines = [
        _database(checks),
        _migrations(checks),
        _guards(checks),
        *state_of_work(),
        Line(_("Version"), _("Thi Đua %(version)s.") % {"version": thidua.__version__}, "neutral"),
    ]
    order = ("bad", "warn", "ok", "neutral")
    return sorted(lines, key=lambda line: order.index(line.tone))


def state_of_work() -> list[Line]:
    """What wants looking after from day to day: worker, backup, disk. One query."""
    done = signs()
    return [_worker(done.get(Work.WORKER)), _backup(done.get(Work.BACKUP)), _disk()]


def _database(checks: dict[str, bool]) -> Line:
    name = _("Database")
    if not checks["database"]:
        return Line(name, _("It does not answer."), "bad", _("See whether its server runs."))
    if connection.vendor != "sqlite":
        return Line(name, _("PostgreSQL answers."), "ok")
    file = Path(str(connection.settings_dict["NAME"]))
    size = file.stat().st_size if file.is_file() else 0
    words = {"size": f"{size / 1024**2:.0f}"}
    return Line(name, _("SQLite answers; its file has %(size)s MB.") % words, "ok")


def _migrations(checks: dict[str, bool]) -> Line:
    name = _("Tables")
    if checks["migrations"]:
        return Line(name, _("They are those of this version."), "ok")
    return Line(
        name,
        _("They are those of an older version."),
        "bad",
        _("Stop the program and run “thidua upgrade”: it backs up first."),
    )


def _guards(checks: dict[str, bool]) -> Line:
    name = _("Guards")
    if checks["guards"]:
        return Line(name, _("The database refuses changes of the journal."), "ok")
    return Line(
        name,
        _("Some guards of the database are missing."),
        "bad",
        _("Run “thidua upgrade”, which puts them back, and have the journal checked."),
    )


def _worker(at: datetime | None) -> Line:
    name = _("Worker")
    if _is_recent(at):
        return Line(name, _("It runs and does what is queued."), "ok")
    said = (
        _("It was last seen at %(time)s.") % {"time": _moment(at)}
        if at
        else _("It has never been seen.")
    )
    return Line(
        name, said, "bad", _("“thidua serve” starts it with the pages; “thidua worker” alone.")
    )


def _backup(at: datetime | None) -> Line:
    name = _("Backup")
    cure = _("Run “thidua backup FILE” every day and keep the file on another machine.")
    if at is None:
        return Line(name, _("None was written by this program yet."), "warn", cure)
    said = _("The last was written at %(time)s.") % {"time": _moment(at)}
    if system_now() - at > _BACKUP_OLD:
        return Line(name, said, "warn", cure)
    return Line(name, said, "ok")


def _disk() -> Line:
    name = _("Disk")
    said = _("%(size)s GB are free.") % {"size": f"{free_bytes() / _GB:.1f}".replace(".", ",")}
    if has_room():
        return Line(name, said, "ok")
    return Line(name, said, "bad", _("Make room before records can no longer be written."))


def _moment(at: datetime) -> str:
    return at.astimezone(OFFICE_ZONE).strftime("%H:%M %d/%m/%Y")
