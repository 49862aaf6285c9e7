"""A plan from its text: the stages in order."""

import re
from collections.abc import Sequence
from dataclasses import replace

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.text import tidy
from thidua.plans.reading import citations, movements
from thidua.plans.reading.annexes import annexes_start, read_annexes
from thidua.plans.reading.attached import (
    Decision,
    find_attached,
    read_attached,
    read_decision,
)
from thidua.plans.reading.blocs import blocs_of_members
from thidua.plans.reading.body import Body, read_body, read_mentions
from thidua.plans.reading.coverage import unread_in
from thidua.plans.reading.dates import times_in
from thidua.plans.reading.doubts import Written, doubts_of
from thidua.plans.reading.footer import Footer, footer_starts, is_closing, read_footer
from thidua.plans.reading.header import Header, read_date, read_header
from thidua.plans.reading.lines import Line, Paragraph, is_rule, lines_of, paragraphs_of
from thidua.plans.reading.milestones import Draft, PlanYears, dated_paragraph
from thidua.plans.reading.model import Addressee, Content, Covered, Doubt, ReadPlan
from thidua.plans.reading.outline import outline_of
from thidua.plans.reading.paper import Paper, Span, plain_of
from thidua.plans.reading.titles import DISPATCH, OTHER_TITLES, PRINTED_KINDS, find_title, untitled

LONGEST_TEXT = 2_000_000
MOST_LINES = 20_000
_FIELD = re.compile(r"thi dua|khen thuong|tdkt|danh hieu")
_SCHOOL_YEAR = re.compile(r"nam hoc ?:? {0,4}(\d{4}) {0,3}- {0,3}(\d{4})")
_YEAR = re.compile(r"\bnam {1,4}((?:19|20)\d{2})(?!\d)")
_YEARS = re.compile(r"(?:giai doan|nhiem ky|tu nam) {1,4}\d{4} {0,3}(?:-|den)")
_SEVERAL_YEARS = re.compile(r"\b\d{4} {0,3}- {0,3}((?:19|20)\d{2})(?!\d)")
_PREAMBLE = re.compile(
    r"can cu|thuc hien|theo |de |nham |tiep tuc|xet |huong ung|chao mung|phat huy|kinh thua"
    r"|.{0,400}(?:ban hanh|xay dung) ke hoach|.{0,400}nhu sau"
)


def read_text(text: str) -> ReadPlan:
    """What is understood of the plan in `text`.

    Raises `Refusal` where the text is empty, too long, or no plan of emulation.
    """
    paper = Paper(text[: LONGEST_TEXT + 1])
    if len(text) > LONGEST_TEXT:
        raise refuse(
            "too_long",
            _("The text has more than %(most)s characters.") % {"most": LONGEST_TEXT},
            cure=_("Give the plan alone, without its annexes."),
        )
    lines = lines_of(paper)
    if sum(bool(line.strip()) for line in paper.text.split("\n")) > MOST_LINES:
        raise refuse(
            "too_long",
            _("The text has more than %(most)s lines.") % {"most": MOST_LINES},
            cure=_("Give the plan alone, without its annexes."),
        )
    if not lines:
        raise refuse("empty", _("There is no text to read."), cure=_("Give the plan's text."))
    title = find_title(paper, lines)
    nameless = untitled(paper, lines) if title is None else None
    title = title or nameless
    attached = find_attached(paper, lines, title) if title else None
    if title and attached:
        return _read(paper, lines, *read_attached(paper, lines, title, attached))
    if title is None or not title.is_plan:
        raise refuse(
            "not_a_plan",
            _what_it_is(title.kind if title else None),
            cure=_cure(),
        )
    header = read_header(paper, lines, title)
    if header.kind in PRINTED_KINDS and not _is_of_emulation(header):
        raise refuse(
            "not_a_plan",
            _what_it_is(PRINTED_KINDS[header.kind]),
            cure=_cure(),
        )
    if not _FIELD.search(paper.plain):
        raise refuse(
            "not_of_emulation",
            _("This is a plan, but it says nothing of emulation or commendation."),
            cure=_("Give the plan of emulation and commendation (thi đua, khen thưởng)."),
        )
    plan = _read(paper, lines, header)
    return _without_title(plan) if nameless else plan


