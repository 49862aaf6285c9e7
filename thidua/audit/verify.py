"""Checking the journal: the chain, what lies beside it, and every row that it vouches for."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from thidua.audit.chain import (
    BEGINNING,
    entry_digest,
    row_digest,
    values_digest,
    vouched_columns,
)
from thidua.audit.models import Entry, Head, JournaledModel, Values


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold, and where: an entry's number or a row's name."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Report:
    """The result of a check. `gaps` counts entries whose values were lawfully erased."""

    entries: int
    rows: int
    gaps: int
    head: str
    faults: tuple[Fault, ...]


Vouched = dict[str, dict[str, tuple[str, str] | None]]


def verify(against: str = "") -> Report:
    """Check the whole journal and every journaled row.

    `against` is a digest printed earlier (in minutes, a decision, a daily file): when it no longer
    stands in the chain, the journal was cut short or rewritten since, and the fault says so.
    """
    faults: list[Fault] = []
    vouched: Vouched = {}
    previous, expected, gaps, found = BEGINNING, 1, 0, against in {"", BEGINNING}
    for entry in Entry.objects.select_related("values").order_by("sequence").iterator(1000):
        if entry.sequence != expected:
            faults.append(_fault(expected, _("the entry is missing")))
        if entry.previous != previous:
            faults.append(_fault(entry.sequence, _("does not follow the entry before it")))
        if entry_digest(entry) != entry.digest:
            faults.append(_fault(entry.sequence, _("the entry was changed")))
        gaps += _read_values(entry, vouched, faults)
        previous, expected = entry.digest, entry.sequence + 1
        found = found or entry.digest == against
    faults += _head_faults(previous, expected - 1)
    if not found:
        faults.append(
            Fault(
                _("journal"),
                _("the digest %(digest)s is not in it: it was cut short or rewritten since")
                % {"digest": against},
            )
        )
    counted = 0
    for model in journaled_models():
        count, wrong = _check_rows(model, vouched.pop(model._meta.label_lower, {}))
        counted += count
        faults += wrong
    return Report(expected - 1, counted, gaps, previous, tuple(faults))


def journaled_models() -> Iterator[type[Model]]:
    """Every model whose rows the journal vouches for."""
    return (m for m in apps.get_models() if issubclass(m, JournaledModel))


def _fault(sequence: int, what: str) -> Fault:
    return Fault(_("journal entry %(number)s") % {"number": sequence}, what)


def _read_values(entry: Entry, vouched: Vouched, faults: list[Fault]) -> int:
    """Note what the entry vouches for; 1 when its values were erased."""
    try:
        values = entry.values
    except Values.DoesNotExist:
        return 1
    if values_digest(values.salt, values.said, values.rows) != entry.values_digest:
        faults.append(_fault(entry.sequence, _("the values beside it were changed")))
    for label, rows in values.rows.items():
        standing = vouched.setdefault(label, {})
        for key, digest in rows.items():
            standing[key] = (values.salt, digest) if digest else None
    return 0


def _head_faults(digest: str, sequence: int) -> list[Fault]:
    head = Head.objects.filter(pk=1).first()
    if (head.digest, head.sequence) == (digest, sequence) if head else sequence == 0:
        return []
    return [Fault(_("journal"), _("its head does not match its last entry"))]


def _check_rows(
    model: type[Model], vouched: dict[str, tuple[str, str] | None]
) -> tuple[int, list[Fault]]:
    faults: list[Fault] = []
    columns = vouched_columns(model)
    name = str(model._meta.label)
    count = 0
    rows = model._base_manager.order_by("pk")
    for key, *row in rows.values_list("pk", *columns).iterator(2000):
        count += 1
        standing = vouched.pop(str(key), None)
        if standing is None:
            faults.append(Fault(f"{name} {key}", _("the row was added outside the program")))
        elif row_digest(standing[0], columns, row) != standing[1]:
            faults.append(Fault(f"{name} {key}", _("the row was changed outside the program")))
    faults += [
        Fault(f"{name} {key}", _("the row was deleted outside the program"))
        for key, standing in vouched.items()
        if standing
    ]
    return count, faults
