"""What the year's board reads: the records of every stage in bulk, a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from thidua.ballots.states import Outcome
from thidua.common.text import fold
from thidua.councils.models import AgendaItem
from thidua.decisions.models import DecisionItem, SubmissionItem
from thidua.decisions.states import DecisionState, SubmissionState
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

ASKED = (
    MilestoneKind.REGISTER,
    MilestoneKind.AGREEMENT,
    MilestoneKind.REVIEW,
    MilestoneKind.SCORE,
    MilestoneKind.DOSSIERS,
)
_OUT = (DecisionState.ISSUED, DecisionState.REVOKED)


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


@dataclass
class Ledger:
    """The records by what they are about. Keys are (bloc, period), (unit, period) or as named."""

    blocs: list[Bloc]
    members: dict[int, list[Member]]
    rounds: dict[tuple[int, int], Round]
    milestones: dict[tuple[int, str, str], list[Milestone]]
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
    blocs = list(
        Bloc.objects.filter(pk__in=members)
        .select_related("emulation_year__authority")
        .order_by("order", "pk")
    )
    rounds = {(each.bloc_id, each.period_id): each for each in Round.objects.filter(bloc__in=blocs)}
    milestones: dict[tuple[int, str, str], list[Milestone]] = defaultdict(list)
    for each in milestones_of({bloc.emulation_year.plan_id for bloc in blocs}):
        if each.kind in ASKED:
            milestones[each.plan_id, each.kind, each.about].append(each)
    ledger = Ledger(blocs, members, rounds, milestones)
    return ledger, _scopes(ledger)


def _scopes(ledger: Ledger) -> list[Scope]:
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
    in_blocs = Q(bloc__in=[bloc.pk for bloc in ledger.blocs], period__in=periods)
    _fill_emulation(ledger, units, in_blocs)
    _fill_scoring(ledger, units, in_blocs)
    _fill_dossiers(ledger, units, periods)


def _fill_emulation(ledger: Ledger, units: QuerySet[Unit], in_blocs: Q) -> None:
    rounds = Round.objects.filter(in_blocs)
    for pk, in_round, unit, state, sent_on, late in Registration.objects.filter(
        round__in=rounds, unit__in=units
    ).values_list("pk", "round", "unit", "state", "sent_on", "days_late"):
        on = sent_on if state in ARRIVED else None
        ledger.registrations[in_round, unit] = Done(pk, on, late or 0)
    for pk, bloc, period in Agreement.objects.filter(in_blocs).values_list("pk", "bloc", "period"):
        ledger.agreements[bloc, period] = pk
    for agreement, unit, on in AgreementSignature.objects.filter(
        agreement__in=ledger.agreements.values(), unit__in=units
    ).values_list("agreement", "unit", "signed_on"):
        ledger.signatures[agreement, unit] = on
    for bloc, period, kind, on in (
        Review.objects.filter(in_blocs)
        .order_by("held_on", "pk")
        .values_list("bloc", "period", "kind", "held_on")
    ):
        ledger.reviews.setdefault((bloc, period), []).append((kind, on))


def _fill_scoring(ledger: Ledger, units: QuerySet[Unit], in_blocs: Q) -> None:
    chosen = "selection__pk", "selection__state", "selection__held_on"
    for sheet, bloc, period, ranked_on, pk, state, held_on in ScoreSheet.objects.filter(
        in_blocs
    ).values_list("pk", "bloc", "period", "ranked_on", *chosen):
        ledger.sheets[bloc, period] = sheet, ranked_on
        if pk is not None:
            on = held_on if state == SelectionState.CONCLUDED else None
            ledger.selections[sheet] = Done(pk, on)
    sheets = [pk for pk, _ranked_on in ledger.sheets.values()]
    ledger.scored |= set(
        ScoreCard.objects.filter(sheet__in=sheets, unit__in=units).values_list("sheet", "unit")
    )


def _fill_dossiers(ledger: Ledger, units: QuerySet[Unit], periods: Sequence[Period]) -> None:
    proposed = DeliberationItem.objects.filter(deliberation=OuterRef("pk"), is_proposed=True)
    for pk, unit, period, state, held_on, has_proposed in (
        Deliberation.objects.filter(unit__in=units, period__in=periods)
        .annotate(has_proposed=Exists(proposed))
        .values_list("pk", "unit", "period", "state", "held_on", "has_proposed")
    ):
        on = held_on if state == DeliberationState.CONCLUDED else None
        ledger.deliberations[unit, period] = Done(pk, on), has_proposed
    forward = Nominee.objects.filter(dossier=OuterRef("pk"), appraisal__in=PUT_FORWARD)
    undecided = AgendaItem.objects.filter(
        ~Exists(DecisionItem.objects.filter(nominee=OuterRef("nominee"), decision__state__in=_OUT)),
        ~Exists(
            SubmissionItem.objects.filter(
                nominee=OuterRef("nominee"), submission__state=SubmissionState.SENT
            )
        ),
        nominee__dossier=OuterRef("pk"),
        item__outcome=Outcome.PASSED,
    )
    # Before the council has concluded, nothing of it can wait for a paper.
    asked = Case(When(concluded_on__isnull=False, then=Exists(undecided)), default=False)
    for unit, period, authority, *facts in (
        Dossier.objects.filter(unit__in=units, period__in=periods)
        .annotate(has_proposed=Exists(forward), has_undecided=asked)
        .values_list(
            *("unit", "period", "authority", "pk", "state", "submitted_on", "appraised_on"),
            *("concluded_on", "has_proposed", "has_undecided"),
        )
    ):
        ledger.dossiers[unit, period, authority] = DossierFacts(*facts)
