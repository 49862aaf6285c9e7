"""What the law says of one title on one date, as the lines of a page, each with its citation."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.common.figures import dong
from thidua.lawbook import words
from thidua.rules import (
    Citation,
    Finding,
    Governing,
    Jurisdiction,
    Law,
    Outcome,
    Source,
    Title,
    VoteRule,
    scales,
)
from thidua.rules.asking import time_limits
from thidua.rules.dated import Dated
from thidua.rules.quota_words import quota_words

T = TypeVar("T")
ANY = "any"


@dataclass(frozen=True)
class Item:
    """One line. `key` tells which rule it is, whatever the date; `part` is the heading it is under.

    `owner` names the authority whose own rule it is; empty for the nation's law. `text_name` is the
    file, or the text of own rules, that it stands in, as the law tells it.
    """

    key: tuple[str, ...]
    part: str
    text: str
    citation: Citation | None
    source: Source
    owner: str = ""
    note: str = ""
    depth: int = 0
    span: str = ""
    text_name: str = ""

    @property
    def mark(self) -> str:
        """How the text is known, in a word."""
        return words.mark(self.source)

    @property
    def tone(self) -> str:
        """The colour of that word."""
        return words.TONES[self.source]


@dataclass(frozen=True)
class Part:
    """Lines under one heading."""

    title: str
    items: tuple[Item, ...]


class Sheet:
    """All that is in force of a title on a date, for one authority and its level."""

    def __init__(self, law: Law, title: Title, on: date, jurisdiction: Jurisdiction) -> None:
        self.law, self.title, self.on, self.jurisdiction = law, title, on, jurisdiction
        self.items = tuple(self._all())

    @property
    def parts(self) -> list[Part]:
        """The lines by heading, in the order of a dossier's course."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.part, []).append(item)
        return [Part(title, tuple(items)) for title, items in found.items()]

    @property
    def is_in_force(self) -> bool:
        """Whether any holder's criteria are in force."""
        return any(item.key[0] == "criteria" for item in self.items)

    def _all(self) -> Iterator[Item]:
        yield from self._criteria()
        yield from self._deciders()
        yield from self._quotas()
        yield from self._votes()
        yield from self._papers()
        yield from self._duties()
        yield from self._limits()
        yield from self._money()
        yield from self._set_rules()

    # What a nominee must show ------------------------------------------------------------------

    def _criteria(self) -> Iterator[Item]:
        for holder in self.title.holders:
            for group in (None, *sorted(self.title.groups())):
                version = self.law.plan(
                    self.title.id, holder, Governing(self.on), self.jurisdiction.authority, group
                ).version
                if version is None or (group is not None and group not in version.value.groups):
                    continue
                tree = self.law.checklist(
                    self.title.id, self.on, self.jurisdiction, holder=holder, group=group
                )
                part = _("Criteria for %(holders)s") % {"holders": words.HOLDERS[holder]}
                if group is not None:
                    part += f" ({words.GROUPS.get(group, group)})"
                head = _("This version is in force %(span)s")
                yield self._item(
                    ("criteria", holder, group or "", ""),
                    part,
                    head % {"span": words.span(version.start, version.until)},
                    version,
                )
                yield from self._tree(tree, part, (holder, group or ""))

    def _tree(self, tree: Finding, part: str, whose: tuple[str, str]) -> Iterator[Item]:
        own = self._own_criteria()

        def walk(node: Finding, depth: int, path: str) -> Iterator[Item]:
            if node.outcome is Outcome.NO_LAW and not node.parts:
                label = _("%(what)s (left to the authority, which has no rule loaded)") % {
                    "what": node.label
                }
            else:
                label = node.label
            ground = node.ground
            key = ("criteria", *whose, path)
            owner, text_name = own.get(ground.id, ("", ""))
            yield Item(
                key, part, label, ground.citation, ground.source, owner, ground.note, depth,
                text_name=text_name,
            )  # fmt: skip
            for path_below, below in _with_paths(node, f"{path}/"):
                yield from walk(below, depth + 1, path_below)

        for path, each in _with_paths(tree, ""):
            yield from walk(each, 0, path)

    def _own_criteria(self) -> dict[str, tuple[str, str]]:
        """Criteria that are an authority's own, with its name and that of their text."""
        found = self._records(
            self.law.shelf.local, lambda c: (c.what, c.holder, c.criterion.ground.id)
        )
        return {
            each.value.criterion.ground.id: (
                words.owner_name(self.law, each.authority),
                words.text_name(each),
            )
            for each in found
        }

    # Around it -------------------------------------------------------------------------------

    def _deciders(self) -> Iterator[Item]:
        part = _("Who decides")
        for found in self._records(self.title.deciders, lambda d: d.level):
            decider = found.value
            text = _("%(who)s, for holders of this level: %(level)s") % {
                "who": decider.name,
                "level": words.LEVELS[decider.level],
            }
            if decider.level is None:
                text = decider.name
            yield self._item(("decider", decider.level or ""), part, text, found)

    def _quotas(self) -> Iterator[Item]:
        part = _("How many at most")
        rules = [each for each in self.law.shelf.quotas if each.value.what == self.title.id]
        for found in self._records(rules, lambda q: (q.what, q.holder)):
            text = quota_words(self.law, found.value, found.start)
            if found.value.holder:
                text = f"{words.HOLDERS[found.value.holder]}: {text}"
            record = ("quota", found.value.holder) if found.value.holder else ("quota",)
            yield self._item(record, part, text, found, found.value.note)

    def _votes(self) -> Iterator[Item]:
        part = _("Meetings and votes")
        for body in scales.BODIES:
            quorums = [each for each in self.law.shelf.quorums if each.value.body == body]
            for present in self._records(quorums, lambda q: q.body, carried=True):
                share = _share(present.value.threshold, strict=present.value.strict)
                text = _("%(body)s: %(share)s of the members present") % {
                    "body": words.BODIES[body],
                    "share": share,
                }
                yield self._item(("quorum", body), part, text, present)
            for what in (self.title.id, ANY):
                rules = [
                    each
                    for each in self.law.shelf.votes
                    if (each.value.what, each.value.body) == (what, body)
                ]
                votes = self._records(rules, lambda v: (v.what, v.body), carried=True)
                for found in votes:
                    yield self._item(("vote", body), part, vote_words(found.value), found)
                if votes:
                    break

    def _papers(self) -> Iterator[Item]:
        part = _("Papers of the dossier")
        papers = [each for each in self.law.shelf.papers if self.title.id in each.value.what]
        for found in self._records(papers, lambda p: p.id, carried=True):
            paper = found.value
            text = paper.name
            if paper.copies:
                copies = ngettext("%(count)s copy", "%(count)s copies", paper.copies)
                text += f" ({copies % {'count': paper.copies}})"
            if paper.when:
                text += ". " + _("Only in this case: %(when)s") % {"when": paper.when}
            yield self._item(("paper", paper.id), part, text, found, paper.note)

    def _duties(self) -> Iterator[Item]:
        names = {
            "publicity": _("Publicity and opinions"),
            "opinion": _("Publicity and opinions"),
            "minutes": _("Meetings and votes"),
            "revocation": _("Revocation"),
        }
        rules = [
            each
            for each in self.law.shelf.duties
            if each.value.what is None or self.title.id in each.value.what
        ]
        for found in self._records(rules, lambda duty: duty.id):
            duty, text = found.value, found.value.name
            if duty.days:
                text += f" ({_days(duty.days, working=duty.working)})"
            part = names.get(duty.kind, _("Principles and how to count"))
            yield self._item(("duty", duty.id), part, text, found, duty.note)

    def _limits(self) -> Iterator[Item]:
        part = _("Time limits")
        for school in (False, True):
            rules = [
                each
                for each in self.law.shelf.submit_by
                if each.value.what == self.title.id and each.value.school is school
            ]
            for found in self._records(rules, lambda s: (s.what, s.school)):
                last = found.value.last_day(self.on.year)
                text = _(
                    "%(name)s: at the latest on %(day)s, for what is counted from %(year)s"
                ) % {
                    "name": found.value.name,
                    "day": f"{last:%d/%m/%Y}",
                    "year": self.on.year,
                }
                yield self._item(("submit_by", str(school)), part, text, found, found.value.note)
        for limit in time_limits(self.law, self.title.id, self.on, self.jurisdiction):
            days = _days(limit.value.days, working=limit.value.working)
            text = f"{limit.value.name}: {days}"
            yield self._item(("limit", limit.value.step), part, text, limit, limit.value.note)

    def _money(self) -> Iterator[Item]:
        part = _("Prize money")
        for holder in self.title.holders:
            money = self.law.money(self.title.id, holder, self.on, self.jurisdiction.authority)
            if money is None:
                continue
            text = _("%(holders)s: %(amount)s (%(times)s times the base salary)") % {
                "holders": words.HOLDERS[holder],
                "amount": dong(money.amount),
                "times": words.number(money.coefficient),
            }
            source = Source.QUOTED if money.provisional else Source.READ
            rewards = [
                each
                for each in self.law.shelf.rewards
                if (each.value.what, each.value.holder) == (self.title.id, holder)
            ]
            (reward,) = self._records(rewards, lambda r: (r.what, r.holder))
            for index, citation in enumerate(money.citations):
                said = text if index == 0 else _("reckoned also by this article")
                key = ("money", holder, str(index))
                item = Item(key, part, said, citation, source, depth=min(index, 1))
                yield self._of(item, reward) if index == 0 else item

    def _set_rules(self) -> Iterator[Item]:
        part = _("Rules about all proposals together")
        for found in self._records(self.law.shelf.set_rules, lambda rule: rule.id):
            rule = found.value
            if rule.what is not None and self.title.id in rule.what:
                yield self._item(("set", rule.id), part, rule.name, found, rule.note)

    # -----------------------------------------------------------------------------------------

    def _records(
        self, records: Iterable[Dated[T]], key: Callable[[T], object], *, carried: bool = False
    ) -> list[Dated[T]]:
        return self.law.records(records, key, self.on, self.jurisdiction.authority, carried=carried)

    def _of(self, item: Item, found: Dated[T]) -> Item:
        """A line, told as that of whom its record is."""
        return replace(
            item,
            owner=words.owner_name(self.law, found.authority),
            text_name=words.text_name(found),
        )

    def _item(
        self, key: tuple[str, ...], part: str, text: str, found: Dated[T], note: str = ""
    ) -> Item:
        return Item(
            key,
            part,
            text,
            found.citation,
            found.source,
            words.owner_name(self.law, found.authority),
            note or found.note,
            span=words.span(found.start, found.until),
            text_name=words.text_name(found),
        )


def _with_paths(node: Finding, above: str) -> Iterator[tuple[str, Finding]]:
    """The parts of a node with what tells them apart: their id, counted where one comes again."""
    seen: Counter[str] = Counter()
    for part in node.parts:
        seen[part.criterion] += 1
        again = seen[part.criterion]
        yield f"{above}{part.criterion}" + (f"#{again}" if again > 1 else ""), part


def _share(threshold: Fraction, *, strict: bool) -> str:
    share = scales.printed(threshold)
    return (_("more than %(share)s") if strict else _("at least %(share)s")) % {"share": share}


def vote_words(rule: VoteRule) -> str:
    """The votes needed, in a sentence."""
    said = _("%(body)s: %(share)s of the votes, %(base)s") % {
        "body": words.BODIES[rule.body],
        "share": _share(rule.threshold, strict=rule.strict),
        "base": words.BASES[rule.base],
    }
    return f"{said}; {_('by secret ballot')}" if rule.secret else said


def _days(count: int, *, working: bool) -> str:
    if working:
        said = ngettext("%(count)s working day", "%(count)s working days", count)
    else:
        said = ngettext("%(count)s day", "%(count)s days", count)
    return said % {"count": count}
