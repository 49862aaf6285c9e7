"""Steps of an open vote: plain functions called inside other apps' acts, which check rights.

A ballot is prepared with its items, opened on a roll (or on counts of heads) once the quorum is
there, voted on member by member or counted by hands, and closed; closing settles each item.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua.ballots.counting import ThresholdRule, percentage, printed_share, reaches
from thidua.ballots.models import Ballot, BallotItem, Recusal, RollEntry, Vote
from thidua.ballots.queries import rule_of, tally_of
from thidua.ballots.states import BallotState, Base, Choice, Method, Outcome
from thidua.common.clock import system_now
from thidua.common.errors import Refusal, refuse
from thidua.common.text import tidy
from thidua.organisations.models import Person

# (person, capacity, is present)
Seat = tuple[Person, str, bool]


def prepare_ballot(
    *,
    title: str,
    method: str,
    quorum: Fraction | None,
    quorum_citation: str = "",
    quorum_is_strict: bool = False,
) -> Ballot:
    """A ballot being prepared. `quorum` is the share of the entitled that must be present.

    None for a body that no loaded law gives a quorum.
    """
    if method not in Method.values:
        raise refuse(
            "unknown_method",
            _("There is no method of voting “%(method)s”.") % {"method": method},
            field="method",
        )
    ballot = Ballot(
        title=tidy(title)[:300],
        method=method,
        quorum=str(quorum) if quorum is not None else "",
        quorum_citation=quorum_citation,
        quorum_is_strict=quorum_is_strict,
    )
    ballot.save()
    return ballot


def add_item(ballot: Ballot, *, label: str, rule: ThresholdRule) -> BallotItem:
    """One more thing to vote on, last in order. Items are fixed when the ballot opens."""
    return add_items(ballot, [(label, rule)])[0]


def add_items(ballot: Ballot, items: Iterable[tuple[str, ThresholdRule]]) -> list[BallotItem]:
    """More things to vote on, each with its rule, after those there are, in the order given."""
    _demand_state(_locked(ballot), BallotState.DRAFT)
    return BallotItem.objects.bulk_create(
        [
            BallotItem(
                ballot=ballot,
                order=order,
                label=tidy(label)[:300],
                threshold=str(rule.threshold),
                is_strict=rule.is_strict,
                base=Base(rule.base),
                citation=rule.citation,
            )
            for order, (label, rule) in enumerate(items, start=ballot.items.count() + 1)
        ]
    )


def open_ballot(
    ballot: Ballot,
    *,
    roll: Sequence[Seat] = (),
    entitled: int | None = None,
    present: int | None = None,
) -> Ballot:
    """Open on a roll, or, where hands are counted, on how many are entitled and present.

    Refuses an empty ballot, the same person twice, figures that cannot be, and, with its citation,
    a quorum that is not reached.
    """
    locked = _locked(ballot)
    _demand_state(locked, BallotState.DRAFT)
    if not locked.items.exists():
        raise refuse(
            "nothing_to_vote_on",
            _("There is nothing to vote on."),
            cure=_("Add what is to be voted on first."),
        )
    if roll:
        locked.entitled, locked.present = _write_roll(locked, roll)
    elif locked.method == Method.NAMED:
        raise refuse(
            "no_roll",
            _("An open vote of each member needs the roll of members."),
            cure=_("Record who is entitled to vote and who is present."),
            field="roll",
        )
    else:
        locked.entitled, locked.present = _heads(entitled, present)
    _demand_quorum(locked)
    locked.state = BallotState.OPEN
    locked.opened_at = system_now()
    locked.save()
    ballot.refresh_from_db()
    return ballot


def recuse(item: BallotItem, *, entry: RollEntry, reason: str) -> Recusal:
    """A member who is present takes no part in one item."""
    _demand_state(_locked(item.ballot), BallotState.OPEN)
    item.refresh_from_db()
    _demand_on_roll(item, entry)
    _demand_uncounted(item)
    reason = tidy(reason)
    if not reason:
        raise refuse(
            "no_reason",
            _("A member steps aside for a reason."),
            cure=_("Write the reason."),
            field="reason",
        )
    if Recusal.objects.filter(item=item, entry=entry).exists():
        raise refuse("already_recused", _("%(name)s is already recused.") % {"name": entry.person})
    if Vote.objects.filter(item=item, entry=entry).exists():
        raise refuse("already_voted", _("%(name)s has already voted.") % {"name": entry.person})
    recusal = Recusal(item=item, entry=entry, reason=reason[:300])
    recusal.save()
    item.recused += 1
    item.save()
    return recusal


def cast_vote(item: BallotItem, *, entry: RollEntry, choice: str) -> Vote:
    """A member's open vote on one item: once, while the ballot is open, present and not recused."""
    ballot = _locked(item.ballot)
    _demand_method(ballot, Method.NAMED)
    _demand_state(ballot, BallotState.OPEN)
    _demand_on_roll(item, entry)
    if choice not in Choice.values:
        raise refuse(
            "unknown_choice",
            _("“%(choice)s” is not a choice.") % {"choice": choice},
            cure=_("A vote is for, against, or abstains."),
            field="choice",
        )
    if Recusal.objects.filter(item=item, entry=entry).exists():
        raise refuse("recused", _("%(name)s takes no part in this item.") % {"name": entry.person})
    if Vote.objects.filter(item=item, entry=entry).exists():
        raise refuse("already_voted", _("%(name)s has already voted.") % {"name": entry.person})
    vote = Vote(item=item, entry=entry, choice=choice)
    vote.save()
    return vote


