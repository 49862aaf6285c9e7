"""A plan's text with what was understood marked in it: the pieces that a page prints in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.plans.models import Plan
from thidua.plans.states import DoubtAnswer


@dataclass(frozen=True)
class Words:
    """Words of the text that something was understood from. `key` is their place on the page."""

    key: str
    start: int
    end: int
    tone: str = ""


@dataclass(frozen=True)
class Token:
    """A piece of the text, or where words begin (`key`) or end (neither)."""

    text: str = ""
    key: str = ""
    tone: str = ""

    @property
    def is_end(self) -> bool:
        """Whether words end here."""
        return not self.text and not self.key


# Bare values of the head of the paper; `year` lies inside `subject`.
HEADING = ("number", "symbol", "place", "issued_on", "subject", "year")


def words_of(plan: Plan) -> list[Words]:
    """Everything understood of a plan, with its place in the text; no query beyond its parts'."""
    reading: Mapping[str, Any] = plan.reading
    sources: Mapping[str, Any] = reading.get("sources", {})
    found = [_words(name, sources[name]) for name in HEADING if sources.get(name)]
    found += [
        _words(name, reading[name]["source"]) for name in ("issuer", "signer") if reading.get(name)
    ]
    for name, key in (
        ("bases", "cited"),
        ("purposes", "purpose"),
        ("contents", "content"),
        ("movements", "movement"),
    ):
        found += _listed(key, (each["source"] for each in reading.get(name, ())))
    found += _listed("recipient", sources.get("recipients", ()))
    found += _listed("unread", (each["source"] for each in reading.get("unread", ())), "unread")
    for bloc in plan.blocs.all():
        found.append(Words(f"bloc-{bloc.pk}", bloc.source_start, bloc.source_end))
        found += [
            Words(f"post-{post.pk}", post.source_start, post.source_end)
            for post in bloc.posts.all()
            if post.source_start is not None and post.source_end is not None
        ]
    found += [
        Words(f"milestone-{each.pk}", each.source_start, each.source_end)
        for each in plan.milestones.all()
    ]
    return found


def doubted_words(plan: Plan) -> list[Words]:
    """The probable slips; those not answered yet have a tone of their own."""
    return [
        Words(
            f"doubt-{each.pk}",
            each.source_start,
            each.source_end,
            "doubt" if each.answer == DoubtAnswer.OPEN else "answered",
        )
        for each in plan.doubts.all()
    ]


def _words(key: str, source: Mapping[str, int], tone: str = "") -> Words:
    return Words(key, source["start"], source["end"], tone)


def _listed(key: str, sources: Iterable[Mapping[str, int]], tone: str = "") -> Iterator[Words]:
    for order, source in enumerate(sources, start=1):
        yield _words(f"{key}-{order}", source, tone)


def tokens_of(text: str, words: Iterable[Words]) -> list[Token]:
    """`text` in pieces, words nested in those around them.

    Where words begin inside others and end outside, they are cut at the end of the others: elements
    of a page cannot cross.
    """
    tokens: list[Token] = []
    open_ends: list[int] = []
    at = 0
    for each in sorted(words, key=lambda each: (each.start, -each.end)):
        while open_ends and open_ends[-1] <= each.start:
            at = _put(tokens, text, at, open_ends.pop())
            tokens.append(Token())
        end = min(each.end, len(text), *open_ends)
        if end <= each.start:
            continue
        at = _put(tokens, text, at, each.start)
        tokens.append(Token(key=each.key, tone=each.tone))
        open_ends.append(end)
    while open_ends:
        at = _put(tokens, text, at, open_ends.pop())
        tokens.append(Token())
    _put(tokens, text, at, len(text))
    return tokens


def _put(tokens: list[Token], text: str, start: int, end: int) -> int:
    """Put the text up to `end`; where the next piece begins."""
    if end > start:
        tokens.append(Token(text=text[start:end]))
    return max(start, end)
