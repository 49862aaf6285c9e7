"""Reads of initiatives."""

from collections.abc import Iterable

from django.db.models import QuerySet

from thidua.initiatives.models import Initiative
from thidua.organisations.models import Period, Person


def initiatives_of(person: Person) -> QuerySet[Initiative]:
    """A person's initiatives, newest period first, recognised or not. One query."""
    found = Initiative.objects.filter(person=person).select_related("period")
    return found.order_by("-period__ends_on", "pk")


def without_recognition(
    registrants: Iterable[tuple[Person, Period]],
) -> list[tuple[Person, Period]]:
    """Of those who need an initiative in a period, those who have none recognised yet (practice 9).

    In the order given. One query.
    """
    wanted = list(registrants)
    recognised = set(
        Initiative.objects.filter(
            person__in={person.pk for person, _period in wanted},
            period__in={period.pk for _person, period in wanted},
            recognised_on__isnull=False,
        ).values_list("person_id", "period_id")
    )
    return [pair for pair in wanted if (pair[0].pk, pair[1].pk) not in recognised]
