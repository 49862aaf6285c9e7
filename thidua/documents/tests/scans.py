"""The smallest contents of each type of scan, and acts done on paper, for tests."""

from datetime import date

from thidua.documents.on_paper import DoneOnPaper
from thidua.documents.uploads import PDF, Upload
from thidua.organisations.models import Person

PDF_BYTES = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
JPG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xff\xd9"
PNG_BYTES = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def scan(name: str = "quet.pdf") -> Upload:
    """A scanned paper."""
    return Upload(name, PDF, PDF_BYTES)


def on_paper(doer: Person | str, day: date, *, is_scanned: bool = True) -> DoneOnPaper:
    """Done by `doer` on `day`."""
    return DoneOnPaper(doer, day, scan() if is_scanned else None)
