"""The journal's tables, and the base of every model whose rows it vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db import connections, models, router, transaction

from thidua.audit import guards, recording

M = TypeVar("M", bound="JournaledModel")


class Entry(models.Model):
    """One act: who, for which unit, when, what, on which object. Chained by digest; never changed.

    `digest` is SHA-256 over the other columns, `previous` among them. The values before and after
    lie in `Values`, beside the chain, which holds only their salted digest: erasing them lawfully
    leaves the chain whole and a named gap.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    office_day = models.DateField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=100, blank=True)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=120)
    subject_name = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    values_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    GUARDS: ClassVar = (guards.AppendOnly(),)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "sequence"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "sequence"], name="audit_entry_actor"),
            models.Index(fields=["office_day", "sequence"], name="audit_entry_day"),
            models.Index(fields=["action", "sequence"], name="audit_entry_action"),
            models.Index(fields=["unit_code", "sequence"], name="audit_entry_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"


class Values(models.Model):
    """What an act said, and the digest of each row as it left it: {"app.model": {"pk": digest}}.

    A digest of null says the row was deleted.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="values")
    salt = models.CharField(max_length=32)
    said = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.pk)


class Head(models.Model):
    """The end of the chain: one row, locked last before commit."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one")
        ]

    def __str__(self) -> str:
        return self.digest


class JournaledQuerySet(models.QuerySet[M]):
    """Writes in bulk are recorded like single ones, and refused outside an act."""

    def update(self, **values: Any) -> int:
        """Update, recording each row touched."""
        recording.touch(self.model, list(self.values_list("pk", flat=True)))
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, recording each row gone."""
        recording.touch(self.model, list(self.values_list("pk", flat=True)))
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[M]:
        """Create many, recording each."""
        recording.demand()
        created = super().bulk_create(objs, *args, **options)
        recording.touch(self.model, [row.pk for row in created])
        return created

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        """Update many, recording each: values only, no expressions.

        One prepared statement runs once a row, where Django's own grows by a condition a row and
        column and takes seconds for a thousand rows. `batch_size` is taken for its sake, not used.
        """
        del batch_size
        rows = list(objs)
        recording.touch(self.model, [row.pk for row in rows])
        meta = self.model._meta
        by_name = {column.name: column for column in meta.concrete_fields}
        columns = [by_name[name] for name in fields]
        connection = connections[router.db_for_write(self.model)]
        quote = connection.ops.quote_name
        sets = ", ".join(f"{quote(str(column.column))} = %s" for column in columns)
        table, key = quote(meta.db_table), quote(str(meta.pk.column))
        # Names of our own tables and columns only; the values are parameters.
        statement = f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608
        written = [
            [
                *(c.get_db_prep_save(getattr(row, c.attname), connection) for c in columns),
                row.pk,
            ]
            for row in rows
        ]
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.executemany(statement, written)
        return len(rows)


class JournaledModel(models.Model):
    """A model whose rows are written only inside an act and vouched for by the journal.

    `UNVOUCHED` names columns that change outside acts (a last sign-in, say). `ADDED` names those
    that came with later versions, a mapping for each version, the oldest first, with the value that
    rows of before have: their digests know nothing of such columns.
    """

    UNVOUCHED: ClassVar[frozenset[str]] = frozenset()
    ADDED: ClassVar[tuple[Mapping[str, object], ...]] = ()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(JournaledQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save, inside an act only."""
        recording.demand()
        super().save(*args, **options)
        recording.touch(type(self), [self.pk])

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete, inside an act only."""
        recording.touch(type(self), [self.pk])
        return super().delete(*args, **options)
