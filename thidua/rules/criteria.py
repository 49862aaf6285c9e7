"""Criteria: how one is read, how it becomes a judge, and the words that combine and vouch.

A criterion is a mapping with an `id`, a `name` in Vietnamese and exactly one word of the
vocabulary; it may cite for itself, else it rests on the citation of the version it stands in.
"""

# Readers, builders and judges each share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001, ARG005

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from thidua.rules.facts import Facts
from thidua.rules.outcomes import Citation, Finding, Ground, Outcome, Source, every, some
from thidua.rules.periods import Period
from thidua.rules.strict import Entry

Judge = Callable[[Facts, Period], Finding]


class Value(Protocol):
    """A dated value of law, as criteria ask for it (`records.Parameter`)."""

    @property
    def value(self) -> Fraction | str:
        """The number or word."""
        ...

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        ...

    @property
    def provisional(self) -> bool:
        """Its text was not read at first hand."""
        ...

    @property
    def note(self) -> str:
        """What a reader should know of it."""
        ...


class Bench(Protocol):
    """What a criterion may ask of the law it stands in, for one case's dates and authority."""

    @property
    def decided_on(self) -> date:
        """The day of the decision."""
        ...

    def standard(self, what: str) -> Judge | None:
        """The criteria of another title, or None where nothing is in force."""
        ...

    def name(self, what: str) -> str:
        """The name of a title or form."""
        ...

    def is_yearly(self, what: str) -> bool:
        """Whether it is a title, given for a year, and not a form of commendation."""
        ...

    def parameter(self, id_: str) -> "Value | None":
        """A dated value for the case, or None where none is in force."""
        ...

    def delegated(self, criterion: str) -> Judge | None:
        """The authority's own rule for a delegated criterion, or None where none is loaded."""
        ...


Build = Callable[[Ground, Bench], Judge]


@dataclass(frozen=True)
class Criterion:
    """One criterion as read; `build` makes its judge once the law is whole."""

    ground: Ground
    build: Build
    settings: object
    parts: tuple["Criterion", ...] = ()

    def judge(self, bench: Bench) -> Judge:
        """The compiled judge of this criterion."""
        return self.build(self.ground, bench)

    def nodes(self) -> list["Criterion"]:
        """This criterion and all below it."""
        return [self, *(node for part in self.parts for node in part.nodes())]


