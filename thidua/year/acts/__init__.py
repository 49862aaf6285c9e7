"""The acts that a year's events may name, each carried out through the app's own action."""

from thidua.year.acts import (
    councils,
    decisions,
    dossiers,
    emulation,
    loading,
    organisations,
    plans,
    scoring,
)
from thidua.year.acts.registry import ACTS, Outcome

__all__ = [
    "ACTS",
    "Outcome",
    "councils",
    "decisions",
    "dossiers",
    "emulation",
    "loading",
    "organisations",
    "plans",
    "scoring",
]
