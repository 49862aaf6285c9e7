"""Reads for the pages of deliberations and dossiers: a fixed number of queries each.

What a user may see comes in as a queryset: `DOSSIERS.visible_to(user)`, say.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.queries import with_words
from thidua.ballots.queries import Result, results, rule_of, tally_of
from thidua.ballots.states import Outcome
from thidua.common.clock import office_day
from thidua.dossiers.awards import Pair, QuotaLine, quota_lines, rules_for
from thidua.dossiers.models import (
    Deliberation,
    DeliberationItem,
    Dossier,
    DossierPaper,
    DossierReturn,
    Nominee,
)
from thidua.dossiers.states import Appraisal, DossierState
from thidua.eligibility.members import staff_of, titles_given
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Employment, Period, Person, Rating, Unit
from thidua.organisations.policies import units_of
from thidua.organisations.queries import standing_on
from thidua.organisations.states import PARTS, Role

PUT_FORWARD = (Appraisal.PROPOSE, Appraisal.OVERRULED)


@dataclass(frozen=True)
class DossierPage:
    """All that the page of a dossier shows. `history` is oldest first."""

    dossier: Dossier
    nominees: list[Nominee]
    papers: list[DossierPaper]
    returns: list[DossierReturn]
    history: list[Entry]


@dataclass(frozen=True)
class DeliberationPage:
    """All that the page of a deliberation shows."""

    deliberation: Deliberation
    items: list[DeliberationItem]
    results: list[Result]
    quotas: list[QuotaLine]
    unrated: list[Person]


def dossier_list(
    rows: QuerySet[Dossier], *, period: Period | None = None, state: str = ""
) -> QuerySet[Dossier]:
    """Of `rows`, those of a period and state, by unit, each with `nominee_count`. One query."""
    if period is not None:
        rows = rows.filter(period=period)
    if state:
        rows = rows.filter(state=state)
    return (
        rows.select_related("unit", "authority", "period")
        .annotate(nominee_count=Count("nominees"))
        .order_by("-period__year", "unit__sort_key", "pk")
    )


def dossier_page(rows: QuerySet[Dossier], pk: int) -> DossierPage | None:
    """The page of a dossier among `rows`; None where it is not. Five queries."""
    dossier = (
        rows.select_related("unit", "authority", "period", "deliberation").filter(pk=pk).first()
    )
    if dossier is None:
        return None
    subject = f"{Dossier._meta.label_lower}:{pk}"
    return DossierPage(
        dossier,
        nominees_of(dossier),
        list(dossier.papers.select_related("file", "nominee").order_by("pk")),
        list(dossier.returns.order_by("pk")),
        list(with_words(Entry.objects.filter(subject=subject)).order_by("sequence")),
    )


def nominees_of(dossier: Dossier) -> list[Nominee]:
    """Collectives first, then people as Vietnamese lists sort names. One query."""
    rows = dossier.nominees.select_related(
        "person", "person__unit", "unit", "verdict", "considered__ballot_item", "appraised_by"
    )
    return sorted(
        rows,
        key=lambda each: (each.person_id is not None, each.what, each.holder.sort_key, each.pk),
    )


def items_of(deliberation: Deliberation) -> list[DeliberationItem]:
    """What was considered, in the order of the vote. One query."""
    rows = deliberation.items.select_related("person", "unit", "ballot_item")
    return list(rows.order_by("ballot_item__order"))


def deliberation_page(rows: QuerySet[Deliberation], pk: int) -> DeliberationPage | None:
    """The page of a deliberation among `rows`; None where it is not."""
    deliberation = (
        rows.select_related("unit", "unit__parent", "period", "chair", "secretary", "ballot")
        .filter(pk=pk)
        .first()
    )
    if deliberation is None:
        return None
    items = items_of(deliberation)
    return DeliberationPage(
        deliberation,
        items,
        results(deliberation.ballot),
        quota_view(deliberation, items),
        missing_ratings(deliberation, items),
    )


def missing_ratings(
    deliberation: Deliberation, items: Sequence[DeliberationItem] | None = None
) -> list[Person]:
    """People considered whose rating for the period is not on record: a warning, no bar. One query
    beside that of the items.
    """
    considered = items if items is not None else items_of(deliberation)
    people = {each.person_id: each.person for each in considered if each.person is not None}
    rated = set(
        Rating.objects.filter(person__in=people, period=deliberation.period_id).values_list(
            "person_id", flat=True
        )
    )
    missing = [person for pk, person in people.items() if pk not in rated]
    return sorted(missing, key=lambda person: person.sort_key)


def quota_view(
    deliberation: Deliberation, items: Sequence[DeliberationItem] | None = None
) -> list[QuotaLine]:
    """The caps on what is proposed, live: before it concludes, by the votes counted so far."""
    considered = items if items is not None else items_of(deliberation)
    proposed = [pair_of(each) for each in considered if _is_forward(deliberation, each)]
    held = titles_held(deliberation.unit, deliberation.period, deliberation.held_on)
    return quota_lines(proposed, held, deliberation.held_on, rules_for(deliberation.unit))


def dossier_quotas(dossier: Dossier, nominees: Sequence[Nominee]) -> list[QuotaLine]:
    """The caps on the nominees of a dossier who are not rejected."""
    proposed = [pair_of(each) for each in nominees if each.appraisal != Appraisal.REJECT]
    held = titles_held(dossier.unit, dossier.period, office_day())
    return quota_lines(proposed, held, office_day(), jurisdiction_of(dossier.authority))


def authority_quotas(authority: Unit, period: Period) -> list[QuotaLine]:
    """The caps over all dossiers sent to an authority for a period: those of pooled units too."""
    rows = Nominee.objects.filter(dossier__authority=authority, dossier__period=period).exclude(
        dossier__state=DossierState.DRAFT
    )
    pairs: list[Pair] = list(
        rows.exclude(appraisal=Appraisal.REJECT).values_list("person_id", "what")
    )
    return quota_lines(pairs, (), office_day(), jurisdiction_of(authority))


def titles_held(unit: Unit, period: Period, day: date) -> set[tuple[int, str]]:
    """(person, what) of the period's titles that the unit's staff already hold. Two queries."""
    staff = staff_of([unit], min(period.ends_on, day))[unit.pk]
    return titles_given(staff, period, day)


def considered_elsewhere(
    unit: Unit, period: Period, people: Collection[Person], units: Collection[Unit]
) -> dict[tuple[int | None, int | None, str], Unit]:
    """By (person's id, unit's id, what): the other unit that put these forward, or considers them,
    for a title of the same year. Of those alone whom two may put forward: who changed units is told
    by the dossier. One query.
    """
    of_part = Q(person__in=people, person__unit__kind__in=PARTS)
    items = (
        DeliberationItem.objects.filter(
            of_part | Q(unit__in=units, unit__kind__in=PARTS),
            deliberation__period__year=period.year,
        )
        .exclude(deliberation__unit=unit)
        .exclude(is_proposed=False)
        .select_related("deliberation__unit")
    )
    return {(each.person_id, each.unit_id, each.what): each.deliberation.unit for each in items}


def pair_of(row: DeliberationItem | Nominee) -> Pair:
    """The person's id (None for a collective) and the title."""
    return row.person_id, row.what


def has_passed(deliberation: Deliberation, item: DeliberationItem) -> bool:
    """Whether the votes for an item are enough, by its outcome or by the count so far."""
    voted = item.ballot_item
    if voted.outcome:
        return bool(voted.outcome == Outcome.PASSED)
    if voted.yes is None:
        return False
    return tally_of(deliberation.ballot, voted).passes(rule_of(voted))


def _is_forward(deliberation: Deliberation, item: DeliberationItem) -> bool:
    if item.is_proposed is not None:
        return bool(item.is_proposed)
    return has_passed(deliberation, item)


def sector_leaders(user: User, day: date) -> QuerySet[Person]:
    """Leaders, on `day`, of the units for which `user` receives her sector's dossiers."""
    units = units_of(user, day, Role.SECTOR_RECEIVER)
    held = Employment.objects.filter(standing_on(day), unit__in=units, is_leader=True)
    return Person.objects.filter(pk__in=held.values("person")).order_by("sort_key", "pk")
