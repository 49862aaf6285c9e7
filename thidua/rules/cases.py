"""Worked cases: read strictly from YAML, judged, compared with what is expected (design 4.2)."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.candidates import Candidate, read_candidates
from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.facts import Facts, read_facts
from thidua.rules.judging import MONEY, Verdict, judge
from thidua.rules.law import Law
from thidua.rules.loading import read_text
from thidua.rules.outcomes import Finding, Outcome
from thidua.rules.periods import Period, read_period
from thidua.rules.prizes import Beside, judge_money, read_beside
from thidua.rules.sets import QUOTA, VOTE, Ballot, judge_quota, judge_vote, known_sets
from thidua.rules.strict import NO_DAY, Entry, Place, Problems, nearest, read_yaml

_CASE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case should give: the outcome, criteria that must be among the deciding ones, and
    perhaps the prize money in whole đồng.
    """

    outcome: Outcome
    because: tuple[str, ...]
    money: int | None = None

    def agrees(self, verdict: Verdict) -> bool:
        """Whether a verdict is as expected."""
        if self.money is not None and verdict.money != self.money:
            return False
        return verdict.outcome is self.outcome and set(self.because) <= deciding(verdict.finding)

    def to_json(self) -> dict[str, object]:
        """As the answer repeats it."""
        told: dict[str, object] = {"outcome": self.outcome.value, "because": list(self.because)}
        return told if self.money is None else {**told, "money": self.money}


@dataclass(frozen=True, slots=True)
class Case:
    """One case as read. `candidates` only for a rule about a set, `ballot` for a vote, `beside` for
    prize money.
    """

    name: str
    what: str
    holder: str
    period: Period
    governing: Governing
    jurisdiction: Jurisdiction
    facts: Facts
    candidates: tuple[Candidate, ...] | None
    expected: Expected | None
    ballot: Ballot | None = None
    body: str = "council"
    beside: tuple[Beside, ...] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A case's verdict, or why the case is impossible."""

    name: str
    verdict: Verdict | None
    expected: Expected | None
    error: tuple[Reason, ...] = ()
    case: Case | None = None

    @property
    def has_passed(self) -> bool:
        """False for an impossible case, and for one whose verdict is not as expected."""
        if self.verdict is None:
            return False
        return self.expected is None or self.expected.agrees(self.verdict)

    def to_json(self) -> dict[str, object]:
        """The answer as design 4.2 prints it."""
        answer: dict[str, object] = {"name": self.name}
        if self.verdict is not None:
            answer.update(self.verdict.to_json())
        else:
            answer["error"] = "\n".join(str(reason) for reason in self.error)
        if self.expected is not None:
            answer["expected"] = self.expected.to_json()
            answer["passed"] = self.has_passed
        return answer


def deciding(finding: Finding) -> set[str]:
    """Ids of the nodes that carry the outcome of a finding, from the root to the leaves."""
    ids = {finding.criterion}
    for part in finding.parts:
        if part.outcome is finding.outcome:
            ids |= deciding(part)
    return ids


def assess_file(law: Law, path: Path, shown: str) -> list[Answer]:
    """Judge every case of a file. Raises `Refusal` where the file itself is no list of cases."""
    return assess_text(law, read_text(path, shown), shown)


def assess_text(law: Law, text: str, shown: str) -> list[Answer]:
    """Judge every case of a YAML text; `shown` names it in messages."""
    problems = Problems()
    place = Place(shown)
    value = read_yaml(text, place, problems)
    whole = [reason for reason in problems.reasons if not _CASE.match(reason.field)]
    if whole:
        raise Refusal(*whole)
    cure = _("Begin each case with a dash and its keys: name, what, holder, year, facts.")
    if value is None:
        raise refuse("empty_file", _("The file has no cases."), cure=cure, where=shown)
    if not isinstance(value, list) or not value:
        message = _("A list of cases is expected.")
        raise refuse("not_cases", message, cure=cure, where=place.where(""))
    broken: dict[int, list[Reason]] = {}
    for reason in problems.reasons:
        match = _CASE.match(reason.field)
        broken.setdefault(int(match.group(1)) if match else 0, []).append(reason)
    return [
        _assess_one(law, item, index, place, broken.get(index, []))
        for index, item in enumerate(value)
    ]