def record_counts(
    item: BallotItem, *, yes: int, no: int, abstain: int = 0, recused: int | None = None
) -> BallotItem:
    """Hands counted on one item; until the ballot closes a count may be corrected.

    `recused`: how many of those present took no part, for a ballot opened without a roll.
    """
    ballot = _locked(item.ballot)
    _demand_method(ballot, Method.COUNTED)
    _demand_state(ballot, BallotState.OPEN)
    item.refresh_from_db()
    figures = {"yes": yes, "no": no, "abstain": abstain}
    if recused is not None:
        figures["recused"] = recused
    _demand_whole(figures)
    if recused is not None:
        if ballot.roll.exists() and recused != item.recused:
            raise refuse(
                "roll_says_otherwise",
                _("By the roll %(count)s are recused.") % {"count": item.recused},
                cure=_("Record who is recused on the roll."),
                field="recused",
            )
        item.recused = recused
    _count(ballot, item, (yes, no, abstain))
    item.save()
    return item


def record_all_counts(
    ballot: Ballot, counts: Mapping[BallotItem, tuple[int, int, int]]
) -> list[tuple[BallotItem, Refusal]]:
    """Hands counted (for, against, abstaining) on many items of one ballot at once.

    Returns what is wrong, by item; where anything is, nothing was written.
    """
    locked = _locked(ballot)
    _demand_method(locked, Method.COUNTED)
    _demand_state(locked, BallotState.OPEN)
    recused = dict(locked.items.values_list("pk", "recused"))
    wrong = []
    for item, (yes, no, abstain) in counts.items():
        item.recused = recused[item.pk]
        try:
            _demand_whole({"yes": yes, "no": no, "abstain": abstain})
            _count(locked, item, (yes, no, abstain))
        except Refusal as refusal:
            wrong.append((item, refusal))
    if not wrong:
        BallotItem.objects.bulk_update(counts, ["yes", "no", "abstain"])
    return wrong


def close_ballot(ballot: Ballot) -> Ballot:
    """Close: every item is counted and gets its outcome. Nothing is voted or changed after."""
    locked = _locked(ballot)
    _demand_state(locked, BallotState.OPEN)
    items = list(locked.items.order_by("order"))
    if locked.method == Method.NAMED:
        _count_named(locked, items)
    uncounted = [item for item in items if item.yes is None]
    if uncounted:
        raise refuse(
            "not_counted",
            _("Not yet voted on: %(items)s.")
            % {"items": "; ".join(item.label for item in uncounted[:5])},
            cure=_("Record the vote on each item before closing."),
        )
    for item in items:
        passed = tally_of(locked, item).passes(rule_of(item))
        item.outcome = Outcome.PASSED if passed else Outcome.FAILED
    BallotItem.objects.bulk_update(items, ["yes", "no", "abstain", "outcome"])
    locked.state = BallotState.CLOSED
    locked.closed_at = system_now()
    locked.save()
    ballot.refresh_from_db()
    return ballot


def _locked(ballot: Ballot) -> Ballot:
    """The ballot's row, locked: votes and its closing wait for one another."""
    locked: Ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    return locked


def _write_roll(ballot: Ballot, roll: Sequence[Seat]) -> tuple[int, int]:
    repeated = [person for person, seats in Counter(seat[0] for seat in roll).items() if seats > 1]
    if repeated:
        raise refuse(
            "twice_on_the_roll",
            _("%(name)s stands twice on the roll.") % {"name": repeated[0]},
            cure=_("Keep each member once."),
            field="roll",
        )
    RollEntry.objects.bulk_create(
        [
            RollEntry(ballot=ballot, person=person, capacity=capacity[:100], is_present=is_present)
            for person, capacity, is_present in roll
        ]
    )
    return len(roll), sum(1 for seat in roll if seat[2])


