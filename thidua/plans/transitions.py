"""A plan is read, corrected, then confirmed by the head of the standing office."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.plans.models import Plan
from thidua.plans.periods import is_period
from thidua.plans.policies import PLANS
from thidua.plans.states import PlanState
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import Blocker


def stops_confirming(plan: Plan) -> list[Blocker]:
    """A plan without year or milestones opens nothing; a year has one confirmed plan."""
    found = []
    if plan.year is None:
        found.append(
            Blocker("no_year", _("The plan's year is not known."), _("Enter it as a correction."))
        )
    if not plan.milestones.exists():
        found.append(
            Blocker(
                "no_milestone",
                _("No milestone was found in the plan."),
                _("Take in the whole text, with the part on time and duties."),
            )
        )
    abouts = plan.milestones.exclude(about="").order_by("about")
    found += [
        Blocker(
            "no_period",
            _("A milestone is about “%(code)s”, which is no emulation period.") % {"code": about},
            _("Correct the period of that milestone."),
        )
        for about in abouts.values_list("about", flat=True).distinct()
        if not is_period(about)
    ]
    others = Plan.objects.filter(
        authority_id=plan.authority_id, year=plan.year, state=PlanState.CONFIRMED
    )
    other = others.exclude(pk=plan.pk).first() if plan.year is not None else None
    if other is not None:
        message = _("Plan %(plan)s is already the confirmed plan of %(year)s.")
        found.append(Blocker("another_confirmed", message % {"plan": other, "year": plan.year}))
    return found


PLAN_TABLE: Table[Plan] = Table(
    subject="plans",
    policy=PLANS,
    names={
        PlanState.READ: StateNames(
            office=gettext_lazy("read, not confirmed"),
            nominee=gettext_lazy("being prepared"),
            public=gettext_lazy("being prepared"),
        ),
        PlanState.CONFIRMED: StateNames(
            office=gettext_lazy("confirmed"),
            nominee=gettext_lazy("in force"),
            public=gettext_lazy("in force"),
        ),
    },
    moves=(
        Transition(
            name="confirm",
            label=gettext_lazy("Confirm the plan"),
            sources=frozenset({PlanState.READ}),
            target=PlanState.CONFIRMED,
            blockers=stops_confirming,
        ),
    ),
)
