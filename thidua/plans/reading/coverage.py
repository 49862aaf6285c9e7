"""The account of every printed character: what it was taken for, or that it was not placed."""

from collections.abc import Iterable, Sequence

from thidua.plans.reading.lines import Line
from thidua.plans.reading.model import Covered, Unread
from thidua.plans.reading.paper import Paper, Span


def unread_in(paper: Paper, lines: Sequence[Line], covered: Iterable[Covered]) -> list[Unread]:
    """The stretches of each line that nothing covers and that hold a letter or a digit."""
    taken = merged(each.source for each in covered)
    found, at = [], 0
    for line in lines:
        start = line.span.start
        while at < len(taken) and taken[at].end <= start:
            at += 1
        index = at
        while start < line.span.end:
            if index < len(taken) and taken[index].start < line.span.end:
                free, following = Span(start, max(start, taken[index].start)), taken[index].end
                index += 1
            else:
                free, following = Span(start, line.span.end), line.span.end
            own = paper.trim(free.start, free.end)
            if any(letter.isalnum() for letter in paper.text[own.start : own.end]):
                found.append(Unread(paper.words(own), own))
            start = max(start, following)
    return found


def merged(spans: Iterable[Span]) -> list[Span]:
    """`spans` in order, overlapping and touching ones as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
