"""The files of signed papers, and drafts of papers not signed yet."""

from collections.abc import Callable
from typing import Literal

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from thidua.decisions.models import SignedPaper
from thidua.documents.files import read_file
from thidua.documents.paper import Paper
from thidua.documents.pdf import render_pdf
from thidua.documents.rendering import PDF, WORD
from thidua.documents.word import render_docx

FORMATS = {"docx": (WORD, render_docx), "pdf": (PDF, render_pdf)}


def paper_file(paper: SignedPaper, form: str, draft: Callable[[], Paper]) -> HttpResponse:
    """The stored file of a signed paper, or its draft as it would be printed now.

    `form` is docx or pdf, else 404. A stored file that was changed is refused, never sent.
    """
    if form not in FORMATS:
        raise Http404
    media_type, rendered = FORMATS[form]
    stored = paper.word if form == "docx" else paper.pdf
    if stored is None:
        name = f"du-thao-{paper._meta.model_name}-{paper.pk}.{form}"
        return _attached(rendered(draft()), name, media_type)
    return _attached(read_file(stored), stored.name, stored.media_type)


def _attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    as_attachment: Literal[True] = True
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment, name)
    answer["Cache-Control"] = "private, no-store"
    return answer
