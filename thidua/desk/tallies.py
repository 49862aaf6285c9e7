"""What the year's board counts: how many units of each bloc stand so, counted by the database.

The same records as the ledger's, judged by the same rules; which unit it is, is not told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from thidua.desk.ledger import (
    FORWARD,
    PROPOSED,
    Chain,
    Done,
    DossierFacts,
    Key,
    Ledger,
    Line,
    Scope,
    fill_blocs,
    plan_of,
    rounds_in,
    scopes_of,
    sheets_in,
    undecided_of,
)
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.states import DeliberationState
from thidua.emulation.models import Bloc, BlocMember
from thidua.emulation.queries import ARRIVED
from thidua.organisations.models import Period

# Records of several units have no key of their own, and were made on days that differ: what is
# told is that they were made.
_NO_KEY, _SOME_DAY = 0, date.min
_DONE, _NOT_YET = Done(_NO_KEY, _SOME_DAY), Done(_NO_KEY, None)


@dataclass
class Tallies(Ledger):
    """A ledger whose units are numbers. `sizes` is by bloc and calendar; how many did something, by
    round, agreement and sheet.
    """

    sizes: Mapping[tuple[int, str], int] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)
    signers: dict[int, int] = field(default_factory=dict)
    cards: dict[int, int] = field(default_factory=dict)
    chains: dict[Key, list[Line[Chain]]] = field(default_factory=lambda: defaultdict(list))

    def registered(self, key: Key, calendar: str) -> Iterator[Line[Done | None]]:
        """Those who sent their registration, and the others."""
        count = self.sent.get(self.rounds[key].pk, 0)
        yield from _lines((count, _DONE), (self._size(key, calendar) - count, None))

    def signed(self, key: Key) -> Iterator[Line[date | None]]:
        """Those who signed the agreement, and the others."""
        count = self.signers.get(self.agreements.get(key, 0), 0)
        size = sum(size for (bloc, _calendar), size in self.sizes.items() if bloc == key[0])
        yield from _lines((count, _SOME_DAY), (size - count, None))

    def with_scores(self, key: Key, calendar: str) -> Iterator[Line[bool]]:
        """Those with scores on the sheet, and the others."""
        sheet, _ranked_on = self.sheets.get(key, (0, None))
        count = self.cards.get(sheet, 0)
        yield from _lines((count, True), (self._size(key, calendar) - count, False))

    def chained(self, key: Key, calendar: str, authority: int) -> Iterator[Line[Chain]]:
        """Those whose proposals have come equally far; last those who have begun nothing."""
        del authority  # Only dossiers to the bloc's own authority were counted.
        begun = self.chains[key]
        yield from begun
        rest = self._size(key, calendar) - sum(each.count for each in begun)
        yield from _lines((rest, Chain(None, has_proposed=False, dossier=None)))

    def _size(self, key: Key, calendar: str) -> int:
        return self.sizes.get((key[0], calendar), 0)


def _lines(*groups: tuple[int, Any]) -> Iterator[Line[Any]]:
    """Groups of units as lines, without those where nobody is."""
    return (Line(None, count, facts) for count, facts in groups if count)


def outline(sizes: Mapping[tuple[int, str], int]) -> tuple[Tallies, list[Scope]]:
    """Blocs, of which `sizes` says how many units of each calendar are in each, with their rounds
    and milestones, and the periods that they speak of, newest first. Four queries.
    """
    blocs = Bloc.objects.filter(pk__in={bloc for bloc, _calendar in sizes})
    tallies = Tallies(*plan_of(blocs), sizes=sizes)
    return tallies, scopes_of(tallies)


def fill(tallies: Tallies, lines: QuerySet[BlocMember], periods: Sequence[Period]) -> None:
    """Count what is done in `periods` by the units of `lines`, and read what their blocs did. Seven
    queries.
    """
    fill_blocs(tallies, periods)
    _fill_units(tallies, lines, periods)
    _fill_chains(tallies, lines, periods)


def _fill_units(tallies: Tallies, lines: QuerySet[BlocMember], periods: Sequence[Period]) -> None:
    """Count who registered, who signed and who has scores: one query."""
    sent = _counted(
        "sent",
        "unit__registrations__round",
        lines.filter(
            unit__registrations__round__in=rounds_in(tallies, periods),
            unit__registrations__round__bloc=F("bloc"),
            unit__registrations__round__period__calendar=F("unit__calendar"),
            unit__registrations__state__in=ARRIVED,
            unit__registrations__sent_on__isnull=False,
        ),
    )
    signed = _counted(
        "signers",
        "unit__signatures__agreement",
        lines.filter(
            unit__signatures__agreement__in=tallies.agreements.values(),
            unit__signatures__agreement__bloc=F("bloc"),
        ),
    )
    cards = _counted(
        "cards",
        "unit__cards__sheet",
        lines.filter(
            unit__cards__sheet__in=sheets_in(tallies),
            unit__cards__sheet__bloc=F("bloc"),
            unit__cards__sheet__period__calendar=F("unit__calendar"),
        ),
    )
    into = {"sent": tallies.sent, "signers": tallies.signers, "cards": tallies.cards}
    for kind, record, count in sent.union(signed, cards, all=True):
        into[kind][record] = count


def _counted(kind: str, record: str, found: QuerySet[BlocMember]) -> QuerySet[BlocMember, Any]:
    """How many members of each record: (kind, the record's key, how many)."""
    of_record = found.annotate(kind=Value(kind), record=F(record)).order_by()
    return of_record.values_list("kind", "record").annotate(count=Count("pk"))


def _fill_chains(tallies: Tallies, lines: QuerySet[BlocMember], periods: Sequence[Period]) -> None:
    bloc = "unit__memberships__bloc"
    authority = f"{bloc}__emulation_year__authority"
    of_members = Q(
        period__in=periods, unit__memberships__in=lines, unit__calendar=F("period__calendar")
    )
    same = {"unit": OuterRef("unit"), "period": OuterRef("period")}
    held = Deliberation.objects.filter(**same)
    with_dossier = (
        Dossier.objects.filter(of_members, authority=F(authority))
        .annotate(
            is_held=Exists(held.filter(state=DeliberationState.CONCLUDED)),
            is_through=Q(concluded_on__isnull=False),
            has_proposed=FORWARD,
        )
        .values_list(bloc, "period", "is_held", "state", "is_through", "has_proposed", "pk")
    )
    found = list(with_dossier)
    undecided = undecided_of([pk for *_said, is_through, _forward, pk in found if is_through])
    counted = Counter((*said, pk in undecided) for *said, pk in found)
    for row, count in counted.items():
        in_bloc, period, is_held, state, is_through, *facts = row
        concluded_on = _SOME_DAY if is_through else None
        dossier = DossierFacts(_NO_KEY, state, None, None, concluded_on, *facts)
        chain = Chain(_DONE if is_held else _NOT_YET, has_proposed=True, dossier=dossier)
        tallies.chains[in_bloc, period].append(Line(None, count, chain))
    alone = (
        Deliberation.objects.filter(
            of_members, ~Exists(Dossier.objects.filter(**same, authority=OuterRef(authority)))
        )
        .annotate(is_held=Q(state=DeliberationState.CONCLUDED), has_proposed=PROPOSED)
        .values_list(bloc, "period", "is_held", "has_proposed")
        .annotate(Count("pk"))
    )
    for in_bloc, period, is_held, has_proposed, count in alone.order_by():
        chain = Chain(_DONE if is_held else _NOT_YET, has_proposed, dossier=None)
        tallies.chains[in_bloc, period].append(Line(None, count, chain))
