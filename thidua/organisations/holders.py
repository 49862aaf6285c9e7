"""People and units by code, for loading many rows: what a code means and which periods are its."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from thidua.common.rows import Cells
from thidua.organisations.models import Employment, Person, Unit
from thidua.organisations.periods import SCHOOL_YEAR_ENDS, period_code
from thidua.organisations.states import UnitKind

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = "individual", "collective", "household"
Post = tuple[date, date, str]


def holder_kind(unit_kind: str) -> str:
    """The law's word for a unit of a kind: a household, else a collective."""
    return HOUSEHOLD if unit_kind == UnitKind.HOUSEHOLD else COLLECTIVE


@dataclass(frozen=True)
class Holder:
    """A person or a unit: one of the two ids. `posts` are a person's, with the unit's calendar.

    `kind` is the law's word: individual, collective or household.
    """

    person_id: int | None
    unit_id: int | None
    calendar: str
    kind: str
    posts: tuple[Post, ...] = ()

    @property
    def key(self) -> tuple[int | None, int | None]:
        """The columns of a row about this holder."""
        return self.person_id, self.unit_id

    def period_in(self, year: int) -> str:
        """The code of the holder's period that ends in `year`.

        A person who moved is judged by the calendar of the unit where the end of that school year
        was spent, so that a move leaves neither a gap nor a year counted twice.
        """
        day = date(year, *SCHOOL_YEAR_ENDS)
        held = [calendar for start, end, calendar in self.posts if start <= day <= end]
        return period_code(year, held[0] if held else self.calendar)


@dataclass
class Holders:
    """Every person and unit by code."""

    by_code: dict[str, Holder] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read all codes: three queries."""
        posts: dict[int, list[Post]] = {}
        held = Employment.objects.values_list(
            "person_id", "started_on", "ended_on", "unit__calendar"
        ).order_by("pk")
        for person, start, end, calendar in held:
            interval = (start or date.min, end or date.max, calendar)
            posts.setdefault(person, []).append(interval)
        found = cls()
        units = Unit.objects.values_list("code", "pk", "calendar", "kind")
        for code, pk, calendar, kind in units:
            found.by_code[code] = Holder(None, pk, calendar, holder_kind(kind))
        for code, pk, calendar in Person.objects.values_list("code", "pk", "unit__calendar"):
            found.by_code[code] = Holder(
                pk, None, calendar or "", INDIVIDUAL, tuple(posts.get(pk, ()))
            )
        return found

    def read(self, cells: Cells, column: str, *, only: str = "") -> Holder | None:
        """The holder whose code stands in `column`; `only` is "person" or "unit".

        None, and told, where no such holder is known.
        """
        code = cells.text(column, required=True)
        if not code:
            return None
        holder = self.by_code.get(code)
        if holder is None:
            message = _("No person or unit has the code “%(code)s”.")
        elif only == "person" and holder.person_id is None:
            message = _("“%(code)s” is a unit, not a person.")
        elif only == "unit" and holder.unit_id is None:
            message = _("“%(code)s” is a person, not a unit.")
        else:
            return holder
        cells.wrong(
            column,
            "unknown_holder",
            message % {"code": code},
            _("Correct the code or add it first."),
        )
        return None
