"""The sheet a council works from (bảng tổng hợp đề nghị khen thưởng), per bloc."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from thidua.documents.paper import (
    Column,
    Letterhead,
    Marks,
    Paper,
    Reference,
    Signer,
    Span,
    Table,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row, all as printed.

    `honours`: years of titles with their decisions; `initiative`: its paper; `vote`: the unit's
    result; `proposal`: what is asked; `appraisal`: what the standing office found.
    """

    bloc: str
    name: str
    post: str
    unit: str
    proposal: str
    honours: str = ""
    initiative: str = ""
    vote: str = ""
    appraisal: str = ""


@dataclass(frozen=True, slots=True)
class AchievementList:
    """The facts of the sheet; candidates in the order to print, those of a bloc together."""

    head: Letterhead
    reference: Reference
    subject: str
    candidates: tuple[Candidate, ...]
    signer: Signer
    recipients: tuple[str, ...] = ()
    marks: Marks = field(default_factory=Marks)


def achievement_list(facts: AchievementList) -> Paper:
    """The sheet, landscape, under a heading for each bloc."""
    columns = (
        Column("TT", 1, "centre"),
        Column("Cá nhân, tập thể", 4),
        Column("Chức vụ", 3),
        Column("Đơn vị", 3.6),
        Column("Thành tích đã được ghi nhận", 5),
        Column("Sáng kiến, đề tài", 3.6),
        Column("Kết quả bình xét", 2.4, "centre"),
        Column("Đề nghị", 3),
        Column("Thẩm định", 4),
    )
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Bảng tổng hợp",
        subject=facts.subject,
        body=(Table(columns, tuple(_rows(facts.candidates))),),
        signers=(facts.signer,),
        recipients=facts.recipients,
        marks=facts.marks,
        landscape=True,
    )


def _rows(candidates: tuple[Candidate, ...]) -> Iterable[tuple[str, ...] | Span]:
    number = 0
    for bloc, group in groupby(candidates, key=lambda one: one.bloc):
        yield Span(bloc)
        for one in group:
            number += 1
            yield (
                str(number), one.name, one.post, one.unit, one.honours, one.initiative, one.vote,
                one.proposal, one.appraisal,
            )  # fmt: skip
