"""By which law a council works: its authority's level of government, and its own statute."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from thidua.councils.models import Council
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.rules import Governing, Jurisdiction, Quorum, VoteRule, default_law

BODY = "council"


@dataclass(frozen=True)
class Statute:
    """The rules of one council: those of its authority's level, its own before the nation's."""

    jurisdiction: Jurisdiction

    @classmethod
    def of(cls, council: Council) -> Self:
        """The council's statute."""
        return cls(jurisdiction_of(council.authority))

    @property
    def is_illustration(self) -> bool:
        """Whether its own rules are illustrations, so that its papers must say so."""
        own = self.jurisdiction.authority
        return own is not None and default_law().shelf.authorities[own].is_illustrative

    def quorum(self, day: date) -> Quorum | None:
        """The share of members that must be present; None where no law loaded says."""
        return default_law().quorum(BODY, day, self.jurisdiction)

    def vote_rule(self, what: str, day: date, received_on: date | None) -> VoteRule | None:
        """The votes `what` needs on `day`; None where neither law nor statute says.

        The day on which the dossier was received counts where a transition keeps the older law.
        """
        governing = Governing(day, received_on)
        return default_law().vote_rule(what, governing, self.jurisdiction, body=BODY)
