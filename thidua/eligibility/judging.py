"""Judging holders by the law: whose rules apply, what each verdict keeps, what is compared."""

from collections.abc import Iterable, Sequence
from datetime import date

from thidua import rules
from thidua.common.clock import office_day
from thidua.eligibility.facts import Holder, Proposed, Vouching, gather
from thidua.eligibility.models import Comparison, Verdict
from thidua.eligibility.rule_sets import ENGINE
from thidua.organisations.jurisdiction import jurisdiction_of as jurisdiction_of
from thidua.organisations.models import Period, Person
from thidua.organisations.states import UnitKind
from thidua.rules import Governing, Jurisdiction, Law, default_law
from thidua.rules.outcomes import Source

# A road beside a computed one (a prize, a sudden achievement): minutes must name it.
EVIDENCED = "evidenced"
# Kept with a finding: what a person is by work, by which the law names ratings.
GROUP = "group"
INDIVIDUAL, COLLECTIVE, HOUSEHOLD = "individual", "collective", "household"


def holder_kind(holder: Holder) -> str:
    """What the law calls a holder: `individual`, `collective` or `household`."""
    if isinstance(holder, Person):
        return INDIVIDUAL
    return HOUSEHOLD if holder.kind == UnitKind.HOUSEHOLD else COLLECTIVE


def vouched(
    whats: Iterable[str], governing: Governing, jurisdiction: Jurisdiction, *, by: str
) -> Vouching:
    """All attested criteria of the titles, vouched for by the record `by` (minutes, say)."""
    law = default_law()
    criteria = frozenset(
        node.criterion
        for what in whats
        for holder in law.title(what).holders
        for group in (None, *law.title(what).groups())
        for node in law.checklist(what, governing, jurisdiction, holder=holder, group=group).nodes()
        if node.ground.nature == "attested" and node.ground.word != EVIDENCED
    )
    return Vouching(criteria, by)


def assess_each(
    cases: Sequence[tuple[Holder, str]],
    period: Period,
    governing: Governing,
    jurisdiction: Jurisdiction,
    *,
    attested_by: str = "",
    proposed: Proposed | None = None,
) -> list[rules.Verdict]:
    """The same verdicts, not kept: for showing beforehand."""
    law = default_law()
    whats = sorted({what for _holder, what in cases})
    vouching = (
        vouched(whats, governing, jurisdiction, by=attested_by) if attested_by else Vouching()
    )
    holders = list(dict.fromkeys(holder for holder, _what in cases))
    facts = gather(
        holders, period, as_of=governing.decided_on, vouching=vouching, proposed=proposed
    )
    time = rules.Period(period.starts_on, period.ends_on, period.year)
    return [
        rules.judge(
            law,
            what=what,
            holder=holder_kind(holder),
            period=time,
            governing=governing,
            jurisdiction=jurisdiction,
            facts=facts[holder],
        )
        for holder, what in cases
    ]


def uncompared(verdicts: Iterable[Verdict]) -> list[rules.Instrument]:
    """The quoted instruments behind the verdicts that nobody has compared with their text yet.

    One query. While any is left, no decision issues on these verdicts (design 3.1).
    """
    quoted = {instrument for verdict in verdicts for instrument in verdict.quoted}
    compared = set(
        Comparison.objects.filter(instrument__in=quoted).values_list("instrument", flat=True)
    )
    return [default_law().instrument(each) for each in sorted(quoted - compared)]


def governing_today(received_on: date | None) -> Governing:
    """The days that choose the law for what is decided on the office's day."""
    return Governing(office_day(), received_on)


def verdict_row(
    law: Law, holder: Holder, period: Period, governing: Governing, given: rules.Verdict
) -> Verdict:
    """The verdict as it is kept; not saved."""
    quoted = _quoted(law, given)
    person, unit = (holder, None) if isinstance(holder, Person) else (None, holder)
    return Verdict(
        person=person,
        unit=unit,
        what=given.what,
        period=period,
        governing_on=governing.decided_on,
        received_on=governing.received_on,
        level=given.jurisdiction.level or "",
        outcome=given.outcome.value,
        is_provisional=given.provisional or bool(quoted),
        finding=given.finding.to_json() | ({GROUP: given.group} if given.group else {}),
        missing=list(given.missing),
        quoted=quoted,
        decider=given.decider or "",
        money=given.money,
        law_digest=given.law_digest,
        engine=ENGINE,
        judged_on=office_day(),
    )


def _quoted(law: Law, given: rules.Verdict) -> list[str]:
    """Ids of the instruments that the verdict, its decider or its money know at second hand."""
    found = {
        node.citation.instrument
        for node in given.finding.nodes()
        if node.citation is not None and node.ground.source is Source.QUOTED
    }
    decider = law.decider(given.what, given.governing, given.jurisdiction)
    if decider is not None and decider.provisional:
        found.add(decider.citation.instrument)
    money = law.money(given.what, given.holder, given.governing, given.jurisdiction.authority)
    if money is not None and money.provisional:
        found.update(each.instrument for each in money.citations)
    return sorted(found)
