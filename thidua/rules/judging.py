"""Judging one case, and the verdict it gives. Judging a million is the same call."""

from dataclasses import dataclass

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.facts import Facts
from thidua.rules.law import Law
from thidua.rules.outcomes import Finding, Outcome
from thidua.rules.periods import Period
from thidua.rules.records import Paper
from thidua.rules.strict import nearest

MONEY = "money/"


@dataclass(slots=True)
class Verdict:
    """An outcome with its reasons. What is not in the tree is worked out when asked for."""

    source: Law
    what: str
    holder: str
    governing: Governing
    jurisdiction: Jurisdiction
    finding: Finding
    provisional: bool
    instruments: tuple[str, ...]
    group: str | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome of the root."""
        return self.finding.outcome

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of the facts that could still settle an unknown verdict."""
        return self.finding.open_facts()

    @property
    def law_digest(self) -> str:
        """The digest of the law that gave this verdict."""
        return self.source.digest

    @property
    def decider(self) -> str | None:
        """The id of who decides; None where the law loaded does not say."""
        if self._is_bare():
            return None
        found = self.source.decider(self.what, self.governing, self.jurisdiction)
        return found.id if found else None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers of the dossier."""
        if self._is_bare():
            return ()
        return self.source.papers(self.what, self.governing, self.jurisdiction)

    @property
    def money(self) -> int | None:
        """Prize money in whole đồng; None where nothing is or could be given."""
        what = self.what.removeprefix(MONEY)
        if self.outcome in {Outcome.UNMET, Outcome.NO_LAW} or "/" in what:
            return None
        found = self.source.money(what, self.holder, self.governing, self.jurisdiction.authority)
        return found.amount if found else None

    @property
    def law(self) -> tuple[str, ...]:
        """The official numbers of the instruments that the finding rests on."""
        return tuple(self.source.instrument(id_).number for id_ in self.instruments)

    def _is_bare(self) -> bool:
        return self.outcome is Outcome.NO_LAW or "/" in self.what

    def to_json(self) -> dict[str, object]:
        """The verdict as design 4.2 prints it."""
        return {
            "outcome": self.outcome.value,
            "provisional": self.provisional,
            "law": [self.source.instrument(id_).to_json() for id_ in self.instruments],
            "findings": self.finding.to_json(),
            "missing": list(self.missing),
            "decider": self.decider,
            "papers": [paper.to_json() for paper in self.papers],
            "money": self.money,
            "law_digest": self.law_digest,
        }


def judge(
    law: Law,
    *,
    what: str,
    holder: str,
    period: Period | int,
    governing: Governing,
    jurisdiction: Jurisdiction,
    facts: Facts,
) -> Verdict:
    """Judge whether `holder` may receive `what` for `period`, by the law that `governing` chooses.

    Refuses an unknown title or authority, and a holder the title is never given to.
    """
    plan = law.plan(what, holder, governing, jurisdiction.authority, facts.group)
    if plan.version is None:
        _refuse_impossible(law, what, holder)
    if isinstance(period, int):
        period = Period.of(period)
    finding = plan.judge(facts, period)
    return Verdict(
        law,
        what,
        holder,
        governing,
        jurisdiction,
        finding,
        plan.is_provisional and finding.outcome is not Outcome.NO_LAW,
        plan.instruments,
        facts.group,
    )


def _refuse_impossible(law: Law, what: str, holder: str) -> None:
    title = law.title(what)
    if holder not in title.holders:
        message = _("“%(title)s” is not given to this kind of holder (%(holder)s).")
        cure = nearest(holder, title.holders)
        raise refuse("wrong_holder", message % {"title": title.name, "holder": holder}, cure=cure)
    if not title.has_rules:
        message = _("The criteria of “%(title)s” are not in the law that is loaded.")
        cure = _("Add its versions to the folder of law.")
        raise refuse("no_rules", message % {"title": title.name}, cure=cure)
