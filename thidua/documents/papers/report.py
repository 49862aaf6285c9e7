"""The year's report (báo cáo tổng kết): sections of text and tables."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from thidua.documents.paper import (
    Block,
    Letterhead,
    Marks,
    Paper,
    Paragraph,
    Reference,
    Signer,
    Table,
)
from thidua.documents.papers.phrases import END, numbered


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its heading without a number, what it says, its tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[tuple[str, Table], ...] = ()  # caption and table


@dataclass(frozen=True, slots=True)
class YearReport:
    """The facts of a report. `opening` stands before the first part, `to` may be empty."""

    head: Letterhead
    reference: Reference
    subject: str
    sections: tuple[Section, ...]
    signer: Signer
    opening: str = ""
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ("Như trên", "Lưu: VT")
    marks: Marks = field(default_factory=Marks)


def year_report(facts: YearReport) -> Paper:
    """The report, its parts numbered I, II, III."""
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Báo cáo",
        subject=facts.subject,
        to=facts.to,
        body=numbered(_body(facts)),
        signers=(facts.signer,),
        recipients=facts.recipients,
        marks=facts.marks,
    )


def _body(facts: YearReport) -> Iterable[Block]:
    if facts.opening:
        yield Paragraph(facts.opening)
    for section in facts.sections:
        yield Paragraph(section.heading, style="heading")
        for text in section.paragraphs:
            yield Paragraph(text)
        for caption, table in section.tables:
            yield Paragraph(caption, style="centred")
            yield table
    yield Paragraph(f"Trên đây là báo cáo của {facts.head.issuer_line}{END}")
