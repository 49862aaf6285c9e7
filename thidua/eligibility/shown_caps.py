"""The caps on the list of a title: what each allows to the unit or authority that is shown, and in
which order those who qualify stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.eligibility.caps import Cap, Line, caps_of, lines, qualifying_rows
from thidua.eligibility.everybody import Court
from thidua.eligibility.lists import Asked
from thidua.eligibility.models import Standing
from thidua.eligibility.policies import STANDINGS, may_read_all
from thidua.eligibility.preferring import MOST_ORDERED, Ranking, marked, not_on_record, rank
from thidua.eligibility.states import GOOD
from thidua.organisations.models import Unit
from thidua.organisations.policies import UNIT, units_held
from thidua.rules import Preference


@dataclass(frozen=True)
class ShownCap:
    """A cap with the line of the unit or the authority that is shown; None where each unit has its
    own and none is chosen, or where it counts what the reader does not see.
    """

    cap: Cap
    line: Line | None = None
    ranking: Ranking | None = None

    @property
    def not_on_record(self) -> list[Preference]:
        """The preferences of which nothing is on record."""
        return not_on_record(self.cap.preferences, self.cap.day)

    @property
    def is_by_unit(self) -> bool:
        """Whether it can be looked at unit by unit."""
        return self.line is None and self.cap.is_of_unit


def shown_caps(user: User, asked: Asked, court: Court) -> list[ShownCap]:
    """The caps on what is asked for, each with its line and order. Seven queries a cap at most."""
    found = []
    rows = STANDINGS.visible_to(user)
    unit = asked.unit or own_unit(user)
    for cap in caps_of(court, asked.year, asked.what):
        if cap.is_of_unit and unit is not None:
            scope: list[Unit] | None = [unit]
        elif not cap.is_of_unit and may_read_all(user, office_day()):
            scope = None
        else:
            found.append(ShownCap(cap))
            continue
        line = lines(cap, scope, rows)[0]
        found.append(ShownCap(cap, line, _ranking(line, rows)))
    return found


def ranking_of(shown: list[ShownCap], asked: Asked) -> Ranking | None:
    """The order of the list: of those who qualify, where one cap is looked at as a whole."""
    if len(shown) != 1 or asked.result not in GOOD:
        return None
    return shown[0].ranking


def in_order(rows: QuerySet[Standing], shown: ShownCap, ranking: Ranking) -> QuerySet[Any]:
    """Of the rows listed those who qualify, by the order of preference (`order_key`, `marks`)."""
    cap, line = shown.cap, shown.line
    inside = qualifying_rows(cap, rows)
    if line is not None and line.unit is not None:
        inside = inside.filter(**{cap.path: line.unit})
    return ranking.ordered(marked(inside, cap.preferences, cap.day))


def lines_of_units(
    shown: Sequence[ShownCap], listed: Iterable[Standing], rows: QuerySet[Standing]
) -> dict[int | None, Line]:
    """By the unit's id what a cap that each unit has allows those of people `listed`, where no unit
    is chosen. Four queries at most, none where there is no such cap.
    """
    cap = next((each.cap for each in shown if each.is_by_unit and each.cap.is_of_people), None)
    if cap is None:
        return {}
    units = {each.at_id: each.at for each in listed if each.person_id and each.at}
    return {line.unit.pk: line for line in lines(cap, list(units.values()), rows) if line.unit}


def own_unit(user: User) -> Unit | None:
    """The one unit of which `user` reads alone."""
    day = office_day()
    if may_read_all(user, day):
        return None
    held = units_held(user, day, *UNIT)
    return held[0] if len(held) == 1 else None


def _ranking(line: Line, rows: QuerySet[Standing]) -> Ranking | None:
    """The order of those who qualify in a line's scope; none of too many at once."""
    cap = line.cap
    if cap.quota.is_rating or not line.count or line.count > MOST_ORDERED:
        return None
    inside = qualifying_rows(cap, rows)
    if line.unit is not None:
        inside = inside.filter(**{cap.path: line.unit})
    return rank(marked(inside, cap.preferences, cap.day), cap.preferences, line.allowance.limit)
