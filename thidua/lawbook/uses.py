"""Instruments and the rules that rest on them: what a citation leads to, what a repeal touches."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.lawbook import words
from thidua.lawbook.sheets import vote_words
from thidua.rules import Citation, Instrument, Law, Source, scales
from thidua.rules.dated import Dated
from thidua.rules.quota_words import quota_words

T = TypeVar("T")


@dataclass(frozen=True)
class Use:
    """One version of one rule that cites an instrument. `what`: the title's id, empty for any.

    `record` tells which rule it is a version of; `lines` are a version's criteria. `is_inner`: a
    criterion that cites another place than the version it stands in. `owner`: see `Item`.
    """

    citation: Citation
    what: str
    says: str
    start: date
    until: date | None
    source: Source
    authority: str | None
    record: tuple[object, ...]
    lines: tuple[str, ...] = ()
    note: str = ""
    is_inner: bool = False
    owner: str = ""
    text_name: str = ""

    @property
    def span(self) -> str:
        """Its interval in words."""
        return words.span(self.start, self.until)

    @property
    def mark(self) -> str:
        """How its text is known, in a word."""
        return words.mark(self.source)

    @property
    def place(self) -> str:
        """The place within the instrument."""
        return self.citation.place

    def is_in_force(self, day: date) -> bool:
        """Whether it decides on a day; drafts never do."""
        covers = self.start <= day and (self.until is None or day < self.until)
        return covers and self.source is not Source.DRAFT


def uses(law: Law) -> tuple[Use, ...]:
    """Every version of every rule with what it cites, in the reader's language."""
    return _in_language(law, get_language() or "")


@lru_cache(maxsize=4)
def _in_language(law: Law, _language: str) -> tuple[Use, ...]:
    return tuple(replace(each, owner=words.owner_name(law, each.authority)) for each in _uses(law))


def uses_of(law: Law, instrument: str) -> list[Use]:
    """The rules that cite an instrument, by place."""
    found = [each for each in uses(law) if each.citation.instrument == instrument]
    return sorted(found, key=lambda each: (_order(each.citation), each.start, each.says))


def _order(citation: Citation) -> tuple[int, str, str]:
    digits = "".join(letter for letter in citation.article if letter.isdigit())
    return int(digits or 0), citation.clause or "", citation.point or ""


def successors(law: Law, old: Instrument) -> list[Instrument]:
    """What replaced an instrument, as the dated rules show it: of the same rule, the version that
    begins where one that rested on the old instrument ends, with an instrument of its rank.
    """
    if old.in_force_until is None:
        return []
    ended = {each.record for each in uses_of(law, old.id) if each.until == old.in_force_until}
    found = {
        each.citation.instrument
        for each in uses(law)
        if each.record in ended and each.start == old.in_force_until
    }
    known = (law.shelf.instruments[each] for each in found if each != old.id)
    return sorted(
        (each for each in known if each.in_force_from == old.in_force_until),
        key=lambda each: each.number,
    )


def _uses(law: Law) -> Iterator[Use]:
    for title in law.shelf.titles.values():
        for version in title.versions:
            groups = words.group_names(version.value.groups)
            whom = str(words.HOLDERS[version.value.holder]) + (f" ({groups})" if groups else "")
            record = ("criteria", title.id, version.value.holder, version.value.groups)
            criteria = version.value.criteria
            labels = tuple(each.ground.label for each in criteria)
            yield replace(_use(version, title.id, whom, record), lines=labels)
            for node in (node for each in criteria for node in each.nodes()):
                cited = node.ground.citation
                if cited is not None and cited != version.citation:
                    inner = _use(version, title.id, node.ground.label, (*record, node.ground.id))
                    yield replace(inner, citation=cited, is_inner=True)
        for decider in title.deciders:
            yield _use(
                decider, title.id, decider.value.name, ("decider", title.id, decider.value.level)
            )
    yield from _around(law)
    yield from _values(law)


def _around(law: Law) -> Iterator[Use]:
    shelf = law.shelf
    for condition in shelf.conditions:
        for version in condition.versions:
            yield _use(version, "", version.value.ground.label, ("condition", condition.id))
    for local in shelf.local:
        own, label = local.value.what, local.value.criterion.ground.label
        yield _use(local, own, label, ("local", own, local.value.criterion.ground.id))
    for paper in shelf.papers:
        for what in sorted(paper.value.what):
            yield _use(paper, what, paper.value.name, ("paper", paper.value.id))
    for quota in shelf.quotas:
        what, text = quota.value.what, quota_words(law, quota.value, quota.start)
        # A cap on ratings is on no title.
        title = "" if quota.value.is_rating else what
        yield _use(quota, title, text, ("quota", what, quota.value.holder))
    for vote in shelf.votes:
        what = vote.value.what if vote.value.what in shelf.titles else ""
        yield _use(vote, what, vote_words(vote.value), ("vote", vote.value.what, vote.value.body))
    for quorum in shelf.quorums:
        says = f"{words.BODIES[quorum.value.body]}: {scales.printed(quorum.value.threshold)}"
        yield _use(quorum, "", says, ("quorum", quorum.value.body))


def _values(law: Law) -> Iterator[Use]:
    shelf = law.shelf
    for rule in shelf.set_rules:
        yield _use(rule, "", rule.value.name, ("set", rule.value.id))
    for duty in shelf.duties:
        yield _use(duty, "", duty.value.name, ("duty", duty.value.id))
    for last in shelf.submit_by:
        yield _use(last, last.value.what, last.value.name, ("submit_by", last.value.id))
    for names in shelf.rating_names:
        says = ", ".join(name for _level, name in names.value.names)
        yield _use(names, "", says, ("rating", names.value.group))
    for limit in shelf.time_limits:
        yield _use(
            limit,
            "",
            limit.value.name,
            ("limit", limit.value.step, limit.value.what, limit.value.level),
        )
    for value in shelf.parameters:
        yield _use(value, "", value.value.name, ("parameter", value.value.id))
    for reward in shelf.rewards:
        given = reward.value
        whom = words.HOLDERS[given.holder]
        says = _("%(holders)s: prize money %(times)s times the base salary") % {
            "holders": whom,
            "times": words.number(given.coefficient),
        }
        yield _use(reward, given.what, says, ("reward", given.what, given.holder))
    for level in shelf.levels:
        yield _use(level, "", level.value.name, ("level", level.value.id))
    for carry in shelf.carry_overs:
        yield _use(carry, "", carry.value.note, ("carry", carry.value.id))


def _use(version: Dated[T], what: str, says: str, record: tuple[object, ...]) -> Use:
    return Use(
        version.citation, what, says, version.start, version.until, version.source,
        version.authority, (*record, version.authority), note=version.note,
        text_name=words.text_name(version),
    )  # fmt: skip