@dataclass
class Reading:
    """What reading a criterion needs: how to cite, what to inherit, and the ids it mentions."""

    cite: Callable[[Entry, str], Citation | None]
    read: Callable[[Entry, "Reading"], Criterion]
    citation: Citation | None
    source: Source
    mentions: list[tuple[Entry, str, str]] = field(default_factory=list)
    standards: list[str] = field(default_factory=list)

    def title(self, entry: Entry, key: str) -> str:
        """The id of a title or form, checked once the whole folder is read."""
        what = entry.text(key)
        if what:
            self.mentions.append((entry, key, what))
        return what


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary: its nature, and how its settings become a builder."""

    nature: str
    read: Callable[[Entry, str, Reading], tuple[Build, tuple[Criterion, ...]]]


def _parts(entry: Entry, key: str, reading: Reading) -> tuple[Criterion, ...]:
    return tuple(reading.read(part, reading) for part in entry.entries(key))


def read_all_of(entry: Entry, key: str, reading: Reading) -> tuple[Build, tuple[Criterion, ...]]:
    """All parts must be met."""
    parts = _parts(entry, key, reading)
    return combine(parts, every), parts


def read_any_of(entry: Entry, key: str, reading: Reading) -> tuple[Build, tuple[Criterion, ...]]:
    """One part must be met."""
    parts = _parts(entry, key, reading)
    return combine(parts, some), parts


def combine(
    parts: tuple[Criterion, ...], settle: Callable[[tuple[Finding, ...]], Outcome]
) -> Build:
    """A builder whose judge judges all parts and settles their outcomes."""

    def build(ground: Ground, bench: Bench) -> Judge:
        return joined(ground, tuple(part.judge(bench) for part in parts), settle)

    return build


def joined(
    ground: Ground,
    judges: tuple[Judge, ...],
    settle: Callable[[tuple[Finding, ...]], Outcome],
) -> Judge:
    """A judge over judges. Every part is judged, so that the tree shows all reasons."""

    def judge(facts: Facts, period: Period) -> Finding:
        found = tuple([part(facts, period) for part in judges])
        return Finding(ground, settle(found), None, found)

    return judge


def _vouched(ground: Ground, family: str, *, all_counts: bool) -> Judge:
    name = ground.id
    path = f"{family}.{name}"
    is_attested = family == "attested"

    def judge(facts: Facts, period: Period) -> Finding:
        if all_counts and facts.is_all_attested:
            return Finding(ground, Outcome.MET, "all")
        said = facts.attested if is_attested else facts.constituted
        value = None if said is None else said.get(name)
        if value is None:
            return Finding(ground, Outcome.UNKNOWN, None, (), (path,))
        proof = facts.records.get(path) if facts.records else None
        outcome = Outcome.MET if value else Outcome.UNMET
        return Finding(ground, outcome, value, (), (), (proof,) if proof else ())

    return judge


def read_attested(entry: Entry, key: str, reading: Reading) -> tuple[Build, tuple[Criterion, ...]]:
    """A body vouches for it, with evidence; `attested: all` covers it."""
    _bare(entry, key)
    return lambda ground, bench: _vouched(ground, "attested", all_counts=True), ()


def read_evidenced(entry: Entry, key: str, reading: Reading) -> tuple[Build, tuple[Criterion, ...]]:
    """A road that must be named and shown: `attested: all` says that it is not taken."""
    _bare(entry, key)

    def build(ground: Ground, bench: Bench) -> Judge:
        named = _vouched(ground, "attested", all_counts=False)

        def judge(facts: Facts, period: Period) -> Finding:
            if facts.is_all_attested:
                return Finding(ground, Outcome.UNMET, observed=False)
            return named(facts, period)

        return judge

    return build, ()


def read_constituted(
    entry: Entry, key: str, reading: Reading
) -> tuple[Build, tuple[Criterion, ...]]:
    """Another body decided it; `attested: all` does not cover it."""
    _bare(entry, key)
    return lambda ground, bench: _vouched(ground, "constituted", all_counts=False), ()


def read_delegated(entry: Entry, key: str, reading: Reading) -> tuple[Build, tuple[Criterion, ...]]:
    """The law leaves the criterion to an authority: its loaded rule, else what a body vouches."""
    _bare(entry, key)

    def build(ground: Ground, bench: Bench) -> Judge:
        local = bench.delegated(ground.id)
        if local is None:
            return _vouched(ground, "attested", all_counts=True)
        return joined(ground, (local,), every)

    return build, ()


def read_standard_of(
    entry: Entry, key: str, reading: Reading
) -> tuple[Build, tuple[Criterion, ...]]:
    """The standard of another title, as in force for the same case."""
    inner = entry.entry(key)
    what = reading.title(inner, "what")
    reading.standards.append(what)
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        other = bench.standard(what)
        if other is None:
            return lambda facts, period: Finding(ground, Outcome.NO_LAW)
        return joined(ground, (other,), every)

    return build, ()


def _bare(entry: Entry, key: str) -> None:
    """A word without settings is written `word: true`."""
    entry.yes(key)


WORDS: Mapping[str, Word] = {
    "all_of": Word("combined", read_all_of),
    "any_of": Word("combined", read_any_of),
    "attested": Word("attested", read_attested),
    "evidenced": Word("attested", read_evidenced),
    "constituted": Word("constituted", read_constituted),
    "delegated": Word("attested", read_delegated),
    "standard_of": Word("combined", read_standard_of),
}