def _heads(entitled: int | None, present: int | None) -> tuple[int, int]:
    if entitled is None or present is None:
        raise refuse(
            "no_roll",
            _("How many may vote and how many are present is not known."),
            cure=_("Record both."),
            field="present",
        )
    _demand_whole({"entitled": entitled, "present": present})
    if entitled == 0 or present > entitled:
        raise refuse(
            "impossible_figures",
            _("%(present)s present of %(entitled)s who may vote cannot be.")
            % {"present": present, "entitled": entitled},
            cure=_("Count again."),
            field="present",
        )
    return entitled, present


def _demand_quorum(ballot: Ballot) -> None:
    if not ballot.quorum:
        return
    threshold = Fraction(ballot.quorum)
    if reaches(ballot.present, ballot.entitled, threshold, is_strict=ballot.quorum_is_strict):
        return
    phrase = (
        _("Too few are present: %(present)s, and more than %(quorum)s is required.")
        if ballot.quorum_is_strict
        else _("Too few are present: %(present)s, and at least %(quorum)s is required.")
    )
    raise refuse(
        "no_quorum",
        phrase
        % {
            "present": printed_share(ballot.present, ballot.entitled),
            "quorum": f"{ballot.quorum} ({percentage(threshold)})",
        },
        cure=_("Adjourn, and meet again when enough are present."),
        citation=ballot.quorum_citation,
        field="present",
    )


def _count_named(ballot: Ballot, items: Sequence[BallotItem]) -> None:
    """Add up the votes of members. An item that nobody voted on stays uncounted."""
    votes: Counter[tuple[int, str]] = Counter(
        Vote.objects.filter(item__ballot=ballot).values_list("item_id", "choice")
    )
    for item in items:
        counts = {choice: votes[item.pk, choice] for choice in Choice.values}
        if any(counts.values()):
            item.yes = counts[Choice.YES]
            item.no = counts[Choice.NO]
            item.abstain = counts[Choice.ABSTAIN]


def _count(ballot: Ballot, item: BallotItem, hands: tuple[int, int, int]) -> None:
    """Put a count on an item, not yet saved; refuses more votes than voters."""
    item.yes, item.no, item.abstain = hands
    tally = tally_of(ballot, item)
    if not tally.is_possible:
        raise refuse(
            "too_many_votes",
            _("%(votes)s votes were counted, but only %(voters)s may vote on this item.")
            % {"votes": tally.voted, "voters": max(tally.may_vote, 0)},
            cure=_("Count again."),
            field="yes",
        )


def _demand_state(ballot: Ballot, state: BallotState) -> None:
    if ballot.state == state:
        return
    messages: dict[str, str] = {
        BallotState.DRAFT: _("The vote has not been opened."),
        BallotState.OPEN: _("The vote has already been opened."),
        BallotState.CLOSED: _("The vote is closed."),
    }
    raise _wrong_state(messages[ballot.state])


def _wrong_state(message: str) -> Refusal:
    return refuse("wrong_state", message, cure=_("Reload the page to see what was done meanwhile."))


def _demand_method(ballot: Ballot, method: Method) -> None:
    if ballot.method != method:
        raise refuse(
            "other_method",
            _("This vote is taken another way: %(method)s.")
            % {"method": ballot.get_method_display()},
        )


def _demand_on_roll(item: BallotItem, entry: RollEntry) -> None:
    if entry.ballot_id != item.ballot_id:
        raise refuse(
            "not_entitled",
            _("%(name)s is not on this roll and has no vote here.") % {"name": entry.person},
        )
    if not entry.is_present:
        raise refuse(
            "absent", _("%(name)s is not present and has no vote.") % {"name": entry.person}
        )


def _demand_uncounted(item: BallotItem) -> None:
    if item.yes is not None:
        raise refuse(
            "already_counted",
            _("“%(item)s” has already been counted.") % {"item": item.label},
        )


def _demand_whole(figures: dict[str, int]) -> None:
    for field, figure in figures.items():
        if isinstance(figure, bool) or not isinstance(figure, int) or figure < 0:
            raise refuse(
                "not_a_count",
                _("“%(figure)s” is not a number of people.") % {"figure": figure},
                cure=_("Write a whole number, 0 or more."),
                field=field,
            )
