"""What the pages of initiatives show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.initiatives.models import Initiative, Scope
from thidua.initiatives.policies import AUTHORS, INITIATIVES
from thidua.initiatives.queries import initiatives_of
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import PEOPLE
from thidua.organisations.queries import begins, named, search_people, search_words

WAITING = "chua-cong-nhan"
FOUND_AT_ONCE = 20


@dataclass(frozen=True)
class Asked:
    """What narrows the list; None or empty narrows nothing. `scope` may be `WAITING`."""

    year: int | None = None
    scope: str = ""
    unit: Unit | None = None
    text: str = ""


def years_of(user: User) -> list[int]:
    """The years of the initiatives that `user` may see, newest first. One query."""
    seen = INITIATIVES.visible_to(user).filter(period=OuterRef("pk"))
    years = Period.objects.filter(Exists(seen)).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(years))


def units_of(user: User, year: int | None) -> list[Unit]:
    """The units whose people have initiatives of the year that `user` may see. One query."""
    authors = _in_year(user, year).order_by().values("person__unit")
    return list(Unit.objects.filter(pk__in=authors).order_by("sort_key", "pk"))


def listed(user: User, asked: Asked) -> QuerySet[Initiative]:
    """The initiatives asked for, with author and period. Words are sought in the title or in the
    author's name: all of them in the one or the other.
    """
    rows = _in_year(user, asked.year)
    if asked.scope == WAITING:
        rows = rows.filter(recognised_on__isnull=True)
    elif asked.scope in Scope.values:
        rows = rows.filter(scope=asked.scope)
    if asked.unit is not None:
        rows = rows.filter(person__unit=asked.unit)
    words = search_words(asked.text)
    if words:
        in_title = Q()
        for word in words:
            in_title &= begins("folded", word)
        rows = rows.filter(in_title | Q(person__in=Person.objects.filter(named(words))))
    return rows.select_related("period", "person__unit")


def _in_year(user: User, year: int | None) -> QuerySet[Initiative]:
    seen = INITIATIVES.visible_to(user)
    if year is None:
        return seen
    return seen.filter(period__in=Period.objects.filter(year=year))


def initiatives_seen(user: User, person: Person) -> Sequence[Initiative]:
    """A person's initiatives that `user` may see, newest period first. One query."""
    return list(initiatives_of(person).filter(pk__in=INITIATIVES.visible_to(user).values("pk")))


def initiative_of(user: User, pk: int) -> Initiative | None:
    """One that `user` may see. One query and the policy's own."""
    found = INITIATIVES.visible_to(user).select_related("person__unit", "period")
    return found.filter(pk=pk).first()


def others_of(user: User, initiative: Initiative) -> Sequence[Initiative]:
    """The same initiative of its other authors, of those that `user` may see. One query."""
    same = INITIATIVES.visible_to(user).filter(period=initiative.period, folded=initiative.folded)
    return list(
        same.exclude(pk=initiative.pk)
        .select_related("person__unit")
        .order_by("person__sort_key", "pk")
    )


def may_enter(user: User) -> bool:
    """Whether there is anybody for whom `user` may register an initiative. One query."""
    return AUTHORS.visible_to(user, "register").exists()


def authors_found(user: User, text: str) -> list[Person]:
    """The first people named by `text` for whom `user` may register. One query."""
    people = AUTHORS.visible_to(user, "register")
    found = search_people(people, text.replace("\0", ""))
    return list(found.order_by("sort_key", "pk")[:FOUND_AT_ONCE])


def author_of(user: User, pk: int) -> Person | None:
    """A person for whom `user` may register. One query."""
    people = AUTHORS.visible_to(user, "register").select_related("unit")
    return people.filter(pk=pk).first()


def sees_person(user: User, person: Person) -> bool:
    """Whether the author's page is hers to see. One query."""
    return bool(PEOPLE.allows(user, "view", person))


def periods_for(person: Person) -> list[Period]:
    """The periods in which an initiative may count, the person's own of this year first."""
    day = office_day()
    calendar = person.unit.calendar if person.unit else ""
    periods = list(Period.objects.order_by("-ends_on", "-pk"))

    def distance(period: Period) -> tuple[bool, bool]:
        return (not period.starts_on <= day <= period.ends_on, period.calendar != calendar)

    return sorted(periods, key=distance)
