"""What the law is made of, once loaded. Shares are exact fractions, money whole đồng."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor

from thidua.rules.candidates import Preference, SetRule
from thidua.rules.criteria import Criterion
from thidua.rules.dated import CarryOver, Dated
from thidua.rules.duties import Duty, RatingNames, SubmitBy
from thidua.rules.outcomes import Citation, Source, place_within
from thidua.rules.quotas import Quota
from thidua.rules.scales import COLLECTIVE_GROUPS

_KINDS = {
    "luat": "Luật",
    "nghi_quyet": "Nghị quyết",
    "nghi_dinh": "Nghị định",
    "thong_tu": "Thông tư",
    "quyet_dinh": "Quyết định",
    "quy_che": "Quy chế",
    "cong_van": "Công văn",
}
INSTRUMENT_KINDS = tuple(_KINDS)
_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, decree, circular or local rule. `places` lists its citable `24`, `24.1`, `24.1.a`."""

    id: str
    kind: str
    number: str
    title: str
    issuer: str
    adopted_on: date | None
    in_force_from: date
    in_force_until: date | None
    source: Source
    checked_by: str | None
    note: str
    places: frozenset[str]
    where: str = ""

    @property
    def printed(self) -> str:
        """The kind and number, as papers cite it."""
        return f"{_KINDS[self.kind]} số {self.number}"

    def cite(self, article: str, clause: str | None, point: str | None) -> Citation:
        """A citation of one of its places, with the text papers print."""
        text = f"{place_within(article, clause, point)} {self.printed}"
        return Citation(self.id, article, clause, point, self.number, text)

    def to_json(self) -> dict[str, object]:
        """Id, kind, number, title and how the text is known."""
        return {
            "id": self.id,
            "kind": _KINDS[self.kind],
            "number": self.number,
            "title": self.title,
            "source": self.source.value,
        }


@dataclass(frozen=True, slots=True)
class Authority:
    """A body with rules of its own. `parent` is whose rules apply where it has none."""

    id: str
    name: str
    level: str
    parent: str | None
    is_illustrative: bool
    note: str


