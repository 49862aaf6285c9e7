"""The law, loaded: what governs a case, and the values that procedures ask for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.rules.criteria import Criterion, Judge, joined
from thidua.rules.dated import (
    Dated,
    Governing,
    Jurisdiction,
    Transition,
    carried_version,
    governing_version,
)
from thidua.rules.facts import Facts
from thidua.rules.outcomes import Finding, Ground, Outcome, Source, every
from thidua.rules.periods import Period
from thidua.rules.records import (
    Decider,
    Instrument,
    Level,
    LocalCriteria,
    Money,
    Paper,
    Parameter,
    Quorum,
    Shelf,
    Standard,
    Title,
    VoteRule,
)
from thidua.rules.strict import nearest

T = TypeVar("T")
P = ParamSpec("P")
ANY = "any"
_PLANS_KEPT = 4096
_ASK = object()
_NOWHERE = Jurisdiction()
When = date | Governing


def _governing(when: When) -> Governing:
    return Governing(when) if isinstance(when, date) else when


def _kept(
    ask: Callable[Concatenate["Law", P], T],
) -> Callable[Concatenate["Law", P], T]:
    """Keep the answers to a question, by all that was asked: a law once loaded never changes."""
    name = ask.__name__

    @wraps(ask)
    def answer(law: "Law", /, *asked: P.args, **named: P.kwargs) -> T:
        key = (name, asked, *named.items())
        kept = law._answers  # noqa: SLF001 - this stands for methods of the class
        found = kept.get(key, _ASK)
        if found is _ASK:
            if len(kept) >= _PLANS_KEPT:
                kept.clear()
            found = kept[key] = ask(law, *asked, **named)
        return cast("T", found)

    return answer


@dataclass(frozen=True)
class Plan:
    """A title's criteria compiled for one kind of holder, one case's dates and one authority."""

    judge: Judge
    version: Dated[Standard] | None
    is_provisional: bool
    instruments: tuple[str, ...]


@dataclass(frozen=True)
class _Bench:
    """Answers what compiling criteria asks."""

    law: "Law"
    holder: str
    governing: Governing
    authority: str | None
    group: str | None = None

    @property
    def decided_on(self) -> date:
        return self.governing.decided_on

    def standard(self, what: str) -> Judge | None:
        parts, version = self.law.standing(what, self)
        if version is None:
            return None
        title = self.law.title(what)
        ground = Ground(
            what, title.name, "combined", "all_of", version.citation, version.source, version.note
        )
        return joined(ground, tuple(part.judge(self) for part in parts), every)

    def name(self, what: str) -> str:
        return self.law.title(what).name

    def is_yearly(self, what: str) -> bool:
        return self.law.title(what).family == "title"

    def parameter(self, id_: str) -> Parameter | None:
        return self.law.parameter(id_, self.governing, self.authority)

    def delegated(self, criterion: str) -> Judge | None:
        for local in self.law.local_criteria(self.governing, self.authority):
            if local.fills == criterion and local.holder in {None, self.holder}:
                return local.criterion.judge(self)
        return None


@dataclass(frozen=True, eq=False)
class Law:
    """A folder of law, with `own` beside it (`load_law`), checked whole; `digest` names both."""

    shelf: Shelf
    transitions: tuple[Transition, ...]
    digest: str
    own: tuple[tuple[str, str], ...] = ()
    _plans: dict[tuple[object, ...], Plan] = field(default_factory=dict, repr=False)
    _answers: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False)

    def title(self, what: str) -> Title:
        """The title or form `what`. Refuses an id the law does not know."""
        found = self.shelf.titles.get(what)
        if found is None:
            message = _("The law has no title or form “%(id)s”.") % {"id": what}
            raise refuse("unknown_title", message, cure=nearest(what, self.shelf.titles))
        return found

    def titles(self) -> tuple[Title, ...]:
        """Every title and form whose criteria are loaded, in order of id."""
        return tuple(
            self.shelf.titles[id_] for id_ in sorted(self.shelf.titles) if self.title(id_).has_rules
        )

    def instrument(self, id_: str) -> Instrument:
        """An instrument by its id (KeyError for one that is not loaded)."""
        return self.shelf.instruments[id_]

    def governs(self, versions: Sequence[Dated[T]], when: When) -> Dated[T] | None:
        """Which version governs on a date or for a case; transitions count."""
        return governing_version(versions, _governing(when), self.transitions)

    def authorities(self, authority: str | None) -> list[str | None]:
        """An authority, those above it, and last None, the nation. Refuses an unknown one."""
        chain: list[str | None] = []
        while authority is not None:
            found = self.shelf.authorities.get(authority)
            if found is None:
                message = _("No rules of an authority “%(id)s” are loaded.") % {"id": authority}
                cure = nearest(authority, self.shelf.authorities)
                raise refuse("unknown_authority", message, cure=cure)
            chain.append(authority)
            authority = found.parent
        return [*chain, None]

    def records(
        self,
        records: Iterable[Dated[T]],
        key: Callable[[T], object],
        when: When,
        authority: str | None,
        *,
        carried: bool = False,
    ) -> list[Dated[T]]:
        """Of each key the governing version: the nearest authority's own before the nation's.

        `carried`: where none governs, what a transition lets go on until authorities have rules.
        """
        groups: dict[tuple[object, str | None], list[Dated[T]]] = {}
        for record in records:
            groups.setdefault((key(record.value), record.authority), []).append(record)
        chain = self.authorities(authority)
        found = []
        for name in dict.fromkeys(name for name, _owner in groups):
            for owner in chain:
                version = self.governs(groups.get((name, owner), []), when)
                if version is not None:
                    break
            else:
                day, old = _governing(when).decided_on, groups.get((name, None), [])
                version = carried_version(old, day, self.shelf.carry_overs) if carried else None
            if version is not None:
                found.append(version)
        return found

    def record(
        self,
        records: Iterable[Dated[T]],
        key: Callable[[T], object],
        wanted: object,
        when: When,
        authority: str | None,
        *,
        carried: bool = False,
    ) -> T | None:
        """Of the records with this key the one that governs; None where none does."""
        matching = [record for record in records if key(record.value) == wanted]
        found = self.records(matching, key, when, authority, carried=carried)
        return found[0].value if found else None

    # Judging -------------------------------------------------------------------------------

    def local_criteria(self, when: When, authority: str | None) -> list[LocalCriteria]:
        """The authority's own criteria in force, and those of the authorities above it."""
        if authority is None:
            return []
        found = self.records(
            self.shelf.local, lambda c: (c.what, c.holder, c.criterion.ground.id), when, authority
        )
        return [each.value for each in found]

    def standing(self, what: str, bench: _Bench) -> tuple[list[Criterion], Dated[Standard] | None]:
        """The criteria of a title for a case: the nation's and the authority's own beside them."""
        versions = [v for v in self.title(what).versions if v.value.holder == bench.holder]
        own = [v for v in versions if bench.group is not None and bench.group in v.value.groups]
        version = self.governs(own, bench.governing) or self.governs(
            [v for v in versions if not v.value.groups], bench.governing
        )
        if version is None:
            return [], None
        beside = [
            local.criterion
            for local in self.local_criteria(bench.governing, bench.authority)
            if local.what == what and local.fills is None and local.holder in {None, bench.holder}
        ]
        return [*version.value.criteria, *beside], version

    def plan(
        self,
        what: str,
        holder: str,
        governing: Governing,
        authority: str | None,
        group: str | None = None,
    ) -> Plan:
        """The compiled criteria of a case; kept, so that a million cases compile once."""
        key = (what, holder, governing.decided_on, governing.received_on, authority, group)
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _PLANS_KEPT:
                self._plans.clear()
            plan = self._plans[key] = self._compile(
                what, _Bench(self, holder, governing, authority, group)
            )
        return plan

    def _compile(self, what: str, bench: _Bench) -> Plan:
        governing = bench.governing
        title = self.title(what)
        criteria, version = self.standing(what, bench)
        if version is None:
            ground = Ground(what, title.name, "combined", "all_of", None, Source.READ)
            return Plan(lambda facts, period: Finding(ground, Outcome.NO_LAW), None, False, ())  # noqa: ARG005, FBT003
        conditions = []
        for condition in self.shelf.conditions:
            if condition.applies(what):
                found = self.governs(condition.versions, governing)
                if found is not None:
                    conditions.append(found.value)
        parts = [*conditions, *criteria]
        ground = Ground(
            what, title.name, "combined", "all_of", version.citation, version.source, version.note
        )
        judge = joined(ground, tuple(part.judge(bench) for part in parts), every)
        grounds = [node.ground for node in judge(Facts(), Period.of(1)).nodes()]
        cited = [each.citation.instrument for each in grounds if each.citation]
        return Plan(
            judge,
            version,
            any(each.source is Source.QUOTED for each in grounds)
            or any(each.is_provisional and each.keeps_old(governing) for each in self.transitions),
            tuple(dict.fromkeys([*version.instruments(), *cited])),
        )

    def checklist(
        self,
        what: str,
        on: When,
        jurisdiction: Jurisdiction = _NOWHERE,
        *,
        holder: str | None = None,
        period: Period | None = None,
        group: str | None = None,
    ) -> Finding:
        """The criteria of a title as a tree with nothing known: what a nominee must show."""
        governing = _governing(on)
        who = holder or self.title(what).holders[0]
        plan = self.plan(what, who, governing, jurisdiction.authority, group)
        return plan.judge(Facts(), period or Period.of(governing.decided_on.year))

    # Procedure -----------------------------------------------------------------------------

    @_kept
    def vote_rule(
        self, what: str, on: When, jurisdiction: Jurisdiction = _NOWHERE, *, body: str = "council"
    ) -> VoteRule | None:
        """The votes `what` needs in `body`; None where no loaded law says (it is then local).

        A rule for the title itself, the authority's or the nation's, goes before one for any title.
        """
        for wanted in ((what, body), (ANY, body)):
            found = self.record(
                self.shelf.votes,
                lambda v: (v.what, v.body),
                wanted,
                on,
                jurisdiction.authority,
                carried=True,
            )
            if found is not None:
                return found
        return None

    @_kept
    def quorum(self, body: str, on: When, jurisdiction: Jurisdiction = _NOWHERE) -> Quorum | None:
        """The share of a body that must be present; None where no loaded law says."""
        return self.record(
            self.shelf.quorums, lambda q: q.body, body, on, jurisdiction.authority, carried=True
        )

    @_kept
    def papers(
        self, what: str, on: When, jurisdiction: Jurisdiction = _NOWHERE
    ) -> tuple[Paper, ...]:
        """The papers of every dossier for `what`, in the law's order."""
        return tuple(each for each in self._papers(what, on, jurisdiction) if not each.when)

    @_kept
    def papers_of_some(
        self, what: str, on: When, jurisdiction: Jurisdiction = _NOWHERE
    ) -> tuple[Paper, ...]:
        """The papers that only some dossiers for `what` need; each says `when`."""
        return tuple(each for each in self._papers(what, on, jurisdiction) if each.when)

    def _papers(self, what: str, on: When, jurisdiction: Jurisdiction) -> list[Paper]:
        records = [each for each in self.shelf.papers if what in each.value.what]
        found = self.records(records, lambda p: p.id, on, jurisdiction.authority, carried=True)
        return [each.value for each in found]

    @_kept
    def decider(self, what: str, on: When, jurisdiction: Jurisdiction = _NOWHERE) -> Decider | None:
        """Who decides for holders managed at the jurisdiction's level; None where unknown."""
        versions = self.title(what).deciders
        for level in (jurisdiction.level, None):
            found = self.record(versions, lambda d: d.level, level, on, jurisdiction.authority)
            if found is not None:
                return found
        return None

    @_kept
    def parameter(self, id_: str, on: When, authority: str | None = None) -> Parameter | None:
        """A dated value; None where it has none on that date."""
        return self.record(self.shelf.parameters, lambda p: p.id, id_, on, authority)

    def levels(self, on: When) -> tuple[Level, ...]:
        """The levels of government that exist on a date."""
        found = self.records(self.shelf.levels, lambda v: v.id, on, None)
        return tuple(each.value for each in found)

    @_kept
    def money(
        self, what: str, holder: str, decided_on: When, authority: str | None = None
    ) -> Money | None:
        """Prize money on the day of the decision: coefficient times base salary, rounded by law.

        None where the law gives no money, or a value is not loaded for that date.
        """
        reward = self.record(
            self.shelf.rewards, lambda r: (r.what, r.holder), (what, holder), decided_on, authority
        )
        salary = self.parameter("luong_co_so", decided_on, authority)
        step = self.parameter("lam_tron_den", decided_on, authority)
        mode = self.parameter("cach_lam_tron", decided_on, authority)
        if reward is None or salary is None or step is None or mode is None:
            return None
        return Money.reckoned(reward, salary, step, rounds_up=mode.value == "len")
