"""What the year's board reads: the records of every stage in bulk, a fixed number of queries.

Here by unit, for lists; `tallies` reads the same by number, for the board's counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from thidua.ballots.states import Outcome
from thidua.common.text import fold
from thidua.councils.models import AgendaItem
from thidua.decisions.models import DecisionItem, SubmissionItem
from thidua.decisions.states import OUT, SubmissionState
from thidua.dossiers.models import Deliberation, DeliberationItem, Dossier, Nominee
from thidua.dossiers.queries import PUT_FORWARD
from thidua.dossiers.states import DeliberationState
from thidua.emulation.models import (
    Agreement,
    AgreementSignature,
    Bloc,
    BlocMember,
    EmulationYear,
    Registration,
    Review,
    Round,
)
from thidua.emulation.queries import ARRIVED
from thidua.emulation.states import ReviewKind
from thidua.organisations.models import Period, Unit
from thidua.organisations.queries import periods_known
from thidua.plans.models import Milestone
from thidua.plans.queries import milestones_of
from thidua.plans.states import MilestoneKind
from thidua.scoring.models import ScoreCard, ScoreSheet
from thidua.scoring.states import SelectionState
from thidua.workflow.policies import by_row

ASKED = (
    MilestoneKind.REGISTER,
    MilestoneKind.AGREEMENT,
    MilestoneKind.REVIEW,
    MilestoneKind.SCORE,
    MilestoneKind.DOSSIERS,
)
_FEW, _AT_ONCE = 100, 5000

F = TypeVar("F")
# A bloc and a period, by their keys.
Key = tuple[int, int]


@dataclass(frozen=True)
class Scope:
    """One period of one emulation year: what one board is about."""

    year: EmulationYear
    period: Period

    @property
    def code(self) -> str:
        """How addresses name it."""
        return f"{self.year.pk}.{self.period.code}"


@dataclass(frozen=True, slots=True)
class Window:
    """When the plan wants something done: from, and the last day that counts as on time."""

    begins: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A unit's line in a bloc."""

    unit: int
    calendar: str


@dataclass(frozen=True, slots=True)
class Done:
    """A record of a stage: its key, when it was done (None: not yet), what is to be said of it."""

    pk: int
    on: date | None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """How far one dossier has come."""

    pk: int
    state: str
    submitted_on: date | None
    appraised_on: date | None
    concluded_on: date | None
    has_proposed: bool
    has_undecided: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """How far a unit's proposals have come: its own deliberation, then its dossier."""

    held: Done | None
    has_proposed: bool
    dossier: DossierFacts | None


@dataclass(frozen=True, slots=True)
class Line(Generic[F]):
    """What is on record of one unit; or of `count` units of which the same is (`unit` None)."""

    unit: int | None
    count: int
    facts: F


@dataclass
class Ledger:
    """The records by what they are about. Keys are (bloc, period), (unit, period) or as named."""

    blocs: list[Bloc]
    rounds: dict[Key, Round]
    milestones: dict[tuple[int, str, str], list[Milestone]]
    members: dict[int, list[Member]] = field(default_factory=dict)
    registrations: dict[tuple[int, int], Done] = field(default_factory=dict)
    agreements: dict[tuple[int, int], int] = field(default_factory=dict)
    signatures: dict[tuple[int, int], date] = field(default_factory=dict)
    reviews: dict[tuple[int, int], list[tuple[str, date]]] = field(default_factory=dict)
    sheets: dict[tuple[int, int], tuple[int, date | None]] = field(default_factory=dict)
    scored: set[tuple[int, int]] = field(default_factory=set)
    selections: dict[int, Done] = field(default_factory=dict)
    deliberations: dict[tuple[int, int], tuple[Done, bool]] = field(default_factory=dict)
    dossiers: dict[tuple[int, int, int], DossierFacts] = field(default_factory=dict)
    # The milestones with the names of their blocs, which a province's board asks for thousands of
    # times.
    _named: dict[tuple[int, str, str], list[tuple[Milestone, frozenset[str]]]] = field(
        default_factory=dict, init=False, repr=False
    )

    def registered(self, key: Key, calendar: str) -> Iterator[Line[Done | None]]:
        """The members judged by the period's calendar, with what they registered."""
        in_round = self.rounds[key].pk
        for unit in self._judged(key, calendar):
            yield Line(unit, 1, self.registrations.get((in_round, unit)))

    def signed(self, key: Key) -> Iterator[Line[date | None]]:
        """All members of the bloc, with when they signed its agreement."""
        agreement = self.agreements.get(key, 0)
        for member in self.members[key[0]]:
            yield Line(member.unit, 1, self.signatures.get((agreement, member.unit)))

    def with_scores(self, key: Key, calendar: str) -> Iterator[Line[bool]]:
        """The members judged by the period's calendar: does the sheet hold scores of them?"""
        sheet, _ranked_on = self.sheets.get(key, (0, None))
        for unit in self._judged(key, calendar):
            yield Line(unit, 1, (sheet, unit) in self.scored)

    def chained(self, key: Key, calendar: str, authority: int) -> Iterator[Line[Chain]]:
        """The members judged by the period's calendar, with what they propose to `authority`."""
        period = key[1]
        for unit in self._judged(key, calendar):
            held, has_proposed = self.deliberations.get((unit, period), (None, False))
            dossier = self.dossiers.get((unit, period, authority))
            yield Line(unit, 1, Chain(held, has_proposed, dossier))

    def _judged(self, key: Key, calendar: str) -> Iterator[int]:
        return (each.unit for each in self.members[key[0]] if each.calendar == calendar)

    def asked(self, bloc: Bloc, kind: MilestoneKind, period: Period) -> list[Milestone]:
        """What the plan asks of a bloc of that kind about a period, in its order."""
        key = bloc.emulation_year.plan_id, kind, period.code
        if key not in self._named:
            self._named[key] = [
                (each, frozenset(each.blocs)) for each in self.milestones.get(key, [])
            ]
        return [each for each, names in self._named[key] if not names or bloc.name in names]

    def window(self, bloc: Bloc, kind: MilestoneKind, period: Period) -> Window | None:
        """When the plan wants it; None where it does not ask. Of several, the last one's end."""
        asked = self.asked(bloc, kind, period)
        if not asked:
            return None
        begins = [each.starts_on for each in asked if each.starts_on]
        ends = [day for each in asked if (day := last_day(each, bloc.emulation_year))]
        return Window(min(begins, default=None), max(ends, default=None))


