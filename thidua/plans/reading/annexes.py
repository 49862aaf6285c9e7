"""Annexes after the foot: their calendars and lists of blocs are read, their forms are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from thidua.plans.reading.body import Body, read_body, read_rows
from thidua.plans.reading.lines import Line, is_rule, is_upper, paragraphs_of
from thidua.plans.reading.milestones import PlanYears
from thidua.plans.reading.model import Covered
from thidua.plans.reading.outline import outline_of
from thidua.plans.reading.paper import Paper, Span
from thidua.plans.reading.sections import Role, role_named
from thidua.plans.reading.tables import cells_of, has_calendar, is_head

_ANNEX = re.compile(r"phu luc\b|lich trinh kem|danh sach kem|bieu (?:mau|so)|mau so \d")
_ATTACHED = re.compile(r"\W{0,2}(?:ban hanh )?(?:kem theo|dinh kem)\b")
_LISTS = re.compile(r"lich\b|tien do|thoi gian|phan cong|nhiem vu|khoi thi dua|cum thi dua")


@dataclass
class _Annex:
    heading: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def annexes_start(paper: Paper, lines: Sequence[Line], foot_at: int) -> int:
    """Index of the first line after the foot that heads an annex; `len(lines)` where none does."""
    for at in range(foot_at, len(lines)):
        span = lines[at].span
        if _ANNEX.match(paper.plain_words(span)) and is_upper(paper.words(span)[:12]):
            return at
    return len(lines)


def read_annexes(paper: Paper, lines: Sequence[Line], years: PlanYears, body: Body) -> None:
    """Add to `body` what the annexes of calendars and of blocs say."""
    for annex in _annexes(paper, lines):
        title = " ".join(paper.plain_words(line.span) for line in annex.heading)
        rows = paragraphs_of(paper, annex.lines)
        table = has_calendar(paper, rows)
        if not table and not _LISTS.search(title):
            continue
        found = Body()
        if table:
            read_rows(paper, rows, None, years, found)
            for row in rows:
                if is_head(paper, row.span) or len(cells_of(paper, row.span)) > 1:
                    found.covered.append(Covered("annex", row.span))
        else:
            found = read_body(paper, outline_of(rows), years, role_named(title) or Role.CALENDAR)
        body.covered += [Covered("annex heading", line.span) for line in annex.heading]
        body.covered += found.covered
        body.drafts += found.drafts
        body.blocs += found.blocs
        body.bases += found.bases


def _annexes(paper: Paper, lines: Sequence[Line]) -> list[_Annex]:
    found: list[_Annex] = []
    heading = False
    for line in lines:
        words, plain = paper.words(line.span), paper.plain_words(line.span)
        if _ANNEX.match(plain) and is_upper(words[:12]):
            found.append(_Annex([line]))
            heading = True
        elif is_rule(words):
            continue
        elif (
            heading
            and (is_upper(words) or _ATTACHED.match(plain))
            and not _is_row(paper, line.span)
        ):
            found[-1].heading.append(line)
        elif found:
            heading = False
            found[-1].lines.append(line)
    return found


def _is_row(paper: Paper, span: Span) -> bool:
    return len(cells_of(paper, span)) > 1
