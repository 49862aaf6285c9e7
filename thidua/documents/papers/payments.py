"""The list of prize money of a decision, with room for each to sign the receipt."""

from dataclasses import dataclass, field

from thidua.documents.numbers import dong_in_words, grouped
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


@dataclass(frozen=True, slots=True)
class Payee:
    """One line, as printed; `amount` in whole đồng, `paid_on` empty until paid."""

    name: str
    unit: str
    amount: int
    paid_on: str = ""


@dataclass(frozen=True, slots=True)
class PaymentList:
    """The facts of the list; payees in the order of the decision's annex."""

    head: Letterhead
    reference: Reference
    subject: str
    decision: str
    payees: tuple[Payee, ...]
    bases: tuple[str, ...]
    signers: tuple[Signer, ...]
    marks: Marks = field(default_factory=Marks)


def payment_list(facts: PaymentList) -> Paper:
    """Danh sách chi thưởng, ký nhận: amounts, the total in words, a column for signatures."""
    columns = (
        Column("TT", 1, "centre"),
        Column("Cá nhân, tập thể", 4.5),
        Column("Đơn vị", 4),
        Column("Số tiền (đồng)", 2.6, "right"),
        Column("Ngày nhận", 2.2, "centre"),
        Column("Ký nhận", 3),
    )
    total = sum(payee.amount for payee in facts.payees)
    rows = tuple(
        (str(at), payee.name, payee.unit, grouped(payee.amount), payee.paid_on, "")
        for at, payee in enumerate(facts.payees, 1)
    )
    body: tuple[Block, ...] = (
        Paragraph(f"Kèm theo {facts.decision}."),
        *(Paragraph(basis, style="entry") for basis in facts.bases),
        Table(columns, rows, total=("", "Tổng cộng", "", grouped(total), "", "")),
        Paragraph(f"Bằng chữ: {dong_in_words(total)}.", style="italic"),
    )
    return Paper(
        head=facts.head,
        reference=facts.reference,
        kind="Danh sách",
        subject=facts.subject,
        body=body,
        signers=facts.signers,
        marks=facts.marks,
    )
