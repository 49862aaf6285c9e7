"""The year's calendar: what each milestone asks of whom, by when, and whether it is done.

Registrations, agreements, reviews, scores and posts tell themselves whether they are done; for what
the program has no page for, whoever did it marks it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from thidua.common.text import fold
from thidua.emulation.models import (
    Agreement,
    Bloc,
    BlocMember,
    BlocPost,
    EmulationYear,
    MilestoneMark,
    Review,
    Round,
)
from thidua.emulation.queries import ARRIVED
from thidua.emulation.states import ReviewKind
from thidua.plans.models import Milestone
from thidua.plans.queries import milestones_of
from thidua.plans.states import MilestoneKind

# What the standing office does itself, whichever blocs it is about.
OF_OFFICE = frozenset({MilestoneKind.DOSSIERS, MilestoneKind.HIGHER})
# What is told by records alone: a mark would contradict them.
TOLD = frozenset({MilestoneKind.REGISTER, MilestoneKind.BLOC_POST})
DONE, LATE, DUE, LATER = "done", "late", "due", "later"


@dataclass(frozen=True)
class Asked:
    """What a milestone asks of one bloc, or of the standing office (`bloc` None).

    `last_day` counts the year's grace; `done_on` is None until it is done. `so_far` and `of` count
    the members that have done their part, where members do it one by one.
    """

    milestone: Milestone
    bloc: Bloc | None
    state: str
    last_day: date | None
    done_on: date | None = None
    days_late: int = 0
    so_far: int | None = None
    of: int | None = None
    note: str = ""
    mark: MilestoneMark | None = None


@dataclass
class Records:
    """What has been done in a year, by bloc and period. 7 queries."""

    year: EmulationYear
    marks: dict[tuple[int, int | None], MilestoneMark] = field(default_factory=dict)
    rounds: dict[tuple[int, str], Round] = field(default_factory=dict)
    arrived: dict[int, tuple[int, date | None]] = field(default_factory=dict)
    members: dict[tuple[int, str], int] = field(default_factory=dict)
    agreements: dict[tuple[int, str], Agreement] = field(default_factory=dict)
    reviews: dict[tuple[int, str], list[Review]] = field(default_factory=dict)
    ranked: dict[tuple[int, str], date | None] = field(default_factory=dict)
    posts: dict[int, list[BlocPost]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        of_year = {"bloc__emulation_year": self.year}
        for mark in MilestoneMark.objects.filter(milestone__plan=self.year.plan_id):
            self.marks[(mark.milestone_id, mark.bloc_id)] = mark
        arrived = Count("registrations", filter=Q(registrations__state__in=ARRIVED))
        last = Max("registrations__sent_on", filter=Q(registrations__state__in=ARRIVED))
        rounds = Round.objects.filter(**of_year).select_related("period")
        for each in rounds.annotate(arrived=arrived, last=last):
            self.rounds[(each.bloc_id, each.period.code)] = each
            self.arrived[each.pk] = (each.arrived, each.last)
        counted = BlocMember.objects.filter(**of_year).values_list("bloc", "unit__calendar")
        for bloc, calendar, count in counted.annotate(count=Count("pk")).order_by():
            self.members[(bloc, calendar)] = count
        for agreement in Agreement.objects.filter(**of_year).select_related("period"):
            self.agreements[(agreement.bloc_id, agreement.period.code)] = agreement
        held = Review.objects.filter(**of_year).select_related("period")
        for review in held.order_by("held_on", "pk"):
            self.reviews.setdefault((review.bloc_id, review.period.code), []).append(review)
        # Score sheets lie above this app: reached by the relation's name.
        sheets = Bloc.objects.filter(emulation_year=self.year, sheets__ranked_on__isnull=False)
        for bloc, code, day in sheets.values_list(
            "pk", "sheets__period__code", "sheets__ranked_on"
        ).order_by():
            self.ranked[(bloc, code)] = day
        for post in BlocPost.objects.filter(**of_year):
            self.posts.setdefault(post.bloc_id, []).append(post)


def calendar_of(
    year: EmulationYear,
    day: date,
    milestones: Iterable[Milestone] | None = None,
    records: Records | None = None,
) -> list[Asked]:
    """What the year's milestones (or those given) ask, in the plan's order and that of the blocs;
    9 queries at most, 2 where its records are given.
    """
    blocs = list(year.blocs.order_by("order"))
    records = records or Records(year)
    asked = milestones_of([year.plan_id]) if milestones is None else milestones
    return [
        _asked(records, milestone, bloc, day)
        for milestone in asked
        for bloc in concerned(milestone, blocs)
    ]


def concerned(milestone: Milestone, blocs: Iterable[Bloc]) -> list[Bloc | None]:
    """The blocs that do what a milestone asks; [None] where the standing office itself does it."""
    if milestone.kind in OF_OFFICE:
        return [None]
    named: list[Bloc | None] = [bloc for bloc in blocs if bloc.name in milestone.blocs]
    return named or [None]


def last_day_of(year: EmulationYear, milestone: Milestone) -> date | None:
    """The last day on time: "trước ngày D" by the owner's rule, the end of a window whole."""
    if milestone.deadline is not None:
        return year.last_day(milestone.deadline)
    if milestone.ends_on is not None:
        return milestone.ends_on + timedelta(days=year.grace_days)
    return None


