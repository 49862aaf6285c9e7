"""Who waits to be judged again, because something on record of them changed.

Every act ends by asking `follow_act` about the rows that it touched: no app need remember to tell.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q

from thidua.audit.models import JournaledModel
from thidua.audit.recording import Touched
from thidua.common.clock import office_day, system_now
from thidua.eligibility.actions.keeping import Keeper
from thidua.eligibility.everybody import court_of, governing_on
from thidua.eligibility.facts import Holder
from thidua.eligibility.models import Judging, Waiting
from thidua.honours.models import Honour
from thidua.initiatives.models import Initiative
from thidua.organisations.models import (
    Discipline,
    Employment,
    Leave,
    PendingCase,
    Person,
    Rating,
    Unit,
)

# What verdicts rest on, and the columns that say of whom a row is.
_ABOUT: dict[type[JournaledModel], tuple[str, ...]] = {
    Honour: ("person_id", "unit_id"),
    Rating: ("person_id", "unit_id"),
    Discipline: ("person_id", "unit_id"),
    PendingCase: ("person_id", "unit_id"),
    Employment: ("person_id",),
    Leave: ("person_id",),
    Initiative: ("person_id",),
}
_AT_ONCE = 2000
CHUNK = 100
# The worker's regular round is to leave its sign meanwhile.
ROUND = timedelta(seconds=10)


def kept_years() -> list[int]:
    """The years that were judged as a whole and are not over for good: those of which titles may
    still be decided. One query.
    """
    first = office_day().year - 1
    return sorted(set(Judging.objects.filter(year__gte=first).values_list("year", flat=True)))


def follow_act(touched: Touched) -> None:
    """Mark the holders of whom an act changed what verdicts rest on; nothing, and no query, for
    other acts.
    """
    changed = [(model, rows) for model, rows in touched.rows.items() if model in _ABOUT]
    people, units = set(touched.rows.get(Person, ())), set(touched.rows.get(Unit, ()))
    if not (changed or people or units) or not kept_years():
        return
    for model, rows in changed:
        columns = _ABOUT[model]
        for keys in _batched(rows):
            found = model._default_manager.filter(pk__in=keys)
            for about in found.values_list(*columns):
                people.add(about[0])
                units.update(about[1:])
    mark(people - {None}, units - {None})


def mark(people: Collection[int], units: Collection[int]) -> None:
    """Let these holders (by key) wait to be judged again; of people also the units where they have
    or had a post, whose titles rest on their members'. In the caller's transaction.
    """
    of_people: set[int] = set(units)
    for keys in _batched(people):
        posts = Employment.objects.filter(person__in=keys)
        of_people.update(posts.values_list("unit_id", flat=True).distinct())
    now = system_now()
    rows = [Waiting(person_id=key, since=now) for key in sorted(people)]
    rows += [Waiting(unit_id=key, since=now) for key in sorted(of_people)]
    Waiting.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def judge_again(holders: Sequence[Holder]) -> int:
    """Judge these holders again for every kept year, and let them wait no more; how many verdicts.

    The mark goes first: what changes meanwhile marks anew.
    """
    given = 0
    with transaction.atomic():
        people = [each.pk for each in holders if isinstance(each, Person)]
        units = [each.pk for each in holders if isinstance(each, Unit)]
        Waiting.objects.filter(Q(person__in=people) | Q(unit__in=units)).delete()
        for year in kept_years():
            given += Keeper(year, court_of(year, governing_on(year))).keep(holders)
    return given


def work_off(most: timedelta = ROUND) -> int:
    """Judge again those who wait, the longest waiting first, for at most about that time; how many
    holders.
    """
    until = system_now() + most
    done = 0
    while system_now() < until:
        waiting = Waiting.objects.select_related("person__unit", "unit").order_by("pk")[:CHUNK]
        holders = list(_holders(waiting))
        if not holders:
            break
        judge_again(holders)
        done += len(holders)
    return done


def _holders(waiting: Iterable[Waiting]) -> Iterable[Holder]:
    for each in waiting:
        holder = each.person or each.unit
        if holder is not None:
            yield holder


def _batched(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
