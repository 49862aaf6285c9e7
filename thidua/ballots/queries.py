"""What minutes and pages show of a vote."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua.ballots.counting import Tally, ThresholdRule, percentage
from thidua.ballots.models import Ballot, BallotItem


@dataclass(frozen=True)
class Result:
    """One item as minutes print it. `share` is `13/15 = 86,7 %`, empty while uncounted."""

    item: BallotItem
    rule: ThresholdRule
    tally: Tally
    share: str


def tally_of(ballot: Ballot, item: BallotItem) -> Tally:
    """The count of an item; nothing counted yet is nought."""
    return Tally(
        yes=item.yes or 0,
        no=item.no or 0,
        abstain=item.abstain or 0,
        entitled=ballot.entitled,
        present=ballot.present,
        recused=item.recused,
    )


def rule_of(item: BallotItem) -> ThresholdRule:
    """What the item needs, as recorded when it was added."""
    return ThresholdRule(Fraction(item.threshold), item.base, item.is_strict, item.citation)


def results(ballot: Ballot) -> list[Result]:
    """Every item in order, with its count and share. One query."""
    found = []
    for item in ballot.items.order_by("order"):
        rule, tally = rule_of(item), tally_of(ballot, item)
        share = tally.printed(rule.base) if item.yes is not None else ""
        found.append(Result(item, rule, tally, share))
    return found


def needed(item: BallotItem) -> str:
    """What an item needs, in words."""
    words = {
        "share": percentage(Fraction(item.threshold)),
        "base": item.get_base_display(),
    }
    if item.is_strict:
        return _("more than %(share)s of %(base)s") % words
    return _("at least %(share)s of %(base)s") % words
