"""What a confirmed plan opens, worked out before anything is written: the page shows it first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import fold
from thidua.emulation.models import EmulationYear
from thidua.emulation.naming import bloc_code, unit_named
from thidua.organisations.models import Unit
from thidua.organisations.states import Calendar
from thidua.plans.models import Milestone, Plan, PlannedBloc, PlannedPost
from thidua.plans.periods import period_span
from thidua.plans.states import BlocPostKind, MilestoneKind, PlanState

# A unit of a bloc and the name of its cluster inside it, empty where the bloc has none.
Member = tuple[Unit, str]
MOST_GRACE = 60


@dataclass(frozen=True)
class PostDraft:
    """A post as the plan has it, and the unit that its words settle, if they settle one."""

    printed: PlannedPost
    unit: Unit | None


@dataclass(frozen=True)
class BlocDraft:
    """A bloc that will be opened. `posts` are the head, then the deputy."""

    name: str
    code: str
    calendar: Calendar
    members: tuple[Member, ...]
    posts: tuple[PostDraft, ...]


@dataclass(frozen=True)
class RoundDraft:
    """A round of registration that will be opened for the bloc of code `bloc`."""

    bloc: str
    milestone: Milestone
    opens_on: date
    deadline: date
    last_day: date


@dataclass(frozen=True)
class YearDraft:
    """Everything that opening the year will write, beside the movements."""

    year: int
    blocs: tuple[BlocDraft, ...]
    rounds: tuple[RoundDraft, ...]

    @property
    def open_posts(self) -> list[tuple[BlocDraft, PostDraft]]:
        """Posts that stay open: duties to fill or to report them."""
        return [(bloc, post) for bloc in self.blocs for post in bloc.posts if post.unit is None]


def draft_year(
    plan: Plan,
    members: Mapping[str, Sequence[Member]],
    *,
    deadline_day_counts: bool,
    grace_days: int,
) -> YearDraft:
    """What opening the year of `plan` will write; 4 queries. Refuses as `open_year` does."""
    number = _demand_can_open(plan, grace_days)
    printed = list(plan.blocs.prefetch_related("posts").order_by("order"))
    milestones = list(plan.milestones.order_by("order"))
    by_bloc = _members_of(printed, members)
    codes: list[str] = []
    blocs = []
    for bloc, chosen in zip(printed, by_bloc, strict=True):
        codes.append(bloc_code(bloc.name, codes))
        blocs.append(
            BlocDraft(
                name=bloc.name,
                code=codes[-1],
                calendar=_calendar(bloc.name, chosen, milestones),
                members=tuple(chosen),
                posts=_posts(bloc, [unit for unit, _cluster in chosen]),
            )
        )
    rules = EmulationYear(plan=plan, deadline_day_counts=deadline_day_counts, grace_days=grace_days)
    return YearDraft(number, tuple(blocs), tuple(_rounds(rules, blocs, milestones)))


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
    printed: Sequence[PlannedBloc], members: Mapping[str, Sequence[Member]]
) -> list[list[Member]]:
    """Members of each printed bloc. Refuses an unknown bloc, a unit named twice or closed."""
    places: dict[str, int] = {}
    codes: list[str] = []
    for index, bloc in enumerate(printed):
        codes.append(bloc_code(bloc.name, codes))
        places[fold(bloc.name)] = places[codes[-1]] = index
    found: list[list[Member]] = [[] for _bloc in printed]
    seen: set[int] = set()
    for key, units in members.items():
        at = places.get(key, places.get(fold(key)))
        if at is None:
            raise refuse(
                "unknown_bloc",
                _("The plan speaks of no bloc “%(bloc)s”.") % {"bloc": key},
                cure=_("Its blocs are: %(blocs)s.")
                % {"blocs": "; ".join(bloc.name for bloc in printed)},
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


def _calendar(name: str, members: Sequence[Member], milestones: Sequence[Milestone]) -> Calendar:
    """By which year most members are judged; without members, what the milestones are about."""
    counts = Counter(Calendar(unit.calendar) for unit, _cluster in members) or Counter(
        period_span(each.about).calendar for each in milestones if each.about and name in each.blocs
    )
    return counts.most_common(1)[0][0] if counts else Calendar.CALENDAR


def _posts(bloc: PlannedBloc, units: Sequence[Unit]) -> tuple[PostDraft, ...]:
    """Head and deputy; no unit holds both."""
    rows = {each.post: each for each in bloc.posts.all()}
    drafts: list[PostDraft] = []
    for kind in (BlocPostKind.HEAD, BlocPostKind.DEPUTY):
        row = rows[kind]
        unit = unit_named(row.position, units) if row.position else None
        if unit is not None and any(each.unit == unit for each in drafts):
            unit = None
        drafts.append(PostDraft(row, unit))
    return tuple(drafts)


def _rounds(
    rules: EmulationYear, blocs: Iterable[BlocDraft], milestones: Sequence[Milestone]
) -> list[RoundDraft]:
    """A round for each bloc asked to register, where a milestone says for what and by when."""
    by_name = {bloc.name: bloc for bloc in blocs}
    rounds: dict[tuple[str, str], RoundDraft] = {}
    for milestone in milestones:
        deadline = milestone.deadline or milestone.ends_on
        if milestone.kind != MilestoneKind.REGISTER or not milestone.about or deadline is None:
            continue
        last_day = rules.last_day(deadline)
        for name in milestone.blocs:
            bloc = by_name.get(name)
            if bloc is None or bloc.calendar != period_span(milestone.about).calendar:
                continue
            opens_on = milestone.starts_on or rules.plan.issued_on or office_day()
            rounds.setdefault(
                (bloc.code, milestone.about),
                RoundDraft(
                    bloc=bloc.code,
                    milestone=milestone,
                    opens_on=min(opens_on, last_day),
                    deadline=deadline,
                    last_day=last_day,
                ),
            )
    return list(rounds.values())