def _assess_one(law: Law, item: object, index: int, place: Place, broken: list[Reason]) -> Answer:
    problems = Problems(list(broken))
    entry = Entry(item, f"[{index}]", place, problems)
    fallback = _("case %(number)s") % {"number": index + 1}
    name = entry.text("name", fallback) or fallback
    expected = _read_expected(entry) if entry.has("expect") else None
    case = _read_case(law, entry, name, expected)
    if problems.reasons:
        return Answer(name, None, expected, tuple(problems.reasons))
    try:
        return Answer(name, judge_case(law, case), expected, (), case)
    except Refusal as refusal:
        where = place.where(f"[{index}].what")
        reasons = (
            Reason(
                each.code, each.message, each.cure, each.citation, each.field, each.where or where
            )
            for each in refusal.reasons
        )
        return Answer(name, None, expected, tuple(reasons))


def judge_case(law: Law, case: Case) -> Verdict:
    """The verdict of a case. Refuses what the law can never give."""
    if case.candidates is not None:
        return judge_quota(
            law,
            case.what.removeprefix(QUOTA),
            case.candidates,
            governing=case.governing,
            jurisdiction=case.jurisdiction,
            facts=case.facts,
            period=case.period,
            holder=case.holder,
        )
    if case.ballot is not None:
        return judge_vote(
            law,
            case.what.removeprefix(VOTE),
            case.ballot,
            governing=case.governing,
            jurisdiction=case.jurisdiction,
            body=case.body,
        )
    if case.beside is not None:
        return judge_money(
            law,
            case.what.removeprefix(MONEY),
            case.beside,
            holder=case.holder,
            year=case.period.year,
            governing=case.governing,
            jurisdiction=case.jurisdiction,
        )
    return judge(
        law,
        what=case.what,
        holder=case.holder,
        period=case.period,
        governing=case.governing,
        jurisdiction=case.jurisdiction,
        facts=_as_decided(law, case),
    )


def _as_decided(law: Law, case: Case) -> Facts:
    """The facts; what another body decides may be named under `attested` too."""
    facts = case.facts
    if not facts.attested or case.what not in law.shelf.titles:
        return facts
    tree = law.checklist(
        case.what, case.governing, case.jurisdiction, holder=case.holder, group=facts.group
    )
    decided = {leaf.criterion for leaf in tree.leaves() if leaf.ground.nature == "constituted"}
    named = {name: value for name, value in facts.attested.items() if name in decided}
    if not named:
        return facts
    return replace(facts, constituted={**named, **(facts.constituted or {})})


def _read_case(law: Law, entry: Entry, name: str, expected: Expected | None) -> Case:
    what = entry.text("what")
    is_quota, is_vote, is_money = (what.startswith(each) for each in (QUOTA, VOTE, MONEY))
    known = known_sets(law) if is_quota else law.shelf.titles
    plain = what.removeprefix(QUOTA if is_quota else MONEY if is_money else VOTE)
    if what and plain not in known:
        message = _("The law has no title or form “%(id)s”.") % {"id": what}
        entry.note("unknown_title", message, nearest(plain, known), "what")
    fallback = scales.HOLDERS[0] if is_quota or is_vote else None
    holder = entry.choice("holder", scales.HOLDERS, fallback)
    period = read_period(entry)
    governing = _read_governing(entry.entry("governing"))
    if governing.decided_on != NO_DAY and governing.decided_on < period.start:
        message = _("The decision is dated before the achievement period begins.")
        entry.note("impossible", message, _("Correct the year or the date."), "governing")
    jurisdiction = _read_jurisdiction(law, entry)
    facts = Facts()
    if entry.has("facts") and entry.raw("facts") is not None:
        inner = entry.entry("facts")
        facts = read_facts(inner, school=period.is_school_year)
        _check_ids(law, inner, facts)
        if fallback is None:
            _check_holder(law, inner, facts, holder)
        if facts.founded is not None and NO_DAY < governing.decided_on < facts.founded:
            message = _("The decision is dated before the unit was founded.")
            inner.note("impossible", message, _("Correct one of the dates."), "founded")
    candidates = read_candidates(entry) if is_quota else None
    ballot = _read_ballot(entry) if is_vote else None
    body = entry.choice("body", scales.BODIES, "council") if is_vote else "council"
    beside = read_beside(entry, law) if is_money else None
    entry.close()
    return Case(
        name, what, holder, period, governing, jurisdiction, facts, candidates, expected, ballot,
        body, beside,
    )  # fmt: skip


