"""Who goes before whom among those who qualify, by the law's preferences, worked out in SQL.

The law prefers among equals and does not weigh one preference against another: places, ties and
what people have to choose are those of `rules.candidates`. The program never chooses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.eligibility.members import STAFF
from thidua.eligibility.models import Standing
from thidua.organisations.models import Employment, Unit
from thidua.organisations.queries import standing_on
from thidua.organisations.states import PersonKind, UnitKind
from thidua.rules import Preference
from thidua.rules.candidates import places

# More are not put in order at once: they are asked for by unit.
MOST_ORDERED = 5000
# Who works with their own hands by what they are; of officials the posts do not say it.
_DIRECT = (PersonKind.FARMER, PersonKind.WORKER)
Marks = int


@dataclass(frozen=True)
class Place:
    """Where one row stands: its place, how many share it, and the preferences that speak for it.

    Of `free` that the places before leave, `shared` may be put forward: all, some or none; None
    where the limit is not known.
    """

    number: int
    shared: int
    because: tuple[Preference, ...]
    free: int | None = None

    @property
    def why(self) -> str:
        """Why it has this place, in a sentence."""
        if not self.because:
            return _("No preference of the law speaks for it.")
        names = "; ".join(f"{each.name} ({each.citation.text})" for each in self.because)
        return _("Preferred: %(names)s.") % {"names": names}

    @property
    def tie(self) -> str:
        """With how many it is level."""
        others = self.shared - 1
        if not others:
            return ""
        words = ngettext("level with %(count)s other", "level with %(count)s others", others)
        return words % {"count": others}

    @property
    def says(self) -> str:
        """Whether it is within what may be put forward, by this order; empty where not known."""
        if self.free is None:
            return ""
        if self.shared <= self.free:
            return _("within the share")
        if self.free > 0:
            return _("choose %(free)s of %(shared)s") % {"free": self.free, "shared": self.shared}
        return _("after the share is full")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return "neutral" if not self.free else "ok" if self.shared <= self.free else "warn"


@dataclass(frozen=True)
class Ranking:
    """The places by the marks of a row (`marked`), with the number of rows of each mark."""

    counts: Mapping[Marks, int]
    preferences: Sequence[Preference]
    limit: int | None = None
    _numbers: dict[Marks, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the places."""
        sets = {marks: _bits(marks) for marks in self.counts}
        by_set = places(sets.values())
        self._numbers.update({marks: by_set[found] for marks, found in sets.items()})

    @property
    def tells_apart(self) -> bool:
        """Whether the law's preferences put anybody before anybody."""
        return len(set(self._numbers.values())) > 1

    def of(self, marks: Marks) -> Place:
        """The place of a row with these marks."""
        number = self._numbers[marks]
        shared = sum(n for each, n in self.counts.items() if self._numbers[each] == number)
        free = None
        if self.limit is not None:
            before = sum(n for each, n in self.counts.items() if self._numbers[each] < number)
            free = max(self.limit - before, 0)
        because = tuple(self.preferences[each] for each in sorted(_bits(marks)))
        return Place(number, shared, because, free)

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`marked` rows with `order_key`: by place, then as names sort."""
        whens = [
            When(marks=marks, then=Value(f"{number:03d} "))
            for marks, number in self._numbers.items()
        ]
        key = Concat(Case(*whens, default=Value("999 ")), F("sort_key"))
        ordered: QuerySet[Any] = rows.annotate(order_key=key)
        return ordered


def marked(rows: QuerySet[Standing], preferences: Sequence[Preference], day: date) -> QuerySet[Any]:
    """Rows with `marks`: bit i is set where preference i is known to speak for the holder."""
    total = Value(0, output_field=IntegerField())
    for index, each in enumerate(preferences):
        found = _speaking(each, day)
        if found:
            bit = Case(When(reduce(or_, found), then=Value(1 << index)), default=Value(0))
            total = total + bit  # type: ignore[assignment]
    return rows.annotate(marks=total)


def rank(rows: QuerySet[Any], preferences: Sequence[Preference], limit: int | None) -> Ranking:
    """The places of `marked` rows; one query."""
    counted = rows.order_by().values_list("marks").annotate(n=Count("pk"))
    return Ranking(dict(counted), preferences, limit)


def rank_each(
    rows: QuerySet[Any], path: str, preferences: Sequence[Preference]
) -> dict[int | None, Ranking]:
    """The same for every unit that `path` leads to; one query."""
    found: dict[int | None, dict[Marks, int]] = {}
    for key, marks, count in rows.order_by().values_list(path, "marks").annotate(n=Count("pk")):
        found.setdefault(key, {})[marks] = count
    return {key: Ranking(counts, preferences) for key, counts in found.items()}


def not_on_record(preferences: Iterable[Preference], day: date) -> list[Preference]:
    """Preferences of which nothing is on record here: people look at them themselves."""
    return [each for each in preferences if not _speaking(each, day)]


def _bits(marks: Marks) -> frozenset[int]:
    return frozenset(each for each in range(marks.bit_length()) if marks >> each & 1)


def _speaking(preference: Preference, day: date) -> list[Q | Exists]:
    """The conditions, any of which puts a standing's holder among those preferred."""
    post = Employment.objects.filter(standing_on(day), person=OuterRef("person"))
    found: list[Q | Exists] = []
    for flag, wanted in preference.flags:
        if flag == "female":
            found.append(Q(person__is_female=wanted))
        elif flag == "leader":
            found.append(Exists(post.filter(is_leader=wanted)))
        elif flag == "direct_worker" and wanted:
            found.append(Exists(post.filter(kind__in=_DIRECT)))
        elif flag == "small" and wanted:
            found.append(Q(unit__kind=UnitKind.SMALL_COLLECTIVE))
    share = preference.women_share
    if share is not None:
        held = standing_on(day, "employments__started_on", "employments__ended_on")
        staff = held & Q(employments__kind__in=STAFF)
        women = staff & Q(employments__person__is_female=True)
        counted = Unit.objects.filter(pk=OuterRef("unit")).annotate(
            women=Count("employments", filter=women), staff=Count("employments", filter=staff)
        )
        more = F("women") * share.denominator - F("staff") * share.numerator
        found.append(Exists(counted.annotate(more=more).filter(staff__gt=0, more__gte=0)))
    return found
