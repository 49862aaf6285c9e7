"""Facts about one holder. What is left out (None) is unknown; an empty list is known to be empty.

A list, once given, is complete: an honour that is not in it is not held. `months_worked` and
`leave` are read together: months given without leave already include the leave that counts; with
leave given, the whole months of it that count are added, to at most twelve.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.periods import Period, read_period, year_under, years_under
from thidua.rules.strict import NO_DAY, Entry, Place, Problems, as_day, nearest

_MONTHS_OF_A_YEAR = 12
_NO_RECORDS: Mapping[str, str] = {}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leave:
    """Time away. `result` is how a course ended."""

    kind: str
    start: date
    until: date
    result: str | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Honour:
    """Something given. `year` is the achievement year (or the last, where a period was given).

    `is_school_year`: given for the school year that ends in `year`. `is_proposed`: it is being
    decided in the same session; it counts only where the law looks at the year under review itself.
    `is_dated_by_decision`: the decision names no achievement period,
    so that `year` is the year of the decision (D152 Đ33.7).
    """

    what: str
    year: int
    decided_on: date | None = None
    kind: str = "cong_trang"
    is_revoked: bool = False
    is_proposed: bool = False
    first_year: int | None = None
    is_dated_by_decision: bool = False
    is_school_year: bool = False
    record: str = ""


@dataclass(frozen=True, slots=True)
class Initiative:
    """A recognised initiative or accepted study, and the widest scope it was recognised for."""

    year: int
    scope: str
    kind: str = "sang_kien"
    record: str = ""


@dataclass(frozen=True, slots=True)
class Discipline:
    """A disciplinary decision. `ends_on`: its last day; None where it is not known."""

    form: str
    decided_on: date
    ends_on: date | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A discipline being considered, an inspection for signs of breach, or a complaint."""

    kind: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class MemberDiscipline:
    """How many members of a collective had a form of discipline in the period."""

    form: str
    count: int
    record: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """A collective in the period: its size, who completed the tasks, who holds what.

    `rated` counts members by performance rating; `parts` are the units directly inside it.
    """

    count: int | None = None
    completed: int | None = None
    holding: Mapping[str, int] = field(default_factory=dict)
    disciplined: tuple[MemberDiscipline, ...] | None = None
    record: str = ""
    rated: Mapping[str, int] = field(default_factory=dict)
    parts: int | None = None

    def floor(self) -> int:
        """The least size that the known figures allow."""
        rated = sum(self.rated.values())
        return max(self.count or 0, self.completed or 0, rated, *self.holding.values(), 0)


