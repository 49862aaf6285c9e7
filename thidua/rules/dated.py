"""Dated records of law, and which of their versions governs a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from thidua.rules.outcomes import Citation, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Governing:
    """The days that choose the law of a case.

    `decided_on` is the day of the decision (or the day asked about). `received_on` is the day the
    file was received; None counts as received on the day of the decision.
    """

    decided_on: date
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose parameters apply: a level of government or kind of body, and the authority itself."""

    level: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """One version of a record: in force from `start`, until (not including) `until`.

    `beside` names the other instruments it rests on: the amending laws, the implementing decree.
    `authority` is None for the nation's law.
    """

    value: T
    start: date
    until: date | None
    citation: Citation
    source: Source
    checked_by: str | None = None
    note: str = ""
    beside: tuple[str, ...] = ()
    authority: str | None = None
    where: str = ""

    def covers(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.start <= day and (self.until is None or day < self.until)

    def overlaps(self, other: "Dated[T]") -> bool:
        """Whether both are in force on some day."""
        return (other.until is None or self.start < other.until) and (
            self.until is None or other.start < self.until
        )

    def instruments(self) -> tuple[str, ...]:
        """Every instrument it rests on."""
        return (self.citation.instrument, *self.beside)

    @property
    def is_draft(self) -> bool:
        """A draft never decides."""
        return self.source is Source.DRAFT

    @property
    def is_provisional(self) -> bool:
        """Its text was not read at first hand."""
        return self.source is Source.QUOTED


@dataclass(frozen=True, slots=True)
class Transition:
    """A file received before `received_before` keeps the law from before `new` came into force."""

    id: str
    new: str
    received_before: date
    citation: Citation
    is_provisional: bool
    note: str = ""

    def keeps_old(self, governing: Governing) -> bool:
        """Whether the case stays under the older instrument."""
        received = governing.received_on
        return (
            received is not None
            and received < self.received_before
            and governing.decided_on >= self.received_before
        )

    @property
    def last_day(self) -> date:
        """The last day of the older law."""
        return self.received_before - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CarryOver:
    """While it is in force, what `old` said and is now left to authorities goes on without them."""

    id: str
    old: str
    citation: Citation
    is_provisional: bool
    note: str = ""


def in_force(versions: Iterable[Dated[T]], day: date) -> Dated[T] | None:
    """The version that decides on `day`; drafts never do."""
    for version in versions:
        if version.covers(day) and not version.is_draft:
            return version
    return None


def carried_version(
    versions: Sequence[Dated[T]], day: date, carry_overs: Iterable[Dated[CarryOver]]
) -> Dated[T] | None:
    """The version that goes on for a time on `day` though its instrument has ended, if any."""
    for carry in carry_overs:
        if not carry.covers(day) or carry.is_draft:
            continue
        version = in_force(versions, carry.start - timedelta(days=1))
        if version is not None and carry.value.old in version.instruments():
            return version
    return None


def governing_version(
    versions: Sequence[Dated[T]], governing: Governing, transitions: Iterable[Transition]
) -> Dated[T] | None:
    """The version that governs a case: that of the decision's day, unless a transition keeps the
    file under the older instrument. None where nothing is in force.
    """
    version = in_force(versions, governing.decided_on)
    for transition in transitions:
        if (
            version is not None
            and transition.new in version.instruments()
            and transition.keeps_old(governing)
        ):
            version = in_force(versions, transition.last_day)
    return version
