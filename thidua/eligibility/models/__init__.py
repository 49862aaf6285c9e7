"""Verdicts that acts rest on, and those kept for everybody."""

from thidua.eligibility.models.standings import (
    Ground,
    Judging,
    RuleSet,
    Standing,
    Trial,
    TrialChange,
    Waiting,
)
from thidua.eligibility.models.verdicts import Comparison, Verdict

__all__ = [
    "Comparison",
    "Ground",
    "Judging",
    "RuleSet",
    "Standing",
    "Trial",
    "TrialChange",
    "Verdict",
    "Waiting",
]
