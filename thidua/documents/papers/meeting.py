"""Minutes of a council's meeting: roll, quorum, recusals, result of each vote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from typing import Literal

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
    Span,
    Table,
)
from thidua.documents.papers.phrases import END, clock_text, day_text, numbered

_PRESENCE = {
    "present": "Có mặt",
    "absent": "Vắng mặt",
    "written": "Cho ý kiến bằng văn bản",
}


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member of the roll. `role` in the council, `post` outside it."""

    name: str
    role: str
    post: str = ""
    presence: Literal["present", "absent", "written"] = "present"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many were there of how many entitled, and what the rule asks for, as printed.

    `needed`: "ít nhất 2/3 tổng số thành viên"; `citation`: "khoản 3 Điều 5 Quy chế …".
    """

    entitled: int
    present: int
    needed: str
    citation: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """The result of one vote on one nominee.

    `award` is what was voted on, `base` the number the share is taken of, `base_name` what it
    counts ("tổng số thành viên Hội đồng"); `threshold` as printed ("từ 80% trở lên"). Who voted
    on nothing here because the matter touched them stands in `recused`.
    """

    award: str
    nominee: str
    unit: str
    yes: int
    no: int
    base: int
    is_passed: bool
    threshold: str
    citation: str
    base_name: str = "tổng số thành viên Hội đồng"
    invalid: int = 0
    recused: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The facts of a meeting. `method`: "bỏ phiếu kín", "biểu quyết". `opinions` are told in full.

    `overruled` are reasons given for going against a proposal of the appraisal: printed.
    """

    head: Letterhead
    reference: Reference
    council: str
    subject: str
    held_on: date
    began_at: time
    ended_at: time
    venue: str
    chair: Attendee
    secretary: Attendee
    roll: tuple[Attendee, ...]
    quorum: Quorum
    method: str
    votes: tuple[Vote, ...]
    agenda: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    marks: Marks = field(default_factory=Marks)


def minutes_of_meeting(facts: Meeting) -> Paper:
    """The minutes (biên bản họp), signed by secretary and chair."""
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Biên bản",
        subject=facts.subject,
        body=numbered(_body(facts)),
        signers=(Signer("Thư ký", facts.secretary.name), Signer("Chủ trì", facts.chair.name)),
        recipients=facts.recipients,
        marks=facts.marks,
    )


def _body(facts: Meeting) -> Iterable[Block]:
    yield Paragraph(
        f"Hôm nay, vào hồi {clock_text(facts.began_at)} {day_text(facts.held_on)}, tại"
        f" {facts.venue}, {facts.council} tổ chức họp."
    )
    yield Paragraph("Thành phần", style="heading")
    yield Paragraph(f"{facts.chair.name}, {facts.chair.role}.", lead="1. Chủ trì:")
    yield Paragraph(f"{facts.secretary.name}, {facts.secretary.role}.", lead="2. Thư ký:")
    yield Paragraph("", lead="3. Thành viên:")
    yield _roll(facts.roll)
    yield Paragraph(_quorum_text(facts.quorum))
    if facts.agenda or facts.opinions:
        yield Paragraph("Nội dung và ý kiến", style="heading")
    for number, text in enumerate(facts.agenda, start=1):
        yield Paragraph(text, lead=f"{number}.")
    for text in facts.opinions:
        yield Paragraph(f"- {text}", style="entry")
    yield Paragraph("Kết quả bỏ phiếu, biểu quyết", style="heading")
    yield Paragraph(f"Hình thức: {facts.method}.")
    yield _results(facts.votes)
    yield from _thresholds(facts.votes)
    yield from _recusals(facts.votes)
    for text in facts.overruled:
        yield Paragraph(text, lead="Ý kiến khác với thẩm định:")
    yield Paragraph("Kết luận", style="heading")
    passed = sum(vote.is_passed for vote in facts.votes)
    yield Paragraph(
        f"Đủ tỷ lệ để trình khen thưởng: {counted(passed)} trường hợp; không đủ tỷ lệ:"
        f" {counted(len(facts.votes) - passed)} trường hợp."
    )
    for text in facts.conclusions:
        yield Paragraph(f"- {text}", style="entry")
    yield Paragraph(
        f"Cuộc họp kết thúc vào hồi {clock_text(facts.ended_at)} cùng ngày. Biên bản đã được đọc"
        f" cho những người dự họp cùng nghe và thống nhất{END}"
    )


def _roll(roll: tuple[Attendee, ...]) -> Table:
    columns = (
        Column("TT", 1, "centre"),
        Column("Họ và tên", 5),
        Column("Chức vụ, nhiệm vụ trong Hội đồng", 6),
        Column("Có mặt", 4),
    )
    rows = tuple(
        (
            str(number),
            one.name,
            "; ".join(part for part in (one.post, one.role) if part),
            "; ".join(part for part in (_PRESENCE[one.presence], one.note) if part),
        )
        for number, one in enumerate(roll, start=1)
    )
    return Table(columns, rows)


def _quorum_text(quorum: Quorum) -> str:
    met = "đủ điều kiện" if quorum.is_met else "không đủ điều kiện"
    return (
        f"Có mặt {counted(quorum.present)}/{counted(quorum.entitled)} thành viên, đạt"
        f" {percent(quorum.present, quorum.entitled)}; yêu cầu {quorum.needed}"
        f" ({quorum.citation}): {met} tiến hành họp."
    )


def _results(votes: tuple[Vote, ...]) -> Table:
    columns = (
        Column("TT", 1, "centre"),
        Column("Cá nhân, tập thể", 4.6),
        Column("Đơn vị", 4),
        Column("Đồng ý", 1.6, "centre"),
        Column("Không đồng ý", 1.8, "centre"),
        Column("Không hợp lệ", 1.7, "centre"),
        Column("Tỷ lệ", 2.1, "centre"),
        Column("Kết quả", 2, "centre"),
    )
    rows: list[tuple[str, ...] | Span] = []
    number = 0
    for award, group in groupby(votes, key=lambda vote: vote.award):
        rows.append(Span(award))
        for vote in group:
            number += 1
            nominee = f"{vote.nominee} ({vote.note})" if vote.note else vote.nominee
            shares = (f"{vote.yes}/{vote.base}", str(vote.no), str(vote.invalid))
            result = "Đạt" if vote.is_passed else "Không đạt"
            rows.append(
                (str(number), nominee, vote.unit, *shares, percent(vote.yes, vote.base), result)
            )
    return Table(columns, tuple(rows))


def _thresholds(votes: tuple[Vote, ...]) -> Iterable[Paragraph]:
    """What each kind of award needed, once each, with its citation."""
    seen: set[str] = set()
    for vote in votes:
        text = (
            f"- {vote.award}: đạt khi có số phiếu đồng ý {vote.threshold} tính trên"
            f" {vote.base_name} ({vote.citation})."
        )
        if text not in seen:
            seen.add(text)
            yield Paragraph(text, style="entry")


def _recusals(votes: tuple[Vote, ...]) -> Iterable[Paragraph]:
    for vote in votes:
        if vote.recused:
            yield Paragraph(
                f"- Không tham gia bỏ phiếu đối với {vote.nominee} vì có liên quan:"
                f" {', '.join(vote.recused)}.",
                style="entry",
            )
