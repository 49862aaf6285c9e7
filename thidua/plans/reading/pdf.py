"""Text of a PDF that holds text; a scan is refused."""

from pathlib import Path

import pypdfium2

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _

MOST_PAGES = 300


def text_of_pdf(path: Path) -> str:
    """The text of the PDF at `path`, page by page; raises `Refusal` where it has none."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise refuse(
            "damaged",
            _("%(file)s is not a readable PDF.") % {"file": path.name},
            cure=_("Save the plan as PDF again, without a password."),
        ) from error
    try:
        if len(document) > MOST_PAGES:
            raise refuse(
                "too_large",
                _("%(file)s has more than %(most)s pages.")
                % {"file": path.name, "most": MOST_PAGES},
                cure=_("Give the plan alone, without its annexes."),
            )
        text = "\n".join(_page_text(document, index) for index in range(len(document)))
    finally:
        document.close()
    if not text.strip():
        raise refuse(
            "scan",
            _("%(file)s holds pictures of pages and no text.") % {"file": path.name},
            cure=_("Give the plan as .docx, or as a PDF saved from Word."),
        )
    return text


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        return str(page.get_textpage().get_text_bounded()).replace("\ufffe", "")
    except pypdfium2.PdfiumError:
        # A broken page among sound ones: what it held is missing from the text shown beside.
        return ""
    finally:
        page.close()
