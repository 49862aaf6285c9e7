"""What a holder lacks for each title and form, and the earliest year each can be reached.

A forward search with the same judging code, by the law of the day asked about, supposing that all
goes well (`hopes`). It advises: the law of a later year may differ, and titles that are selected
are not given to everybody who qualifies.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.facts import Facts
from thidua.rules.hopes import LOWER, Hope, expected, hoped, hopes
from thidua.rules.judging import Verdict, judge
from thidua.rules.law import Law
from thidua.rules.outcomes import Citation, Finding, Outcome
from thidua.rules.periods import Period

HORIZON = 12  # years looked ahead where the caller names none
# Taken back in this order: awards before work, so that the plainest road is shown.
_TAKEN_BACK = (
    "honour", "initiative", "completion", "constituted", "attested", "months", "members",
    "discipline", "pending",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """What must come about in `year`, for which criterion, by which article.

    `kind` and `value` are those of `Hope`: `completion` (a rating), `initiative` (a scope),
    `honour` (a title), `attested` or `constituted` (a criterion), `months`, `members`,
    `discipline`, `pending`. `serves` is the title or form whose criterion asks for it.
    """

    year: int
    kind: str
    value: str
    serves: str
    criterion: str
    label: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """One title or form for one holder.

    `now` is the verdict for the year under review. `only_lack` is the one thing that is wanting
    where it is not met and just one thing is (an `any_of` where either of its parts would do).
    `earliest` is the first year it can be met in (None: not within the horizon), `steps` what must
    come about for that, in order of year; none where it is met now.
    """

    what: str
    now: Verdict
    only_lack: Finding | None
    earliest: int | None
    steps: tuple[Step, ...] = ()

    def within(self, years: int, year: int) -> bool:
        """Whether it can be reached within so many years after `year`, but not in it already."""
        return self.earliest is not None and year < self.earliest <= year + years


def prospects(
    law: Law,
    *,
    holder: str,
    facts: Facts,
    year: int,
    governing: Governing,
    jurisdiction: Jurisdiction,
    titles: Iterable[str] | None = None,
    horizon: int = HORIZON,
) -> tuple[Prospect, ...]:
    """The prospects of a holder as of the achievement year `year`, in the order of `titles`.

    `titles` are ids (default: every title and form of this kind of holder in force). Awards to come
    count from the year they are earned for. Refuses an unknown id or authority.
    """
    search = _Search(law, holder, facts, year, governing, jurisdiction, horizon)
    wanted = search.titles if titles is None else tuple(titles)
    return tuple(search.prospect(what) for what in wanted)


def ahead(found: Sequence[Prospect], *, year: int, years: int = 2) -> tuple[Prospect, ...]:
    """Those to be told ahead, so that papers can be gathered: reachable within `years`."""
    return tuple(each for each in found if each.within(years, year))


def followed(law: Law, facts: Facts, steps: Iterable[Step]) -> Facts:
    """The facts once these steps have come about."""
    supposed = [Hope(step.kind, step.year, step.value) for step in steps]
    return hoped(facts, supposed, members_titles(law))


def members_titles(law: Law) -> tuple[str, ...]:
    """The titles that members of a collective may hold."""
    return tuple(what for what, title in law.shelf.titles.items() if "individual" in title.holders)


def lacks(finding: Finding) -> list[Finding]:
    """The fewest nodes that would have to turn for a finding to be met; none where it is met."""
    if finding.outcome is Outcome.MET:
        return []
    if not finding.parts:
        return [finding]
    if finding.ground.word != "any_of":
        return [each for part in finding.parts for each in lacks(part)]
    roads = [lacks(part) for part in finding.parts]
    fewest = min(len(road) for road in roads)
    if fewest == 1 and sum(len(road) == 1 for road in roads) > 1:
        return [finding]
    return next(road for road in roads if len(road) == fewest)


@dataclass
class _Course:
    """One run of the years: what is supposed, the awards in order, and when each came first."""

    honours: list[Hope] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    before: dict[tuple[str, int], tuple[Hope, ...]] = field(default_factory=dict)


class _Search:
    """The search for one holder; runs of the years are made once."""

    def __init__(
        self,
        law: Law,
        holder: str,
        facts: Facts,
        year: int,
        governing: Governing,
        jurisdiction: Jurisdiction,
        horizon: int,
    ) -> None:
        self.law, self.holder, self.facts, self.year = law, holder, facts, year
        self.governing, self.jurisdiction, self.horizon = governing, jurisdiction, horizon
        trees = {
            title.id: law.checklist(
                title.id, governing, jurisdiction, holder=holder, group=facts.group
            )
            for title in law.titles()
            if holder in title.holders and title.is_for(facts.group)
        }
        self.titles = tuple(
            what for what, tree in trees.items() if tree.outcome is not Outcome.NO_LAW
        )
        self._of_members = members_titles(law)
        self._forms = {what for what in self.titles if law.title(what).family == "form"}
        self._vouched = {what: frozenset(expected(trees[what])) for what in self.titles}
        self._all = frozenset(each for found in self._vouched.values() for each in found)
        held = {each.what for each in facts.honours or () if not each.is_revoked}
        self._held = held & self._forms
        self._courses: dict[frozenset[str], _Course] = {}
        self._steps: dict[tuple[str, int, frozenset[str]], tuple[Step, ...]] = {}

    def prospect(self, what: str) -> Prospect:
        """One title or form."""
        now = self._verdict(what, self.facts, self.year)
        if now.outcome is Outcome.MET:
            return Prospect(what, now, None, self.year)
        if what not in self.titles:
            return Prospect(what, now, None, None)
        wanting = lacks(now.finding)
        only = wanting[0] if len(wanting) == 1 else None
        best = min(
            (
                (course.first[what], index, again)
                for index, again in enumerate(self._strategies())
                for course in [self._course(again)]
                if what in course.first
            ),
            default=None,
        )
        if best is None:
            return Prospect(what, now, only, None)
        earliest, _index, again = best
        steps = self._steps_to(what, earliest, again)
        merged = sorted(_merged(steps), key=lambda step: (step.year, step.kind, step.value))
        return Prospect(what, now, only, earliest, tuple(merged))

    def _strategies(self) -> list[frozenset[str]]:
        """Which forms already held are taken again: an award anew may help a broken chain."""
        alone = [frozenset([what]) for what in sorted(self._held)]
        whole = [frozenset(self._held)] if len(self._held) > 1 else []
        return [frozenset(), *alone, *whole]

    def _course(self, again: frozenset[str]) -> _Course:
        course = self._courses.get(again)
        if course is None:
            course = self._courses[again] = _Course()
            for year in range(self.year, self.year + self.horizon + 1):
                self._live(course, year, again)
        return course

    def _live(self, course: _Course, year: int, again: frozenset[str]) -> None:
        """One year at its best: every title that can be met is given, forms once each."""
        supposed = self._hopes(year, self._all)
        already = {each.what for each in self.facts.honours or () if each.year == year}
        closed = {each.value for each in course.honours if each.value in self._forms}
        closed |= self._held - again
        waiting = [what for what in self.titles if what not in closed]
        while waiting:
            given = tuple(course.honours)
            facts = hoped(self.facts, (*supposed, *given), self._of_members)
            met = [what for what in waiting if self._is_met(what, facts, year)]
            for what in met:
                course.first.setdefault(what, year)
                course.before[what, year] = given
                if what not in already:
                    course.honours.append(Hope("honour", year, what))
            if not met:
                return
            waiting = [what for what in waiting if what not in met]

    def _hopes(self, year: int, vouched: Iterable[tuple[str, str]]) -> tuple[Hope, ...]:
        return hopes(self.facts, first=self.year, last=year, vouched=vouched, holder=self.holder)

    def _steps_to(self, what: str, year: int, again: frozenset[str]) -> tuple[Step, ...]:
        """What is needed for a title in a year of a course, and for the awards it rests on."""
        key = (what, year, again)
        if key in self._steps:
            return self._steps[key]
        given = self._course(again).before[what, year]
        supposed = [*self._hopes(year, self._all), *given]
        needed = tuple(self._needed(what, year, supposed))
        below = [
            step
            for hope, _step in needed
            if hope.kind == "honour"
            for step in self._steps_to(hope.value, hope.year, again)
        ]
        self._steps[key] = (*below, *(step for _hope, step in needed))
        return self._steps[key]

    def _needed(self, what: str, year: int, supposed: list[Hope]) -> Iterator[tuple[Hope, Step]]:
        """The suppositions that cannot be taken back, each lowered as far as it goes."""
        kept = sorted(supposed, key=lambda hope: (_TAKEN_BACK.index(hope.kind), -hope.year))
        why: dict[Hope, Finding] = {}
        for hope in list(kept):
            rest = [each for each in kept if each is not hope]
            finding = self._finding(what, rest, year)
            if finding.outcome is Outcome.MET:
                kept = rest
                continue
            lowest = hope
            for value in LOWER.get(hope.kind, ()):
                lowest = replace(hope, value=value)
                lowered = self._finding(what, [*rest, lowest], year)
                if lowered.outcome is Outcome.MET:
                    break
                finding = lowered
            kept = [lowest if each is hope else each for each in kept]
            why[lowest] = lacks(finding)[0]
        for hope in kept:
            leaf = why[hope]
            yield (
                hope,
                Step(
                    hope.year,
                    hope.kind,
                    hope.value,
                    what,
                    leaf.criterion,
                    leaf.label,
                    leaf.citation,
                ),
            )

    def _finding(self, what: str, supposed: list[Hope], year: int) -> Finding:
        return self._verdict(what, hoped(self.facts, supposed, self._of_members), year).finding

    def _is_met(self, what: str, facts: Facts, year: int) -> bool:
        return self._verdict(what, facts, year).outcome is Outcome.MET

    def _verdict(self, what: str, facts: Facts, year: int) -> Verdict:
        return judge(
            self.law,
            what=what,
            holder=self.holder,
            period=Period.of(year),
            governing=self.governing,
            jurisdiction=self.jurisdiction,
            facts=facts,
        )


def _merged(steps: Iterable[Step]) -> list[Step]:
    """One step for one thing in a year: the higher rating, the wider scope."""
    kept: dict[tuple[int, str, str], Step] = {}
    for step in steps:
        ranks = LOWER.get(step.kind)
        key = (step.year, step.kind, "" if ranks else step.value)
        other = kept.get(key)
        if other is None or (ranks and ranks.index(step.value) > ranks.index(other.value)):
            kept[key] = step
    return list(kept.values())
