"""Minutes of deliberation in a unit (biên bản bình xét): staff, ratings, votes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from thidua.documents.numbers import counted, percent
from thidua.documents.paper import (
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
from thidua.documents.papers.phrases import END, clock_text, day_text, numbered


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of the unit's staff with what the vote must know, all as printed.

    `rating`: "Hoàn thành tốt nhiệm vụ", empty where there is none yet. `note`: leave, discipline,
    absence from the meeting.
    """

    name: str
    post: str
    rating: str
    note: str = ""
    is_present: bool = True


@dataclass(frozen=True, slots=True)
class DeliberationVote:
    """The unit's vote on one nominee (a person, or the unit itself) for one title or form."""

    nominee: str
    award: str
    yes: int
    base: int
    is_proposed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deliberation:
    """The facts of a unit's meeting. `threshold` and `quota` as printed, with their citations.

    `heads` are how many were present of how many, where only heads were counted and not names.
    """

    head: Letterhead
    reference: Reference
    unit: str
    year: str
    held_on: date
    began_at: time
    ended_at: time
    venue: str
    chair: str
    secretary: str
    staff: tuple[StaffMember, ...]
    votes: tuple[DeliberationVote, ...]
    method: str
    threshold: str
    quota: str = ""
    opinions: tuple[str, ...] = ()
    heads: tuple[int, int] | None = None
    marks: Marks = field(default_factory=Marks)


def minutes_of_deliberation(facts: Deliberation) -> Paper:
    """The minutes, signed by secretary and chair."""
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Biên bản",
        subject=f"Bình xét thi đua, khen thưởng năm {facts.year}",
        body=numbered(_body(facts)),
        signers=(Signer("Thư ký", facts.secretary), Signer("Chủ trì", facts.chair)),
        marks=facts.marks,
    )


def _body(facts: Deliberation) -> Iterable[Block]:
    named = (sum(one.is_present for one in facts.staff), len(facts.staff))
    present, entitled = facts.heads or named
    yield Paragraph(
        f"Hôm nay, vào hồi {clock_text(facts.began_at)} {day_text(facts.held_on)}, tại"
        f" {facts.venue}, {facts.unit} họp bình xét thi đua, khen thưởng năm {facts.year}."
    )
    yield Paragraph("Thành phần", style="heading")
    yield Paragraph(f"{facts.chair}.", lead="1. Chủ trì:")
    yield Paragraph(f"{facts.secretary}.", lead="2. Thư ký:")
    yield Paragraph(f"{counted(present)}/{counted(entitled)} người.", lead="3. Có mặt:")
    yield Paragraph("Kết quả thực hiện nhiệm vụ", style="heading")
    yield _staff(facts.staff)
    for text in facts.opinions:
        yield Paragraph(f"- {text}", style="entry")
    yield Paragraph("Kết quả bình xét", style="heading")
    yield Paragraph(f"Hình thức: {facts.method}. Điều kiện đề nghị: {facts.threshold}.")
    if facts.quota:
        yield Paragraph(f"Tỷ lệ tối đa: {facts.quota}.")
    yield _votes(facts.votes)
    proposed = [vote for vote in facts.votes if vote.is_proposed]
    yield Paragraph(
        f"Đơn vị thống nhất đề nghị {counted(len(proposed))} trường hợp, trong tổng số"
        f" {counted(len(facts.votes))} trường hợp được bình xét."
    )
    yield Paragraph(
        f"Cuộc họp kết thúc vào hồi {clock_text(facts.ended_at)} cùng ngày. Biên bản đã được đọc"
        f" cho những người dự họp cùng nghe và thống nhất{END}"
    )


def _staff(staff: tuple[StaffMember, ...]) -> Table:
    columns = (
        Column("TT", 1, "centre"),
        Column("Họ và tên", 5),
        Column("Chức vụ", 4),
        Column("Mức độ hoàn thành nhiệm vụ", 5),
        Column("Ghi chú", 3.5),
    )
    rows = tuple(
        (
            str(number),
            one.name,
            one.post,
            one.rating or "Chưa có",
            "; ".join(part for part in ("" if one.is_present else "Vắng mặt", one.note) if part),
        )
        for number, one in enumerate(staff, start=1)
    )
    return Table(columns, rows)


def _votes(votes: tuple[DeliberationVote, ...]) -> Table:
    columns = (
        Column("TT", 1, "centre"),
        Column("Cá nhân, tập thể", 5),
        Column("Danh hiệu, hình thức", 4.5),
        Column("Số phiếu đồng ý", 2.2, "centre"),
        Column("Tỷ lệ", 2, "centre"),
        Column("Kết quả", 3.2, "centre"),
    )
    rows = tuple(
        (
            str(number),
            vote.nominee,
            vote.award,
            f"{vote.yes}/{vote.base}",
            percent(vote.yes, vote.base),
            "; ".join(
                part
                for part in ("Đề nghị" if vote.is_proposed else "Không đề nghị", vote.note)
                if part
            ),
        )
        for number, vote in enumerate(votes, start=1)
    )
    return Table(columns, rows)
