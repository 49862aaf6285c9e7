"""Those proposed together, and what orders them where more qualify than may be proposed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.outcomes import Citation, Outcome
from thidua.rules.strict import Entry

T = TypeVar("T")
_SEXES = {"nu": True, "nam": False}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed, by name. None where a fact is not known; `name` empty where none was given.

    `women_share` is of a collective; `head` is the head of the unit itself. `achievement`, `place`
    (the unit or dossier that proposes), `what`, `kind` and `decider` matter where proposals of
    several dossiers are looked at together.
    """

    name: str = ""
    female: bool | None = None
    women_share: Fraction | None = None
    leader: bool | None = None
    head: bool | None = None
    direct_worker: bool | None = None
    small: bool | None = None
    hard_area: bool | None = None
    what: str = ""
    kind: str = "cong_trang"
    achievement: str = ""
    place: str = ""
    decider: str = ""


FLAGS = ("leader", "head", "direct_worker", "small", "hard_area")


@dataclass(frozen=True, slots=True)
class Preference:
    """Whom the law prefers among those equally qualified: any of the traits is enough."""

    id: str
    name: str
    flags: tuple[tuple[str, bool], ...]
    women_share: Fraction | None
    citation: Citation
    provisional: bool
    note: str = ""

    def favours(self, candidate: Candidate) -> bool:
        """Whether a candidate is known to be of those preferred."""
        if (
            self.women_share is not None
            and candidate.women_share is not None
            and candidate.women_share >= self.women_share
        ):
            return True
        return any(getattr(candidate, flag) is wanted for flag, wanted in self.flags)


@dataclass(frozen=True, slots=True)
class Company:
    """What a rule about a set looks at: the proposals, and the unit that proposes.

    `unit_holds` are the titles the unit has for the period (None: not known); `decider` tells who
    decides a title, None where the law loaded does not say.
    """

    candidates: Sequence[Candidate]
    unit_holds: frozenset[str] | None
    decider: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a rule about a set, the candidates it names, and the facts still open."""

    outcome: Outcome
    names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


Ask = Callable[[Company], Answer]


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule about the proposals for `what` (None: for any title)."""

    id: str
    name: str
    word: str
    what: frozenset[str] | None
    ask: Ask
    citation: Citation
    provisional: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate's place in the order and the preferences that give it."""

    candidate: Candidate
    place: int
    because: tuple[Preference, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Candidates in the order of the law's preferences; people choose, never the program.

    The law does not weigh one preference against another: one candidate goes before another only
    where all that favours the other favours it too, and something more does. `place` is one more
    than the places before it, so that equal places are a choice left to people.
    """

    standings: tuple[Standing, ...]
    limit: int | None = None

    def certain(self) -> tuple[Standing, ...]:
        """Those whose whole place fits in the limit; with no limit, all."""
        if self.limit is None:
            return self.standings
        limit = self.limit
        return tuple(
            each
            for each in self.standings
            if sum(other.place <= each.place for other in self.standings) <= limit
        )

    def to_choose(self) -> tuple[Standing, ...]:
        """Those of the place that the limit cuts through: people choose among them."""
        if self.limit is None:
            return ()
        rest = [each for each in self.standings if each not in self.certain()]
        if len(self.standings) - len(rest) >= self.limit or not rest:
            return ()
        first = min(each.place for each in rest)
        return tuple(each for each in rest if each.place == first)

    def to_json(self) -> list[Mapping[str, object]]:
        """As a finding shows it."""
        return [
            {
                "name": each.candidate.name,
                "place": each.place,
                "because": [preference.id for preference in each.because],
            }
            for each in self.standings
        ]


def in_order(
    candidates: Sequence[Candidate], preferences: Sequence[Preference], limit: int | None = None
) -> Order:
    """The candidates by the preferences, in the order given where these do not tell them apart."""
    favours = [tuple(p for p in preferences if p.favours(each)) for each in candidates]
    ids = [frozenset(p.id for p in found) for found in favours]
    place_of = places(ids)
    standings = [
        Standing(candidate, place_of[found], why)
        for candidate, found, why in zip(candidates, ids, favours, strict=True)
    ]
    return Order(tuple(sorted(standings, key=lambda each: each.place)), limit)


def places(favours: Iterable[frozenset[T]]) -> dict[frozenset[T], int]:
    """The place of each set of preferences that speak for somebody: one more than the deepest of
    the sets that hold it and something more.
    """
    found: dict[frozenset[T], int] = {}
    for each in sorted(set(favours), key=len, reverse=True):
        found[each] = 1 + max((place for more, place in found.items() if more > each), default=0)
    return found


def read_candidates(entry: Entry) -> tuple[Candidate, ...]:
    """The candidates of a case: each a name, or keys of which `name` tells them apart."""
    found = []
    seen: set[tuple[str, ...]] = set()
    for path, item in entry.values("candidates"):
        if isinstance(item, str):
            candidate = Candidate(item)
        elif isinstance(item, Mapping):
            candidate = _read(Entry(item, path, entry.place, entry.problems))
        else:
            message = _("A candidate is a name, or keys with a name.")
            entry.problems.add("bad_value", message, "", entry.place, path)
            continue
        key = (candidate.name, candidate.what, candidate.place, candidate.achievement)
        if candidate.name and key in seen:
            message = _("“%(name)s” stands twice.") % {"name": candidate.name}
            entry.problems.add("repeated", message, _("Keep one."), entry.place, path)
        seen.add(key)
        found.append(candidate)
    return tuple(found)


def _read(entry: Entry) -> Candidate:
    female = entry.yes("female") if entry.has("female") else None
    if entry.has("sex"):
        female = _SEXES[entry.choice("sex", _SEXES)]
    flags = {flag: entry.yes(flag) for flag in FLAGS if entry.has(flag)}
    found = Candidate(
        name=entry.optional_text("name") or "",
        female=female,
        women_share=entry.share("women_share") if entry.has("women_share") else None,
        what=entry.optional_text("what") or "",
        kind=entry.choice("kind", scales.HONOUR_KINDS, "cong_trang"),
        achievement=entry.optional_text("achievement") or "",
        place=entry.optional_text("place") or "",
        decider=entry.optional_text("decider") or "",
        **flags,
    )
    entry.close()
    return found
