"""PDF of a paper, by Typst. The same paper gives the same bytes.

What people wrote goes in as data (`sys.inputs`), never as Typst code.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.documents.composed import composed
from thidua.documents.layout import Layout, layout_on
from thidua.documents.paper import Paper
from thidua.documents.typesetting import Setting, fonts_in, set_apart, set_here

FONTS_FOLDER = Path(__file__).resolve().parent / "fonts"
# Characters of data, some 600 lines of an annex: what is longer is set in a process of its own.
LONG = 100_000
_FACES = {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}


def render_pdf(paper: Paper, fonts: Path = FONTS_FOLDER) -> bytes:
    """`paper` as a PDF in the layout of its day; times inside are that day's.

    Refuses when the fonts for papers are not in the folder `fonts`.
    """
    layout = layout_on(paper.reference.issued_on)
    _demand_fonts(fonts, layout.font_twin)
    setting = Setting(
        paper=json.dumps(composed(paper, layout).as_json(), ensure_ascii=False),
        layout=json.dumps(_looks(layout), ensure_ascii=False),
        fonts=str(fonts),
        time=datetime.combine(paper.reference.issued_on, time(), UTC).isoformat(),
    )
    return set_apart(setting) if len(setting.paper) > LONG else set_here(setting)


def _looks(layout: Layout) -> dict[str, object]:
    looks = asdict(layout)
    for key in ("since", "until", "sources", "allowed"):
        del looks[key]
    return looks


def _demand_fonts(folder: Path, family: str) -> None:
    fonts = fonts_in(str(folder)).fonts()
    if not {(font.style, font.weight) for font in fonts if font.family == family} >= _FACES:
        raise refuse(
            "fonts_missing",
            _("The fonts for papers, %(family)s, are missing.") % {"family": family},
            cure=_("Run “make setup”, which installs regular, bold, italic and bold italic."),
            where=str(folder),
        )
