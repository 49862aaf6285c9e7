"""Letters that go with dossiers: the submission (tờ trình), and the return with its articles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from thidua.documents.paper import (
    Annex,
    Block,
    Column,
    Letterhead,
    Marks,
    Paper,
    Paragraph,
    Reference,
    Signer,
    Table,
)
from thidua.documents.papers.phrases import (
    END,
    Holder,
    award_text,
    day_text,
    holders_text,
    opened,
    paper_text,
)


@dataclass(frozen=True, slots=True)
class Request:
    """One nominee and what is asked for them. `achievement`: one line on why."""

    nominee: str
    holder: Holder
    award: str
    is_title: bool
    post: str = ""
    unit: str = ""
    achievement: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionLetter:
    """The facts of a submission letter.

    `asked` are the requests; `opinions` those gathered from others, each with its paper;
    `appraisal` says how object, conditions, standards and papers were found to be; `votes` the
    result of the council's vote; `attached` the papers sent along.
    """

    head: Letterhead
    reference: Reference
    subject: str
    to: str
    bases: tuple[str, ...]
    asked: tuple[Request, ...]
    appraisal: str
    signer: Signer
    votes: str = ""
    opinions: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ("Như trên", "Lưu: VT")
    marks: Marks = field(default_factory=Marks)


def submission_letter(facts: SubmissionLetter) -> Paper:
    """The submission letter (tờ trình) with the list of those proposed."""
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Tờ trình",
        subject=facts.subject,
        to=(facts.to,),
        body=tuple(_submission(facts)),
        signers=(facts.signer,),
        recipients=facts.recipients,
        annexes=(_proposed(facts),),
        marks=facts.marks,
    )


def _submission(facts: SubmissionLetter) -> Iterable[Block]:
    for basis in facts.bases:
        yield Paragraph(f"{basis.rstrip(' ;,.')};", style="italic")
    yield Paragraph(
        f"{facts.head.issuer_line} kính trình {facts.to} xem xét, khen thưởng"
        f" {holders_text([one.holder for one in facts.asked])}"
        " (có danh sách trích ngang kèm theo), cụ thể:"
    )
    # Order of first mention, so that the letter reads as its list does.
    for award, is_title in dict.fromkeys((one.award, one.is_title) for one in facts.asked):
        holders = [one.holder for one in facts.asked if one.award == award]
        yield Paragraph(
            f"- {opened(award_text(award, is_title=is_title))}: {holders_text(holders)}.",
            style="entry",
        )
    yield Paragraph(facts.appraisal, lead="Kết quả thẩm định:")
    if facts.votes:
        yield Paragraph(facts.votes, lead="Kết quả bỏ phiếu:")
    for text in facts.opinions:
        yield Paragraph(text, lead="Ý kiến của cơ quan có liên quan:")
    if facts.attached:
        yield Paragraph("Hồ sơ gửi kèm:")
        for number, text in enumerate(facts.attached, start=1):
            yield Paragraph(f"{text.rstrip(' ;,.')}.", lead=f"{number}.")
    yield Paragraph(f"Kính đề nghị {facts.to} xem xét, quyết định{END}")


def _proposed(facts: SubmissionLetter) -> Annex:
    columns = (
        Column("TT", 1, "centre"),
        Column("Cá nhân, tập thể", 5),
        Column("Chức vụ", 3.5),
        Column("Đơn vị", 4.5),
        Column("Đề nghị", 4),
        Column("Tóm tắt thành tích", 7),
    )
    rows = tuple(
        (str(number), one.nominee, one.post, one.unit, one.award, one.achievement)
        for number, one in enumerate(facts.asked, start=1)
    )
    return Annex(
        title="Danh sách trích ngang",
        reference=f"(Kèm theo {paper_text('Tờ trình', facts.reference)})",
        blocks=(Table(columns, rows),),
        landscape=True,
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """What is wrong with one nominee or paper, what cures it, and the article it rests on."""

    nominee: str
    what: str
    cure: str
    citation: str


@dataclass(frozen=True, slots=True)
class ReturnLetter:
    """The facts of a letter that returns a dossier to be completed by `until`."""

    head: Letterhead
    reference: Reference
    to: str
    dossier: str
    received_on: date
    missing: tuple[Missing, ...]
    until: date
    signer: Signer
    contact: str = ""
    recipients: tuple[str, ...] = ("Như trên", "Lưu: VT")
    marks: Marks = field(default_factory=Marks)


def return_letter(facts: ReturnLetter) -> Paper:
    """The letter (công văn): every gap with its cure and its article."""
    columns = (
        Column("TT", 1, "centre"),
        Column("Cá nhân, tập thể, hồ sơ", 4.5),
        Column("Nội dung chưa bảo đảm", 5),
        Column("Cần bổ sung", 5),
        Column("Căn cứ", 4.5),
    )
    rows = tuple(
        (str(number), one.nominee, one.what, one.cure, one.citation)
        for number, one in enumerate(facts.missing, start=1)
    )
    contact = f" Liên hệ: {facts.contact.rstrip(' .')}." if facts.contact else ""
    return Paper(
        head=facts.head,
        reference=facts.reference,
        subject=f"hoàn thiện hồ sơ {facts.dossier}",
        to=(facts.to,),
        body=(
            Paragraph(
                f"{facts.head.issuer_line} nhận hồ sơ {facts.dossier} của"
                f" {facts.to} {day_text(facts.received_on)}. Qua thẩm định, hồ sơ có các nội dung"
                " sau cần hoàn thiện:"
            ),
            Table(columns, rows),
            Paragraph(
                f"Đề nghị {facts.to} bổ sung và gửi lại hồ sơ trước {day_text(facts.until)}."
                f" Quá thời hạn trên, các trường hợp chưa hoàn thiện không được trình xét.{contact}"
            ),
            Paragraph(f"{facts.head.issuer_line} trân trọng thông báo{END}"),
        ),
        signers=(facts.signer,),
        recipients=facts.recipients,
        marks=facts.marks,
    )