def _without_title(plan: ReadPlan) -> ReadPlan:
    """`plan` with the doubt that its title is missing."""
    own = plan.sources["symbol"]
    why = _("The paper has no title: its kind was told by its symbol.")
    doubt = Doubt(tidy(plan.text[own.start : own.end]), why, None, own)
    return replace(plan, doubts=(doubt, *plan.doubts))


def _is_of_emulation(header: Header) -> bool:
    """Whether a dispatch, directive or notice says in its subject that it is of emulation."""
    return header.subject is not None and bool(_FIELD.search(plain_of(header.subject)))


def _cure() -> str:
    return _(
        "Give the plan, guidance, launch paper or dispatch of emulation, with its head and title."
    )


def _what_it_is(kind: str | None) -> str:
    if kind is not None:
        return _("This seems to be another paper (%(kind)s), not a plan.") % {"kind": kind}
    kinds = ", ".join(sorted(set(OTHER_TITLES.values())))
    return _("No line of this text is the title of a plan, nor of another paper (%(kinds)s).") % {
        "kinds": kinds
    }


def _read(
    paper: Paper, lines: Sequence[Line], header: Header, decision: Decision | None = None
) -> ReadPlan:
    foot_at = footer_starts(paper, lines, header.body_at)
    years = _years(paper, header)
    paragraphs, rules = _body_paragraphs(paper, lines[header.body_at : foot_at])
    closing_at = _closing_starts(paper, paragraphs)
    outline = outline_of(paragraphs[:closing_at])
    body = read_body(paper, outline, years)
    body.covered += rules
    if not body.blocs and "subject" in header.sources:
        body.blocs += blocs_of_members(paper, outline, header.sources["subject"], years.year)
    said_over = [header.sources["subject"]] if "subject" in header.sources else []
    read_mentions(paper, [*said_over, *header.notes], body)
    _read_preamble(paper, outline.preamble, years, body, has_outline=bool(outline.roots))
    _read_closing(paper, paragraphs[closing_at:], years, body)
    annex_at = annexes_start(paper, lines, foot_at)
    footer = _read_foot(paper, lines[foot_at:annex_at], header)
    if header.kind == DISPATCH:
        body.drafts = [_addressed(draft, header.addressees) for draft in body.drafts]
    read_annexes(paper, lines[annex_at:], years, body)
    carried: list[Doubt] = []
    if decision:
        over, carried = read_decision(paper, decision, header, body)
        footer = footer.under(over)
    covered = [*header.covered, *body.covered, *footer.covered]
    bases = citations.distinct(body.bases)
    start = lines[header.body_at].span.start if header.body_at < len(lines) else len(paper.text)
    end = lines[foot_at].span.start if foot_at < len(lines) else len(paper.text)
    written = Written(
        Span(min(start, end), end), years, header.issued_on, bases, tuple(body.milestones())
    )
    doubts = doubts_of(paper, outline, written)
    return ReadPlan(
        text=paper.text,
        kind=header.kind,
        number=header.number,
        symbol=header.symbol,
        issuer=header.issuer,
        place=header.place,
        issued_on=header.issued_on,
        subject=header.subject,
        year=years.year,
        bases=bases,
        purposes=tuple(body.purposes),
        contents=tuple(sorted(body.contents, key=lambda each: each.source)),
        blocs=tuple(body.blocs),
        milestones=tuple(sorted(written.milestones, key=lambda each: each.source)),
        movements=movements.distinct(body.movements),
        addressees=tuple(header.addressees),
        recipients=tuple(footer.recipients),
        signer=footer.signer,
        doubts=(*_blanks(paper, header), *carried, *doubts, *_other_signatures(paper, footer)),
        unread=tuple(unread_in(paper, lines, covered)),
        sources=header.sources,
        coverage=tuple(sorted(covered, key=lambda each: each.source)),
    )


