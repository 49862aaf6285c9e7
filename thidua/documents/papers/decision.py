"""Decision to award titles or forms of commendation, with its list and its money."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from thidua.documents.numbers import dong_in_words, grouped
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
    Span,
    Table,
    article,
)
from thidua.documents.papers.phrases import (
    END,
    HOLDERS,
    Holder,
    award_text,
    holders_named,
    holders_text,
    opened,
    paper_text,
)


@dataclass(frozen=True, slots=True)
class Awardee:
    """Who is awarded. `name` is printed as confirmed in the proof round, letter by letter.

    `address` is "Ông" or "Bà" for a person. `money` is whole đồng, None where none is paid.
    """

    name: str
    holder: Holder
    address: str = ""
    post: str = ""
    unit: str = ""
    money: int | None = None

    @property
    def addressed(self) -> str:
        """The name with its address: "Bà Nguyễn Thị Ánh"."""
        return f"{self.address} {self.name}" if self.address else self.name


@dataclass(frozen=True, slots=True)
class Award:
    """One title or form and all who get it.

    `name` without quotes: "Lao động tiên tiến", "Giấy khen". `reason` ends the sentence of the
    article: "đã hoàn thành tốt nhiệm vụ công tác năm 2018". `verb`: Tặng, Truy tặng, Công nhận.
    """

    name: str
    is_title: bool
    reason: str
    awardees: tuple[Awardee, ...]
    verb: str = "Tặng"


@dataclass(frozen=True, slots=True)
class Decision:
    """The facts of a decision.

    `authority` decides, in sentence case: "Chủ tịch Ủy ban nhân dân thị xã Chí Linh". `bases`
    each begin with "Căn cứ". `proposed_by` and `proposal` make the last basis: "Theo đề nghị của
    … tại …". `money_basis` and `fund` are needed only where money is paid. `executors` are who
    carries the decision out, besides those awarded.
    """

    head: Letterhead
    reference: Reference
    authority: str
    subject: str
    awards: tuple[Award, ...]
    bases: tuple[str, ...]
    proposed_by: str
    proposal: str
    executors: str
    signer: Signer
    recipients: tuple[str, ...] = ("Như Điều 1", "Lưu: VT")
    money_basis: str = ""
    fund: str = ""
    marks: Marks = field(default_factory=Marks)


def decision(facts: Decision) -> Paper:
    """The decision. One awardee stands in Article 1, more in a list annexed to it."""
    everyone = [one for award in facts.awards for one in award.awardees]
    if not everyone:
        msg = "a decision awards somebody"
        raise ValueError(msg)
    money = sum(one.money or 0 for one in everyone)
    listed = len(everyone) > 1
    articles = [*_award_articles(facts, listed=listed)]
    if money:
        articles.append(article(2, _money_text(facts, money)))
    holders = holders_named([one.holder for one in everyone])
    articles.append(
        article(
            len([one for one in articles if one.lead.startswith("Điều")]) + 1,
            f"Quyết định này có hiệu lực kể từ ngày ký. {facts.executors} và {holders} có tên tại"
            f" Điều 1 chịu trách nhiệm thi hành Quyết định này{END}",
        )
    )
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Quyết định",
        subject=facts.subject,
        authority=facts.authority,
        bases=(*facts.bases, f"Theo đề nghị của {facts.proposed_by} tại {facts.proposal}"),
        resolves="Quyết định:",
        body=tuple(articles),
        signers=(facts.signer,),
        recipients=facts.recipients,
        annexes=(_annex(facts, money),) if listed else (),
        marks=facts.marks,
    )


def _award_articles(facts: Decision, *, listed: bool) -> Iterable[Paragraph]:
    attached = " (có danh sách kèm theo)" if listed else ""
    if len(facts.awards) == 1:
        yield article(1, f"{_award_sentence(facts.awards[0], attached, listed=listed)}.")
        return
    total = holders_text([one.holder for award in facts.awards for one in award.awardees])
    yield article(1, f"Khen thưởng {total}{attached}, gồm:")
    for number, award in enumerate(facts.awards, start=1):
        yield Paragraph(
            f"{_award_sentence(award, '', listed=True)}"
            f"{'.' if number == len(facts.awards) else ';'}",
            lead=f"{number}.",
        )


def _award_sentence(award: Award, attached: str, *, listed: bool) -> str:
    what = award_text(award.name, is_title=award.is_title)
    if listed:
        who = holders_text([one.holder for one in award.awardees])
    else:
        one = award.awardees[0]
        address = one.address.lower()
        parts = (f"{address} {one.name}".strip(), one.post, one.unit)
        who = ", ".join(part for part in parts if part)
        attached = ","
    return f"{award.verb} {what} cho {who}{attached} {award.reason}".rstrip(" .")


def _money_text(facts: Decision, money: int) -> str:
    basis = f" theo {facts.money_basis}" if facts.money_basis else ""
    return (
        f"Mức tiền thưởng kèm theo thực hiện{basis or ' theo quy định hiện hành'}. Tổng số tiền"
        f" thưởng: {grouped(money)} đồng (Bằng chữ: {dong_in_words(money)}), trích từ {facts.fund}."
    )


def _annex(facts: Decision, money: int) -> Annex:
    columns = [
        Column("TT", 1, "centre"),
        Column("Họ và tên, tên tập thể", 5),
        Column("Chức vụ", 3.5),
        Column("Đơn vị", 5),
        Column("Danh hiệu, hình thức", 4),
    ]
    if money:
        columns.append(Column("Tiền thưởng (đồng)", 2.4, "right"))
    blocks: list[Block] = [
        Table(
            tuple(columns),
            tuple(_rows(facts.awards, with_money=bool(money))),
            total=("", "Tổng cộng", "", "", "", grouped(money)) if money else (),
        )
    ]
    if money:
        blocks.append(Paragraph(f"Bằng chữ: {dong_in_words(money)}.", style="italic"))
    authority = facts.authority
    return Annex(
        title="Danh sách",
        reference=f"(Kèm theo {paper_text('Quyết định', facts.reference)} của {authority})",
        blocks=tuple(blocks),
        landscape=True,
    )


def _rows(awards: tuple[Award, ...], *, with_money: bool) -> Iterable[tuple[str, ...] | Span]:
    """Numbered on through the list; collectives first, under a heading where kinds are mixed."""
    number = 0
    for award in awards:
        what = award_text(award.name, is_title=award.is_title)
        kinds = {one.holder for one in award.awardees}
        for holder, name in HOLDERS:
            if holder not in kinds:
                continue
            if len(kinds) > 1 or len(awards) > 1:
                yield Span(f"{opened(name)} được {award.verb.lower()} {what}")
            for one in award.awardees:
                if one.holder == holder:
                    number += 1
                    money = [grouped(one.money) if one.money else ""] if with_money else []
                    yield (str(number), one.addressed, one.post, one.unit, award.name, *money)