@dataclass(frozen=True, slots=True)
class Standard:
    """The criteria of a title for one kind of holder; `groups` empty: for whom no other is."""

    holder: str
    criteria: tuple[Criterion, ...]
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LocalCriteria:
    """An authority's own criteria for a title: `fills` a delegated criterion, or stands beside."""

    what: str
    holder: str | None
    fills: str | None
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule before every criterion of the titles it applies to."""

    id: str
    what: frozenset[str] | None
    versions: tuple[Dated[Criterion], ...]

    def applies(self, what: str) -> bool:
        """Whether it stands before the criteria of a title or form."""
        return self.what is None or what in self.what


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, for holders of a level; level None: whatever the level."""

    id: str
    name: str
    level: str | None
    citation: Citation
    provisional: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A title or form of commendation. Without versions it is only known by name.

    `for_groups` names the only people (their units too) or kind of collective that it is for;
    empty: for everybody.
    `printed` is how a decision names it where that differs, `{issuer}` standing for who decides.
    """

    id: str
    name: str
    short: str
    family: str
    holders: tuple[str, ...]
    note: str = ""
    printed: str = ""
    is_selected: bool = False
    for_groups: frozenset[str] = frozenset()
    versions: tuple[Dated[Standard], ...] = ()
    deciders: tuple[Dated[Decider], ...] = ()
    where: str = ""

    def named_by(self, issuer: str) -> str:
        """The name as a decision of `issuer` prints it."""
        return self.printed.replace("{issuer}", issuer) or self.name

    def groups(self) -> frozenset[str]:
        """The groups of people that some version judges by a standard of their own."""
        return frozenset(group for each in self.versions for group in each.value.groups)

    def is_for(self, group: str | None) -> bool:
        """Whether it is given to people of this group; None: officials and employees."""
        return not self.for_groups or group in self.for_groups

    @property
    def is_for_units(self) -> bool:
        """Whether units outside of the armed forces may name it: it is for everybody, or for a kind
        of collective.
        """
        return not self.for_groups or not self.for_groups.isdisjoint(COLLECTIVE_GROUPS)

    @property
    def has_rules(self) -> bool:
        """Whether any version of its criteria is loaded."""
        return bool(self.versions)


@dataclass(frozen=True, slots=True)
class VoteRule:
    """The votes a proposal needs: at least `threshold` of `base`, or more where `strict`.

    `base` is `all_members`, `present` or `valid`; `body` is `council` or `unit` (deliberation).
    """

    what: str
    body: str
    threshold: Fraction
    base: str
    secret: bool
    strict: bool
    citation: Citation
    provisional: bool
    note: str = ""

    def share(self, yes: int, base_count: int) -> Fraction:
        """The share of `yes` votes; nought of nought is none."""
        return Fraction(yes, base_count) if base_count > 0 else _NONE

    def needed(self, base_count: int) -> int:
        """The fewest yes votes of `base_count` that are enough."""
        exact = self.threshold * base_count
        return floor(exact) + 1 if self.strict else ceil(exact)

    def passes(self, yes: int, base_count: int) -> bool:
        """Whether `yes` votes of `base_count` are enough; nought of nought is not."""
        if base_count <= 0:
            return False
        share = Fraction(yes, base_count)
        return share > self.threshold if self.strict else share >= self.threshold


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of a body's members that must be present."""

    body: str
    threshold: Fraction
    strict: bool
    citation: Citation
    provisional: bool
    note: str = ""

    def reached(self, present: int, members: int) -> bool:
        """Whether enough of `members` are present."""
        if members <= 0:
            return False
        share = Fraction(present, members)
        return share > self.threshold if self.strict else share >= self.threshold


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the dossier. `copies` is None where the law leaves it open.

    `when` says in which cases alone it is asked for; empty: always.
    """

    id: str
    name: str
    what: frozenset[str]
    copies: int | None
    citation: Citation
    provisional: bool
    note: str = ""
    when: str = ""

    def to_json(self) -> dict[str, object]:
        """As a verdict prints it."""
        return {
            "id": self.id,
            "name": self.name,
            "copies": self.copies,
            "citation": self.citation.to_json(),
        }


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Days for a step; working days where `working`.

    `what` names the titles and forms it is for, `level` the level that takes the step; None: any.
    """

    step: str
    name: str
    days: int
    working: bool
    citation: Citation
    provisional: bool
    note: str = ""
    what: frozenset[str] | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated value of law: a number as an exact fraction, or a word."""

    id: str
    name: str
    unit: str
    value: Fraction | str
    citation: Citation
    provisional: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reward:
    """Prize money as a multiple of the base salary."""

    what: str
    holder: str
    coefficient: Fraction
    citation: Citation
    provisional: bool


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole đồng and how it was reckoned."""

    amount: int
    coefficient: Fraction
    base: Fraction
    citations: tuple[Citation, ...]
    provisional: bool

    @classmethod
    def reckoned(
        cls, reward: Reward, salary: Parameter, step: Parameter, *, rounds_up: bool
    ) -> "Money | None":
        """Coefficient times salary, rounded to the step; None where a value is no number."""
        if isinstance(salary.value, str) or isinstance(step.value, str):
            return None
        steps = reward.coefficient * salary.value / step.value
        rounded = ceil(steps) if rounds_up else floor(steps + Fraction(1, 2))
        sources = (reward, salary, step)
        return cls(
            int(rounded * step.value),
            reward.coefficient,
            salary.value,
            tuple(dict.fromkeys(each.citation for each in sources)),
            any(each.provisional for each in sources),
        )


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government."""

    id: str
    name: str
    citation: Citation
    provisional: bool


@dataclass
class Shelf:
    """Everything read so far, while a folder is loading."""

    instruments: dict[str, Instrument] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    decider_names: dict[str, str] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    local: list[Dated[LocalCriteria]] = field(default_factory=list)
    papers: list[Dated[Paper]] = field(default_factory=list)
    votes: list[Dated[VoteRule]] = field(default_factory=list)
    quorums: list[Dated[Quorum]] = field(default_factory=list)
    quotas: list[Dated[Quota]] = field(default_factory=list)
    time_limits: list[Dated[TimeLimit]] = field(default_factory=list)
    parameters: list[Dated[Parameter]] = field(default_factory=list)
    rewards: list[Dated[Reward]] = field(default_factory=list)
    levels: list[Dated[Level]] = field(default_factory=list)
    set_rules: list[Dated[SetRule]] = field(default_factory=list)
    preferences: list[Dated[Preference]] = field(default_factory=list)
    duties: list[Dated[Duty]] = field(default_factory=list)
    submit_by: list[Dated[SubmitBy]] = field(default_factory=list)
    rating_names: list[Dated[RatingNames]] = field(default_factory=list)
    carry_overs: list[Dated[CarryOver]] = field(default_factory=list)
