"""Outcomes of verdicts, as the database stores them, and what lists make of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """The four outcomes (design 3.1)."""

    MET = "met", _("meets the standard")
    UNMET = "unmet", _("does not meet the standard")
    UNKNOWN = "unknown", _("not yet known")
    NO_LAW = "no_law", _("no law in force")


class Result(models.TextChoices):
    """What a list says of a holder and a title: the outcome, and how near it is.

    Unknown is never no: `VOUCHED` and `UNKNOWN` are both unknown to the law, apart in what is
    missing.
    """

    MET = "met", _("qualifies")
    VOUCHED = "vouched", _("qualifies by the records")
    LACKS_ONE = "lacks_one", _("lacks one thing")
    UNKNOWN = "unknown", _("not known: a fact is missing")
    UNMET = "unmet", _("does not qualify")


# What counts as qualifying: all that the records can show is met.
GOOD = frozenset({Result.MET, Result.VOUCHED})
OUTCOMES = {
    Result.MET: Outcome.MET,
    Result.VOUCHED: Outcome.UNKNOWN,
    Result.LACKS_ONE: Outcome.UNMET,
    Result.UNKNOWN: Outcome.UNKNOWN,
    Result.UNMET: Outcome.UNMET,
}
