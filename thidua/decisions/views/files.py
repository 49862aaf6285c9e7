"""The files of signed papers, and drafts of papers not signed yet."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from thidua.decisions.models import SignedPaper
from thidua.documents.paper import Paper
from thidua.documents.pdf import render_pdf
from thidua.documents.rendering import PDF, WORD
from thidua.documents.uploads import attached, file_answer
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
        return attached(rendered(draft()), name, media_type)
    return file_answer(stored)
