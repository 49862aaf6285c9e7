"""What a count of votes means: pure arithmetic on whole votes and exact fractions.

The base of a share, and who is left out of it:

- `all_members`: everyone entitled. One who is recused still counts: the law asks for a share of all
  members and knows no exception, so nobody's stepping aside makes a proposal easier to pass.
- `present`: those present less the recused, who take no part in the item and so do not attend it.
- `valid`: votes for and against. An abstention chooses neither, as a ballot left blank.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from thidua.ballots.states import Base
from thidua.rules import VoteRule


@dataclass(frozen=True)
class ThresholdRule:
    """What an item needs: at least `threshold` of `base`, or more than it where `is_strict`."""

    threshold: Fraction
    base: str
    is_strict: bool = False
    citation: str = ""

    @classmethod
    def of(cls, rule: VoteRule) -> "ThresholdRule":
        """The same as the law's rule, with its citation as printed."""
        return cls(rule.threshold, rule.base, rule.strict, rule.citation.text)


@dataclass(frozen=True)
class Tally:
    """The count of one item among `entitled` members, `present` of them, `recused` of these."""

    yes: int
    no: int
    abstain: int
    entitled: int
    present: int
    recused: int = 0

    @property
    def voted(self) -> int:
        """How many voted, abstentions among them."""
        return self.yes + self.no + self.abstain

    @property
    def may_vote(self) -> int:
        """How many may vote: present and not recused."""
        return self.present - self.recused

    @property
    def is_possible(self) -> bool:
        """Whether such a count can be: nothing below nought, no more votes than voters."""
        figures = (self.yes, self.no, self.abstain, self.entitled, self.present, self.recused)
        return (
            min(figures) >= 0
            and self.recused <= self.present <= self.entitled
            and self.voted <= self.may_vote
        )

    def base(self, base: str) -> int:
        """How many a share is taken of."""
        return {
            Base.ALL_MEMBERS: self.entitled,
            Base.PRESENT: self.may_vote,
            Base.VALID: self.yes + self.no,
        }[Base(base)]

    def passes(self, rule: ThresholdRule) -> bool:
        """Whether the votes for are enough; nought of nought is not."""
        return reaches(self.yes, self.base(rule.base), rule.threshold, is_strict=rule.is_strict)

    def printed(self, base: str) -> str:
        """The votes for as minutes print them: `13/15 = 86,7 %`."""
        return printed_share(self.yes, self.base(base))


@dataclass(frozen=True)
class Outlook:
    """What the votes still to come can do: `left` of them, of which `needed` must be for.

    `needed` is None where even all of them are too few, and nought where none is needed.
    """

    left: int
    needed: int | None

    @property
    def is_settled(self) -> bool:
        """Whether no vote still to come changes the outcome."""
        return self.needed is None or self.needed == 0


def outlook(tally: Tally, rule: ThresholdRule) -> Outlook:
    """What is left of a vote under way. The others of those left are reckoned against: with
    abstentions a share of valid votes may need fewer.
    """
    left = max(0, tally.may_vote - tally.voted)
    for more in range(left + 1):
        if replace(tally, yes=tally.yes + more, no=tally.no + left - more).passes(rule):
            return Outlook(left, more)
    return Outlook(left, None)


def reaches(part: int, whole: int, threshold: Fraction, *, is_strict: bool) -> bool:
    """Whether `part` of `whole` is at least the threshold, or more than it where `is_strict`."""
    if whole <= 0:
        return False
    share = Fraction(part, whole)
    return share > threshold if is_strict else share >= threshold


def percentage(share: Fraction) -> str:
    """A share as Vietnamese papers print it, one place half up: `86,7 %`; whole without: `80 %`.

    A share below 1 is never printed as 100 %: minutes must not say that all agreed.
    """
    tenths = int(share * 1000 + Fraction(1, 2))
    if tenths >= 1000 and share < 1:  # noqa: PLR2004 - a thousand tenths of a percent
        tenths = 999
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest} %" if rest else f"{whole} %"


def printed_share(part: int, whole: int) -> str:
    """`13/15 = 86,7 %`; of nought only the figures."""
    figures = f"{part}/{whole}"
    return f"{figures} = {percentage(Fraction(part, whole))}" if whole > 0 else figures
