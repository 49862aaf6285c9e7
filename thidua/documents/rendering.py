"""A paper in both formats: Word for editing, PDF for signing and printing."""

from dataclasses import dataclass

from thidua.documents.paper import Paper
from thidua.documents.pdf import render_pdf
from thidua.documents.word import render_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class Rendered:
    """The bytes of one paper as .docx and .pdf."""

    word: bytes
    pdf: bytes


def render(paper: Paper) -> Rendered:
    """`paper` in both formats, in the layout of its day."""
    return Rendered(render_docx(paper), render_pdf(paper))
