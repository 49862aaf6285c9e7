"""Typed reading of `THIDUA_*` variables; a secret may stand in the file named by `NAME_FILE`."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
# How long a connection to PostgreSQL is kept at most, in seconds.
_KEPT_S = 600
# The first few are planned each with its own values, as psycopg advises.
_ASKED_BEFORE_PREPARED = 5


class SettingError(Exception):
    """A variable holds what it cannot hold. Says which, what it holds and what it may."""


def text(name: str, default: str = "") -> str:
    """The variable, or the contents of the file named by `NAME_FILE`, or `default`."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(f"{name}_FILE points to {file}, which cannot be read.") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no: 1/0, true/false, yes/no, on/off."""
    value = text(name, "1" if default else "0").lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise SettingError(f"{name} is {value!r}; it takes 1 or 0.")


def whole(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise SettingError(f"{name} is {value!r}; it takes a whole number.") from error


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder's path, `~` expanded."""
    return Path(text(name, str(default))).expanduser().resolve()


def database(url: str) -> dict[str, object]:
    """Django's database settings for `sqlite:///PATH` or `postgresql://USER:PASS@HOST:PORT/NAME`.

    SQLite: write-ahead log, immediate transactions, synchronous=FULL (design 2.1).
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) if parts.path != "/:memory:" else ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-65536"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", "") or unquote(parts.hostname or "")
        is_pooled = flag("THIDUA_DATABASE_POOL")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or query.pop("port", "")),
            # A web server's thread keeps its connection: opening one costs as much as a page's
            # queries together. A pool keeps them itself.
            "CONN_MAX_AGE": 0 if is_pooled else _KEPT_S,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": is_pooled, **_prepared(), **query},
        }
    raise SettingError(
        f"THIDUA_DATABASE_URL starts with {parts.scheme!r}; it takes sqlite or postgresql."
    )


def _prepared() -> dict[str, object]:
    """Options by which the server plans a question once: of the time that it spends on a page, half
    goes into planning the same questions again.

    `THIDUA_DATABASE_PREPARED` 0: not, for poolers between that hand connections round by
    transaction and do not keep prepared statements apart.
    """
    if not flag("THIDUA_DATABASE_PREPARED", default=True):
        return {}
    return {"server_side_binding": True, "prepare_threshold": _ASKED_BEFORE_PREPARED}


def secret_key(data: Path) -> str:
    """`THIDUA_SECRET_KEY`, else a key made on first start in the data folder (mode 0600)."""
    given = text("THIDUA_SECRET_KEY")
    if given:
        return given
    file = data / "secret.key"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(os.urandom(48).hex())
    return file.read_text(encoding="ascii")
