"""Rows of a table: cells told apart by tabs, columns by the words over them."""

import re
from collections.abc import Sequence

from thidua.plans.reading.lines import Paragraph
from thidua.plans.reading.paper import Paper, Span

_DOER = re.compile(r"don vi|chu tri|co quan|bo phan|phan cong|nguoi thuc hien|doi tuong")


def cells_of(paper: Paper, row: Span) -> list[Span]:
    """The cells of one row; one cell where the line has no tab."""
    found, at = [], row.start
    for match in re.finditer(r"\t", paper.text[row.start : row.end]):
        found.append(paper.trim(at, row.start + match.start()))
        at = row.start + match.end()
    found.append(paper.trim(at, row.end))
    return found


def is_head(paper: Paper, row: Span) -> bool:
    """Whether a row only names columns."""
    words = paper.plain_words(row)
    return len(cells_of(paper, row)) > 1 and not any(letter.isdigit() for letter in words)


def doers(paper: Paper, rows: Sequence[Paragraph]) -> dict[Span, Span]:
    """For each row under a head with a column of those who act: the cell that names them."""
    column: int | None = None
    found = {}
    for row in rows:
        cells = cells_of(paper, row.span)
        if is_head(paper, row.span):
            named = [at for at, cell in enumerate(cells) if _DOER.search(paper.plain_words(cell))]
            column = named[0] if named else None
        elif column is not None and column < len(cells) and cells[column].start < cells[column].end:
            found[row.span] = cells[column]
    return found
