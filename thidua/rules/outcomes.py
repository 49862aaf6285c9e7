"""What judging gives: outcomes, citations, and the tree of findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The four answers. `UNKNOWN` is never read as no."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NO_LAW = "no_law"


class Source(StrEnum):
    """Where a record of law is known from."""

    READ = "read"  # the text itself was read
    QUOTED = "quoted"  # a second-hand page restates the article: verdicts are provisional
    DRAFT = "draft"  # not adopted, or the final text is unread: never decides


def place_within(article: str, clause: str | None, point: str | None) -> str:
    """A place within an instrument as papers print it: `điểm a khoản 3 Điều 9`."""
    words = [f"điểm {point}"] if point else []
    words += [f"khoản {clause}"] if clause else []
    return " ".join([*words, f"Điều {article}"])


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of an instrument. `number` and `text` are filled when it is resolved."""

    instrument: str
    article: str
    clause: str | None
    point: str | None
    number: str
    text: str

    @property
    def place(self) -> str:
        """The place within its instrument: `khoản 3 Điều 9`."""
        return place_within(self.article, self.clause, self.point)

    def to_json(self) -> dict[str, object]:
        """The printed text and the parts."""
        return {
            "text": self.text,
            "instrument": self.instrument,
            "number": self.number,
            "article": self.article,
            "clause": self.clause,
            "point": self.point,
        }


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of a finding that does not depend on facts, made once when law is loaded.

    `nature` is `computed`, `attested`, `constituted` or `combined`; `word` the vocabulary's word.
    """

    id: str
    label: str
    nature: str
    word: str
    citation: Citation | None
    source: Source
    note: str = ""


@dataclass(slots=True)
class Finding:
    """One node of a verdict's tree. Made by the judges, then never changed.

    Not frozen: a frozen dataclass costs three times as much to make, and a verdict has a dozen.
    """

    ground: Ground
    outcome: Outcome
    observed: object = None
    parts: tuple["Finding", ...] = ()
    missing: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def criterion(self) -> str:
        """The criterion's id."""
        return self.ground.id

    @property
    def label(self) -> str:
        """The criterion in Vietnamese."""
        return self.ground.label

    @property
    def citation(self) -> Citation | None:
        """The article the criterion rests on."""
        return self.ground.citation

    def why(self) -> list["Finding"]:
        """The leaves that decide this outcome, in reading order."""
        if not self.parts:
            return [self]
        return [leaf for part in self.parts if part.outcome is self.outcome for leaf in part.why()]

    def leaves(self) -> Iterator["Finding"]:
        """Every leaf, in reading order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def nodes(self) -> Iterator["Finding"]:
        """This node and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.nodes()

    def open_facts(self) -> tuple[str, ...]:
        """Paths of the missing facts that could still change an unknown outcome."""
        if self.outcome is not Outcome.UNKNOWN:
            return ()
        paths = (path for leaf in self.why() for path in leaf.missing)
        return tuple(dict.fromkeys(paths))

    def to_json(self) -> dict[str, object]:
        """The node as design 4.2 prints it, with label, nature and source beside."""
        citation = self.ground.citation
        node: dict[str, object] = {
            "criterion": self.ground.id,
            "label": self.ground.label,
            "kind": self.ground.nature,
            "outcome": self.outcome.value,
            "citation": citation.to_json() if citation else None,
            "source": self.ground.source.value,
            "observed": self.observed,
            "parts": [part.to_json() for part in self.parts],
        }
        if self.missing:
            node["missing"] = list(self.missing)
        if self.records:
            node["records"] = list(self.records)
        if self.ground.note:
            node["note"] = self.ground.note
        return node


def every(parts: Iterable[Finding]) -> Outcome:
    """All must be met: one unmet settles it, whatever is still unknown.

    No law for one part is no law for the whole, whatever the facts say.
    """
    answer = Outcome.MET
    for part in parts:
        outcome = part.outcome
        if outcome is Outcome.NO_LAW:
            return outcome
        if outcome is Outcome.UNMET or (outcome is Outcome.UNKNOWN and answer is Outcome.MET):
            answer = outcome
    return answer


def some(parts: Iterable[Finding]) -> Outcome:
    """One must be met: one met settles it, whatever is still unknown; no law is passed over."""
    answer = Outcome.NO_LAW
    for part in parts:
        outcome = part.outcome
        if outcome is Outcome.MET:
            return outcome
        if outcome is Outcome.UNKNOWN or answer is Outcome.NO_LAW:
            answer = outcome
    return answer
