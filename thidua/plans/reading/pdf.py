"""Text of a PDF that holds text; a scan is refused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.plans.reading.pdf_layout import WIDE_GAP, Piece, lines_of_page

MOST_PAGES = 300
# Signs by which the library tells a hyphen at the end of a line.
_HYPHENS = {"\ufffe": "", "\x02": ""}
_MARKS = str.maketrans(_HYPHENS)
_LINE = re.compile(r"[^\r\n]+")
_SPACE = re.compile(r" +")


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
        return "\n".join(lines_of_page(list(_pieces(page.get_textpage()))))
    except pypdfium2.PdfiumError:
        # A broken page among sound ones: what it held is missing from the text shown beside.
        return ""
    finally:
        page.close()


def _pieces(page: pypdfium2.PdfTextPage) -> Iterator[Piece]:
    """The words of a page as drawn, cut where a line has a wide gap."""
    text = page.get_text_range()
    for line in _LINE.finditer(text):
        start = line.start()
        for space in _SPACE.finditer(text, line.start(), line.end()):
            if space.start() == start:
                start = space.end()
            elif space.end() < line.end() and _is_wide(page, space.start() - 1, space.end()):
                yield _piece(page, text, start, space.start())
                start = space.end()
        if text[start : line.end()].strip():
            yield _piece(page, text, start, line.end())


def _is_wide(page: pypdfium2.PdfTextPage, before: int, after: int) -> bool:
    """Whether the gap between two letters parts columns."""
    left, right = page.get_charbox(before), page.get_charbox(after)
    return bool(right[0] - left[2] > WIDE_GAP * (left[3] - left[1]))


def _piece(page: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> Piece:
    words = text[start:end].rstrip()
    first, last = page.get_charbox(start), page.get_charbox(start + len(words) - 1)
    # The boxes of letters are loose: as high as the font, whatever the letter.
    first = page.get_charbox(start, loose=True) or first
    return Piece(
        words.translate(_MARKS).strip(), first[0], max(first[2], last[2]), first[1], first[3]
    )
