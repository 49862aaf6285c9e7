"""Scans of what was done on paper."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from thidua.desk.papers import paper_seen
from thidua.documents.uploads import file_answer
from thidua.workflow.pages import found, who


@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of what was done on paper, for whoever may see the row that it is about."""
    row = found(paper_seen(who(request), pk))
    return file_answer(found(row.scan))
