"""Papers of the year: plain facts in, a `Paper` out. Wording is Vietnamese and of this project.

Each builder takes one frozen dataclass, documented beside it, and reads nothing else.
"""

from thidua.documents.papers.achievements import AchievementList, Candidate, achievement_list
from thidua.documents.papers.decision import Award, Awardee, Decision, decision
from thidua.documents.papers.deliberation import (
    Deliberation,
    DeliberationVote,
    StaffMember,
    minutes_of_deliberation,
)
from thidua.documents.papers.letters import (
    Missing,
    Request,
    ReturnLetter,
    SubmissionLetter,
    return_letter,
    submission_letter,
)
from thidua.documents.papers.meeting import Attendee, Meeting, Quorum, Vote, minutes_of_meeting
from thidua.documents.papers.payments import Payee, PaymentList, payment_list
from thidua.documents.papers.report import Section, YearReport, year_report

__all__ = [
    "AchievementList",
    "Attendee",
    "Award",
    "Awardee",
    "Candidate",
    "Decision",
    "Deliberation",
    "DeliberationVote",
    "Meeting",
    "Missing",
    "Payee",
    "PaymentList",
    "Quorum",
    "Request",
    "ReturnLetter",
    "Section",
    "StaffMember",
    "SubmissionLetter",
    "Vote",
    "YearReport",
    "achievement_list",
    "decision",
    "minutes_of_deliberation",
    "minutes_of_meeting",
    "payment_list",
    "return_letter",
    "submission_letter",
    "year_report",
]
