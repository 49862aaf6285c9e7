"""Law known at second hand that the verdicts of this year and the last rest on, for its pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, QuerySet

from thidua import rules
from thidua.accounts.models import User
from thidua.common.figures import dong
from thidua.eligibility.models import Comparison, Verdict
from thidua.eligibility.queries import comparisons
from thidua.organisations.policies import OFFICE, holds, seated_at
from thidua.organisations.states import Role
from thidua.rules import Governing, Jurisdiction, default_law, title_name
from thidua.rules.outcomes import Source


@dataclass(frozen=True)
class QuotedLine:
    """What the program holds to stand at one place of the text, and for which titles it counts."""

    citation: str
    says: str
    titles: tuple[str, ...]


@dataclass
class QuotedText:
    """One instrument known at second hand; who compared it, where somebody has."""

    instrument: rules.Instrument
    comparison: Comparison | None = None
    lines: list[QuotedLine] = field(default_factory=list)


def may_read(user: User, day: date) -> bool:
    """Whether `user` draws up, decides, signs or inspects what rests on the law. Two queries."""
    roles = (*OFFICE, Role.INSPECTOR, Role.CLERK)
    return bool(holds(user, *roles)) or bool(seated_at(user, day))


def resting(day: date) -> QuerySet[Verdict]:
    """The provisional verdicts in force that were given this year or the last."""
    since = date(day.year - 1, 1, 1)
    found: QuerySet[Verdict] = Verdict.objects.filter(
        is_current=True, is_provisional=True, judged_on__gte=since
    )
    return found.order_by()


def quoted_now(day: date) -> set[str]:
    """Ids of the instruments that these verdicts know at second hand. One query."""
    kinds = resting(day).values_list("quoted", flat=True).distinct()
    return {instrument for quoted in kinds for instrument in quoted}


def uncompared_now(day: date) -> set[str]:
    """Those of them that nobody has compared. Two queries."""
    quoted = quoted_now(day)
    if not quoted:
        return set()
    compared = Comparison.objects.filter(instrument__in=quoted)
    return quoted - set(compared.values_list("instrument", flat=True))


def texts_of(day: date) -> list[QuotedText]:
    """The texts that verdicts rest on, those to compare first; then others compared. Four queries.

    What the program holds is shown by one verdict of each title: the criteria are the same in all.
    """
    compared = {each.instrument: each for each in comparisons()}
    known = default_law().shelf.instruments
    wanted = sorted((quoted_now(day) | set(compared)) & set(known))
    texts = {each: QuotedText(known[each], compared.get(each)) for each in wanted}
    newest = resting(day).values("what").annotate(newest=Max("pk")).values("newest")
    for verdict in Verdict.objects.filter(pk__in=newest).order_by("what"):
        for instrument, citation, says in _read(verdict):
            if instrument in texts:
                _add(texts[instrument].lines, citation, says, title_name(verdict.what))
    return sorted(
        texts.values(), key=lambda text: (text.comparison is not None, text.instrument.printed)
    )


def _add(lines: list[QuotedLine], citation: str, says: str, title: str) -> None:
    for at, line in enumerate(lines):
        if (line.citation, line.says) == (citation, says):
            titles = tuple(dict.fromkeys((*line.titles, title)))
            lines[at] = QuotedLine(citation, says, titles)
            return
    lines.append(QuotedLine(citation, says, (title,)))


def _read(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    """(instrument, citation, what it says) for all that a verdict knows at second hand."""
    yield from _nodes([verdict.finding])
    law, what = default_law(), verdict.what
    title = law.shelf.titles.get(what)
    if title is None:
        return
    governing = Governing(verdict.governing_on, verdict.received_on)
    decider = law.decider(what, governing, Jurisdiction(verdict.level or None))
    if decider is not None and decider.provisional:
        yield decider.citation.instrument, decider.citation.text, decider.name
    for holder in title.holders:
        money = law.money(what, holder, governing)
        if money is not None and money.provisional:
            for citation in money.citations:
                yield citation.instrument, citation.text, dong(money.amount)


def _nodes(nodes: Iterable[dict[str, object]]) -> Iterator[tuple[str, str, str]]:
    """The same of the criteria of a stored finding."""
    for node in nodes:
        citation, parts = node["citation"], node["parts"]
        if node["source"] == Source.QUOTED and isinstance(citation, dict):
            yield str(citation["instrument"]), str(citation["text"]), str(node["label"])
        if isinstance(parts, Sequence):
            yield from _nodes(parts)