def _read_governing(entry: Entry) -> Governing:
    found = Governing(entry.day("decided_on"), entry.optional_day("received_on"))
    entry.close()
    if found.received_on is not None and NO_DAY < found.decided_on < found.received_on:
        message = _("The dossier cannot be received after the decision.")
        entry.note("impossible", message, _("Correct one of the dates."), "received_on")
    return found


def _read_jurisdiction(law: Law, entry: Entry) -> Jurisdiction:
    if not entry.has("jurisdiction") or entry.raw("jurisdiction") is None:
        return Jurisdiction()
    inner = entry.entry("jurisdiction")
    level = inner.choice("level", scales.LEVELS) if inner.has("level") else None
    authority = inner.optional_text("authority")
    inner.close()
    if authority is not None:
        found = law.shelf.authorities.get(authority)
        if found is None:
            message = _("No rules of an authority “%(id)s” are loaded.") % {"id": authority}
            cure = nearest(authority, law.shelf.authorities)
            inner.note("unknown_authority", message, cure, "authority")
        elif level is None:
            level = found.level
    return Jurisdiction(level, authority)


def _check_ids(law: Law, entry: Entry, facts: Facts) -> None:
    """Honours and members' titles are ids the law knows: a misspelt one would count for nothing."""
    known = law.shelf.titles
    named = [
        (f"honours[{index}].what", each.what) for index, each in enumerate(facts.honours or ())
    ]
    if facts.members is not None:
        named += [(f"members.holding.{what}", what) for what in facts.members.holding]
    for path, what in named:
        if what and what not in known:
            message = _("The law has no title or form “%(id)s”.") % {"id": what}
            entry.note("unknown_title", message, nearest(what, known), path)


def _read_ballot(entry: Entry) -> Ballot:
    inner = entry.entry("votes")
    members = inner.whole("members", low=1)
    present = inner.whole("present", members, low=0)
    found = Ballot(
        members, present, inner.whole("agree"), inner.whole("valid") if inner.has("valid") else None
    )
    inner.close()
    return found


def _check_holder(law: Law, entry: Entry, facts: Facts, holder: str) -> None:
    """What this kind of holder can never have, and honours that cannot be placed in time."""
    if facts.founded is not None and holder == scales.HOLDERS[0]:
        message = _("A person is not founded.")
        entry.note("impossible", message, _("Leave it out, or correct the holder."), "founded")
    for index, each in enumerate(facts.honours or ()):
        title = law.shelf.titles.get(each.what)
        if title is None:
            continue
        path = f"honours[{index}]"
        if title.holders and holder not in title.holders:
            message = _("“%(title)s” is not given to this kind of holder (%(holder)s).")
            words = {"title": title.name, "holder": holder}
            entry.note("impossible", message % words, _("Take it out."), f"{path}.what")
        if each.is_dated_by_decision and title.family == "title":
            message = _("A title is given for a year; here stands none.")
            entry.note("missing_key", message, _("Write the year it was given for."), path)
        if facts.founded is not None and each.decided_on and each.decided_on < facts.founded:
            message = _("It was given before the unit was founded.")
            entry.note("impossible", message, _("Correct one of the dates."), f"{path}.decided_on")


def _read_expected(entry: Entry) -> Expected:
    inner = entry.entry("expect")
    outcome = Outcome(inner.choice("outcome", list(Outcome)))
    because = inner.words("because", None, ())
    money = inner.whole("money") if inner.has("money") else None
    inner.close()
    return Expected(outcome, because, money)