def last_day(milestone: Milestone, year: EmulationYear) -> date | None:
    """The last day on time: a deadline by the year's rule on it, the end of a window with its
    grace.
    """
    if milestone.deadline:
        return year.last_day(milestone.deadline)
    return milestone.ends_on + timedelta(days=year.grace_days) if milestone.ends_on else None


def review_asked(milestone: Milestone) -> ReviewKind | None:
    """Which review a milestone's words ask for; None where they tell neither or both."""
    words = fold(milestone.act or milestone.text)
    told = {
        ReviewKind.INTERIM: "so ket" in words,
        ReviewKind.FINAL: "tong ket" in words,
    }
    kinds = [kind for kind, is_told in told.items() if is_told]
    return kinds[0] if len(kinds) == 1 else None


def outline(lines: QuerySet[BlocMember]) -> tuple[Ledger, list[Scope]]:
    """The blocs of `lines` with their members, rounds and milestones, and the periods that they
    speak of, newest first. Five queries.
    """
    members: dict[int, list[Member]] = defaultdict(list)
    for bloc, unit, calendar in lines.order_by("unit__sort_key", "pk").values_list(
        "bloc", "unit", "unit__calendar"
    ):
        members[bloc].append(Member(unit, calendar))
    ledger = Ledger(*plan_of(Bloc.objects.filter(pk__in=members)), members=members)
    return ledger, scopes_of(ledger)


def plan_of(
    of: QuerySet[Bloc],
) -> tuple[list[Bloc], dict[Key, Round], dict[tuple[int, str, str], list[Milestone]]]:
    """Blocs in their order, their rounds and their plans' milestones. Three queries."""
    blocs = list(of.select_related("emulation_year__authority").order_by("order", "pk"))
    rounds = {(each.bloc_id, each.period_id): each for each in Round.objects.filter(bloc__in=blocs)}
    milestones: dict[tuple[int, str, str], list[Milestone]] = defaultdict(list)
    for each in milestones_of({bloc.emulation_year.plan_id for bloc in blocs}):
        if each.kind in ASKED:
            milestones[each.plan_id, each.kind, each.about].append(each)
    return blocs, rounds, milestones


def scopes_of(ledger: Ledger) -> list[Scope]:
    """Every period of which a plan asks something of the blocs or for which they register."""
    codes = {about for _plan, _kind, about in ledger.milestones}
    in_rounds = {period for _bloc, period in ledger.rounds}
    periods = [each for each in periods_known() if each.code in codes or each.pk in in_rounds]
    years = {bloc.emulation_year_id: bloc.emulation_year for bloc in ledger.blocs}
    return [
        Scope(year, period)
        for year in sorted(years.values(), key=lambda each: (-each.year, each.pk))
        for period in periods
        if any(
            (bloc.pk, period.pk) in ledger.rounds
            or any(ledger.asked(bloc, kind, period) for kind in ASKED)
            for bloc in ledger.blocs
            if bloc.emulation_year_id == year.pk
        )
    ]


def fill(ledger: Ledger, lines: QuerySet[BlocMember], periods: Sequence[Period]) -> None:
    """Read what is done in `periods` by the units of `lines` and their blocs. Nine queries."""
    units = Unit.objects.filter(pk__in=lines.values("unit"))
    fill_blocs(ledger, periods)
    _fill_units(ledger, units, periods)
    _fill_dossiers(ledger, units, periods)


