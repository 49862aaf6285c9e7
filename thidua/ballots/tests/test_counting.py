"""The arithmetic of votes, over all small counts and by properties."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.ballots.counting import (
    Outlook,
    Tally,
    ThresholdRule,
    outlook,
    percentage,
    printed_share,
)
from thidua.ballots.states import Base

ALL, PRESENT, VALID = Base.ALL_MEMBERS, Base.PRESENT, Base.VALID


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """A count that can be."""
    entitled = draw(st.integers(1, 400))
    present = draw(st.integers(0, entitled))
    recused = draw(st.integers(0, present))
    yes = draw(st.integers(0, present - recused))
    no = draw(st.integers(0, present - recused - yes))
    abstain = draw(st.integers(0, present - recused - yes - no))
    return Tally(yes, no, abstain, entitled, present, recused)


rules = st.builds(
    ThresholdRule,
    st.fractions(min_value=0, max_value=1, max_denominator=100),
    st.sampled_from([ALL, PRESENT, VALID]),
    st.booleans(),
)


@given(tallies(), rules)
def test_a_vote_for_never_hurts(tally: Tally, rule: ThresholdRule) -> None:
    assert tally.is_possible
    if tally.no:
        changed = Tally(
            tally.yes + 1, tally.no - 1, tally.abstain, tally.entitled, tally.present, tally.recused
        )
        assert changed.passes(rule) >= tally.passes(rule)


@given(tallies(), rules)
def test_strict_passes_less_and_differs_only_at_the_threshold(
    tally: Tally, rule: ThresholdRule
) -> None:
    strict = ThresholdRule(rule.threshold, rule.base, is_strict=True)
    loose = ThresholdRule(rule.threshold, rule.base, is_strict=False)
    base = tally.base(rule.base)
    assert tally.passes(strict) <= tally.passes(loose)
    if tally.passes(strict) != tally.passes(loose):
        assert Fraction(tally.yes, base) == rule.threshold


@given(tallies(), st.fractions(min_value=Fraction(1, 20), max_value=1, max_denominator=20))
def test_all_members_is_the_hardest_base(tally: Tally, threshold: Fraction) -> None:
    if tally.passes(ThresholdRule(threshold, ALL)):
        assert tally.passes(ThresholdRule(threshold, PRESENT))
    if tally.passes(ThresholdRule(threshold, PRESENT)) and tally.yes + tally.no:
        assert tally.passes(ThresholdRule(threshold, VALID))


@given(tallies(), st.sampled_from([ALL, PRESENT, VALID]))
def test_nobody_for_passes_nothing_that_needs_a_vote(tally: Tally, base: Base) -> None:
    without = Tally(0, tally.no, tally.abstain, tally.entitled, tally.present, tally.recused)
    assert not without.passes(ThresholdRule(Fraction(1, 100), base))


@given(tallies())
def test_one_vote_too_many_is_impossible(tally: Tally) -> None:
    spare = tally.may_vote - tally.voted
    over = Tally(
        tally.yes + spare + 1,
        tally.no,
        tally.abstain,
        tally.entitled,
        tally.present,
        tally.recused,
    )
    assert not over.is_possible


@pytest.mark.parametrize(
    ("yes", "of", "passes"),
    [(13, 15, False), (14, 15, True), (27, 30, True), (26, 30, False), (9, 10, True)],
)
def test_ninety_percent_of_all_members(yes: int, of: int, *, passes: bool) -> None:
    tally = Tally(yes, of - yes, 0, of, of)
    assert tally.passes(ThresholdRule(Fraction("9/10"), ALL)) is passes


def test_more_than_half_is_more_than_half() -> None:
    tally = Tally(5, 5, 0, 10, 10)
    assert not tally.passes(ThresholdRule(Fraction(1, 2), PRESENT, is_strict=True))
    assert tally.passes(ThresholdRule(Fraction(1, 2), PRESENT))


def test_recused_count_among_all_members_and_not_among_those_present() -> None:
    tally = Tally(8, 0, 0, 10, 10, recused=2)
    assert (tally.base(ALL), tally.base(PRESENT), tally.base(VALID)) == (10, 8, 8)


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (13, 15, "13/15 = 86,7 %"),
        (12, 15, "12/15 = 80 %"),
        (15, 15, "15/15 = 100 %"),
        (0, 15, "0/15 = 0 %"),
        (1, 8, "1/8 = 12,5 %"),
        (0, 0, "0/0"),
        (2999, 3000, "2999/3000 = 99,9 %"),
    ],
)
def test_shares_as_minutes_print_them(part: int, whole: int, printed: str) -> None:
    assert printed_share(part, whole) == printed


@given(st.fractions(min_value=0, max_value=1))
def test_only_everyone_is_a_hundred_percent(share: Fraction) -> None:
    assert (percentage(share) == "100 %") is (share == 1)


@given(tallies(), rules)
def test_what_is_left_agrees_with_every_way_it_can_end(tally: Tally, rule: ThresholdRule) -> None:
    """Settled exactly where all endings without abstentions agree; `needed` is the fewest for."""
    tally = replace(tally, present=min(tally.present, tally.voted + tally.recused + 6))
    rest = outlook(tally, rule)
    endings = [
        replace(tally, yes=tally.yes + more, no=tally.no + rest.left - more).passes(rule)
        for more in range(rest.left + 1)
    ]
    assert rest.left == tally.may_vote - tally.voted
    assert rest.is_settled is (len(set(endings)) == 1)
    assert rest.needed == (endings.index(True) if True in endings else None)


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [(0, 0, Outlook(9, 6)), (5, 1, Outlook(3, 1)), (6, 0, Outlook(3, 0)), (2, 4, Outlook(3, None))],
)
def test_two_thirds_of_nine(yes: int, no: int, expected: Outlook) -> None:
    assert outlook(Tally(yes, no, 0, 9, 9), ThresholdRule(Fraction(2, 3), ALL)) == expected