def review_kind(milestone: Milestone) -> ReviewKind:
    """Which meeting a milestone asks for, by its words."""
    return ReviewKind.INTERIM if "so ket" in fold(milestone.act) else ReviewKind.FINAL


def _asked(records: Records, milestone: Milestone, bloc: Bloc | None, day: date) -> Asked:
    last_day = last_day_of(records.year, milestone)
    counts: tuple[int | None, int | None] = (None, None)
    mark = records.marks.get((milestone.pk, bloc.pk if bloc else None))
    done_on, note = (mark.done_on, mark.note) if mark is not None else (None, "")
    if bloc is not None and done_on is None:
        done_on, counts = _told(records, milestone, bloc)
        found = records.rounds.get((bloc.pk, milestone.about))
        if milestone.kind == MilestoneKind.REGISTER and found is not None:
            last_day = found.last_day
    until = done_on or day
    days_late = max(0, (until - last_day).days) if last_day is not None else 0
    if done_on is not None:
        state = DONE
    elif days_late:
        state = LATE
    else:
        state = LATER if milestone.starts_on is not None and milestone.starts_on > day else DUE
    return Asked(milestone, bloc, state, last_day, done_on, days_late, *counts, note, mark)


def _told(
    records: Records, milestone: Milestone, bloc: Bloc
) -> tuple[date | None, tuple[int | None, int | None]]:
    """When a bloc's own records say that it was done, and how many members have done their part."""
    key = (bloc.pk, milestone.about)
    kind = milestone.kind
    if kind == MilestoneKind.REGISTER and key in records.rounds:
        found = records.rounds[key]
        so_far, last = records.arrived[found.pk]
        of = records.members.get((bloc.pk, found.period.calendar), 0)
        return (last if of and so_far >= of else None), (so_far, of)
    if kind == MilestoneKind.AGREEMENT and key in records.agreements:
        return records.agreements[key].signed_on, (None, None)
    if kind == MilestoneKind.REVIEW:
        return _first_review(records.reviews, key, milestone), (None, None)
    if kind == MilestoneKind.SCORE:
        return records.ranked.get(key), (None, None)
    if kind == MilestoneKind.BLOC_POST:
        posts = records.posts.get(bloc.pk, [])
        filled = [each for each in posts if each.unit_id is not None]
        days = [each.reported_on or records.year.opened_on for each in filled]
        is_done = bool(posts) and len(filled) == len(posts)
        return (max(days) if is_done else None), (len(filled), len(posts))
    return None, (None, None)


def _first_review(
    reviews: Mapping[tuple[int, str], list[Review]], key: tuple[int, str], milestone: Milestone
) -> date | None:
    """The first meeting of the kind asked for. One held before its window counts: early is done."""
    kind = review_kind(milestone)
    days = [each.held_on for each in reviews.get(key, ()) if each.kind == kind]
    return days[0] if days else None
