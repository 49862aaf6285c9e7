"""Pieces of WordprocessingML that python-docx has no short way to: fast tables, rules, fields."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml.ns import qn
from lxml import etree

from thidua.documents.layout import Style

Element = Any  # lxml's elements carry python-docx's classes, which have no types
Align = Literal["left", "center", "right", "both"]

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20
_NAMES: dict[str, str] = {}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; `field` makes it a field (PAGE) instead of text."""

    text: str
    style: Style
    colour: str = ""
    field: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands. Indents in mm, spaces in points, `line` in lines."""

    align: Align = "left"
    first_mm: float = 0
    left_mm: float = 0
    right_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    line: float = 1
    keep_next: bool = False
    rule: bool = False
    tiny: bool = False  # takes no room: what Word wants between a table and a page's end


def add(parent: Element, tag: str, **attributes: str | int) -> Element:
    """A child `w:tag` of `parent` with `w:` attributes."""
    element = etree.SubElement(parent, _name(tag))
    for key, value in attributes.items():
        element.set(_name(key), str(value))
    return element


def paragraph(parent: Element, runs: Iterable[Run], shape: Shape) -> Element:
    """A paragraph at the end of `parent` (a body, a cell, a header)."""
    element = add(parent, "p")
    looks = add(element, "pPr")
    if shape.keep_next:
        add(looks, "keepNext")
    if shape.rule:
        add(add(looks, "pBdr"), "top", val="single", sz=4, space=0, color="000000")
    add(
        looks,
        "spacing",
        before=round(shape.before_pt * TWIPS_PER_PT),
        after=round(shape.after_pt * TWIPS_PER_PT),
        line=TWIPS_PER_PT if shape.rule or shape.tiny else round(240 * shape.line),
        lineRule="exact" if shape.rule or shape.tiny else "auto",
    )
    if shape.first_mm or shape.left_mm or shape.right_mm:
        add(
            looks,
            "ind",
            left=round(shape.left_mm * TWIPS_PER_MM),
            right=round(shape.right_mm * TWIPS_PER_MM),
            firstLine=round(shape.first_mm * TWIPS_PER_MM),
        )
    add(looks, "jc", val=shape.align)
    for run in runs:
        _run(element, run)
    return element


def rule(parent: Element, length_mm: float, within_mm: float, after_pt: float = 0) -> None:
    """A line of `length_mm` in the middle of a column `within_mm` wide."""
    side = max(0.0, (within_mm - length_mm) / 2)
    paragraph(
        parent, (), Shape(left_mm=side, right_mm=side, before_pt=3, after_pt=after_pt, rule=True)
    )


def table(parent: Element, widths_mm: Sequence[float], *, ruled: bool) -> Element:
    """An empty table of fixed columns; `ruled` draws its cells' borders."""
    element = add(parent, "tbl")
    looks = add(element, "tblPr")
    add(looks, "tblW", w=round(sum(widths_mm) * TWIPS_PER_MM), type="dxa")
    if ruled:
        borders = add(looks, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            add(borders, side, val="single", sz=4, space=0, color="000000")
    add(looks, "tblLayout", type="fixed")
    margins = add(looks, "tblCellMar")
    for side in ("left", "right"):
        add(margins, side, w=60 if ruled else 0, type="dxa")
    grid = add(element, "tblGrid")
    for width in widths_mm:
        add(grid, "gridCol", w=round(width * TWIPS_PER_MM))
    return element


def row(parent: Element, *, repeats: bool = False) -> Element:
    """A row that no page break cuts; `repeats` prints it at the head of every page."""
    element = add(parent, "tr")
    looks = add(element, "trPr")
    add(looks, "cantSplit")
    if repeats:
        add(looks, "tblHeader")
    return element


def cell(parent: Element, width_mm: float, *, columns: int = 1, middle: bool = False) -> Element:
    """An empty cell over so many columns. It must get a paragraph."""
    element = add(parent, "tc")
    looks = add(element, "tcPr")
    add(looks, "tcW", w=round(width_mm * TWIPS_PER_MM), type="dxa")
    if columns > 1:
        add(looks, "gridSpan", val=columns)
    if middle:
        add(looks, "vAlign", val="center")
    return element


def fill(template: Element, texts: Sequence[str]) -> None:
    """A copy of a row right before it, with `texts` in its runs: far faster than building it."""
    copied = copy.deepcopy(template)
    for element, text in zip(copied.iter(_name("t")), texts, strict=True):
        element.text = text
    template.addprevious(copied)


def _run(parent: Element, run: Run) -> None:
    if run.field:
        for kind in ("begin", "instr", "separate", "text", "end"):
            element = add(parent, "r")
            _run_looks(element, run)
            if kind == "instr":
                instruction = add(element, "instrText")
                instruction.set(_SPACE, "preserve")
                instruction.text = f" {run.text} "
            elif kind == "text":
                add(element, "t").text = "2"  # shown until Word counts
            else:
                add(element, "fldChar", fldCharType=kind)
        return
    element = add(parent, "r")
    _run_looks(element, run)
    text = add(element, "t")
    text.set(_SPACE, "preserve")
    text.text = run.text


def _run_looks(element: Element, run: Run) -> None:
    looks = add(element, "rPr")
    if run.style.bold:
        add(looks, "b")
    if run.style.italic:
        add(looks, "i")
    if run.colour:
        add(looks, "color", val=run.colour)
    half_points = round(run.style.size * 2)
    add(looks, "sz", val=half_points)
    add(looks, "szCs", val=half_points)


def _name(tag: str) -> str:
    if tag not in _NAMES:
        _NAMES[tag] = qn(f"w:{tag}")
    return _NAMES[tag]
