"""What the pages of a year show: its calendar by month, its blocs, what opening it stops at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.emulation.calendar import DONE, DUE, LATE, LATER, Asked, calendar_of
from thidua.emulation.models import Bloc, BlocPost, EmulationYear, MilestoneMark
from thidua.emulation.policies import BLOCS, YEARS
from thidua.organisations.models import Period
from thidua.plans.models import Milestone, Plan
from thidua.plans.states import PlanState
from thidua.workflow.transitions import Blocker

TONES = {DONE: "ok", LATE: "bad", DUE: "info", LATER: "neutral"}
# How a milestone of several blocs stands: the most pressing of them.
_PRESSING = (LATE, DUE, LATER, DONE)


@dataclass(frozen=True)
class MilestoneShown:
    """A milestone in the calendar, with what it asks of each bloc."""

    milestone: Milestone
    asked: Sequence[Asked]

    @property
    def state(self) -> str:
        """The most pressing state of those it asks."""
        states = {each.state for each in self.asked}
        return next((each for each in _PRESSING if each in states), DUE)

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.state]

    @property
    def label(self) -> str:
        """Its state in words, with how many blocs have done it."""
        return label_of(self.state)

    @property
    def done(self) -> int:
        """How many blocs have done it."""
        return sum(each.state == DONE for each in self.asked)

    @property
    def last_day(self) -> date | None:
        """The latest last day of those it asks."""
        return max((each.last_day for each in self.asked if each.last_day), default=None)


def label_of(state: str) -> str:
    """A state of the calendar in words."""
    return {
        DONE: _("done"),
        LATE: _("late"),
        DUE: _("due now"),
        LATER: _("later"),
    }[state]


def late_words(asked: Asked, year: EmulationYear) -> str:
    """How late, and by which rule: with which days of grace, and whether the day itself counted."""
    if not asked.days_late:
        return ""
    days = ngettext("%(days)s day late", "%(days)s days late", asked.days_late)
    return f"{days % {'days': asked.days_late}} ({rule_words(year)})"


def rule_words(year: EmulationYear) -> str:
    """The owner's rule on deadlines, in a phrase."""
    day = (
        _("the day of the deadline counts")
        if year.deadline_day_counts
        else _("the day of the deadline does not count")
    )
    if not year.grace_days:
        return _("%(rule)s, no days of grace") % {"rule": day}
    grace = ngettext("%(rule)s, %(days)s day of grace", "%(rule)s, %(days)s days of grace",
                     year.grace_days)  # fmt: skip
    return grace % {"rule": day, "days": year.grace_days}


def year_context(year: EmulationYear, day: date) -> dict[str, object]:
    """What the year's page shows; 13 queries whatever the rows."""
    shown = grouped(calendar_of(year, day))
    return {
        "rule": rule_words(year),
        "months": _by_month(shown),
        "late": sum(each.state == LATE for each in shown),
        "due": sum(each.state == DUE for each in shown),
        "done": sum(each.state == DONE for each in shown),
        "periods": _periods(shown),
        "blocs": blocs_with_posts(year),
        "movements": list(year.movements.order_by("pk")),
        "history": history_of(year),
    }


def grouped(calendar: Iterable[Asked]) -> list[MilestoneShown]:
    """What is asked, under its milestone, in the order given."""
    by_milestone: dict[int, list[Asked]] = {}
    for each in calendar:
        by_milestone.setdefault(each.milestone.pk, []).append(each)
    return [MilestoneShown(asked[0].milestone, asked) for asked in by_milestone.values()]


def _by_month(shown: Iterable[MilestoneShown]) -> list[tuple[date | None, list[MilestoneShown]]]:
    """Milestones under the month of their printed deadline or end; those without a date last."""
    months: dict[date | None, list[MilestoneShown]] = {}
    for each in shown:
        when = each.milestone.deadline or each.milestone.ends_on
        months.setdefault(when.replace(day=1) if when else None, []).append(each)
    return sorted(months.items(), key=lambda item: (item[0] is None, item[0] or date.max))


def _periods(shown: Iterable[MilestoneShown]) -> list[tuple[str, int]]:
    """The emulation periods that the plan carries, with how many milestones are about each."""
    counts: dict[str, int] = {}
    for each in shown:
        if each.milestone.about:
            counts[each.milestone.about] = counts.get(each.milestone.about, 0) + 1
    return sorted(counts.items())


def blocs_with_posts(year: EmulationYear) -> list[Bloc]:
    """The year's blocs with their posts (heads first) and counts of members; 2 queries."""
    posts = BlocPost.objects.select_related("unit").order_by("-post")
    counted = year.blocs.annotate(count=Count("members")).order_by("order")
    return list(counted.prefetch_related(Prefetch("posts", posts)))


def years_seen(user: User) -> list[int]:
    """The years that `user` may see, newest first; one query and the policy's own."""
    years = YEARS.visible_to(user).values_list("year", flat=True).distinct()
    return list(years.order_by("-year"))


def years_of(user: User, number: int) -> list[EmulationYear]:
    """The years `number` that `user` may see, one an authority; one query and the policy's own."""
    seen = YEARS.visible_to(user).filter(year=number).select_related("plan", "authority")
    return list(seen.order_by("authority__sort_key", "pk"))


def what_stops_opening(plan: Plan) -> list[Blocker]:
    """Why the year of a plan cannot be opened now; one query."""
    if plan.state != PlanState.CONFIRMED:
        return [
            Blocker(
                "not_confirmed",
                _("The plan is not confirmed."),
                _("The head of the standing office confirms it first."),
            )
        ]
    opened = EmulationYear.objects.filter(authority_id=plan.authority_id)
    if plan.year is not None and opened.filter(year=plan.year).exists():
        message = _("The year %(year)s is already open.") % {"year": plan.year}
        return [Blocker("already_open", message, _("See the year's page."))]
    return []


def milestone_of(user: User, pk: int) -> tuple[EmulationYear, Milestone] | None:
    """A milestone of a year that `user` may see, and that year; 2 queries and the policy's own."""
    milestone = Milestone.objects.filter(pk=pk).first()
    if milestone is None:
        return None
    years = YEARS.visible_to(user).select_related("plan")
    year = years.filter(plan=milestone.plan_id).first()
    return (year, milestone) if year is not None else None


def mark_of(pk: int) -> MilestoneMark | None:
    """A mark with what it is about; one query."""
    return MilestoneMark.objects.select_related("milestone", "bloc").filter(pk=pk).first()


def bloc_of(user: User, pk: int) -> Bloc | None:
    """A bloc that `user` may see, with its year; one query and the policy's own."""
    return BLOCS.visible_to(user).select_related("emulation_year").filter(pk=pk).first()


def periods_without_round(bloc: Bloc) -> list[Period]:
    """Periods that a bloc is judged by and has no round for, newest first; one query."""
    own = Period.objects.filter(calendar=bloc.calendar).exclude(rounds__bloc=bloc)
    return list(own.order_by("-starts_on"))
