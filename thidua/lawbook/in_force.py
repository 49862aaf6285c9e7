"""The law in force in this process: what ships, and beside it the own rules that are approved.

Each process keeps the law it has loaded and asks now and then, before a request or a piece of work,
whether other rules were approved since: one query on one index. Within a request the law stays.

The app's configuration imports this before models stand.
"""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Model, QuerySet

from thidua.common.errors import Refusal
from thidua.lawbook.states import OwnRulesState
from thidua.rules import Law, load_law, shipped_law
from thidua.rules.in_force import Own
from thidua.rules.loading import default_folder

logger = logging.getLogger("thidua.law")


@dataclass
class _Kept:
    """What this process holds. `approved` are keys of the approved rows when last asked."""

    law: Law | None = None
    approved: tuple[int, ...] = ()
    texts: Own = ()
    unread: tuple[str, ...] = ()
    asked_at: float = 0.0


_kept = _Kept()
_lock = threading.Lock()


def law_in_force() -> Law:
    """The law of this process; no query, but for the first time."""
    if _kept.law is None and settings.OWN_RULES_EVERY is not None:
        refresh()
    return _kept.law or shipped_law()


def own_texts() -> Own:
    """The texts that are approved and in force, whether they can be read or not."""
    law_in_force()
    return _kept.texts


def unread() -> tuple[str, ...]:
    """Names (as the law tells them) of approved rules that cannot be read beside the law that ships
    now: they do not count until they are replaced.
    """
    return _kept.unread


def refresh_if_due() -> None:
    """Ask for newly approved rules, if that was not done for some seconds; one query if so."""
    every = settings.OWN_RULES_EVERY
    if every is not None and time.monotonic() - _kept.asked_at >= every:
        refresh()


def refresh(**_signal: object) -> None:
    """Ask for newly approved rules now. A database that fails leaves the law as it is."""
    with _lock:
        try:
            _refresh()
        except DatabaseError:
            logger.exception("The own rules that are approved could not be read.")
        _kept.asked_at = time.monotonic()


def forget() -> None:
    """Hold no own rules: the database is another one, or as it was before."""
    global _kept  # noqa: PLW0603 - one process holds one law
    _kept = _Kept()


def _refresh() -> None:
    if _kept.law is None and not _has_table():
        return
    approved = tuple(_approved().values_list("pk", flat=True))
    if _kept.law is not None and approved == _kept.approved:
        return
    _kept.texts = in_force_texts(_approved()) if approved else ()
    _kept.law, _kept.unread = _sound(_kept.texts)
    _kept.approved = approved


def _approved() -> QuerySet[Model]:
    rows = apps.get_model("lawbook", "OwnRules")._default_manager
    return rows.filter(state=OwnRulesState.APPROVED).order_by("pk")


def _has_table() -> bool:
    """Whether the database has come so far: its first migrations ask for the law too."""
    table = apps.get_model("lawbook", "OwnRules")._meta.db_table
    return table in connection.introspection.table_names()


def in_force_texts(approved: QuerySet[Model]) -> Own:
    """(name, text) of the approved rows that no other of them supersedes, the oldest first."""
    rows = list(approved)
    superseded = {getattr(row, "supersedes_id") for row in rows}  # noqa: B009
    return tuple((row.place, row.text) for row in rows if row.pk not in superseded)  # type: ignore[attr-defined]


def _sound(texts: Sequence[tuple[str, str]]) -> tuple[Law, tuple[str, ...]]:
    """The law with all texts that can be read together, the older before the newer, and the names
    of the others: an upgrade may bring law that says the same.
    """
    if not texts:
        return shipped_law(), ()
    try:
        return load_law(default_folder(), texts), ()
    except Refusal:
        logger.exception("Own rules cannot be read beside the law that ships now.")
    sound: list[tuple[str, str]] = []
    law, left_out = shipped_law(), []
    for each in texts:
        try:
            law = load_law(default_folder(), [*sound, each])
        except Refusal:
            left_out.append(each[0])
        else:
            sound.append(each)
    return law, tuple(left_out)
