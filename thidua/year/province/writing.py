"""Writing in bulk: one act, and so one entry of the journal with each row's digest, a batch."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Max

from thidua.accounts.models import User
from thidua.audit import recording
from thidua.audit.models import JournaledModel, JournaledQuerySet
from thidua.workflow import act

M = TypeVar("M", bound=JournaledModel)
Tell = Callable[[str, int], None]
AT_ONCE = 20_000


@dataclass
class Writer:
    """Writes rows for the program's own user, and draws all chance from one seed."""

    by: User
    seed: int
    tell: Tell
    counts: dict[str, int] = field(default_factory=dict)

    def chance(self, about: str) -> random.Random:
        """A source of chance of its own for one matter, so that one does not move another."""
        return random.Random(f"{self.seed}:{about}")  # noqa: S311 - invented data keep no secrets

    def write(self, rows: Iterable[M]) -> list[M]:
        """Create rows of one model, with their keys. What the database refuses stops everything."""
        written: list[M] = []
        waiting = iter(rows)
        while batch := list(islice(waiting, AT_ONCE)):
            model = type(batch[0])
            label = model._meta.label_lower
            with act("year.generate", by=self.by, model=label, rows=len(batch), seed=self.seed):
                _insert(model, batch)
            written += batch
            self.counts[label] = self.counts.get(label, 0) + len(batch)
            self.tell(label, self.counts[label])
        return written

    def update(self, rows: Sequence[M], columns: Sequence[str]) -> None:
        """Write columns of rows that are there."""
        for start in range(0, len(rows), AT_ONCE):
            batch = rows[start : start + AT_ONCE]
            model = type(batch[0])
            label = model._meta.label_lower
            with act("year.generate", by=self.by, model=label, rows=len(batch), seed=self.seed):
                JournaledQuerySet(model).bulk_update(batch, columns)


def _insert(model: type[M], rows: Sequence[M]) -> None:
    """Insert in one prepared statement, run once a row; keys follow the largest there is.

    Two to three times as fast as the ORM's own, whose statement grows with each row and value. The
    database is nobody else's, so that the keys are free. Constraints and triggers hold as ever.
    """
    meta, connection = model._meta, connections[DEFAULT_DB_ALIAS]
    last = JournaledQuerySet(model).aggregate(last=Max("pk"))["last"] or 0
    for key, row in enumerate(rows, start=last + 1):
        row.pk = key
        # As the ORM's own leaves it: saving the row later updates it.
        row._state.adding = False  # noqa: SLF001
    columns = meta.concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(each.column)) for each in columns)
    values = ", ".join(["%s"] * len(columns))
    # Names of our own tables and columns only; the values are parameters.
    statement = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({values})"  # noqa: S608
    prepared = [
        [each.get_db_prep_save(getattr(row, each.attname), connection) for each in columns]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, prepared)
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)
    recording.touch(model, [row.pk for row in rows])