@dataclass(frozen=True, slots=True)
class Movement:
    """The movement that a holder led: its length in years, and at which review it is rewarded."""

    years: int | None = None
    stage: str | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about one holder; see the module on what None means.

    `group` is what a person is by work (`scales.GROUPS`): it chooses among the standards of a
    title, and None takes the one for officials and employees.

    `completion` and `months_worked` are keyed by year, `attested` and `constituted` by criterion;
    `is_all_attested` vouches for every attested criterion (not for constituted ones). `records`
    names the record that proves a path: `{"completion.2018": "ratings/12"}`. `founded` is the day a
    unit was founded; 1 January where only its year is known.
    """

    completion: Mapping[int, str] | None = None
    months_worked: Mapping[int, Fraction | int] | None = None
    leave: tuple[Leave, ...] | None = None
    honours: tuple[Honour, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    discipline: tuple[Discipline, ...] | None = None
    pending: tuple[Pending, ...] | None = None
    members: Members | None = None
    attested: Mapping[str, bool] | None = None
    is_all_attested: bool = False
    constituted: Mapping[str, bool] | None = None
    records: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    movement: Movement | None = None
    founded: date | None = None

    @classmethod
    def from_mapping(
        cls, mapping: object, *, where: str = "facts", school: bool = False
    ) -> "Facts":
        """Facts from the shape of design 4.2. Raises one `Refusal` with every problem found."""
        problems = Problems()
        facts = read_facts(Entry(mapping, "", Place(where), problems), school=school)
        problems.raise_any()
        return facts


def read_facts(entry: Entry, *, school: bool = False) -> Facts:
    """Facts under `entry`; problems are noted in it. `school`: the case is of a school year."""
    records: dict[str, str] = {}
    facts = Facts(
        completion=_completion(entry, records, school=school),
        months_worked=_months(entry, records, school=school),
        leave=_list(entry, "leave", _leave),
        honours=_list(entry, "honours", _honour),
        initiatives=_list(entry, "initiatives", _initiative),
        discipline=_list(entry, "discipline", _discipline),
        pending=_pending(entry),
        members=_members(entry.entry("members")) if entry.has("members") else None,
        constituted=_vouched(entry, "constituted", records),
        founded=_founded(entry) if entry.has("founded") else None,
        group=entry.choice("group", scales.GROUPS) if entry.has("group") else None,
        movement=_movement(entry.entry("movement")) if entry.has("movement") else None,
    )
    if entry.has("attested") and entry.raw("attested") == "all":
        facts = replace(facts, is_all_attested=True)
    else:
        facts = replace(facts, attested=_vouched(entry, "attested", records))
    entry.close()
    return replace(facts, records=records or _NO_RECORDS)


def _slot(by: Entry, key: str, name: str, path: str, records: dict[str, str]) -> tuple[Entry, str]:
    """Where the value under a key stands: right there, or at `name` of `{name, record}`."""
    records.pop(path, None)
    if not isinstance(by.raw(key), Mapping):
        return by, key
    inner = by.entry(key)
    record = inner.optional_text("record")
    if record:
        records[path] = record
    inner.has(name)
    inner.close()
    return inner, name


def _completion(entry: Entry, records: dict[str, str], *, school: bool) -> dict[int, str] | None:
    if not entry.has("completion"):
        return None
    by_year = entry.entry("completion")
    levels: dict[int, str] = {}
    for year, key in years_under(by_year, school=school):
        holder, at = _slot(by_year, key, "level", f"completion.{year}", records)
        levels[year] = holder.choice(at, scales.COMPLETION)
    return levels


def _months(
    entry: Entry, records: dict[str, str], *, school: bool
) -> dict[int, Fraction | int] | None:
    if not entry.has("months_worked"):
        return None
    by_year = entry.entry("months_worked")
    months: dict[int, Fraction | int] = {}
    for year, key in years_under(by_year, school=school):
        holder, at = _slot(by_year, key, "months", f"months_worked.{year}", records)
        number = holder.number(at)
        if number > _MONTHS_OF_A_YEAR:
            message = _("A year has twelve months.")
            holder.note("bad_value", message, _("Write a number from 0 to 12."), at)
        months[year] = int(number) if number.denominator == 1 else number
    return months


def _list(entry: Entry, key: str, read: Callable[[Entry], T]) -> tuple[T, ...] | None:
    """The items under a key, each read and closed; None where the key is left out."""
    if not entry.has(key):
        return None
    found = []
    for item in entry.entries(key):
        found.append(read(item))
        item.close()
    return tuple(found)


def _leave(entry: Entry) -> Leave:
    found = Leave(
        kind=entry.choice("kind", scales.LEAVE),
        start=entry.day("from"),
        until=entry.day("until"),
        result=entry.choice("result", scales.STUDY_RESULTS) if entry.has("result") else None,
        record=entry.optional_text("record") or "",
    )
    if found.until < found.start:
        message = _("The leave ends before it begins.")
        entry.note("bad_value", message, _("Correct its days."), "until")
    return found


def _founded(entry: Entry) -> date | None:
    """`founded: 2001`, or the day."""
    if as_day(entry.raw("founded")) is not None:
        return entry.day("founded")
    year = year_under(entry, "founded")
    return date(year, 1, 1) if year else None


def _honour(entry: Entry) -> Honour:
    decided_on = entry.optional_day("decided_on")
    is_bare = decided_on is not None and not entry.has("year") and not entry.has("period")
    period = Period.of(decided_on.year) if is_bare and decided_on else read_period(entry)
    if decided_on is not None and NO_DAY < decided_on < period.start:
        message = _("The decision is dated before the achievement period begins.")
        entry.note("impossible", message, _("Correct the year or the date."), "decided_on")
    return Honour(
        what=entry.text("what"),
        year=period.year,
        decided_on=decided_on,
        is_dated_by_decision=is_bare,
        kind=entry.choice("kind", scales.HONOUR_KINDS, "cong_trang"),
        is_revoked=entry.yes("revoked", default=False),
        is_proposed=entry.yes("proposed", default=False),
        first_year=period.start.year if period.start.year != period.year else None,
        is_school_year=period.is_school_year,
        record=entry.optional_text("record") or "",
    )


def _initiative(entry: Entry) -> Initiative:
    return Initiative(
        year=year_under(entry, "year") or 0,
        scope=entry.choice("scope", scales.SCOPE_RANK),
        kind=entry.choice("kind", scales.INITIATIVE_KINDS, "sang_kien"),
        record=entry.optional_text("record") or "",
    )


def _discipline(entry: Entry) -> Discipline:
    found = Discipline(
        form=entry.choice("form", scales.DISCIPLINE),
        decided_on=entry.day("decided_on"),
        ends_on=entry.optional_day("ends_on"),
        record=entry.optional_text("record") or "",
    )
    if found.ends_on is not None and found.ends_on < found.decided_on:
        message = _("The discipline ends before it was decided.")
        entry.note("bad_value", message, _("Correct its days."), "ends_on")
    return found


def _pending(entry: Entry) -> tuple[Pending, ...] | None:
    """Each item a word, or `{kind, record}`."""
    if not entry.has("pending"):
        return None
    found = []
    for path, item in entry.values("pending"):
        value = item if isinstance(item, Mapping) else {"kind": item}
        inner = Entry(value, path, entry.place, entry.problems)
        kind = inner.choice("kind", scales.PENDING)
        found.append(Pending(kind, inner.optional_text("record") or ""))
        inner.close()
    return tuple(found)


def _members(entry: Entry) -> Members:
    holding: dict[str, int] = {}
    if entry.has("holding"):
        inner = entry.entry("holding")
        holding = {key: inner.whole(key) for key in inner.keys()}  # noqa: SIM118
    rated: dict[str, int] = {}
    if entry.has("rated"):
        inner = entry.entry("rated")
        rated = {level: inner.whole(level) for level in scales.COMPLETION if inner.has(level)}
        inner.close()
    members = Members(
        count=entry.whole("count", low=1) if entry.has("count") else None,
        completed=entry.whole("completed") if entry.has("completed") else None,
        holding=holding,
        rated=rated,
        parts=entry.whole("parts") if entry.has("parts") else None,
        disciplined=_list(entry, "disciplined", _member_discipline),
        record=entry.optional_text("record") or "",
    )
    entry.close()
    figures_of = [("completed", members.completed)]
    figures_of += [(f"holding.{key}", number) for key, number in holding.items()]
    figures_of += [("rated", sum(rated.values()))]
    for at, number in figures_of:
        if members.count is not None and number is not None and number > members.count:
            message = _("%(number)s of %(count)s members cannot be.")
            figures = {"number": number, "count": members.count}
            entry.note("impossible", message % figures, _("Correct one of the figures."), at)
    return members


def _movement(entry: Entry) -> Movement:
    found = Movement(
        years=entry.whole("years", low=1) if entry.has("years") else None,
        stage=entry.choice("stage", scales.MOVEMENT_STAGES) if entry.has("stage") else None,
        record=entry.optional_text("record") or "",
    )
    entry.close()
    return found


def _member_discipline(entry: Entry) -> MemberDiscipline:
    return MemberDiscipline(
        form=entry.choice("form", scales.DISCIPLINE),
        count=entry.whole("count", 1, low=1),
        record=entry.optional_text("record") or "",
    )


def _vouched(entry: Entry, key: str, records: dict[str, str]) -> dict[str, bool] | None:
    """Criterion to true or false; a value may be `{value, record}`."""
    if not entry.has(key):
        return None
    value = entry.raw(key)
    if not isinstance(value, Mapping):
        message = _("Criteria with true or false are expected here.")
        cure = nearest(str(value), ["all"]) if key == "attested" else ""
        entry.note("bad_value", message, cure, key)
        return None
    by_criterion = entry.entry(key)
    found = {}
    for name in by_criterion.keys():  # noqa: SIM118
        holder, at = _slot(by_criterion, name, "value", f"{key}.{name}", records)
        found[name] = holder.yes(at)
    return found
