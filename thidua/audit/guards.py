"""What the database itself refuses, beyond Django's constraints, on both databases.

- `AppendOnly`: rows of a table are never changed or deleted.
- `Settled`: rows are never deleted, and never changed once a column says that they are settled.
- `NoOverlap`: of one owner, intervals [from, until] do not overlap (both days inclusive; an empty
  `until` is open-ended). An exclusion constraint on PostgreSQL, triggers on SQLite.

A model lists its guards in `GUARDS`; they are installed after every migrate, and a database check
says when one is missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model


class Guard(Protocol):
    """One thing that the database refuses. `names` are the objects that must exist."""

    def names(self, table: str) -> list[str]: ...

    def sql(self, table: str, vendor: str) -> list[str]: ...


@dataclass(frozen=True)
class AppendOnly:
    """No row is changed or deleted once written."""

    def names(self, table: str) -> list[str]:
        """The two triggers."""
        return [f"{table}_no_update", f"{table}_no_delete"]

    def sql(self, table: str, vendor: str) -> list[str]:
        """Statements that (re)install the guard."""
        if vendor == "sqlite":
            return [
                f'CREATE TRIGGER IF NOT EXISTS "{table}_no_{verb}" '
                f'BEFORE {verb.upper()} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                for verb in ("update", "delete")
            ]
        return [
            "CREATE OR REPLACE FUNCTION thidua_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$",
            *(
                f'CREATE OR REPLACE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION thidua_append_only()"
                for verb in ("update", "delete")
            ),
        ]


@dataclass(frozen=True)
class Settled:
    """Rows are never deleted, and changed only while `column` is `open_as`; `kept` never change."""

    column: str
    open_as: str
    kept: tuple[str, ...] = ()

    def names(self, table: str) -> list[str]:
        """The two triggers."""
        return [f"{table}_settled", f"{table}_not_deleted"]

    def sql(self, table: str, vendor: str) -> list[str]:
        """Statements that (re)install the guard."""
        unlike = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        changed = [f'NEW."{each}" {unlike} OLD."{each}"' for each in self.kept]
        settled = " OR ".join([f"OLD.\"{self.column}\" <> '{self.open_as}'", *changed])
        if vendor == "sqlite":
            stop = f"BEGIN SELECT RAISE(ABORT, '{table} is settled'); END"
            return [
                f'CREATE TRIGGER IF NOT EXISTS "{table}_settled" BEFORE UPDATE ON "{table}" '
                f"WHEN {settled} {stop}",
                f'CREATE TRIGGER IF NOT EXISTS "{table}_not_deleted" BEFORE DELETE ON "{table}" '
                f"{stop}",
            ]
        call = "FOR EACH ROW {when}EXECUTE FUNCTION thidua_settled()"
        return [
            "CREATE OR REPLACE FUNCTION thidua_settled() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is settled', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f'CREATE OR REPLACE TRIGGER "{table}_settled" BEFORE UPDATE ON "{table}" '
            + call.format(when=f"WHEN ({settled}) "),
            f'CREATE OR REPLACE TRIGGER "{table}_not_deleted" BEFORE DELETE ON "{table}" '
            + call.format(when=""),
        ]


@dataclass(frozen=True)
class NoOverlap:
    """Intervals of one owner do not overlap.

    `owner` are whole-number columns, `named` text columns that belong to the owner too.
    """

    name: str
    owner: tuple[str, ...]
    start: str
    end: str
    named: tuple[str, ...] = ()

    def names(self, table: str) -> list[str]:
        """One constraint on PostgreSQL; on SQLite two triggers that begin with its name."""
        return [f"{table}_{self.name}"]

    def sql(self, table: str, vendor: str) -> list[str]:
        """Statements that (re)install the guard."""
        name = f"{table}_{self.name}"
        return self._sqlite(table, name) if vendor == "sqlite" else self._postgres(table, name)

    def _sqlite(self, table: str, name: str) -> list[str]:
        columns = (*self.owner, *self.named)
        same_owner = " AND ".join(f'other."{c}" IS NEW."{c}"' for c in columns)
        clash = (
            f'SELECT 1 FROM "{table}" AS other '  # noqa: S608 - names of this program's own tables
            f"WHERE other.id <> NEW.id AND {same_owner} "
            f"AND {self._first('other')} <= {self._last('NEW')} "
            f"AND {self._first('NEW')} <= {self._last('other')}"
        )
        # AFTER: an inserted row has its id only then.
        return [
            f'CREATE TRIGGER IF NOT EXISTS "{name}{suffix}" AFTER {event} ON "{table}" '
            f"WHEN EXISTS ({clash}) BEGIN SELECT RAISE(ABORT, '{name}: intervals overlap'); END"
            for suffix, event in (("", "INSERT"), ("_changed", "UPDATE"))
        ]

    def _first(self, row: str) -> str:
        return f"coalesce({row}.\"{self.start}\", '0001-01-01')"

    def _last(self, row: str) -> str:
        return f"coalesce({row}.\"{self.end}\", '9999-12-31')"

    def _postgres(self, table: str, name: str) -> list[str]:
        # A range of one number stands for equality, which core GiST can index only for ranges
        # (btree_gist is not everywhere).
        numbers = [f'"{c}"' for c in self.owner] + [f'hashtext("{c}")' for c in self.named]
        owner = ", ".join(f"int8range({n}, {n}, '[]') WITH &&" for n in numbers)
        return [
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}' "  # noqa: S608
            f"AND conrelid = '\"{table}\"'::regclass) THEN "
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" EXCLUDE USING gist '
            f'({owner}, daterange("{self.start}", "{self.end}", \'[]\') WITH &&); '
            "END IF; END $$",
        ]


def guarded_models() -> Iterator[tuple[type[Model], tuple[Guard, ...]]]:
    """Every model that lists `GUARDS`, with them."""
    for model in apps.get_models():
        guards: tuple[Guard, ...] = getattr(model, "GUARDS", ())
        if guards:
            yield model, guards


def install(connection: BaseDatabaseWrapper) -> None:
    """Install every guard whose table exists. Idempotent."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, guards in guarded_models():
            table = model._meta.db_table
            if table not in tables:
                continue
            for guard in guards:
                for statement in guard.sql(table, connection.vendor):
                    cursor.execute(statement)


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Signal receiver: guards stand again after every migrate."""
    install(connections[using])


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guards that should stand in this database and do not."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger UNION SELECT conname FROM pg_constraint"
    )
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return [
        name
        for model, guards in guarded_models()
        if model._meta.db_table in tables
        for guard in guards
        for name in guard.names(model._meta.db_table)
        if name not in standing
    ]


def check_installed(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_options: Any,
) -> list[CheckMessage]:
    """Database check: every guard stands."""
    del app_configs
    return [
        Error(
            f"The database guard {name} is missing.", hint="Run `thidua upgrade`.", id="audit.E001"
        )
        for alias in databases or ()
        for name in missing(connections[alias])
    ]
