"""Reads about plans."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from thidua.common.remembered import once
from thidua.organisations.models import Unit
from thidua.organisations.states import UnitKind
from thidua.plans.models import (
    CitedDocument,
    Delivery,
    Doubt,
    Milestone,
    OwedReport,
    Plan,
    PlannedBloc,
    PlannedPost,
    Recipient,
    RecipientUnit,
)

Part = TypeVar("Part", Milestone, PlannedBloc, Recipient, Doubt, OwedReport)

# Inside units, without an officer of their own: their unit is told.
_INSIDE = (UnitKind.SMALL_COLLECTIVE, UnitKind.HOUSEHOLD)


def plans_newest_first(seen: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with their authority, the count of milestones (`asked`) and the year opened from each
    (`opened`, None before), reached by the relation since years lie above; one query.
    """
    counted = seen.select_related("authority").annotate(
        asked=Count("milestones"), opened=F("emulation_year__year")
    )
    return counted.defer("text", "reading").order_by("-year", "-issued_on", "-pk")


def plan_with_parts(seen: QuerySet[Plan], pk: int) -> Plan | None:
    """One plan among those `seen`, with everything that was understood of it; 9 queries here."""
    meant = RecipientUnit.objects.select_related("unit").order_by("unit__sort_key", "unit")
    recipients = Recipient.objects.prefetch_related(Prefetch("meant", meant))
    posts = PlannedPost.objects.order_by("-post")
    blocs = PlannedBloc.objects.prefetch_related(Prefetch("posts", posts))
    return (
        seen.select_related("authority", "file")
        .prefetch_related(Prefetch("milestones", Milestone.objects.order_by("order")))
        .prefetch_related(Prefetch("cited", CitedDocument.objects.order_by("order")))
        .prefetch_related(Prefetch("recipients", recipients.order_by("order")))
        .prefetch_related(Prefetch("blocs", blocs.order_by("order")))
        .prefetch_related(Prefetch("doubts", Doubt.objects.order_by("order")))
        .prefetch_related(Prefetch("reports", OwedReport.objects.order_by("due_on", "pk")))
        .filter(pk=pk)
        .first()
    )


def milestones_of(plans: Collection[int]) -> list[Milestone]:
    """The milestones of plans (their ids), each plan's in its order; one query for those that the
    page has not read yet.
    """
    known: dict[int, list[Milestone]] = once(("milestones",), dict)
    missing = set(plans) - set(known)
    if missing:
        known |= {plan: [] for plan in missing}
        for each in Milestone.objects.filter(plan__in=missing).order_by("order"):
            known[each.plan_id].append(each)
    return [each for plan in plans for each in known[plan]]


def milestones_open(plan_id: int, day: date) -> QuerySet[Milestone]:
    """Milestones whose window or deadline is not yet past on `day`, soonest first; one query.

    One without any date is always open; one whose window has not begun is not yet.
    """
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    standing = Q(ends_on__gte=day) | Q(deadline__gte=day)
    undated = Q(ends_on__isnull=True, deadline__isnull=True)
    due = Coalesce("deadline", "ends_on")
    return (
        Milestone.objects.filter(begun, standing | undated, plan_id=plan_id)
        .annotate(due_on=due)
        .order_by(due.asc(nulls_last=True), "order")
    )


def bloc_names(plan: Plan) -> list[str]:
    """Names of the blocs that the plan speaks of, in its order; one query."""
    return list(plan.blocs.order_by("order").values_list("name", flat=True))


def standing_units(day: date) -> Q:
    """Units founded by `day` and not closed."""
    founded = Q(founded_on__isnull=True) | Q(founded_on__lte=day)
    return founded & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def units_addressed(authority: Unit, day: date) -> QuerySet[Unit]:
    """Units to which a plan of `authority` may go on `day`, as lists sort them; one query."""
    standing = Unit.objects.filter(standing_units(day)).exclude(kind__in=_INSIDE)
    return standing.exclude(pk=authority.pk).order_by("sort_key", "pk")


def deliveries_of(plan: Plan) -> QuerySet[Delivery]:
    """The units to which a plan went, by name; one query."""
    return plan.deliveries.select_related("unit", "read_by").order_by("unit__sort_key", "pk")


def part_of(seen: QuerySet[Plan], model: type[Part], pk: int) -> Part | None:
    """A row under one of the plans `seen`, with its plan; one query."""
    rows = model._default_manager.select_related("plan")
    return rows.filter(pk=pk, plan__in=seen).first()
