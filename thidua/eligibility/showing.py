"""A stored verdict as pages show it: a sentence, its conditions with reasons, what is missing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thidua.eligibility.judging import GROUP, uncompared
from thidua.eligibility.models import Verdict
from thidua.eligibility.states import Outcome
from thidua.organisations.models import Period
from thidua.rules import default_law
from thidua.rules.outcomes import Source
from thidua.rules.telling import Missing, Telling

_TONES = {Outcome.MET: "ok", Outcome.UNMET: "bad", Outcome.UNKNOWN: "warn"}


@dataclass(frozen=True)
class Condition:
    """One condition in reading order. `citation` is empty where the condition above has the same;
    `is_second_hand`: the article is known from a page that restates it.
    """

    depth: int
    label: str
    outcome: str
    observed: str
    citation: str
    is_second_hand: bool
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Shown:
    """A verdict for a page. `open_texts`: instruments that nobody has compared with their text."""

    verdict: Verdict
    title: str
    sentence: str
    tone: str
    conditions: tuple[Condition, ...]
    missing: tuple[Missing, ...]
    open_texts: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """The outcome in words."""
        return str(self.verdict.get_outcome_display())


def shown(verdicts: Iterable[Verdict], period: Period, *, shows_cases: bool) -> dict[int, Shown]:
    """Verdicts on a period by their id, for pages; one query, whatever their number."""
    rows = list(verdicts)
    open_texts = {each.id: each.printed for each in uncompared(rows)}
    return {row.pk: _shown(row, str(period), open_texts, shows_cases=shows_cases) for row in rows}


def _shown(
    verdict: Verdict, period: str, open_texts: dict[str, str], *, shows_cases: bool
) -> Shown:
    finding, law = verdict.finding, default_law()
    law_title = law.shelf.titles.get(verdict.what)
    title = law_title.name if law_title else finding["label"]
    telling = Telling(law, finding.get(GROUP), shows_cases)
    # What a title's own node says is the sentence; its citation is that of its conditions.
    conditions = conditions_of(finding, telling)
    return Shown(
        verdict,
        title,
        _sentence(verdict, title, period),
        _TONES.get(Outcome(verdict.outcome), "neutral"),
        conditions,
        tuple(dict.fromkeys(telling.missing(path) for path in verdict.missing)),
        tuple(open_texts[each] for each in verdict.quoted if each in open_texts),
    )


def conditions_of(finding: dict[str, Any], telling: Telling) -> tuple[Condition, ...]:
    """The conditions of a title's finding, in reading order."""
    return tuple(
        condition for part in finding["parts"] for condition in _conditions(part, 0, "", telling)
    )


def _conditions(
    node: dict[str, Any], depth: int, above: str, telling: Telling
) -> Iterator[Condition]:
    citation = node["citation"]["text"] if node["citation"] else ""
    yield Condition(
        depth=depth,
        label=node["label"],
        outcome=node["outcome"],
        observed=telling.observed(node["observed"]),
        citation=citation if citation != above else "",
        is_second_hand=node["source"] == Source.QUOTED,
        missing=tuple(telling.missing(path) for path in node.get("missing", ())),
    )
    for part in node["parts"]:
        yield from _conditions(part, depth + 1, citation, telling)


def _sentence(verdict: Verdict, title: str, period: str) -> str:
    words = {"title": title, "period": period, "reasons": _reasons(verdict)}
    if verdict.outcome == Outcome.MET:
        return _("Every condition of %(title)s for %(period)s is met.") % words
    if verdict.outcome == Outcome.UNMET:
        return _("%(title)s for %(period)s is not reached: %(reasons)s.") % words
    if verdict.outcome == Outcome.UNKNOWN:
        return (
            _("Whether %(title)s for %(period)s is reached is not known yet: a fact is missing.")
            % words
        )
    return _("No law on %(title)s is in force for this case.") % words


def _reasons(verdict: Verdict) -> str:
    """The conditions that fail, by name."""
    return "; ".join(dict.fromkeys(_deciding(verdict.finding, {Outcome.UNMET})))


def _deciding(node: dict[str, Any], outcomes: Collection[str]) -> Iterator[str]:
    if node["outcome"] not in outcomes:
        return
    if not node["parts"]:
        yield node["label"]
    for part in node["parts"]:
        yield from _deciding(part, outcomes)
