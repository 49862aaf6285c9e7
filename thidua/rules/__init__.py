"""The law as data, and verdicts with reasons. Imports no Django; never asks for today."""

from thidua.rules.candidates import Candidate, Order, Preference, SetRule, Standing
from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.facts import (
    Discipline,
    Facts,
    Honour,
    Initiative,
    Leave,
    MemberDiscipline,
    Members,
    Movement,
    Pending,
)
from thidua.rules.in_force import default_law, shipped_law, title_name
from thidua.rules.judging import Verdict, judge
from thidua.rules.law import Law
from thidua.rules.loading import load_law
from thidua.rules.outcomes import Citation, Finding, Outcome, Source
from thidua.rules.periods import Period
from thidua.rules.prospects import Prospect, Step, ahead, prospects
from thidua.rules.quotas import Allowance, Quota
from thidua.rules.records import (
    Decider,
    Instrument,
    Level,
    Money,
    Paper,
    Parameter,
    Quorum,
    TimeLimit,
    Title,
    VoteRule,
)
from thidua.rules.sets import Ballot, judge_quota, judge_vote, order, quota_of, set_rules

__all__ = [
    "Allowance",
    "Ballot",
    "Candidate",
    "Citation",
    "Decider",
    "Discipline",
    "Facts",
    "Finding",
    "Governing",
    "Honour",
    "Initiative",
    "Instrument",
    "Jurisdiction",
    "Law",
    "Leave",
    "Level",
    "MemberDiscipline",
    "Members",
    "Money",
    "Movement",
    "Order",
    "Outcome",
    "Paper",
    "Parameter",
    "Pending",
    "Period",
    "Preference",
    "Prospect",
    "Quorum",
    "Quota",
    "SetRule",
    "Source",
    "Standing",
    "Step",
    "TimeLimit",
    "Title",
    "Verdict",
    "VoteRule",
    "ahead",
    "default_law",
    "judge",
    "judge_quota",
    "judge_vote",
    "load_law",
    "order",
    "prospects",
    "quota_of",
    "set_rules",
    "shipped_law",
    "title_name",
]
