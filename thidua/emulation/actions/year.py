"""Opening the year: blocs, members, heads, periods, rounds and movements, from a confirmed plan."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.emulation.models import (
    Bloc,
    BlocMember,
    BlocPost,
    EmulationYear,
    Movement,
    Round,
)
from thidua.emulation.opening import BlocDraft, Member, RoundDraft, draft_year
from thidua.organisations.models import Period
from thidua.plans.actions import deliver
from thidua.plans.models import Plan
from thidua.plans.periods import period_span
from thidua.plans.policies import PLANS
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits


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
    both are duties, told by the queries. The plan goes to every member. Raises `Refusal`.
    """
    with act("emulation.open_year", by=by, subject=plan) as current:
        locked: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
        PLANS.demand(by, "open_year", locked)
        draft = draft_year(
            locked, members, deadline_day_counts=deadline_day_counts, grace_days=grace_days
        )
        year = EmulationYear(
            plan=locked,
            authority=locked.authority,
            year=draft.year,
            opened_on=office_day(),
            deadline_day_counts=deadline_day_counts,
            grace_days=grace_days,
        )
        year.save()
        current.subject, current.unit_code = year, locked.authority.code
        blocs = {
            each.code: _open_bloc(year, order, each)
            for order, each in enumerate(draft.blocs, start=1)
        }
        codes = set(locked.milestones.exclude(about="").values_list("about", flat=True))
        periods = _open_periods(codes)
        rounds = _open_rounds(draft.rounds, blocs, periods)
        _open_movements(year, locked)
        chosen = [unit for each in draft.blocs for unit, _cluster in each.members]
        deliver(locked, chosen)
        current.say(
            deadline_day_counts=deadline_day_counts,
            grace_days=grace_days,
            members=len(chosen),
            periods=sorted(periods),
            rounds=[str(each) for each in rounds],
        )
    return year


def _open_bloc(year: EmulationYear, order: int, draft: BlocDraft) -> Bloc:
    """A bloc with its members and its two posts; a post without a unit is an open duty."""
    bloc = Bloc(
        emulation_year=year,
        code=draft.code,
        name=draft.name,
        order=order,
        calendar=draft.calendar,
    )
    rows = [BlocMember(bloc=bloc, unit=unit, cluster=cluster) for unit, cluster in draft.members]
    posts = [
        BlocPost(
            bloc=bloc,
            post=each.printed.post,
            printed_name=each.printed.name,
            printed_position=each.printed.position,
            chosen_by=each.printed.chosen_by,
            report_by=each.printed.report_by,
            unit=each.unit,
        )
        for each in draft.posts
    ]
    demand_fits(bloc, *rows, *posts)
    bloc.save()
    BlocMember.objects.bulk_create(rows)
    BlocPost.objects.bulk_create(posts)
    return bloc


def _open_periods(codes: Iterable[str]) -> dict[str, Period]:
    """The periods that the milestones are about, made where they are new."""
    wanted = set(codes)
    found = {each.code: each for each in Period.objects.filter(code__in=wanted)}
    for code in sorted(wanted - set(found)):
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
    drafts: Iterable[RoundDraft], blocs: Mapping[str, Bloc], periods: Mapping[str, Period]
) -> list[Round]:
    return Round.objects.bulk_create(
        Round(
            bloc=blocs[each.bloc],
            period=periods[each.milestone.about],
            milestone=each.milestone,
            opens_on=each.opens_on,
            deadline=each.deadline,
            last_day=each.last_day,
        )
        for each in drafts
    )


def _open_movements(year: EmulationYear, plan: Plan) -> None:
    movements = []
    printed: Sequence[Mapping[str, Any]] = plan.reading.get("movements", [])
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
                contents=_line_at(plan.text, each["source"]["start"]),
            )
        )
    demand_fits(*movements)
    Movement.objects.bulk_create(movements)


def _line_at(text: str, position: int) -> str:
    """The printed line in which `position` lies."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else len(text)].strip()


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
