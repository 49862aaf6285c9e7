"""Prize money paid out, line by line, and taken back where it was noted by mistake."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.decisions.models import Decision, DecisionItem, PrizePayment, PrizeSums
from thidua.decisions.payments import sums_of
from thidua.decisions.policies import DECISIONS
from thidua.decisions.states import DecisionState
from thidua.workflow import act


def pay_prizes(
    *, by: User, decision: Decision, items: Collection[DecisionItem], paid_on: date
) -> list[PrizePayment]:
    """Note that the prize money of `items` was paid out on a day, by the authority's accountant.

    Refuses a decision not in force, a day before its signature or to come, no line, a line without
    money, and a line that another noted meanwhile.
    """
    with act("decisions.pay_prizes", by=by, subject=decision) as current:
        locked: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
        DECISIONS.demand(by, "pay", locked)
        if locked.state != DecisionState.ISSUED or locked.signed_on is None:
            raise refuse("not_in_force", _("Only the prizes of a decision in force are paid."))
        if not locked.signed_on <= paid_on <= office_day():
            raise refuse(
                "wrong_day",
                _("Write a day from %(first)s, when it was signed, to today.")
                % {"first": f"{locked.signed_on:%d/%m/%Y}"},
                field="paid_on",
            )
        due = {
            item.pk: item
            for item in locked.items.filter(left_out_because="", money__gt=0, payment=None)
        }
        chosen = [due[item.pk] for item in items if item.pk in due]
        if not items:
            raise refuse("nobody", _("Tick who was paid."), field="lines")
        if len(chosen) < len(items):
            done = [item.printed_name for item in items if item.pk not in due]
            raise refuse(
                "paid_already",
                _("Noted as paid meanwhile, or without money: %(names)s.")
                % {"names": "; ".join(done)},
                cure=_("Reload the page to see who is left."),
                field="lines",
            )
        made = PrizePayment.objects.bulk_create(
            [PrizePayment(item=item, paid_on=paid_on) for item in chosen]
        )
        keep_sums(locked)
        current.say(
            paid_on=paid_on, count=len(chosen), total=sum(item.money or 0 for item in chosen)
        )
    return list(made)


def take_back_payment(*, by: User, item: DecisionItem, reason: str) -> None:
    """Take back that a line was paid, noted by mistake; the journal keeps both, with the reason."""
    with act(
        "decisions.take_back_payment",
        by=by,
        subject=item.decision,
        reason=f"{item.printed_name}: {reason}",
    ):
        locked = Decision.objects.select_for_update().get(pk=item.decision_id)
        DECISIONS.demand(by, "pay", locked)
        payment = PrizePayment.objects.filter(item=item).first()
        if payment is None:
            raise refuse(
                "not_paid",
                _("This line is not noted as paid."),
                cure=_("Reload the page to see its state."),
            )
        payment.delete()
        keep_sums(locked)


def keep_sums(decision: Decision) -> None:
    """Count a decision's prize money anew, in the caller's act. Three queries."""
    PrizeSums.objects.filter(decision=decision).delete()
    PrizeSums.objects.bulk_create(sums_of([decision.pk]))