def _years(paper: Paper, header: Header) -> PlanYears:
    """The plan's year: of its subject, else of its date."""
    source = header.sources.get("subject")
    if source:
        plain = paper.plain_words(source).replace("\n", " ")
        school = _SCHOOL_YEAR.search(plain)
        if school:
            header.sources["year"] = source
            return PlanYears(int(school.group(1)), f"{school.group(1)}-{school.group(2)}")
        dates = [time.span for time in times_in(paper, source, None)]
        for named in _YEAR.finditer(plain):
            at = Span(source.start + named.start(), source.start + named.end())
            if any(each.touches(at) for each in dates):
                continue
            header.sources["year"] = Span(
                source.start + named.start(1), source.start + named.end(1)
            )
            return PlanYears(int(named.group(1)), None)
        several = _SEVERAL_YEARS.search(plain)
        if _YEARS.search(plain):
            # A plan for several years is of none of them.
            return PlanYears(None, None)
        if several:
            return PlanYears(header.year, None, int(several.group(1)))
    return PlanYears(header.year, None)


def _body_paragraphs(paper: Paper, lines: Sequence[Line]) -> tuple[list[Paragraph], list[Covered]]:
    rules = [line for line in lines if is_rule(paper.words(line.span))]
    others = [line for line in lines if not is_rule(paper.words(line.span))]
    return paragraphs_of(paper, others), [Covered("rule", line.span) for line in rules]


def _closing_starts(paper: Paper, paragraphs: Sequence[Paragraph]) -> int:
    """Index of the first paragraph that closes the plan."""
    at = len(paragraphs)
    for index in range(len(paragraphs) - 1, -1, -1):
        if paragraphs[index].style:
            break
        if is_closing(paper.plain_words(paragraphs[index].span)):
            at = index
    return at


def _read_preamble(
    paper: Paper,
    preamble: Sequence[Paragraph],
    years: PlanYears,
    body: Body,
    *,
    has_outline: bool,
) -> None:
    """What stands before the first numbered item: bases, and the words that enact the plan."""
    read_mentions(paper, [each.body for each in preamble], body)
    cited = [basis.source for basis in body.bases]
    for paragraph in preamble:
        # A paper that numbers nothing asks in running text.
        asked = dated_paragraph(paper, paragraph, cited, years)
        body.drafts += [each for each in asked if not has_outline or each.milestone.deadline]
        plain = paper.plain_words(paragraph.span).replace("\n", " ")
        if _PREAMBLE.match(plain) or plain.endswith(":"):
            body.covered.append(Covered("preamble", paragraph.span))
        elif not has_outline:
            own = paragraph.span
            body.contents.append(Content(None, paper.words(own), own))
            body.covered.append(Covered("content", own))


def _read_closing(paper: Paper, closing: Sequence[Paragraph], years: PlanYears, body: Body) -> None:
    read_mentions(paper, [each.body for each in closing], body)
    for paragraph in closing:
        cited = [basis.source for basis in body.bases]
        drafts: list[Draft] = dated_paragraph(paper, paragraph, cited, years)
        body.drafts += drafts
        body.covered.append(Covered("closing", paragraph.span))


def _read_foot(paper: Paper, lines: Sequence[Line], header: Header) -> Footer:
    """The foot; schools and enterprises put place and date there."""
    taken: list[Span] = []
    rest = []
    for line in lines:
        dated = read_date(paper, line.span, header, taken)
        if not (dated and taken[-1].holds(line.span)):
            rest.append(line)
    return read_footer(paper, rest)


def _addressed(draft: Draft, addressees: Sequence[Addressee]) -> Draft:
    """What a dispatch asks without saying of whom, it asks of those it addresses."""
    if draft.audience or not addressees:
        return draft
    whom = tuple(each.text for each in addressees)
    return Draft(replace(draft.milestone, audience=whom), tuple(each.source for each in addressees))


def _blanks(paper: Paper, header: Header) -> list[Doubt]:
    """What a draft leaves blank in its head."""
    found = []
    symbol = header.sources.get("symbol")
    if header.number is None and symbol:
        why = _("The number is left blank: this seems to be a draft.")
        found.append(Doubt(paper.words(symbol), why, None, symbol))
    day = header.sources.get("issued_on")
    if header.issued_on is None and day:
        why = _("The date is left blank or is no date: this seems to be a draft.")
        found.append(Doubt(paper.words(day), why, None, day))
    return found


def _other_signatures(paper: Paper, footer: Footer) -> list[Doubt]:
    """Signatures beside the one that is given: papers of two bodies, or an approval."""
    if not footer.others:
        return []
    why = _("Another signature stands beside the signer's: a joint paper or an approval.")
    return [Doubt(paper.words(span), why, None, span) for span in footer.others]
