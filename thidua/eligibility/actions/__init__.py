"""Writes about eligibility: verdicts of acts, lists of who qualifies, comparisons, trials."""

from thidua.eligibility.actions.verdicts import judge, judge_each, record_comparison

__all__ = ["judge", "judge_each", "record_comparison"]
