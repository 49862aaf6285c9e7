"""The law as it would be if drafts that it holds were adopted: for trials only."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from thidua import rules
from thidua.rules import Law, Source, default_law
from thidua.rules.dated import Dated


def drafts() -> list[rules.Instrument]:
    """The instruments of which the law loaded holds drafts, as they are printed."""
    law = default_law()
    found = {each.citation.instrument for each in _all_dated(law) if each.is_draft}
    return sorted((law.instrument(each) for each in found), key=lambda each: each.printed)


def supposing(draft: str) -> Law:
    """The law with the drafts of an instrument counted as law from the day each names."""
    return _supposing(default_law(), draft)


@lru_cache(maxsize=4)
def _supposing(law: Law, draft: str) -> Law:
    titles = {
        id_: replace(title, versions=_promoted(title.versions, draft))
        for id_, title in law.shelf.titles.items()
    }
    lists: dict[str, Any] = {
        each.name: list(_promoted(getattr(law.shelf, each.name), draft))
        for each in fields(law.shelf)
        if _is_dated(getattr(law.shelf, each.name))
    }
    shelf = replace(law.shelf, titles=titles, **lists)
    return Law(shelf, law.transitions, f"{law.digest}+{draft}")


def _is_dated(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Dated)


def _promoted(versions: Sequence[Dated[Any]], draft: str) -> tuple[Dated[Any], ...]:
    """The drafts of the instrument first, as if adopted: the first version in force decides."""
    adopted = tuple(
        replace(each, source=Source.QUOTED)
        for each in versions
        if each.is_draft and each.citation.instrument == draft
    )
    return (*adopted, *versions)


def _all_dated(law: Law) -> Iterator[Dated[Any]]:
    for title in law.shelf.titles.values():
        yield from title.versions
    for each in fields(law.shelf):
        value = getattr(law.shelf, each.name)
        if _is_dated(value):
            yield from value
