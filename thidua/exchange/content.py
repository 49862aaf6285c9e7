"""What a registration form holds, and how its hidden row calls the columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.emulation.models import Round
from thidua.organisations.models import Person, Unit
from thidua.rules import Title

PEOPLE, COLLECTIVES = "Cá nhân", "Tập thể"
MARK = "x"
# Names of columns in the hidden row; a title's column has the title's id.
CODE, NAME, INITIATIVE = "ma", "ten", "sang_kien"
NUMBER, ABOUT, RATING, TITLES = "stt", "chuc_vu", "muc_do", "danh_hieu_cu"
# All columns but those of titles.
PLAIN_COLUMNS = frozenset({CODE, NAME, INITIATIVE, NUMBER, ABOUT, RATING, TITLES})


@dataclass(frozen=True)
class Past:
    """What a holder brings along: the rating of the year before, titles of the last years."""

    rating: str = ""
    titles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Holder:
    """A row of the form: a person or a collective, and the initiatives of its lines by title."""

    holder: Person | Unit
    past: Past
    lines: Mapping[str, str]


@dataclass(frozen=True)
class FormContent:
    """All that a unit's form holds."""

    round: Round
    unit: Unit
    day: date
    people: Sequence[Holder]
    collectives: Sequence[Holder]
    titles: Mapping[str, Sequence[Title]]
