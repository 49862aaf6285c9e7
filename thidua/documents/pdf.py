"""PDF of a paper, by Typst. The same paper gives the same bytes.

What people wrote goes in as data (`sys.inputs`), never as Typst code.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import typst

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.documents.composed import composed
from thidua.documents.layout import Layout, layout_on
from thidua.documents.paper import Paper

FONTS_FOLDER = Path(__file__).resolve().parent / "fonts"
TEMPLATE = Path(__file__).resolve().parent / "paper.typ"
_FACES = {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}


def render_pdf(paper: Paper, fonts: Path = FONTS_FOLDER) -> bytes:
    """`paper` as a PDF in the layout of its day; times inside are that day's.

    Refuses when the fonts for papers are not in the folder `fonts`.
    """
    layout = layout_on(paper.reference.issued_on)
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=_fonts(fonts, layout.font_twin),
        ignore_system_fonts=True,
        sys_inputs={
            "paper": json.dumps(composed(paper, layout).as_json(), ensure_ascii=False),
            "layout": json.dumps(_looks(layout), ensure_ascii=False),
        },
        timestamp=datetime.combine(paper.reference.issued_on, time(), UTC),
        pdf_standards="a-2a",
    )


def _looks(layout: Layout) -> dict[str, object]:
    looks = asdict(layout)
    for key in ("since", "until", "sources", "allowed"):
        del looks[key]
    return looks


@cache
def _fonts(folder: Path, family: str) -> typst.Fonts:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    faces = {(font.style, font.weight) for font in found.fonts() if font.family == family}
    if not faces >= _FACES:
        raise refuse(
            "fonts_missing",
            _("The fonts for papers, %(family)s, are missing.") % {"family": family},
            cure=_("Run “make setup”, which installs regular, bold, italic and bold italic."),
            where=str(folder),
        )
    return found
