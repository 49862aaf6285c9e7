"""Words about the members of a collective."""

# Readers, builders and judges each share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001

from collections.abc import Mapping

from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.criteria import Bench, Build, Criterion, Judge, Reading, Word
from thidua.rules.facts import Facts, Members
from thidua.rules.outcomes import Finding, Ground, Outcome
from thidua.rules.periods import Period
from thidua.rules.strict import Entry

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
Read = tuple[Build, tuple[Criterion, ...]]
_NOBODY_KNOWN = Members()


def _proof(members: Members) -> tuple[str, ...]:
    return (members.record,) if members.record else ()


def read_share_of_members(entry: Entry, key: str, reading: Reading) -> Read:
    """`share_of_members: {holding: ID, at_least: 70%}`, or `more_than: 50%` for strictly more."""
    inner = entry.entry(key)
    what = reading.title(inner, "holding")
    strict = inner.has("more_than")
    if strict and inner.has("at_least"):
        message = _("Both at_least and more_than are given.")
        inner.note("bad_value", message, _("Keep one of them."), "at_least")
    share = inner.share("more_than" if strict else "at_least")
    inner.close()
    path = f"members.holding.{what}"

    def enough(holding: int, count: int) -> bool:
        # Cross-multiplied: exact, and a tenth of the cost of making fractions.
        left, right = holding * share.denominator, share.numerator * count
        return left > right if strict else left >= right

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            members = facts.members or _NOBODY_KNOWN
            holding, count = members.holding.get(what), members.count
            if holding is None:
                missing = (path,) if count is not None else (path, "members.count")
                return Finding(ground, UNKNOWN, None, (), missing)
            observed: dict[str, object] = {"holding": holding, "count": count}
            # The size is at least what the other figures say: enough to settle some cases.
            if count is None and enough(holding, max(members.floor(), 1)):
                return Finding(ground, UNKNOWN, observed, (), ("members.count",))
            if count is None:
                return Finding(ground, UNMET, observed, (), (), _proof(members))
            observed["share"] = scales.percent_of(holding, count)
            outcome = MET if enough(holding, count) else UNMET
            return Finding(ground, outcome, observed, (), (), _proof(members))

        return judge

    return build, ()


def read_count_of_members(entry: Entry, key: str, reading: Reading) -> Read:
    """`count_of_members: {holding: ID, at_least: 1}`."""
    inner = entry.entry(key)
    what = reading.title(inner, "holding")
    least = inner.whole("at_least", low=1)
    inner.close()
    path = f"members.holding.{what}"

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            members = facts.members or _NOBODY_KNOWN
            holding = members.holding.get(what)
            if holding is not None:
                outcome = MET if holding >= least else UNMET
                return Finding(ground, outcome, {"holding": holding}, (), (), _proof(members))
            if members.count is not None and members.count < least:
                return Finding(ground, UNMET, {"count": members.count}, (), (), _proof(members))
            return Finding(ground, UNKNOWN, None, (), (path,))

        return judge

    return build, ()


def read_all_members_completed(entry: Entry, key: str, reading: Reading) -> Read:
    """`all_members_completed: true`: every member completed the tasks."""
    entry.yes(key)

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            members = facts.members or _NOBODY_KNOWN
            count, completed = members.count, members.completed
            observed = {"completed": completed, "count": count}
            if completed is not None and count is not None:
                outcome = MET if completed == count else UNMET
                return Finding(ground, outcome, observed, (), (), _proof(members))
            if completed is not None and completed < members.floor():
                return Finding(ground, UNMET, observed, (), (), _proof(members))
            missing = tuple(
                path
                for path, known in (("members.count", count), ("members.completed", completed))
                if known is None
            )
            return Finding(ground, UNKNOWN, observed, (), missing)

        return judge

    return build, ()


def read_no_member_disciplined(entry: Entry, key: str, reading: Reading) -> Read:
    """`no_member_disciplined: {from: canh_cao}`: nobody with that form or a heavier one."""
    inner = entry.entry(key)
    least = scales.DISCIPLINE_RANK[inner.choice("from", scales.DISCIPLINE)]
    inner.close()

    def build(ground: Ground, bench: Bench) -> Judge:
        def judge(facts: Facts, period: Period) -> Finding:
            disciplined = (facts.members or _NOBODY_KNOWN).disciplined
            if disciplined is None:
                return Finding(ground, UNKNOWN, None, (), ("members.disciplined",))
            hits = [each for each in disciplined if scales.DISCIPLINE_RANK[each.form] >= least]
            observed = [{"form": each.form, "count": each.count} for each in hits]
            records = tuple(each.record for each in hits if each.record)
            return Finding(ground, UNMET if hits else MET, observed, (), (), records)

        return judge

    return build, ()


WORDS: Mapping[str, Word] = {
    "share_of_members": Word("computed", read_share_of_members),
    "count_of_members": Word("computed", read_count_of_members),
    "all_members_completed": Word("computed", read_all_members_completed),
    "no_member_disciplined": Word("computed", read_no_member_disciplined),
}
