"""Opening the year: blocs, members, heads, periods, rounds and movements, from a confirmed plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import fold
from thidua.emulation.models import (
    Bloc,
    BlocMember,
    BlocPost,
    EmulationYear,
    Movement,
    Round,
)
from thidua.emulation.naming import bloc_code, unit_named
from thidua.emulation.states import BlocPostKind
from thidua.organisations.models import Period, Unit
from thidua.organisations.states import Calendar
from thidua.plans.models import Milestone, Plan
from thidua.plans.periods import period_span
from thidua.plans.policies import PLANS
from thidua.plans.states import MilestoneKind, PlanState
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

# A unit of a bloc and the name of its cluster inside it, empty where the bloc has none.
Member = tuple[Unit, str]
MOST_GRACE = 60


def open_year(
    *,
    plan: Plan,
    by: User,
    members: Mapping[str, Sequence[Member]],
    deadline_day_counts: bool = True,
    grace_days: int = 0,
) -> EmulationYear:
    """Open the year of a confirmed plan.

    `members` gives the units of a bloc by the bloc's name or code, each with its cluster's name or
    an empty text. `deadline_day_counts` says whether D itself is still on time for "trước ngày D",
    `grace_days` how many days more are granted. A post whose unit the plan's words do not settle
    stays open, and a registration to which the plan gives no date, period or bloc gets no round:
    both are duties, told by the queries. Raises `Refusal`.
    """
    with act("emulation.open_year", by=by, subject=plan) as current:
        locked: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
        PLANS.demand(by, "open_year", locked)
        year_number = _demand_can_open(locked, grace_days)
        year = EmulationYear(
            plan=locked,
            authority=locked.authority,
            year=year_number,
            opened_on=office_day(),
            deadline_day_counts=deadline_day_counts,
            grace_days=grace_days,
        )
        year.save()
        current.subject, current.unit_code = year, locked.authority.code
        milestones = list(locked.milestones.order_by("order"))
        printed: list[dict[str, Any]] = locked.reading.get("blocs", [])
        by_bloc = _members_of(printed, members)
        blocs = [
            _open_bloc(year, order, each, by_bloc[order - 1], milestones)
            for order, each in enumerate(printed, start=1)
        ]
        periods = _open_periods(milestones)
        rounds = _open_rounds(year, blocs, milestones, periods)
        _open_movements(year, locked.reading.get("movements", []))
        current.say(
            deadline_day_counts=deadline_day_counts,
            grace_days=grace_days,
            members=sum(len(each) for each in by_bloc),
            periods=sorted(periods),
            rounds=[str(each) for each in rounds],
        )
    return year


def _demand_can_open(plan: Plan, grace_days: int) -> int:
    """The year to open. Refuses a plan not confirmed, a year already open, a wrong grace."""
    if plan.state != PlanState.CONFIRMED or plan.year is None:
        raise refuse(
            "not_confirmed",
            _("The plan is not confirmed."),
            cure=_("The head of the standing office confirms it first."),
        )
    if EmulationYear.objects.filter(authority_id=plan.authority_id, year=plan.year).exists():
        raise refuse("already_open", _("The year %(year)s is already open.") % {"year": plan.year})
    if not 0 <= grace_days <= MOST_GRACE:
        raise refuse(
            "wrong_grace",
            _("Days of grace are between 0 and %(most)s.") % {"most": MOST_GRACE},
            field="grace_days",
        )
    return plan.year


def _members_of(
    printed: Sequence[Mapping[str, Any]], members: Mapping[str, Sequence[Member]]
) -> list[list[Member]]:
    """Members of each printed bloc. Refuses an unknown bloc, a unit named twice or closed."""
    places: dict[str, int] = {}
    codes: list[str] = []
    for index, bloc in enumerate(printed):
        codes.append(bloc_code(bloc["name"], codes))
        places[fold(bloc["name"])] = places[codes[-1]] = index
    found: list[list[Member]] = [[] for _bloc in printed]
    seen: set[int] = set()
    for key, units in members.items():
        at = places.get(key, places.get(fold(key)))
        if at is None:
            raise refuse(
                "unknown_bloc",
                _("The plan speaks of no bloc “%(bloc)s”.") % {"bloc": key},
                cure=_("Its blocs are: %(blocs)s.")
                % {"blocs": "; ".join(bloc["name"] for bloc in printed)},
                field="members",
            )
        for unit, cluster in units:
            _demand_may_join(unit, seen)
            seen.add(unit.pk)
            found[at].append((unit, cluster))
    return found


def _demand_may_join(unit: Unit, seen: set[int]) -> None:
    if unit.pk in seen:
        raise refuse(
            "unit_twice",
            _("%(unit)s is named twice: a unit is a member of one bloc, once.") % {"unit": unit},
            cure=_("Remove one of the two."),
            field="members",
        )
    if unit.closed_on is not None and unit.closed_on <= office_day():
        raise refuse(
            "unit_closed",
            _("%(unit)s no longer exists.") % {"unit": unit},
            cure=_("Name the unit that followed it."),
            field="members",
        )


def _open_bloc(
    year: EmulationYear,
    order: int,
    printed: Mapping[str, Any],
    members: Sequence[Member],
    milestones: Sequence[Milestone],
) -> Bloc:
    """A bloc with its members and its two posts."""
    name = printed["name"]
    bloc = Bloc(
        emulation_year=year,
        code=bloc_code(name, year.blocs.values_list("code", flat=True)),
        name=name,
        order=order,
        calendar=_calendar(name, members, milestones),
    )
    rows = [BlocMember(bloc=bloc, unit=unit, cluster=cluster) for unit, cluster in members]
    units = [unit for unit, _cluster in members]
    posts = [
        _post(bloc, BlocPostKind.HEAD, printed.get("head"), units),
        _post(bloc, BlocPostKind.DEPUTY, printed.get("deputy"), units),
    ]
    if posts[0].unit_id is not None and posts[0].unit_id == posts[1].unit_id:
        posts[1].unit = None
    demand_fits(bloc, *rows, *posts)
    bloc.save()
    BlocMember.objects.bulk_create(rows)
    BlocPost.objects.bulk_create(posts)
    return bloc


def _calendar(name: str, members: Sequence[Member], milestones: Sequence[Milestone]) -> Calendar:
    """By which year most members are judged; without members, what the milestones are about."""
    counts = Counter(Calendar(unit.calendar) for unit, _cluster in members) or Counter(
        period_span(each.about).calendar for each in milestones if each.about and name in each.blocs
    )
    return counts.most_common(1)[0][0] if counts else Calendar.CALENDAR


def _post(
    bloc: Bloc, kind: BlocPostKind, printed: Mapping[str, Any] | None, units: Sequence[Unit]
) -> BlocPost:
    """A post as printed; without a unit it is an open duty."""
    if printed is None:
        return BlocPost(bloc=bloc, post=kind)
    position = printed["position"] or ""
    return BlocPost(
        bloc=bloc,
        post=kind,
        printed_name=printed["name"] or "",
        printed_position=position,
        chosen_by=printed["chosen_by"] or "",
        report_by=_day(printed["report_by"]),
        unit=unit_named(position, units) if position else None,
    )


def _open_periods(milestones: Sequence[Milestone]) -> dict[str, Period]:
    """The periods that the milestones are about, made where they are new."""
    codes = {each.about for each in milestones if each.about}
    found = {each.code: each for each in Period.objects.filter(code__in=codes)}
    for code in sorted(codes - set(found)):
        span = period_span(code)
        period = Period(
            code=code,
            calendar=span.calendar,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            year=span.year,
        )
        period.save()
        found[code] = period
    return found


def _open_rounds(
    year: EmulationYear,
    blocs: Sequence[Bloc],
    milestones: Sequence[Milestone],
    periods: Mapping[str, Period],
) -> list[Round]:
    """A round for each bloc asked to register, where a milestone says for what and by when."""
    by_name = {bloc.name: bloc for bloc in blocs}
    rounds: dict[tuple[int, str], Round] = {}
    for milestone in milestones:
        deadline = milestone.deadline or milestone.ends_on
        if milestone.kind != MilestoneKind.REGISTER or not milestone.about or deadline is None:
            continue
        last_day = year.last_day(deadline)
        for name in milestone.blocs:
            bloc = by_name.get(name)
            period = periods[milestone.about]
            if bloc is None or bloc.calendar != period.calendar:
                continue
            opens_on = milestone.starts_on or year.plan.issued_on or year.opened_on
            rounds.setdefault(
                (bloc.pk, period.code),
                Round(
                    bloc=bloc,
                    period=period,
                    milestone=milestone,
                    opens_on=min(opens_on, last_day),
                    deadline=deadline,
                    last_day=last_day,
                ),
            )
    return Round.objects.bulk_create(rounds.values())


def _open_movements(year: EmulationYear, printed: Sequence[Mapping[str, Any]]) -> None:
    movements = []
    for each in printed:
        period = each["period"] or {}
        movements.append(
            Movement(
                emulation_year=year,
                name=each["name"],
                starts_on=_day(period.get("from")),
                ends_on=_day(period.get("until")),
                occasion=each["occasion"] or "",
                directive=each["directive"] or "",
            )
        )
    demand_fits(*movements)
    Movement.objects.bulk_create(movements)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
