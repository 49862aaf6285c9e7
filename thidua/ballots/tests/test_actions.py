"""Open votes: what is recorded, and what is refused with nothing changed."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from tests.cast import Cast
from thidua.audit.verify import verify
from thidua.ballots.actions import (
    Seat,
    add_item,
    cast_vote,
    close_ballot,
    open_ballot,
    prepare_ballot,
    record_all_counts,
    record_counts,
    recuse,
)
from thidua.ballots.counting import ThresholdRule
from thidua.ballots.models import Ballot, BallotItem, RollEntry, Vote
from thidua.ballots.queries import results
from thidua.ballots.states import BallotState, Base, Choice, Method, Outcome
from thidua.common.errors import Refusal
from thidua.organisations.models import Person
from thidua.workflow import act

HALF = ThresholdRule(Fraction(1, 2), Base.PRESENT, is_strict=True, citation="khoản 1 Điều 5")
NINETY = ThresholdRule(Fraction(9, 10), Base.ALL_MEMBERS)


def do(cast: Cast, step: Callable[[], object]) -> None:
    """One step in an act of its own."""
    with act("tests.ballot", by=cast.officer):
        step()


def refused(cast: Cast, step: Callable[[], object], code: str) -> Refusal:
    """The step is refused with the code."""
    with pytest.raises(Refusal) as told:
        do(cast, step)
    assert told.value.reasons[0].code == code
    return told.value


def prepared(
    cast: Cast, method: Method, *rules: ThresholdRule, quorum: Fraction | None = None
) -> Ballot:
    """A ballot being prepared with an item for each rule."""
    with act("tests.prepare", by=cast.officer):
        ballot = prepare_ballot(
            title="Họp  Hội đồng", method=method, quorum=quorum, quorum_citation="Điều 7"
        )
        for number, rule in enumerate(rules, 1):
            add_item(ballot, label=f"Nội dung {number}", rule=rule)
    return ballot


def five(cast: Cast, *absent: int) -> list[Seat]:
    """Five seats; those at the places in `absent` are empty."""
    people = list(Person.objects.order_by("pk")[:5])
    return [(person, "member", place not in absent) for place, person in enumerate(people)]


def named(cast: Cast, *rules: ThresholdRule, absent: tuple[int, ...] = ()) -> Ballot:
    """A vote of each member, opened on five seats."""
    ballot = prepared(cast, Method.NAMED, *rules)
    do(cast, lambda: open_ballot(ballot, roll=five(cast, *absent)))
    return ballot


def entries(ballot: Ballot) -> list[RollEntry]:
    return list(ballot.roll.order_by("pk"))


def test_hands_counted_on_many_items_are_all_kept_or_none(cast: Cast) -> None:
    ballot = prepared(cast, Method.COUNTED, HALF, NINETY)
    do(cast, lambda: open_ballot(ballot, entitled=5, present=5))
    first, second = ballot.items.order_by("order")
    with act("tests.step", by=cast.officer):
        wrong = record_all_counts(ballot, {first: (5, 0, 0), second: (5, 1, 0)})
    assert [(item, told.reasons[0].code) for item, told in wrong] == [(second, "too_many_votes")]
    assert not ballot.items.filter(yes__isnull=False).exists()
    with act("tests.step", by=cast.officer):
        assert record_all_counts(ballot, {first: (4, 1, 0), second: (3, 1, 1)}) == []
    counted = ballot.items.order_by("order").values_list("yes", "no", "abstain")
    assert list(counted) == [(4, 1, 0), (3, 1, 1)]
    do(cast, lambda: close_ballot(ballot))
    with pytest.raises(Refusal), act("tests.step", by=cast.officer):
        record_all_counts(ballot, {first: (5, 0, 0)})
    assert verify().faults == ()


def test_hands_counted(cast: Cast) -> None:
    ballot = prepared(cast, Method.COUNTED, HALF, NINETY, quorum=Fraction(2, 3))
    do(cast, lambda: open_ballot(ballot, entitled=15, present=13))
    first, second = ballot.items.order_by("order")
    do(cast, lambda: record_counts(first, yes=7, no=5, abstain=1))
    do(cast, lambda: record_counts(second, yes=13, no=0, abstain=0))
    do(cast, lambda: close_ballot(ballot))
    assert ballot.state == BallotState.CLOSED
    assert ballot.closed_at is not None
    told = results(ballot)
    assert [each.share for each in told] == ["7/13 = 53,8 %", "13/15 = 86,7 %"]
    assert [each.item.outcome for each in told] == [Outcome.PASSED, Outcome.FAILED]
    assert told[0].rule == HALF
    assert ballot.title == "Họp Hội đồng"
    assert verify().faults == ()


def test_each_members_vote(cast: Cast) -> None:
    ballot = named(cast, HALF, absent=(4,))
    item = ballot.items.get()
    own, *others = entries(ballot)[:4]
    do(cast, lambda: recuse(item, entry=own, reason="Được xét khen thưởng"))
    for entry, choice in zip(others, (Choice.YES, Choice.YES, Choice.NO), strict=True):
        do(cast, lambda entry=entry, choice=choice: cast_vote(item, entry=entry, choice=choice))  # type: ignore[misc]
    do(cast, lambda: close_ballot(ballot))
    told = results(ballot)[0]
    assert (told.item.yes, told.item.no, told.item.abstain, told.item.recused) == (2, 1, 0, 1)
    assert told.share == "2/3 = 66,7 %"
    assert told.item.outcome == Outcome.PASSED
    assert (ballot.entitled, ballot.present) == (5, 4)


def test_one_who_steps_aside_counts_among_all_members(cast: Cast) -> None:
    ballot = named(cast, ThresholdRule(Fraction(4, 5), Base.ALL_MEMBERS, is_strict=True))
    item = ballot.items.get()
    own, *others = entries(ballot)
    do(cast, lambda: recuse(item, entry=own, reason="Được xét"))
    for entry in others:
        do(cast, lambda entry=entry: cast_vote(item, entry=entry, choice="yes"))  # type: ignore[misc]
    do(cast, lambda: close_ballot(ballot))
    assert results(ballot)[0].share == "4/5 = 80 %"
    assert results(ballot)[0].item.outcome == Outcome.FAILED


def test_who_may_not_vote(cast: Cast) -> None:
    ballot, other = named(cast, HALF, absent=(4,)), named(cast, HALF)
    item = ballot.items.get()
    member, aside, *_rest, absent = entries(ballot)
    do(cast, lambda: recuse(item, entry=aside, reason="Được xét"))
    do(cast, lambda: cast_vote(item, entry=member, choice="yes"))
    refused(cast, lambda: cast_vote(item, entry=member, choice="no"), "already_voted")
    refused(cast, lambda: cast_vote(item, entry=aside, choice="yes"), "recused")
    refused(cast, lambda: cast_vote(item, entry=absent, choice="yes"), "absent")
    stranger = entries(other)[2]
    refused(cast, lambda: cast_vote(item, entry=stranger, choice="yes"), "not_entitled")
    refused(cast, lambda: cast_vote(item, entry=member, choice="maybe"), "unknown_choice")
    refused(cast, lambda: record_counts(item, yes=1, no=0), "other_method")
    refused(cast, lambda: recuse(item, entry=member, reason="x"), "already_voted")
    refused(cast, lambda: recuse(item, entry=aside, reason="x"), "already_recused")
    refused(cast, lambda: recuse(item, entry=entries(ballot)[2], reason="  "), "no_reason")
    assert Vote.objects.get().choice == Choice.YES
    do(cast, lambda: close_ballot(ballot))
    third = entries(ballot)[2]
    refused(cast, lambda: cast_vote(item, entry=third, choice="yes"), "wrong_state")


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"yes": 9, "no": 0, "abstain": 0}, "too_many_votes"),
        ({"yes": 4, "no": 4, "abstain": 1}, "too_many_votes"),
        ({"yes": -1, "no": 0, "abstain": 0}, "not_a_count"),
        ({"yes": 1.5, "no": 0, "abstain": 0}, "not_a_count"),
        ({"yes": True, "no": 0, "abstain": 0}, "not_a_count"),
        ({"yes": 7, "no": 0, "abstain": 0, "recused": 2}, "too_many_votes"),
    ],
)
def test_counts_that_cannot_be(cast: Cast, counts: dict[str, int], code: str) -> None:
    ballot = prepared(cast, Method.COUNTED, HALF)
    do(cast, lambda: open_ballot(ballot, entitled=10, present=8))
    item = ballot.items.get()
    refused(cast, lambda: record_counts(item, **counts), code)
    assert BallotItem.objects.get().yes is None


@pytest.mark.parametrize(
    ("entitled", "present", "code"),
    [
        (15, 9, "no_quorum"),
        (10, 11, "impossible_figures"),
        (0, 0, "impossible_figures"),
        (None, 5, "no_roll"),
        (-1, -1, "not_a_count"),
    ],
)
def test_not_opened(cast: Cast, entitled: int | None, present: int, code: str) -> None:
    ballot = prepared(cast, Method.COUNTED, HALF, quorum=Fraction(2, 3))
    told = refused(cast, lambda: open_ballot(ballot, entitled=entitled, present=present), code)
    ballot.refresh_from_db()
    assert ballot.state == BallotState.DRAFT
    if code == "no_quorum":
        assert told.reasons[0].citation == "Điều 7"
        assert "9/15 = 60 %" in told.reasons[0].message


def test_a_ballot_without_items_or_roll_or_with_a_member_twice(cast: Cast) -> None:
    empty = prepared(cast, Method.COUNTED)
    refused(cast, lambda: open_ballot(empty, entitled=3, present=3), "nothing_to_vote_on")
    ballot = prepared(cast, Method.NAMED, HALF)
    refused(cast, lambda: open_ballot(ballot, entitled=3, present=3), "no_roll")
    seats = five(cast)
    refused(cast, lambda: open_ballot(ballot, roll=[*seats, seats[0]]), "twice_on_the_roll")
    assert not RollEntry.objects.exists()
    refused(cast, lambda: prepare_ballot(title="x", method="secret", quorum=None), "unknown_method")


def test_nothing_out_of_order(cast: Cast) -> None:
    ballot = prepared(cast, Method.COUNTED, HALF)
    item = ballot.items.get()
    refused(cast, lambda: record_counts(item, yes=1, no=0), "wrong_state")
    refused(cast, lambda: close_ballot(ballot), "wrong_state")
    do(cast, lambda: open_ballot(ballot, entitled=5, present=5))
    refused(cast, lambda: open_ballot(ballot, entitled=5, present=5), "wrong_state")
    refused(cast, lambda: add_item(ballot, label="Thêm", rule=HALF), "wrong_state")
    refused(cast, lambda: close_ballot(ballot), "not_counted")
    do(cast, lambda: record_counts(item, yes=3, no=2))
    do(cast, lambda: record_counts(item, yes=2, no=3))
    do(cast, lambda: close_ballot(ballot))
    item.refresh_from_db()
    assert item.outcome == Outcome.FAILED
    refused(cast, lambda: record_counts(item, yes=5, no=0), "wrong_state")
    refused(cast, lambda: close_ballot(ballot), "wrong_state")


def test_the_roll_says_who_is_recused(cast: Cast) -> None:
    ballot = prepared(cast, Method.COUNTED, HALF)
    do(cast, lambda: open_ballot(ballot, roll=five(cast)))
    item = ballot.items.get()
    refused(cast, lambda: record_counts(item, yes=3, no=0, recused=1), "roll_says_otherwise")
    do(cast, lambda: recuse(item, entry=entries(ballot)[0], reason="Được xét"))
    refused(cast, lambda: record_counts(item, yes=5, no=0), "too_many_votes")
    do(cast, lambda: record_counts(item, yes=4, no=0, recused=1))
    refused(
        cast, lambda: recuse(item, entry=entries(ballot)[1], reason="Được xét"), "already_counted"
    )
    item.refresh_from_db()
    assert (item.yes, item.recused) == (4, 1)


def test_results_take_one_query(
    cast: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    for count in (1, 3):
        ballot = prepared(cast, Method.COUNTED, *[HALF] * count)
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            assert len(results(ballot)) == count
