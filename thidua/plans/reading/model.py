"""What was understood of a plan: the schema of `thidua plan read --json`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.plans.reading.paper import Span

Json = dict[str, Any]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True)
class Issuer:
    """Who issued the plan; `parent` is the authority above it in the header.

    The two `full_` names have abbreviations written out, as the table of names has them.
    """

    parent: str | None
    body: str | None
    source: Span
    full_parent: str | None = None
    full_body: str | None = None

    def to_json(self) -> Json:
        return {
            "parent": self.parent,
            "body": self.body,
            "full": {"parent": self.full_parent, "body": self.full_body},
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Basis:
    """A document the plan rests on or cites. A law cited by name alone has no number."""

    text: str
    number_symbol: str | None
    issued_on: date | None
    issuer: str | None
    source: Span

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "number_symbol": self.number_symbol,
            "issued_on": _day(self.issued_on),
            "issuer": self.issuer,
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Purpose:
    """A purpose or requirement."""

    text: str
    number: str | None
    source: Span

    def to_json(self) -> Json:
        return {"text": self.text, "number": self.number, "source": self.source.to_json()}


@dataclass(frozen=True)
class Content:
    """A task or content; `number` is its place in the outline, as II.3."""

    number: str | None
    text: str
    source: Span

    def to_json(self) -> Json:
        return {"number": self.number, "text": self.text, "source": self.source.to_json()}


@dataclass(frozen=True)
class Post:
    """Head or deputy of a bloc: a person, a post, or who is to choose and when to report it."""

    name: str | None
    position: str | None
    chosen_by: str | None
    report_by: date | None
    source: Span

    def to_json(self) -> Json:
        return {
            "name": self.name,
            "position": self.position,
            "chosen_by": self.chosen_by,
            "report_by": _day(self.report_by),
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Bloc:
    """An emulation bloc or cluster. Head or deputy is None where the plan names none."""

    name: str
    head: Post | None
    deputy: Post | None
    note: str | None
    source: Span

    def to_json(self) -> Json:
        return {
            "name": self.name,
            "head": self.head.to_json() if self.head else None,
            "deputy": self.deputy.to_json() if self.deputy else None,
            "note": self.note,
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Milestone:
    """Something to be done in a window or by a day.

    `text` is the printed item; where one item speaks of two emulation periods it gives two
    milestones with the same text and source, told apart by `act`, the clause about `about`.
    `repeats` is month, quarter, year or week for what comes round again.
    """

    text: str
    act: str
    audience: tuple[str, ...]
    blocs: tuple[str, ...]
    first: date | None
    last: date | None
    deadline: date | None
    about: str | None
    section: str | None
    source: Span
    repeats: str | None = None

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "act": self.act,
            "audience": list(self.audience),
            "blocs": list(self.blocs),
            "from": _day(self.first),
            "until": _day(self.last),
            "deadline": _day(self.deadline),
            "about": self.about,
            "repeats": self.repeats,
            "section": self.section,
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Movement:
    """A movement, theme or peak campaign; an anniversary is its occasion, not its period."""

    name: str
    first: date | None
    last: date | None
    occasion: str | None
    directive: str | None
    source: Span

    def to_json(self) -> Json:
        period = {"from": _day(self.first), "until": _day(self.last)}
        return {
            "name": self.name,
            "period": period if self.first or self.last else None,
            "occasion": self.occasion,
            "directive": self.directive,
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Recipient:
    """One line of the recipients."""

    text: str
    source: Span


@dataclass(frozen=True)
class Addressee:
    """One of those whom a dispatch addresses: a line of "Kính gửi"."""

    text: str
    source: Span


@dataclass(frozen=True)
class Signer:
    """Who signed, and as what. `capacity` is TM., KT., TL., TUQ. or Q."""

    capacity: str | None
    on_behalf_of: str | None
    title: str | None
    also: str | None
    name: str | None
    source: Span

    def to_json(self) -> Json:
        return {
            "capacity": self.capacity,
            "on_behalf_of": self.on_behalf_of,
            "title": self.title,
            "also": self.also,
            "name": self.name,
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Doubt:
    """A probable slip in the plan: why it is doubted, and what may have been meant."""

    text: str
    why: str
    suggestion: str | None
    source: Span

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "why": self.why,
            "suggestion": self.suggestion,
            "source": self.source.to_json(),
        }


@dataclass(frozen=True)
class Unread:
    """Words the reader could not place."""

    text: str
    source: Span

    def to_json(self) -> Json:
        return {"text": self.text, "source": self.source.to_json()}


@dataclass(frozen=True)
class Covered:
    """A stretch of the text and what the reader took it for."""

    role: str
    source: Span


@dataclass(frozen=True)
class ReadPlan:
    """A plan as understood. `coverage` accounts for every printed character."""

    text: str
    kind: str
    number: str | None
    symbol: str | None
    issuer: Issuer | None
    place: str | None
    issued_on: date | None
    subject: str | None
    year: int | None
    bases: tuple[Basis, ...]
    purposes: tuple[Purpose, ...]
    contents: tuple[Content, ...]
    blocs: tuple[Bloc, ...]
    milestones: tuple[Milestone, ...]
    movements: tuple[Movement, ...]
    recipients: tuple[Recipient, ...]
    signer: Signer | None
    doubts: tuple[Doubt, ...]
    unread: tuple[Unread, ...]
    addressees: tuple[Addressee, ...] = ()
    sources: dict[str, Span] = field(default_factory=dict)
    coverage: tuple[Covered, ...] = ()

    def to_json(self) -> Json:
        """The document of `thidua plan read --json`.

        `sources` holds the positions of what is printed as a bare value: number, symbol, place,
        issued_on, subject, year, and lists for the addressees and the recipients.
        """
        sources: Json = {name: span.to_json() for name, span in self.sources.items()}
        sources["recipients"] = [each.source.to_json() for each in self.recipients]
        sources["addressees"] = [each.source.to_json() for each in self.addressees]
        return {
            "text": self.text,
            "kind": self.kind,
            "number": self.number,
            "symbol": self.symbol,
            "issuer": self.issuer.to_json() if self.issuer else None,
            "place": self.place,
            "issued_on": _day(self.issued_on),
            "subject": self.subject,
            "year": self.year,
            "bases": [each.to_json() for each in self.bases],
            "purposes": [each.to_json() for each in self.purposes],
            "contents": [each.to_json() for each in self.contents],
            "blocs": [each.to_json() for each in self.blocs],
            "milestones": [each.to_json() for each in self.milestones],
            "movements": [each.to_json() for each in self.movements],
            "addressees": [each.text for each in self.addressees],
            "recipients": [each.text for each in self.recipients],
            "signer": self.signer.to_json() if self.signer else None,
            "doubts": [each.to_json() for each in self.doubts],
            "unread": [each.to_json() for each in self.unread],
            "sources": sources,
        }
