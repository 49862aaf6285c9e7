"""What the pages of prize money show: decisions with what is paid and left, one list, its paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from thidua.councils.papers import marks_of
from thidua.decisions.models import Decision, DecisionItem, PrizeSums
from thidua.decisions.money import citations_of
from thidua.decisions.states import DecisionState
from thidua.documents.letterheads import full_name, letterhead_of
from thidua.documents.numbers import dong_in_words
from thidua.documents.paper import Paper, Reference, Signer
from thidua.documents.papers import Payee, PaymentList, payment_list
from thidua.documents.papers.phrases import day_text

_DUE = Q(payment__isnull=True)
# What is counted of lines with money, of a decision or of each unit in it.
_SUMS = {
    "payees": Count("pk"),
    "unpaid": Count("pk", filter=_DUE),
    "total": Sum("money"),
    "left": Sum("money", filter=_DUE, default=0),
}

# A longer list is shown by units: each unit's is short, and each collects its own.
SHOWN_WHOLE = 60


@dataclass(frozen=True)
class UnitSum:
    """The prize money of one unit's people by a decision; sums in whole đồng."""

    pk: int
    name: str
    payees: int
    unpaid: int
    total: int
    left: int


@dataclass(frozen=True)
class PrizeList:
    """The prize money of a decision, or of one unit in it: `lines`, or sums by unit where they are
    many. Sums in whole đồng, `in_words` as papers print them.
    """

    lines: Sequence[DecisionItem]
    units: Sequence[UnitSum]
    payees: int
    unpaid: int
    total: int
    left: int
    in_words: str
    bases: Sequence[str]

    @property
    def paid(self) -> int:
        """What is paid out."""
        return self.total - self.left

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be ticked: lines or units, those paid among them, since another may just have
        noted them.
        """
        if self.units:
            return [(str(each.pk), each.name) for each in self.units]
        return [(str(each.pk), each.printed_name) for each in self.lines]

    @property
    def due(self) -> list[str]:
        """Which of the choices wait to be paid."""
        if self.units:
            return [str(each.pk) for each in self.units if each.unpaid]
        return [str(each.pk) for each in self.lines if not is_paid(each)]


def is_paid(line: DecisionItem) -> bool:
    """Whether a line was noted as paid."""
    return hasattr(line, "payment")


def prizes_listed(visible: QuerySet[Decision], most: int) -> list[Decision]:
    """Decisions in force with prize money, newest first, at most `most`, each with its sums
    (`prizes`). One query.
    """
    return list(_with_sums(visible).order_by("-signed_on", "-number", "-pk")[:most])


def to_pay(visible: QuerySet[Decision], most: int | None = None) -> list[Decision]:
    """Of these, the decisions of which somebody is not paid, the oldest first. One query."""
    owing = _with_sums(visible).filter(prizes__unpaid__gt=0)
    return list(owing.order_by("signed_on", "number", "pk")[:most])


def _with_sums(visible: QuerySet[Decision]) -> QuerySet[Decision]:
    in_force = visible.filter(state=DecisionState.ISSUED, prizes__payees__gt=0)
    return in_force.select_related("prizes")


def sums_of(decisions: Collection[int]) -> list[PrizeSums]:
    """The prize money of decisions, by key, counted from their lines; not stored. One query."""
    counted = (
        DecisionItem.objects.filter(decision__in=decisions, left_out_because="", money__gt=0)
        .order_by()
        .values_list("decision")
        .annotate(**_SUMS)
    )
    return [
        PrizeSums(decision_id=decision, payees=payees, unpaid=unpaid, total=total, left=left)
        for decision, payees, unpaid, total, left in counted
    ]


def lines_with_money(
    decision: Decision, units: Collection[int] | None = None
) -> list[DecisionItem]:
    """The lines of a decision (of some units) on which money is due, with payments. One query."""
    found: QuerySet[DecisionItem] = DecisionItem.objects.filter(
        decision=decision, left_out_because="", money__gt=0
    )
    if units is not None:
        found = found.filter(nominee__dossier__unit__in=units)
    return list(
        found.select_related(
            "payment", "person", "unit", "nominee__dossier", "nominee__person", "nominee__unit"
        ).order_by("order")
    )


def unit_sums(decision: Decision) -> list[UnitSum]:
    """The prize money of a decision by unit. One query."""
    rows = (
        DecisionItem.objects.filter(decision=decision, left_out_because="", money__gt=0)
        .values_list("nominee__dossier__unit", "nominee__dossier__unit__name")
        .annotate(**_SUMS)
        .order_by("nominee__dossier__unit__sort_key")
    )
    return [UnitSum(*row) for row in rows]


def line_of(decision: Decision, pk: int) -> DecisionItem | None:
    """One line of a decision. One query."""
    return decision.items.filter(pk=pk).select_related("decision").first()


def prize_list_of(decision: Decision, unit: int | None = None) -> PrizeList:
    """Who gets how much by which articles, and who is paid; of one unit where it is named by key.

    Queries do not grow with lines.
    """
    sums = unit_sums(decision)
    asked = [each for each in sums if unit is None or each.pk == unit]
    payees = sum(each.payees for each in asked)
    is_by_unit = unit is None and payees > SHOWN_WHOLE
    shown = asked[:1] if is_by_unit else asked
    lines = lines_with_money(decision, [each.pk for each in shown])
    total = sum(each.total for each in asked)
    bases: tuple[str, ...] = ()
    if decision.signed_on is not None:
        nominees = [line.nominee for line in lines]
        bases = citations_of(nominees, decision.meeting.council.authority, decision.signed_on)
    return PrizeList(
        lines=() if is_by_unit else lines,
        units=asked if is_by_unit else (),
        payees=payees,
        unpaid=sum(each.unpaid for each in asked),
        total=total,
        left=sum(each.left for each in asked),
        in_words=dong_in_words(total),
        bases=bases,
    )


def chosen_lines(decision: Decision, shown: PrizeList, keys: Collection[str]) -> list[DecisionItem]:
    """The lines that were ticked: themselves, or all that are unpaid of the units ticked."""
    if shown.units:
        lines = lines_with_money(decision, [int(key) for key in keys])
        return [line for line in lines if not is_paid(line)]
    return [line for line in shown.lines if str(line.pk) in keys]


def prize_paper(decision: Decision, unit: int | None = None) -> Paper:
    """The list to be signed on receipt (of one unit), as a paper of the decision's issuer."""
    lines = lines_with_money(decision, None if unit is None else [unit])
    bases = prize_list_of(decision, unit).bases
    issuer, signed_on = decision.issuer, decision.signed_on
    assert signed_on is not None, "the database refuses an issued decision without a day"  # noqa: S101
    return payment_list(
        PaymentList(
            head=letterhead_of(issuer),
            reference=Reference(symbol="DS-UBND", issued_on=signed_on, day_open=True),
            subject="Chi tiền thưởng và ký nhận",
            decision=f"Quyết định số {decision} {day_text(signed_on)} của {full_name(issuer)}",
            payees=tuple(
                Payee(
                    name=line.printed_name,
                    unit=line.printed_unit,
                    amount=line.money or 0,
                    paid_on=f"{line.payment.paid_on:%d/%m/%Y}" if is_paid(line) else "",
                )
                for line in lines
            ),
            bases=tuple(f"Căn cứ {text}" for text in bases),
            signers=(Signer(title="Người lập", name=""), Signer(title="Kế toán", name="")),
            marks=marks_of(decision.meeting.council, decision.journal_digest),
        )
    )


def words_of(decision: Decision, found: PrizeList) -> str:
    """How far the payment is, in a sentence."""
    if decision.state == DecisionState.REVOKED:
        return _("The decision was revoked: nothing is paid.")
    if not found.unpaid:
        return _("Everyone is paid.")
    words = {"left": found.unpaid, "all": found.payees}
    return _("%(left)s of %(all)s are not paid yet.") % words
