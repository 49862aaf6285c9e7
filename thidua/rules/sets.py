"""Judging rules about a set: quotas, rules beside them, the order of preference, votes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.asking import rating_name
from thidua.rules.candidates import Candidate, Company, Order, Preference, SetRule, in_order
from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.facts import Facts
from thidua.rules.judging import Verdict
from thidua.rules.law import Law
from thidua.rules.outcomes import Citation, Finding, Ground, Outcome, Source, every
from thidua.rules.periods import Period
from thidua.rules.quotas import Quota
from thidua.rules.records import VoteRule
from thidua.rules.scales import percent
from thidua.rules.strict import nearest

QUOTA, VOTE = "quota/", "vote/"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote as counted. `members`: all of the body; `valid` ballots may be fewer than `present`.

    Yes votes given in writing by absent members are in `yes`, and these members in `present`.
    """

    members: int
    present: int
    yes: int
    valid: int | None = None

    def base(self, kind: str) -> int:
        """How many the share is taken of."""
        if kind == "all_members":
            return self.members
        return self.present if kind == "present" or self.valid is None else self.valid


def set_rules(
    law: Law, what: str, governing: Governing, jurisdiction: Jurisdiction
) -> tuple[SetRule, ...]:
    """The rules about a set that name the title `what`, or the one rule whose id is `what`."""
    found = law.records(
        law.shelf.set_rules, lambda rule: rule.id, governing, jurisdiction.authority
    )
    return tuple(
        each.value
        for each in found
        if each.value.id == what or (each.value.what is not None and what in each.value.what)
    )


def quota_of(
    law: Law,
    what: str,
    on: date | Governing,
    jurisdiction: Jurisdiction,
    *,
    holder: str | None = None,
) -> Quota | None:
    """The cap on proposals for `what`, a title, a form or a rating; None where no loaded law sets
    one. `holder`: of individuals or of collectives; None asks for a cap of any.
    """
    for wanted in (holder, None) if holder else (None, *scales.HOLDERS):
        found = law.record(
            law.shelf.quotas,
            lambda each: (each.what, each.holder),
            (what, wanted),
            on,
            jurisdiction.authority,
        )
        if found is not None:
            return found
    return None


def quotas_of(law: Law, what: str, on: date | Governing, jurisdiction: Jurisdiction) -> list[Quota]:
    """The caps on proposals for `what`, each once: one for all, or one a kind of holder."""
    found = (quota_of(law, what, on, jurisdiction, holder=each) for each in scales.HOLDERS)
    return list(dict.fromkeys(each for each in found if each is not None))


def preferences(law: Law, on: date | Governing, jurisdiction: Jurisdiction) -> list[Preference]:
    """Whom the law of the day prefers among those equally qualified."""
    found = law.records(law.shelf.preferences, lambda each: each.id, on, jurisdiction.authority)
    return [each.value for each in found]


def order(
    law: Law,
    candidates: Sequence[Candidate],
    *,
    governing: Governing,
    jurisdiction: Jurisdiction,
    limit: int | None = None,
) -> Order:
    """The candidates by the preferences of the law of the day; it says why and never chooses."""
    return in_order(candidates, preferences(law, governing, jurisdiction), limit)


def judge_quota(
    law: Law,
    what: str,
    candidates: Sequence[Candidate | str] | int,
    *,
    governing: Governing,
    jurisdiction: Jurisdiction,
    facts: Facts,
    period: Period | None = None,
    holder: str | None = None,
) -> Verdict:
    """Judge whether these candidates for `what` keep within its cap and the rules beside it.

    The base is counted from the `members` of `facts`: who hold the lower title in the unit, who are
    rated so, or the units in it. The unit's own titles are the `honours` of `facts` for the period,
    its own rating their `completion`. Bare names ask about their number alone: rules that look at
    traits stand aside. `what` may also be a level of performance, or the id of a rule about a set.
    Refuses an id that is none of them.
    """
    given = _candidates(candidates)
    rules = set_rules(law, what, governing, jurisdiction)
    known = {version.value.id: version.value.name for version in law.shelf.set_rules}
    quota = None
    if what not in known:
        quota = quota_of(law, what, governing, jurisdiction, holder=holder)
    year = (period or Period.of(governing.decided_on.year)).year
    name = known.get(what) or _name(law, what, governing)
    holds = None
    if facts.honours is not None:
        held = (each for each in facts.honours if each.year == year and not each.is_revoked)
        holds = frozenset(each.what for each in held)
    company = Company(given, holds, _decider(law, governing, jurisdiction))
    asks_number = all(each == Candidate(each.name) for each in given)
    if asks_number and quota is not None:
        rules = ()
    parts = [_answered(rule, company) for rule in rules]
    root = Ground(f"{QUOTA}{what}", name, "computed", "quota", None, Source.READ)
    if quota is None and not parts:
        finding = Finding(root, Outcome.NO_LAW, {"proposed": len(given)})
        return _verdict(law, f"{QUOTA}{what}", governing, jurisdiction, finding, ())
    cited: list[tuple[Citation, bool]] = [(each.citation, each.provisional) for each in rules]
    if quota is None:
        finding = Finding(root, every(parts), {"proposed": len(given)}, tuple(parts))
    else:
        cited.insert(0, (quota.citation, quota.provisional))
        rating = (facts.completion or {}).get(year)
        asked = _Asked(law, governing, jurisdiction, facts, holds, rating)
        capped = _within(_ground(f"{QUOTA}{what}", name, quota), quota, given, asked)
        if parts:
            inner = Finding(
                _ground("ty_le", name, quota), capped.outcome, capped.observed, (), capped.missing
            )
            whole = (inner, *parts)
            capped = Finding(capped.ground, every(whole), capped.observed, whole)
        finding = capped
    return _verdict(law, f"{QUOTA}{what}", governing, jurisdiction, finding, cited)


