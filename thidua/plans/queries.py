"""Reads about plans."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from thidua.plans.models import CitedDocument, Milestone, Plan, Recipient


def plans_newest_first(seen: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with their authority and the count of milestones (`asked`); one query."""
    counted = seen.select_related("authority").annotate(asked=Count("milestones"))
    return counted.defer("text", "reading").order_by("-year", "-issued_on", "-pk")


def plan_with_parts(seen: QuerySet[Plan], pk: int) -> Plan | None:
    """One plan among those `seen`, with milestones, cited documents and recipients; 4 queries."""
    return (
        seen.select_related("authority")
        .prefetch_related(Prefetch("milestones", Milestone.objects.order_by("order")))
        .prefetch_related(Prefetch("cited", CitedDocument.objects.order_by("order")))
        .prefetch_related(Prefetch("recipients", Recipient.objects.order_by("order")))
        .filter(pk=pk)
        .first()
    )


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
    """Names of the blocs that the plan speaks of, as printed."""
    blocs: Iterable[dict[str, Any]] = plan.reading.get("blocs", ())
    return [str(bloc["name"]) for bloc in blocs]
