"""A decision with an annex of 300 rows, as Word and as PDF."""

import time
from collections.abc import Callable, Iterable
from statistics import median

from bench import Measure
from thidua.documents.paper import Paper
from thidua.documents.pdf import render_pdf
from thidua.documents.tests.samples import sample_decision
from thidua.documents.word import render_docx

SECONDS = 0.2
ROWS = 300
TIMES = 7


def measures() -> Iterable[Measure]:
    """Medians in one process, fonts and templates loaded."""
    paper = sample_decision(ROWS)
    yield Measure(f"decision of {ROWS} rows, Word", _spent(render_docx, paper), "s", SECONDS)
    yield Measure(f"decision of {ROWS} rows, PDF", _spent(render_pdf, paper), "s", SECONDS)


def _spent(rendered: Callable[[Paper], bytes], paper: Paper) -> float:
    rendered(paper)
    times = []
    for _each in range(TIMES):
        begin = time.perf_counter()
        rendered(paper)
        times.append(time.perf_counter() - begin)
    return median(times)
