"""What stands around a proposal: principles, counted time, opinions, last days, revocation."""

from dataclasses import dataclass
from datetime import date, timedelta

from thidua.rules.outcomes import Citation

KINDS = (
    "principle",
    "counted",
    "publicity",
    "opinion",
    "minutes",
    "report",
    "preparation",
    "revocation",
)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the law asks for around a proposal or a decision, for `what` (None: any).

    `days` (working days where `working`) is how long it lasts or may take; None: no time is set.
    """

    id: str
    kind: str
    name: str
    what: frozenset[str] | None
    days: int | None
    working: bool
    citation: Citation
    provisional: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class SubmitBy:
    """The last day to submit: `day` and `month` of a year, `years_after` the year counted from.

    `counted_from` is `achievement` (the achievement year) or `decision` (the year of the decision
    on the lower title). `before`: the day itself no longer counts. `school`: achievements counted
    by school year.
    """

    id: str
    name: str
    what: str
    school: bool
    day: int
    month: int
    years_after: int
    counted_from: str
    before: bool
    to: str
    citation: Citation
    provisional: bool
    note: str = ""

    def last_day(self, year: int) -> date:
        """The last day that counts, `year` being the year counted from."""
        named = date(year + self.years_after, self.month, self.day)
        return named - timedelta(days=1) if self.before else named


@dataclass(frozen=True, slots=True)
class RatingNames:
    """What a group of people (None: anybody) calls the levels of performance."""

    group: str | None
    names: tuple[tuple[str, str], ...]
    citation: Citation
    provisional: bool
    note: str = ""

    def name_of(self, level: str) -> str:
        """The name of a level; the id where it has none."""
        return dict(self.names).get(level, level)
