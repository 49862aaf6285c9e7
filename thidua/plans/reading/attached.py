"""A plan attached to the decision that issues it: number, date and signer are the decision's."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.common.phrases import gettext as _
from thidua.plans.reading.body import Body, read_mentions
from thidua.plans.reading.footer import Footer, footer_starts, read_footer
from thidua.plans.reading.header import ATTACHED, Header, read_header, read_subject
from thidua.plans.reading.lines import Line
from thidua.plans.reading.model import Covered, Doubt
from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.titles import OTHER_TITLES, PLAN_TITLES, Title, title_at

_DECISION = OTHER_TITLES["quyet dinh"]
# Lines between the plan's title and "(Ban hành kèm theo …)".
_NEAR = 8


@dataclass(frozen=True)
class Decision:
    """The decision over an attached plan: its lines between head and plan, and its foot."""

    text: Sequence[Line]
    foot: Sequence[Line]


def find_attached(paper: Paper, lines: Sequence[Line], title: Title) -> Title | None:
    """The title of the plan that a decision carries, after the decision; None where it has none."""
    if title.kind != _DECISION:
        return None
    for at in range(title.at + 1, len(lines)):
        found = title_at(paper, at, lines[at].span, title.head_at)
        if found is None or found.kind not in PLAN_TITLES.values():
            continue
        under = lines[at + 1 : at + 1 + _NEAR]
        if any(ATTACHED.match(paper.plain, line.span.start, line.span.end) for line in under):
            return found
    return None


def read_attached(
    paper: Paper, lines: Sequence[Line], title: Title, attached: Title
) -> tuple[Header, Decision]:
    """The head of an attached plan: its own title and subject, the rest from the decision."""
    header = read_header(paper, lines[: attached.at], title)
    over = lines[header.body_at : attached.at]
    header.kind = attached.kind
    header.covered.append(Covered("title", attached.span))
    header.subject = None
    header.sources.pop("subject", None)
    read_subject(paper, lines, attached, header)
    foot_at = footer_starts(paper, over, 0)
    return header, Decision(over[:foot_at], over[foot_at:])


def read_decision(
    paper: Paper, decision: Decision, header: Header, body: Body
) -> tuple[Footer, list[Doubt]]:
    """The bases and the foot of the decision; a doubt tells whose number and date are given."""
    read_mentions(paper, [line.span for line in decision.text], body)
    body.covered += [Covered("decision", line.span) for line in decision.text]
    footer = read_footer(paper, decision.foot)
    symbol = header.sources.get("symbol")
    if symbol is None:
        return footer, []
    why = _("The plan is attached to a decision: number, date and signer are the decision's.")
    own = Span(header.sources.get("number", symbol).start, symbol.end)
    return footer, [Doubt(paper.words(own), why, None, own)]