def judge_vote(
    law: Law,
    what: str,
    ballot: Ballot,
    *,
    governing: Governing,
    jurisdiction: Jurisdiction,
    body: str = "council",
) -> Verdict:
    """Judge whether a vote on `what` in `body` is enough by the law of the day."""
    if not 0 <= ballot.yes <= ballot.present <= ballot.members:
        message = _("More votes than members, or more present than there are, cannot be.")
        raise refuse("impossible", message, cure=_("Correct one of the figures."))
    title = law.title(what)
    rule = law.vote_rule(what, governing, jurisdiction, body=body)
    observed: dict[str, object] = {"yes": ballot.yes}
    if rule is None:
        ground = Ground(f"{VOTE}{what}", title.name, "computed", "vote", None, Source.READ)
        finding = Finding(ground, Outcome.NO_LAW, observed)
        return _verdict(law, f"{VOTE}{what}", governing, jurisdiction, finding, ())
    base = ballot.base(rule.base)
    observed |= {
        "base": base,
        "of": rule.base,
        "share": percent(rule.share(ballot.yes, base)),
        "threshold": percent(rule.threshold),
        "needed": rule.needed(base),
        "secret": rule.secret,
    }
    outcome = Outcome.MET if rule.passes(ballot.yes, base) else Outcome.UNMET
    finding = Finding(_ground(f"{VOTE}{what}", title.name, rule), outcome, observed)
    cited = [(rule.citation, rule.provisional)]
    return _verdict(law, f"{VOTE}{what}", governing, jurisdiction, finding, cited)


def known_sets(law: Law) -> Iterable[str]:
    """The ids that `quota/<id>` may name."""
    rules = (version.value.id for version in law.shelf.set_rules)
    return {*law.shelf.titles, *scales.COMPLETION, *rules}


def _name(law: Law, what: str, governing: Governing) -> str:
    """The name of a title, a form or a rating."""
    return rating_name(law, what, governing) if what in scales.COMPLETION else law.title(what).name


@dataclass(frozen=True)
class _Asked:
    law: Law
    governing: Governing
    jurisdiction: Jurisdiction
    facts: Facts
    holds: frozenset[str] | None
    rating: str | None


def _candidates(given: Sequence[Candidate | str] | int) -> tuple[Candidate, ...]:
    if isinstance(given, int):
        return (Candidate(),) * given
    return tuple(Candidate(each) if isinstance(each, str) else each for each in given)


def _decider(
    law: Law, governing: Governing, jurisdiction: Jurisdiction
) -> Callable[[str], str | None]:
    def ask(what: str) -> str | None:
        if what not in law.shelf.titles:
            raise refuse(
                "unknown_title",
                _("The law has no title or form “%(id)s”.") % {"id": what},
                cure=nearest(what, law.shelf.titles),
            )
        found = law.decider(what, governing, jurisdiction)
        return found.id if found else None

    return ask


def _ground(id_: str, name: str, record: Quota | VoteRule | SetRule) -> Ground:
    source = Source.QUOTED if record.provisional else Source.READ
    word = "vote" if isinstance(record, VoteRule) else "quota"
    if isinstance(record, SetRule):
        word = record.word
    return Ground(id_, name, "computed", word, record.citation, source, record.note)


def _answered(rule: SetRule, company: Company) -> Finding:
    answer = rule.ask(company)
    observed: Mapping[str, object] | None = {"names": list(answer.names)} if answer.names else None
    ground = _ground(rule.id, rule.name, rule)
    return Finding(ground, answer.outcome, observed, (), answer.missing)


def _within(ground: Ground, quota: Quota, given: tuple[Candidate, ...], asked: _Asked) -> Finding:
    proposed = len(given)
    found = quota.allows(asked.facts.members, asked.holds, asked.rating)
    share = quota.share if found.share is None else found.share
    observed: dict[str, object] = {"proposed": proposed, "share": percent(share)}
    if found.base is not None:
        observed["base"] = found.base
    if found.limit is not None:
        observed["limit"] = found.limit
    if proposed <= found.least:
        return Finding(ground, Outcome.MET, observed)
    if found.most is None or proposed <= found.most:
        return Finding(ground, Outcome.UNKNOWN, observed, (), found.missing)
    observed["limit"] = found.most
    ranked = order(
        asked.law,
        given,
        governing=asked.governing,
        jurisdiction=asked.jurisdiction,
        limit=found.most,
    )
    if any(each.because for each in ranked.standings):
        observed["order"] = ranked.to_json()
        observed["to_choose"] = [each.candidate.name for each in ranked.to_choose()]
    return Finding(ground, Outcome.UNMET, observed)


def _verdict(
    law: Law,
    what: str,
    governing: Governing,
    jurisdiction: Jurisdiction,
    finding: Finding,
    cited: Sequence[tuple[Citation, bool]],
) -> Verdict:
    instruments = tuple(dict.fromkeys(citation.instrument for citation, _quoted in cited))
    provisional = any(quoted for _citation, quoted in cited)
    return Verdict(law, what, "", governing, jurisdiction, finding, provisional, instruments)
