"""Reads for the pages of verdicts. A finding's tree is shown from its stored form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from thidua.eligibility.models import Comparison, Verdict
from thidua.organisations.models import Person, Unit


@dataclass(frozen=True)
class Line:
    """One node of a stored finding, in reading order; `depth` 0 is the title itself."""

    depth: int
    label: str
    outcome: str
    citation: str
    source: str
    observed: Any
    missing: tuple[str, ...]
    records: tuple[str, ...]


def lines(finding: dict[str, Any]) -> list[Line]:
    """The tree of a stored finding as the lines of a page."""
    return list(_walk(finding, 0))


def why(finding: dict[str, Any]) -> list[Line]:
    """The leaves that decide the outcome, in reading order."""
    return list(_deciding(finding, 0))


def verdicts_of(rows: QuerySet[Verdict], holder: Person | Unit) -> QuerySet[Verdict]:
    """Of `rows` (what a user may see), the current ones about a holder, newest period first."""
    rows = rows.filter(is_current=True)
    rows = rows.filter(person=holder) if isinstance(holder, Person) else rows.filter(unit=holder)
    return rows.select_related("period", "person", "unit").order_by("-period__year", "what")


def history_of(verdict: Verdict) -> QuerySet[Verdict]:
    """Every verdict on the same holder, title and period, newest first."""
    rows: QuerySet[Verdict] = Verdict.objects.filter(
        person=verdict.person_id,
        unit=verdict.unit_id,
        what=verdict.what,
        period=verdict.period_id,
    )
    return rows.order_by("-pk")


def comparisons() -> QuerySet[Comparison]:
    """Every comparison on record, with its officer, newest first."""
    rows: QuerySet[Comparison] = Comparison.objects.select_related("officer")
    return rows.order_by("-compared_on", "-pk")


def comparison_of(instrument: str) -> Comparison | None:
    """The record that an instrument was compared, with its officer. One query."""
    return Comparison.objects.select_related("officer").filter(instrument=instrument).first()


def compared_instruments() -> frozenset[str]:
    """Ids of the instruments that the office has compared with their text. One query."""
    return frozenset(Comparison.objects.values_list("instrument", flat=True))


def _walk(node: dict[str, Any], depth: int) -> Iterator[Line]:
    yield _line(node, depth)
    for part in node["parts"]:
        yield from _walk(part, depth + 1)


def _deciding(node: dict[str, Any], depth: int) -> Iterator[Line]:
    if not node["parts"]:
        yield _line(node, depth)
    for part in node["parts"]:
        if part["outcome"] == node["outcome"]:
            yield from _deciding(part, depth + 1)


def _line(node: dict[str, Any], depth: int) -> Line:
    citation = node["citation"]
    return Line(
        depth,
        node["label"],
        node["outcome"],
        citation["text"] if citation else "",
        node["source"],
        node["observed"],
        tuple(node.get("missing", ())),
        tuple(node.get("records", ())),
    )
