"""Confirming a plan, and what follows it: who receives it, who has read it, what is owed upward."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.organisations.models import Unit
from thidua.plans.models import Delivery, OwedReport, Plan, Recipient
from thidua.plans.policies import DELIVERIES, PLANS
from thidua.plans.queries import standing_units
from thidua.plans.states import Destination, PlanState
from thidua.plans.transitions import PLAN_TABLE
from thidua.workflow import act, perform
from thidua.workflow.fitting import demand_fits


def confirm_plan(*, plan: Plan, by: User) -> Plan:
    """Confirm that the plan was understood, its doubts included, and send it to its recipients.

    The journal names each doubt with what was said of it.
    """
    with perform(PLAN_TABLE, "confirm", plan, by=by) as (locked, current):
        locked.confirmed_on = office_day()
        meant = locked.recipients.filter(goes_to=Destination.UNITS).values("meant__unit")
        units = Unit.objects.filter(standing_units(office_day()), pk__in=meant)
        told = deliver(locked, units.order_by("sort_key", "pk"))
        current.say(
            doubts=[
                {"text": each.text, "why": each.why, "answer": each.answer, "meant": each.meant}
                for each in locked.doubts.order_by("order")
            ],
            unread=len(locked.reading.get("unread", ())),
            delivered=len(told),
        )
    return plan


def deliver(plan: Plan, units: Iterable[Unit]) -> list[Delivery]:
    """Send a plan to those `units` that it has not reached yet. A step inside another act."""
    reached = set(plan.deliveries.values_list("unit", flat=True))
    day = office_day()
    rows = [
        Delivery(plan=plan, unit=unit, delivered_on=day)
        for unit in {each.pk: each for each in units}.values()
        if unit.pk not in reached
    ]
    return Delivery.objects.bulk_create(rows)


def confirm_reading(*, delivery: Delivery, by: User) -> Delivery:
    """Say for a unit that it has read the plan. Done once; a second time changes nothing."""
    if delivery.read_on is not None:
        DELIVERIES.demand(by, "read", delivery)
        return delivery
    with act("plans.read", by=by, subject=delivery.plan, unit_code=delivery.unit.code) as current:
        locked: Delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
        DELIVERIES.demand(by, "read", locked)
        if locked.read_on is None:
            locked.read_on, locked.read_by = office_day(), by
            locked.save()
        current.say(unit=delivery.unit.code)
    return locked


def mark_sent(*, recipient: Recipient, by: User, sent_on: date) -> Recipient:
    """Record that the plan was sent by hand to a body outside. Raises `Refusal`."""
    with act("plans.mark_sent", by=by, subject=recipient.plan) as current:
        locked: Recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
        plan = _to_follow(locked.plan, by)
        if locked.goes_to != Destination.OUTSIDE:
            raise refuse(
                "not_outside",
                _("“%(line)s” is not a body outside: nothing is sent there by hand.")
                % {"line": locked.text},
                cure=_("Reload the page to see what was done meanwhile."),
            )
        demand_past(sent_on, plan.confirmed_on, field="sent_on")
        locked.sent_on = sent_on
        locked.save()
        current.say(recipient=locked.text, sent_on=sent_on)
    return locked


def demand_past(day: date, earliest: date | None, *, field: str) -> None:
    """Raise `Refusal` unless `day` lies between `earliest` (if given) and the office's day."""
    if day > office_day():
        raise refuse(
            "in_future",
            _("%(day)s has not come yet.") % {"day": f"{day:%d/%m/%Y}"},
            cure=_("Enter the day on which it was done."),
            field=field,
        )
    if earliest is not None and day < earliest:
        raise refuse(
            "too_early",
            _("This cannot have been done before %(day)s.") % {"day": f"{earliest:%d/%m/%Y}"},
            cure=_("Enter the day on which it was done."),
            field=field,
        )


def add_report(*, plan: Plan, by: User, text: str, addressed_to: str, due_on: date) -> OwedReport:
    """Note a report that the plan's owner owes upward; it becomes a duty of the standing office."""
    report = OwedReport(plan=plan, text=tidy(text), addressed_to=tidy(addressed_to), due_on=due_on)
    demand_fits(report)
    with act("plans.add_report", by=by, subject=plan) as current:
        locked: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
        PLANS.demand(by, "follow", locked)
        same = locked.reports.filter(
            text=report.text, addressed_to=report.addressed_to, due_on=due_on
        )
        if same.exists():
            raise refuse("already_owed", _("This report is already on the list."), field="text")
        report.save()
        current.say(text=report.text, addressed_to=report.addressed_to, due_on=due_on)
    return report


def remove_report(*, report: OwedReport, by: User) -> None:
    """Take a report off the list, where it was entered by mistake and not sent."""
    with act("plans.remove_report", by=by, subject=report.plan) as current:
        locked = _unsent(report, by)
        current.say(text=locked.text, due_on=locked.due_on)
        locked.delete()


def send_report(*, report: OwedReport, by: User, sent_on: date, note: str) -> OwedReport:
    """Record that a report upward was sent, on which day, with a note (its number, say)."""
    with act("plans.send_report", by=by, subject=report.plan) as current:
        locked = _unsent(report, by)
        demand_past(sent_on, None, field="sent_on")
        locked.sent_on, locked.note = sent_on, tidy(note)
        demand_fits(locked)
        locked.save()
        current.say(text=locked.text, sent_on=sent_on, note=locked.note)
    return locked


def _unsent(report: OwedReport, by: User) -> OwedReport:
    """The report, locked; refuses one already sent or taken off."""
    locked = OwedReport.objects.select_for_update().filter(pk=report.pk).first()
    PLANS.demand(by, "follow", report.plan)
    if locked is None or locked.sent_on is not None:
        raise refuse(
            "already_sent",
            _("This report was already sent or taken off the list."),
            cure=_("Reload the page to see what was done meanwhile."),
        )
    found: OwedReport = locked
    return found


def _to_follow(plan: Plan, by: User) -> Plan:
    """The plan; refuses whoever may not follow it, and a plan that is not confirmed."""
    PLANS.demand(by, "follow", plan)
    if plan.state != PlanState.CONFIRMED:
        raise refuse(
            "not_confirmed",
            _("The plan is not confirmed."),
            cure=_("The head of the standing office confirms it first."),
        )
    return plan
