"""What plans ask of a user: one list for "my duties"."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.organisations.policies import UNIT, units_held
from thidua.plans.models import Delivery, OwedReport, Plan
from thidua.plans.policies import PLANS
from thidua.plans.states import PlanState
from thidua.workflow.duties import Duty, in_order

# A report stands among the duties from so many days before it is due.
_AHEAD = timedelta(days=45)


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user` on `day`, soonest first; 3 queries and the policies' own."""
    return in_order([*_to_read(user, day), *_to_confirm(user), *_to_report(user, day)])


def _to_read(user: User, day: date) -> list[Duty]:
    """Plans that came to the user's units and that nobody of them has confirmed reading."""
    units = units_held(user, day, *UNIT)
    if not units:
        return []
    waiting = Delivery.objects.filter(unit__in=units, read_on__isnull=True)
    waiting = waiting.select_related("plan", "unit")
    return [
        Duty(
            code="read_plan",
            title=_("Read the plan of %(year)s: %(unit)s")
            % {"year": each.plan.year, "unit": each.unit},
            due_on=None,
            subject=each.plan,
            url_name="plans:plan",
            url_args=(each.plan_id,),
        )
        for each in waiting.defer("plan__text", "plan__reading").order_by("plan", "unit__sort_key")
    ]


def _to_confirm(user: User) -> list[Duty]:
    """Plans taken in and not confirmed, for whoever confirms."""
    if not PLANS.may_concern(user, "confirm"):
        return []
    read = PLANS.visible_to(user, "confirm").filter(state=PlanState.READ)
    plans: list[Plan] = list(read.defer("text", "reading").order_by("pk"))
    return [
        Duty(
            code="confirm_plan",
            title=_("Compare and confirm plan %(plan)s") % {"plan": plan},
            due_on=None,
            subject=plan,
            url_name="plans:plan",
            url_args=(plan.pk,),
        )
        for plan in plans
    ]


def _to_report(user: User, day: date) -> list[Duty]:
    """Reports owed upward by confirmed plans and due soon, for the standing office."""
    if not PLANS.may_concern(user, "follow"):
        return []
    owed = OwedReport.objects.filter(
        plan__in=PLANS.visible_to(user, "follow"),
        plan__state=PlanState.CONFIRMED,
        sent_on__isnull=True,
        due_on__lte=day + _AHEAD,
    )
    return [
        Duty(
            code="report_upward",
            title=_("Report to %(whom)s: %(report)s")
            % {"whom": each.addressed_to, "report": each.text},
            due_on=each.due_on,
            subject=each.plan,
            url_name="plans:send_report",
            url_args=(each.pk,),
            is_late=each.due_on < day,
        )
        for each in owed.select_related("plan").order_by("due_on", "pk")
    ]
