"""What recognised initiatives are loaded from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InitiativeRow:
    """One recognised initiative. `period` is a year, or a school year as 2017-2018."""

    holder: str
    period: str
    title: str
    scope: str
    recognised_on: str
    number: str = ""
    issuer: str = ""
