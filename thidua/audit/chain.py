"""Writing the journal: digests of rows, entries, and the head of the chain."""

import hashlib
import json
import random
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Model

from thidua.audit.models import Entry, Head, JournaledModel, Values
from thidua.audit.recording import Touched
from thidua.common import clock
from thidua.common.request import current_request_id

BEGINNING = hashlib.sha256(b"thidua journal").hexdigest()
_READ_AT_ONCE = 500

_salts: ContextVar[Callable[[], str] | None] = ContextVar("salts", default=None)


@dataclass(frozen=True)
class Note:
    """What the journal is told of one act. `said` holds the words of the act, as JSON can."""

    action: str
    actor_id: int | None
    actor_name: str
    subject: str
    subject_name: str = ""
    unit_code: str = ""
    said: Mapping[str, Any] | None = None


def canonical(value: object) -> str:
    """`value` as JSON whose bytes depend on nothing but the value."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def vouched_columns(model: type[Model]) -> list[str]:
    """The columns of `model` that a row's digest covers, in their order in the model."""
    unvouched = model.UNVOUCHED if issubclass(model, JournaledModel) else frozenset()
    return [f.attname for f in model._meta.concrete_fields if f.name not in unvouched]


def row_digest(salt: str, columns: Sequence[str], row: Sequence[object]) -> str:
    """The salted digest of one row, 32 hexadecimal digits."""
    text = canonical(dict(zip(columns, row, strict=True)))
    return hashlib.blake2b(text.encode(), key=salt.encode(), digest_size=16).hexdigest()


def is_row_of(
    model: type[Model], digest: str, salt: str, columns: Sequence[str], row: Sequence[object]
) -> bool:
    """Whether `digest` is that of `row`, by today's columns or by those of an earlier version.

    A column that came later is left out only where it holds what rows of before were given, so that
    a change of it is seen all the same.
    """
    values = dict(zip(columns, row, strict=True))
    if row_digest(salt, columns, row) == digest:
        return True
    added = model.ADDED if issubclass(model, JournaledModel) else ()
    for version in reversed(added):
        if any(values.pop(name) != given for name, given in version.items()):
            return False
        if row_digest(salt, list(values), list(values.values())) == digest:
            return True
    return False


def digests_of(model: type[Model], keys: Sequence[Any], salt: str) -> dict[str, str | None]:
    """Digest by key of the rows as they stand in the database; null where a row is gone."""
    columns = vouched_columns(model)
    found: dict[str, str | None] = {str(key): None for key in keys}
    for start in range(0, len(keys), _READ_AT_ONCE):
        part = keys[start : start + _READ_AT_ONCE]
        rows = model._base_manager.filter(pk__in=part)
        for key, *row in rows.values_list("pk", *columns):
            found[str(key)] = row_digest(salt, columns, row)
    return found


def new_salt() -> str:
    """32 random hexadecimal digits (from a seed inside `salts_from`)."""
    source = _salts.get()
    return source() if source else secrets.token_hex(16)


@contextmanager
def salts_from(seed: str) -> Iterator[None]:
    """Inside, salts come from a seed, so that a replayed year gives the same bytes."""
    generator = random.Random(seed)  # noqa: S311 - a replayed, fictional year keeps no secrets
    token = _salts.set(lambda: f"{generator.getrandbits(128):032x}")
    try:
        yield
    finally:
        _salts.reset(token)


def values_digest(salt: str, said: object, rows: object) -> str:
    """The salted digest that the chain holds of what lies beside it."""
    return hashlib.sha256(f"{salt}\n{canonical([said, rows])}".encode()).hexdigest()


def entry_digest(entry: Entry) -> str:
    """SHA-256 over every column of an entry but its digest."""
    columns = [f.attname for f in Entry._meta.concrete_fields if f.name != "digest"]
    return hashlib.sha256(
        canonical({name: getattr(entry, name) for name in columns}).encode()
    ).hexdigest()


def append(note: Note, touched: Touched) -> Entry:
    """Add one entry with the digests of the rows that the act touched.

    Called inside the act's transaction, as its last statements: the head is locked only here, so
    that writers wait for one another briefly.
    """
    salt = new_salt()
    rows = {
        model._meta.label_lower: digests_of(model, list(keys), salt)
        for model, keys in touched.rows.items()
        if keys
    }
    said = json.loads(canonical(note.said or {}))
    entry = Entry(
        at=clock.system_now(),
        office_day=clock.office_day(),
        actor_id=note.actor_id,
        actor_name=note.actor_name,
        unit_code=note.unit_code,
        action=note.action,
        subject=note.subject,
        subject_name=note.subject_name[:300],
        request_id=current_request_id(),
        values_digest=values_digest(salt, said, rows),
    )
    head, _made = Head.objects.select_for_update().get_or_create(
        pk=1, defaults={"digest": BEGINNING}
    )
    entry.sequence = head.sequence + 1
    entry.previous = head.digest
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    Values(entry=entry, salt=salt, said=said, rows=rows).save(force_insert=True)
    Head.objects.filter(pk=1).update(sequence=entry.sequence, digest=entry.digest)
    return entry


def head_digest() -> str:
    """The digest at the end of the chain, as printed in minutes and decisions."""
    digest = Head.objects.filter(pk=1).values_list("digest", flat=True).first()
    return digest or BEGINNING
