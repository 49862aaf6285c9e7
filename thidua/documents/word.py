"""Word file of a paper, for editing. The same paper gives the same bytes."""

import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from thidua.documents.composed import (
    Composed,
    PrintedAnnex,
    PrintedBlock,
    PrintedParagraph,
    PrintedSigner,
    PrintedTable,
    composed,
)
from thidua.documents.layout import PAGE_MM, Layout, Style, layout_on
from thidua.documents.paper import Paper
from thidua.documents.word_parts import (
    Align,
    Element,
    Run,
    Shape,
    add,
    cell,
    fill,
    paragraph,
    row,
    rule,
    table,
)

MOTTO_EMS = 12.22  # width of the motto in bold Times, in ems: the rule under it is as long
MM_PER_PT = 25.4 / 72
NOTICE_COLOUR = "B00020"
SIGNATURE_PT = 68
SUBJECT_RULE_MM = 50
EDGE_MM = 8
_ALIGNS: dict[str, Align] = {"left": "left", "centre": "center", "right": "right"}


def render_docx(paper: Paper) -> bytes:
    """`paper` as .docx in the layout of its day; times inside are that day's."""
    layout = layout_on(paper.reference.issued_on)
    return _Writer(composed(paper, layout), layout).written()


class _Writer:
    """Writes one composed paper into a new document."""

    def __init__(self, said: Composed, layout: Layout) -> None:
        self._said = said
        self._layout = layout
        self._document = Document()
        self._body: Element = self._document.element.body
        self._width = 0.0

    def written(self) -> bytes:
        said = self._said
        self._prepare()
        self._section(landscape=said.landscape, first=True)
        self._letterhead()
        self._heading_lines()
        self._addressees()
        for basis in said.bases:
            self._text([self._run("bases", basis)])
        if said.resolves:
            self._line("authority", said.resolves, before_pt=6, after_pt=6)
        self._blocks(said.body)
        self._keep_with_signatures()
        self._signatures()
        for annex in said.annexes:
            self._annex(annex)
        return _repeatable(self._saved(), said)

    def _prepare(self) -> None:
        document, said = self._document, self._said
        normal = document.styles["Normal"]
        normal.font.name = self._layout.font
        normal.font.size = Pt(self._layout.styles["text"].size)
        fonts = normal.element.rPr.rFonts
        for script in ("eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), self._layout.font)
        language = document.styles.element.find(f".//{qn('w:lang')}")
        language.set(qn("w:val"), "vi-VN")
        day = datetime.combine(said.day, time())
        properties = document.core_properties
        properties.title, properties.author = said.title, said.issuer_plain
        properties.last_modified_by, properties.comments = said.issuer_plain, ""
        properties.language, properties.revision = "vi", 1
        properties.created = properties.modified = day
        for element in list(self._body):
            if element.tag != qn("w:sectPr"):
                self._body.remove(element)

    def _section(self, *, landscape: bool, first: bool) -> None:
        document, margins = self._document, self._layout.margins
        self._body.append(self._body.sectPr)  # the last section's marks close the body
        section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
        if not first:
            self._close_section()
        short, long = PAGE_MM
        wide, high = (long, short) if landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(wide), Mm(high)
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
        section.header_distance = section.footer_distance = Mm(EDGE_MM)
        section.different_first_page_header_footer = True
        self._width = wide - margins.left - margins.right
        marks: Element = section._sectPr  # noqa: SLF001 - no public way
        if marks.find(qn("w:pgNumType")) is None:
            marks.find(qn("w:pgMar")).addnext(add(marks, "pgNumType", start=1))
        if first:  # the sections that follow take the same edges
            self._edges(section.first_page_header, section.first_page_footer, numbered=False)
            self._edges(section.header, section.footer, numbered=True)

    def _close_section(self) -> None:
        """Moves the break of the section before into its last paragraph: no page for it alone."""
        broken = self._body[-2]
        last = broken.getprevious()
        if last is not None and last.tag == qn("w:p"):
            last.pPr.append(broken.pPr.sectPr)
            self._body.remove(broken)

    def _edges(self, head: Element, foot: Element, *, numbered: bool) -> None:
        """What stands above and below the text of pages."""
        said, layout = self._said, self._layout
        number = [Run("PAGE", Style(layout.page_number_size), field=True)]
        notice = [Run(said.notice, layout.styles["foot"], NOTICE_COLOUR)]
        for part, place, align in ((head, "top_centre", "center"), (foot, "foot_right", "right")):
            part.is_linked_to_previous = False
            element = part._element  # noqa: SLF001 - no public way
            for blank in list(element):
                element.remove(blank)
            if numbered and layout.page_number_at == place:
                paragraph(element, number, Shape("center" if align == "center" else "right"))
            if said.notice:
                paragraph(element, notice, Shape("center"))
        if said.journal:
            paragraph(foot._element, [self._run("foot", said.journal)], Shape("center"))  # noqa: SLF001
        for part in (head, foot):
            if not len(part._element):  # noqa: SLF001
                paragraph(part._element, (), Shape())  # noqa: SLF001

    def _run(self, style: str, text: str) -> Run:
        return Run(text, self._layout.styles[style])

    def _text(self, runs: Iterable[Run], *, after_pt: float | None = None) -> None:
        layout = self._layout
        after = layout.after_pt if after_pt is None else after_pt
        shape = Shape("both", first_mm=layout.indent_mm, after_pt=after, line=layout.line)
        paragraph(self._body, runs, shape)

    def _line(self, style: str, text: str, before_pt: float = 0, after_pt: float = 0) -> None:
        shape = Shape("center", before_pt=before_pt, after_pt=after_pt, keep_next=True)
        paragraph(self._body, [self._run(style, text)], shape)

    def _letterhead(self) -> None:
        said, styles = self._said, self._layout.styles
        left, right = self._width * 3 / 7, self._width * 4 / 7
        centred = Shape("center")

        grid = table(self._body, (left, right), ruled=False)
        first = row(grid)
        office, nation = cell(first, left), cell(first, right)
        if said.parent:
            paragraph(office, [self._run("parent", said.parent)], centred)
        for line in said.issuer:
            paragraph(office, [self._run("issuer", line)], centred)
        rule(office, left * 0.35, left)
        paragraph(nation, [self._run("nation", said.nation)], centred)
        paragraph(nation, [self._run("motto", said.motto)], centred)
        rule(nation, MOTTO_EMS * styles["motto"].size * MM_PER_PT, right)
        second = row(grid)
        number, day = cell(second, left), cell(second, right)
        lowered = Shape("center", before_pt=6)
        paragraph(number, [self._run("number", said.number)], lowered)
        if said.letter_subject:
            paragraph(number, [self._run("letter_subject", said.letter_subject)], centred)
        paragraph(day, [self._run("place_and_day", said.place_and_day)], lowered)

    def _heading_lines(self) -> None:
        said = self._said
        if said.kind:
            self._line("kind", said.kind, before_pt=14)
            self._line("subject", said.subject)
            rule(self._body, SUBJECT_RULE_MM, self._width, 6)
        if said.authority:
            self._line("authority", said.authority, before_pt=6, after_pt=8)
        else:
            paragraph(self._body, (), Shape(line=0.5))

    def _addressees(self) -> None:
        to = self._said.to
        if len(to) == 1:
            self._line("text", f"Kính gửi: {to[0]}", after_pt=8)
        elif to:
            shape = Shape(left_mm=25, after_pt=3)
            paragraph(self._body, [self._run("text", "Kính gửi:")], shape)
            shape = Shape(left_mm=35, after_pt=3)
            for one in to:
                paragraph(self._body, [self._run("text", f"- {one}")], shape)

    def _blocks(self, blocks: Iterable[PrintedBlock]) -> None:
        for block in blocks:
            if isinstance(block, PrintedTable):
                self._table(self._body, block)
            else:
                self._paragraph(block)

    def _paragraph(self, block: PrintedParagraph) -> None:
        layout = self._layout
        if block.style == "centred":
            self._line("heading", block.text, after_pt=layout.after_pt)
        elif block.style == "heading":
            shape = Shape(
                "both", first_mm=layout.indent_mm, before_pt=4, after_pt=layout.after_pt,
                keep_next=True,
            )  # fmt: skip
            runs = [self._run("heading", block.text)]
            paragraph(self._body, runs, shape)
        elif block.style == "italic":
            self._text([Run(block.text, Style(layout.styles["text"].size, italic=True))])
        else:
            lead = [self._run("article", f"{block.lead} ")] if block.lead else []
            self._text([*lead, self._run("text", block.text)])

    def _table(self, parent: Element, block: PrintedTable) -> None:
        share = self._width / sum(block.widths)
        widths = [width * share for width in block.widths]
        styles = self._layout.styles
        bold = Style(styles["table"].size, bold=True)
        aligned = [Shape(_ALIGNS[align], before_pt=1, after_pt=1) for align in block.aligns]
        centred, first = Shape("center", before_pt=1, after_pt=1), Shape(before_pt=1, after_pt=1)
        grid = table(parent, widths, ruled=True)
        heads = row(grid, repeats=True)
        for head, width in zip(block.heads, widths, strict=True):
            paragraph(cell(heads, width, middle=True), [self._run("table_head", head)], centred)
        plain = row(grid)
        for width, shape in zip(widths, aligned, strict=True):
            paragraph(cell(plain, width, middle=True), [Run("", styles["table"])], shape)
        for cells in block.rows:
            if not cells.bold:
                fill(plain, cells.cells)
                continue
            line = row(grid)
            plain.addprevious(line)
            if cells.span:
                whole = cell(line, self._width, columns=len(widths), middle=True)
                paragraph(whole, [Run(cells.cells[0], bold)], first)
                continue
            for text, width, shape in zip(cells.cells, widths, aligned, strict=True):
                paragraph(cell(line, width, middle=True), [Run(text, bold)], shape)
        grid.remove(plain)
        paragraph(parent, (), Shape(line=0.3))

    def _keep_with_signatures(self) -> None:
        """No signature stands alone on a page: the last paragraph goes with it."""
        looks = self._body[-1].pPr if self._body[-1].tag == qn("w:p") else None
        if looks is not None and looks.find(qn("w:keepNext")) is None:
            looks.insert(0, add(looks, "keepNext"))

    def _signatures(self) -> None:
        signers = self._said.signers
        beside = len(signers) == 1  # the recipients then stand beside the only signer
        width = self._width / (len(signers) + beside)
        widths = [width] * (len(signers) + beside)
        line = row(table(self._body, widths, ruled=False))
        if beside:
            self._recipients(cell(line, width))
        for signer in signers:
            self._signature(cell(line, width), signer)
        if not beside and self._said.recipients:
            self._recipients(self._body)
        else:
            paragraph(self._body, (), Shape(tiny=True))

    def _signature(self, parent: Element, signer: PrintedSigner) -> None:
        for line in signer.lines:
            before = 6 if line == signer.lines[0] else 0
            shape = Shape("center", before_pt=before, keep_next=True)
            paragraph(parent, [self._run("capacity", line)], shape)
        shape = Shape("center", before_pt=SIGNATURE_PT)
        paragraph(parent, [self._run("signer", signer.name)], shape)

    def _recipients(self, parent: Element) -> None:
        said = self._said
        label = "Nơi nhận:" if said.recipients else ""
        paragraph(parent, [self._run("recipients_label", label)], Shape(before_pt=6))
        for one in said.recipients:
            paragraph(parent, [self._run("recipients", f"- {one}")], Shape())

    def _annex(self, annex: PrintedAnnex) -> None:
        self._section(landscape=annex.landscape, first=False)
        self._line("annex_title", annex.title)
        self._line("annex_reference", annex.reference, after_pt=8)
        self._blocks(annex.blocks)

    def _saved(self) -> bytes:
        self._body.append(self._body.sectPr)
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()


def _repeatable(file: bytes, said: Composed) -> bytes:
    """The same package with every time of its entries set to the paper's day."""
    out = BytesIO()
    day = (said.day.year, said.day.month, said.day.day, 0, 0, 0)
    with (
        zipfile.ZipFile(BytesIO(file)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # not the machine's
            target.writestr(entry, source.read(name))
    return out.getvalue()
