"""How papers are laid out, by date: Decree 30/2020/NĐ-CP, Circular 01/2011/TT-BNV before it.

The figures are data in `layouts/`, each with its source; this module reads them.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.strict_yaml import Node, read_file

LAYOUTS_FOLDER = Path(__file__).resolve().parent / "layouts"
PAGE_MM = (210.0, 297.0)
SOURCES = ("read", "quoted", "draft")
STYLES = (
    "nation", "motto", "parent", "issuer", "number", "place_and_day", "kind", "subject",
    "letter_subject", "authority", "bases", "text", "article", "heading", "capacity", "signer",
    "recipients_label", "recipients", "annex_title", "annex_reference", "table", "table_head",
    "foot",
)  # fmt: skip
PageNumberPlace = Literal["top_centre", "foot_right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look. `size` in points."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of a portrait page, in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout in force from `since` until the day before `until` (None: still).

    `font` is named in Word files, `font_twin` (same metrics, free) is embedded in PDF.
    `bases_end` closes the last legal basis.
    """

    id: str
    name: str
    since: date
    until: date | None
    citation: str
    margins: Margins
    allowed: dict[str, tuple[float, float]]
    font: str
    font_twin: str
    page_number_at: PageNumberPlace
    page_number_size: float
    indent_mm: float
    after_pt: float
    line: float
    bases_end: str
    styles: dict[str, Style]
    sources: dict[str, str]


def layout_on(day: date) -> Layout:
    """The layout for papers of `day`. Refuses a day before the earliest layout known."""
    for layout in layouts():
        if layout.since <= day and (layout.until is None or day < layout.until):
            return layout
    raise refuse(
        "no_layout",
        _("No layout of papers is known for %(day)s.") % {"day": f"{day:%d/%m/%Y}"},
        cure=_("Add one in force on that day to the layouts."),
    )


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout, the earliest first."""
    found = [_layout(read_file(path)) for path in sorted(LAYOUTS_FOLDER.glob("*.yaml"))]
    return tuple(sorted(found, key=lambda layout: layout.since))


def _layout(node: Node) -> Layout:
    fields = node.fields(
        [
            "id", "name", "from", "citation", "page", "font", "page_number", "body", "bases_end",
            "styles",
        ],
        ["until"],
    )  # fmt: skip
    citation = fields["citation"].fields(["instrument", "place"])
    page = fields["page"].fields(["margins_mm", "allowed_mm", "source"])
    font = fields["font"].fields(["family", "twin", "source"])
    number = fields["page_number"].fields(["at", "size", "source"])
    body = fields["body"].fields(["indent_mm", "after_pt", "line", "source"])
    styles = fields["styles"].fields(STYLES)
    margins = page["margins_mm"].fields(["top", "bottom", "left", "right"])
    sources = {"page": page, "font": font, "page_number": number, "body": body}
    return Layout(
        id=fields["id"].text(),
        name=fields["name"].text(),
        since=fields["from"].day(),
        until=fields["until"].day() if "until" in fields else None,
        citation=f"{citation['instrument'].text()}, {citation['place'].text()}",
        margins=Margins(**{side: _size(value) for side, value in margins.items()}),
        allowed=_ranges(page["allowed_mm"]),
        font=font["family"].text(),
        font_twin=font["twin"].text(),
        page_number_at=_page_number_place(number["at"]),
        page_number_size=_size(number["size"]),
        indent_mm=_size(body["indent_mm"]),
        after_pt=_size(body["after_pt"]),
        line=_size(body["line"]),
        bases_end=fields["bases_end"].text(),
        styles={name: _style(style) for name, style in styles.items()},
        sources={
            **{name: _source(part["source"]) for name, part in sources.items()},
            **{name: _source(style.fields(["size", "source"], ["bold", "italic"])["source"])
               for name, style in styles.items()},
        },
    )  # fmt: skip


def _size(node: Node) -> float:
    return float(node.number())


def _ranges(node: Node) -> dict[str, tuple[float, float]]:
    ranges = {}
    for side, value in node.fields(["top", "bottom", "left", "right"]).items():
        least, most = value.elements()
        ranges[side] = (_size(least), _size(most))
    return ranges


def _style(node: Node) -> Style:
    fields = node.fields(["size", "source"], ["bold", "italic"])
    return Style(
        size=_size(fields["size"]),
        bold="bold" in fields and fields["bold"].boolean(),
        italic="italic" in fields and fields["italic"].boolean(),
    )


def _source(node: Node) -> str:
    return _one_of(node, SOURCES)


def _page_number_place(node: Node) -> PageNumberPlace:
    return cast("PageNumberPlace", _one_of(node, ("top_centre", "foot_right")))


def _one_of(node: Node, known: tuple[str, ...]) -> str:
    if (text := node.text()) not in known:
        raise node.refusal(
            "unknown_value",
            _("%(value)s is not known here.") % {"value": node.described()},
            _("Known here: %(keys)s.") % {"keys": ", ".join(known)},
        )
    return text
