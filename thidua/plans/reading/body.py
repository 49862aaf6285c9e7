"""The numbered body of a plan: purposes, contents, blocs, milestones, movements."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from thidua.common.phrases import gettext as _
from thidua.plans.reading import blocs as bloc_reading
from thidua.plans.reading import movements as movement_reading
from thidua.plans.reading.audiences import blocs_meant
from thidua.plans.reading.citations import bases_in
from thidua.plans.reading.lines import Paragraph
from thidua.plans.reading.milestones import (
    Draft,
    PlanYears,
    calendar_items,
    dated_items,
    row_items,
    window_times,
)
from thidua.plans.reading.model import (
    Basis,
    Bloc,
    Content,
    Covered,
    Milestone,
    Movement,
    Purpose,
)
from thidua.plans.reading.outline import Node, Outline
from thidua.plans.reading.paper import Paper, Span, plain_of
from thidua.plans.reading.sections import Role, is_heading, roles_of
from thidua.plans.reading.tables import has_calendar, is_head, rows_of

_GROUPING = ("caps", "part", "capital", "roman", "article")


@dataclass
class Body:
    """What the body of the plan says."""

    bases: list[Basis] = field(default_factory=list)
    purposes: list[Purpose] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    blocs: list[Bloc] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)

    def milestones(self) -> list[Milestone]:
        """The milestones with their blocs resolved by name."""
        plain_names = {bloc.name: plain_of(bloc.name) for bloc in self.blocs}
        meant: dict[str, list[str]] = {}
        resolved = []
        for draft in self.drafts:
            names: list[str] = []
            for audience in draft.milestone.audience:
                if audience not in meant:
                    plain = plain_of(audience)
                    meant[audience] = blocs_meant(plain, self.blocs, plain_names)
                names += [name for name in meant[audience] if name not in names]
            resolved.append(replace(draft.milestone, blocs=tuple(names)))
        return resolved


def read_body(
    paper: Paper, outline: Outline, years: PlanYears, start: Role = Role.CONTENTS
) -> Body:
    """Everything under an outline; `start` is what its items are where no heading says."""
    body = Body()
    spans = [paragraph.body for node in outline.walk() for paragraph in node.paragraphs]
    read_mentions(paper, spans, body)
    cited = sorted(basis.source for basis in body.bases)
    inside: set[int] = set()
    for node, role in roles_of(paper, outline.roots, start):
        body.covered.append(Covered("numbering", node.head.marker))
        if node.parent is not None and id(node.parent) in inside:
            inside.add(id(node))
            continue
        if _is_bloc(paper, node, role):
            body.blocs.append(bloc_reading.read_bloc(paper, node, years.year))
            body.covered.append(Covered("bloc", node.whole))
            inside.add(id(node))
        elif role is Role.BLOCS and node.children:
            body.covered.append(Covered("heading", node.own))
        elif role is Role.CALENDAR or (not node.children and has_calendar(paper, node.rest)):
            _calendar(paper, node, years, body)
        else:
            unit = _unit(paper, node, role, body)
            if unit:
                inside.add(id(node))
                for below in node.walk():
                    body.drafts += dated_items(paper, below, _near(cited, below.own), years)
    _mentioned_blocs(paper, body)
    return body


def read_mentions(paper: Paper, spans: Sequence[Span], body: Body) -> None:
    """Documents cited and movements named in `spans`, each a paragraph."""
    for span in spans:
        bases = bases_in(paper, span)
        body.bases += bases
        body.movements += movement_reading.movements_in(paper, span, bases)


def _near(spans: Sequence[Span], span: Span) -> list[Span]:
    """Those of `spans`, which are in order, that may touch `span`."""
    return list(
        spans[max(0, bisect_left(spans, span) - 1) : bisect_right(spans, Span(span.end, 0))]
    )


def _is_bloc(paper: Paper, node: Node, role: Role) -> bool:
    if role is Role.CALENDAR or not bloc_reading.names_bloc(paper, node):
        return False
    if any(bloc_reading.names_bloc(paper, child) for child in node.children):
        return False
    return role is Role.BLOCS or bloc_reading.gives_posts(paper, node)


def _calendar(paper: Paper, node: Node, years: PlanYears, body: Body) -> None:
    if not node.children and not is_heading(paper, node):
        body.drafts += calendar_items(paper, node, years)
        body.covered.append(Covered("milestone", node.own))
        return
    body.covered.append(Covered("heading", node.own))
    if not node.children:
        read_rows(paper, node.rest, node, years, body)
    elif not paper.words(node.own).endswith(":"):
        times = window_times(paper, node.own, years)
        if any(time.deadline for time in times):
            # "1.1. Đăng ký trước ngày 15/2:" heads; without the colon it asks by itself.
            body.drafts += calendar_items(paper, node, years)


def read_rows(
    paper: Paper, rows: Sequence[Paragraph], node: Node | None, years: PlanYears, body: Body
) -> None:
    """The rows of a calendar, each a milestone: of a table, or plain lines."""
    for row in rows_of(paper, rows, years):
        part = Node(Paragraph(row.span, row.task, "", "", gap=False), node)
        if row.times is not None:
            own = Node(Paragraph(row.task, row.task, "", "", gap=False), node)
            body.drafts += row_items(paper, own, row.times, row.doer, years)
        elif not is_head(paper, row.span):
            body.drafts += calendar_items(paper, part, years)


def _unit(paper: Paper, node: Node, role: Role, body: Body) -> bool:
    """Take `node` as a purpose or a content; False where it only heads what is under it."""
    if role is Role.PURPOSES:
        return _purpose(paper, node, body)
    splits = node.head.style in _GROUPING or any(
        below.is_numbered for below in node.walk() if below is not node
    )
    if node.children and splits:
        if is_heading(paper, node):
            body.covered.append(Covered("heading", node.own))
        else:
            _content(paper, node, node.own, body)
        return False
    if is_heading(paper, node) and not node.children:
        body.covered.append(Covered("heading", node.head.body))
        for paragraph in node.rest:
            _content(paper, node, paragraph.span, body)
        return True
    _content(paper, node, node.whole, body)
    return True


def _content(paper: Paper, node: Node, span: Span, body: Body) -> None:
    own = paper.trim(span.start, span.end)
    body.contents.append(Content(node.section(), paper.words(own), own))
    body.covered.append(Covered("content", own))


def _purpose(paper: Paper, node: Node, body: Body) -> bool:
    if node.children:
        body.covered.append(Covered("heading", node.own))
        return False
    parts = [node.own]
    if is_heading(paper, node):
        body.covered.append(Covered("heading", node.head.body))
        parts = [paragraph.span for paragraph in node.rest]
    for part in parts:
        body.purposes.append(Purpose(paper.words(part), node.section(), part))
        body.covered.append(Covered("purpose", part))
    return True


def _mentioned_blocs(paper: Paper, body: Body) -> None:
    note = _("The plan names no head or deputy of this bloc.")
    known = {kind for bloc in body.blocs for kind in bloc_reading.kinds_of(bloc)}
    for draft in body.drafts:
        for audience in draft.audience:
            bloc = bloc_reading.bloc_mentioned(paper, audience, known, note)
            if bloc:
                body.blocs.append(bloc)
                known |= bloc_reading.kinds_of(bloc)