def fill_blocs(ledger: Ledger, periods: Sequence[Period]) -> None:
    """Read what blocs did together in `periods`. Three queries."""
    in_blocs = Q(bloc__in=[bloc.pk for bloc in ledger.blocs], period__in=periods)
    for pk, bloc, period in Agreement.objects.filter(in_blocs).values_list("pk", "bloc", "period"):
        ledger.agreements[bloc, period] = pk
    for bloc, period, kind, on in (
        Review.objects.filter(in_blocs)
        .order_by("held_on", "pk")
        .values_list("bloc", "period", "kind", "held_on")
    ):
        ledger.reviews.setdefault((bloc, period), []).append((kind, on))
    chosen = "selection__pk", "selection__state", "selection__held_on"
    for sheet, bloc, period, ranked_on, pk, state, held_on in ScoreSheet.objects.filter(
        in_blocs
    ).values_list("pk", "bloc", "period", "ranked_on", *chosen):
        ledger.sheets[bloc, period] = sheet, ranked_on
        if pk is not None:
            is_concluded = state == SelectionState.CONCLUDED
            ledger.selections[sheet] = Done(pk, held_on if is_concluded else None)


def rounds_in(ledger: Ledger, periods: Sequence[Period]) -> list[int]:
    """The keys of the rounds of `periods`."""
    known = {each.pk for each in periods}
    return [each.pk for (_bloc, period), each in ledger.rounds.items() if period in known]


def sheets_in(ledger: Ledger) -> list[int]:
    """The keys of the score sheets read."""
    return [pk for pk, _ranked_on in ledger.sheets.values()]


def _fill_units(ledger: Ledger, units: QuerySet[Unit], periods: Sequence[Period]) -> None:
    for pk, in_round, unit, state, sent_on, late in Registration.objects.filter(
        round__in=rounds_in(ledger, periods), unit__in=units
    ).values_list("pk", "round", "unit", "state", "sent_on", "days_late"):
        on = sent_on if state in ARRIVED else None
        ledger.registrations[in_round, unit] = Done(pk, on, late or 0)
    for agreement, unit, on in AgreementSignature.objects.filter(
        agreement__in=ledger.agreements.values(), unit__in=units
    ).values_list("agreement", "unit", "signed_on"):
        ledger.signatures[agreement, unit] = on
    ledger.scored |= set(
        ScoreCard.objects.filter(sheet__in=sheets_in(ledger), unit__in=units).values_list(
            "sheet", "unit"
        )
    )


def _fill_dossiers(ledger: Ledger, units: QuerySet[Unit], periods: Sequence[Period]) -> None:
    for pk, unit, period, state, held_on, has_proposed in (
        Deliberation.objects.filter(unit__in=units, period__in=periods)
        .annotate(has_proposed=PROPOSED)
        .values_list("pk", "unit", "period", "state", "held_on", "has_proposed")
    ):
        on = held_on if state == DeliberationState.CONCLUDED else None
        ledger.deliberations[unit, period] = Done(pk, on), has_proposed
    found = list(
        Dossier.objects.filter(unit__in=units, period__in=periods)
        .annotate(has_proposed=FORWARD)
        .values_list(
            *("unit", "period", "authority", "pk", "state", "submitted_on", "appraised_on"),
            *("concluded_on", "has_proposed"),
        )
    )
    undecided = undecided_of([pk for *_about, pk, _state, _on, _by, done, _to in found if done])
    for unit, period, authority, *facts in found:
        facts.append(facts[0] in undecided)
        ledger.dossiers[unit, period, authority] = DossierFacts(*facts)


# Of a deliberation: does it propose anybody?
PROPOSED = Exists(DeliberationItem.objects.filter(deliberation=OuterRef("pk"), is_proposed=True))
# Of a dossier: does anything of it go to the council?
FORWARD = Exists(Nominee.objects.filter(dossier=OuterRef("pk"), appraisal__in=PUT_FORWARD))


def undecided_of(concluded: Sequence[int]) -> set[int]:
    """Of dossiers that the council has concluded, by key, those of which it passed someone who
    stands in no paper that went out. One query for each five thousand.
    """
    decided = DecisionItem.objects.filter(nominee=OuterRef("nominee"), decision__state__in=OUT)
    sent = SubmissionItem.objects.filter(
        nominee=OuterRef("nominee"), submission__state=SubmissionState.SENT
    )
    # Of a few, person by person; of thousands, all papers are gathered once.
    is_out = Exists if len(concluded) > _FEW else by_row
    passed = AgendaItem.objects.filter(
        ~is_out(decided), ~is_out(sent), item__outcome=Outcome.PASSED
    )
    found: set[int] = set()
    for start in range(0, len(concluded), _AT_ONCE):
        waiting = passed.filter(nominee__dossier__in=concluded[start : start + _AT_ONCE])
        found.update(waiting.order_by().values_list("nominee__dossier", flat=True).distinct())
    return found
