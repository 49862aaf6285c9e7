"""Checking the journal: the chain, what lies beside it, and every row that it vouches for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from thidua.audit.chain import (
    BEGINNING,
    entry_digest,
    is_row_of,
    values_digest,
    vouched_columns,
)
from thidua.audit.models import Entry, Head, JournaledModel, Values

_ENTRIES_AT_ONCE, _ROWS_AT_ONCE, _KEYS_AT_ONCE = 1000, 2000, 500


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


Standing = tuple[str, str] | None
Vouched = dict[str, dict[str, Standing]]
Progress = Callable[[int, int], None]


def verify(against: str | Iterable[str] = "", progress: Progress | None = None) -> Report:
    """Check the whole journal and every journaled row, while others go on writing.

    `against` are digests printed earlier (in minutes, a decision, a daily file): when one no longer
    stands in the chain, the journal was cut short or rewritten since, and the fault says so.
    `progress` is told how many of how many entries and rows were checked.
    """
    wanted = [against] if isinstance(against, str) else list(against)
    check = _Check([each for each in wanted if each not in {"", BEGINNING}], progress)
    check.read_chain()
    check.read_rows()
    # What others wrote meanwhile: the head is locked, so that nothing more is committed.
    with transaction.atomic():
        head = Head.objects.select_for_update().filter(pk=1).first()
        touched = check.read_chain()
        check.read_again(touched)
        check.read_head(head)
    return check.report()


class _Check:
    """A check under way: how far the chain was read, and what it vouches for so far."""

    def __init__(self, wanted: list[str], progress: Progress | None) -> None:
        self.wanted = dict.fromkeys(wanted)
        self.progress = progress or (lambda _done, _total: None)
        self.faults: list[Fault] = []
        self.suspects: dict[str, dict[str, Fault]] = {}
        self.vouched: Vouched = {}
        self.previous, self.expected = BEGINNING, 1
        self.gaps = self.rows = 0
        self.total = self._count()

    def _count(self) -> int:
        head = Head.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
        return head + sum(model._base_manager.count() for model in journaled_models())

    def read_chain(self) -> dict[str, set[str]]:
        """Read the entries after those read so far; the rows that they touched, by model."""
        touched: dict[str, set[str]] = {}
        while entries := list(
            Entry.objects.filter(sequence__gte=self.expected)
            .select_related("values")
            .order_by("sequence")[:_ENTRIES_AT_ONCE]
        ):
            for entry in entries:
                if entry.sequence != self.expected:
                    self.faults.append(_fault(self.expected, _("the entry is missing")))
                if entry.previous != self.previous:
                    self.faults.append(
                        _fault(entry.sequence, _("does not follow the entry before it"))
                    )
                if entry_digest(entry) != entry.digest:
                    self.faults.append(_fault(entry.sequence, _("the entry was changed")))
                self._read_values(entry, touched)
                self.previous, self.expected = entry.digest, entry.sequence + 1
                self.wanted.pop(entry.digest, None)
            self.progress(self.expected - 1, max(self.total, self.expected - 1))
        return touched

    def _read_values(self, entry: Entry, touched: dict[str, set[str]]) -> None:
        """Note what the entry vouches for, or that its values were erased."""
        try:
            values = entry.values
        except Values.DoesNotExist:
            self.gaps += 1
            return
        if values_digest(values.salt, values.said, values.rows) != entry.values_digest:
            self.faults.append(_fault(entry.sequence, _("the values beside it were changed")))
        for label, rows in values.rows.items():
            standing = self.vouched.setdefault(label, {})
            touched.setdefault(label, set()).update(rows)
            for key, digest in rows.items():
                standing[key] = (values.salt, digest) if digest else None

    def read_rows(self) -> None:
        """Read every journaled row; those that do not match are suspected, and read again later."""
        for model in journaled_models():
            label = model._meta.label_lower
            standing = self.vouched.get(label, {})
            columns, seen, last = vouched_columns(model), set(), None
            while True:
                rows = model._base_manager.order_by("pk")
                rows = rows if last is None else rows.filter(pk__gt=last)
                part = list(rows.values_list("pk", *columns)[:_ROWS_AT_ONCE])
                if not part:
                    break
                for key, *row in part:
                    seen.add(str(key))
                    self._judge(model, str(key), columns, row, standing.get(str(key)))
                last = part[-1][0]
                self.rows += len(part)
                done = self.expected - 1 + self.rows
                self.progress(done, max(self.total, done))
            for key, vouched in standing.items():
                if vouched and key not in seen:
                    self._judge(model, key, columns, None, vouched)

    def read_again(self, touched: dict[str, set[str]]) -> None:
        """Read again what is suspected, and what was touched meanwhile."""
        for model in journaled_models():
            label = model._meta.label_lower
            keys = {*self.suspects.get(label, ()), *touched.get(label, ())}
            if not keys:
                continue
            columns, standing = vouched_columns(model), self.vouched.get(label, {})
            found: dict[str, list[object]] = {}
            ordered = sorted(keys)
            for start in range(0, len(ordered), _KEYS_AT_ONCE):
                part = ordered[start : start + _KEYS_AT_ONCE]
                rows = model._base_manager.filter(pk__in=part)
                found |= {str(key): row for key, *row in rows.values_list("pk", *columns)}
            for key in ordered:
                self._judge(model, key, columns, found.get(key), standing.get(key))

    def _judge(
        self,
        model: type[Model],
        key: str,
        columns: Sequence[str],
        row: Sequence[object] | None,
        standing: Standing,
    ) -> None:
        """Suspect a row that is not as the journal vouches, and no longer one that is."""
        if row is None:
            what = _("the row was deleted outside the program") if standing else ""
        elif standing is None:
            what = _("the row was added outside the program")
        else:
            is_same = is_row_of(model, standing[1], standing[0], columns, row)
            what = "" if is_same else _("the row was changed outside the program")
        suspects = self.suspects.setdefault(model._meta.label_lower, {})
        if what:
            suspects[key] = Fault(f"{model._meta.label} {key}", what)
        else:
            suspects.pop(key, None)

    def read_head(self, head: Head | None) -> None:
        """The head is that of the last entry, and every digest asked about stands in the chain."""
        last = (self.previous, self.expected - 1)
        if (head.digest, head.sequence) != last if head else last[1]:
            self.faults.append(Fault(_("journal"), _("its head does not match its last entry")))
        for digest in self.wanted:
            message = _("the digest %(digest)s is not in it: it was cut short or rewritten since")
            self.faults.append(Fault(_("journal"), message % {"digest": digest}))

    def report(self) -> Report:
        """The result."""
        rows = (fault for each in self.suspects.values() for fault in each.values())
        return Report(self.expected - 1, self.rows, self.gaps, self.previous, (*self.faults, *rows))


def journaled_models() -> Iterator[type[Model]]:
    """Every model whose rows the journal vouches for."""
    return (m for m in apps.get_models() if issubclass(m, JournaledModel))


def _fault(sequence: int, what: str) -> Fault:
    return Fault(_("journal entry %(number)s") % {"number": sequence}, what)
