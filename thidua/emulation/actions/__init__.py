"""Writes about the emulation year: one function per verb of the field."""

from thidua.emulation.actions.agreements import open_agreement, sign_agreement
from thidua.emulation.actions.blocs import hold_review, open_round, report_bloc_post
from thidua.emulation.actions.links import digest_of, make_link, open_link, revoke_link
from thidua.emulation.actions.lists import (
    ListChanges,
    change_lines,
    registration_to_change,
)
from thidua.emulation.actions.milestones import mark_milestone, unmark_milestone
from thidua.emulation.actions.paper_days import (
    date_registration,
    date_report,
    date_signature,
)
from thidua.emulation.actions.registration import (
    LineEntry,
    accept_registration,
    demand_day_received,
    register_line,
    register_lines,
    return_registration,
    send_registration,
    start_registration,
    withdraw_line,
)
from thidua.emulation.actions.year import open_year

__all__ = [
    "LineEntry",
    "ListChanges",
    "accept_registration",
    "change_lines",
    "date_registration",
    "date_report",
    "date_signature",
    "demand_day_received",
    "digest_of",
    "hold_review",
    "make_link",
    "mark_milestone",
    "open_agreement",
    "open_link",
    "open_round",
    "open_year",
    "register_line",
    "register_lines",
    "registration_to_change",
    "report_bloc_post",
    "return_registration",
    "revoke_link",
    "send_registration",
    "sign_agreement",
    "start_registration",
    "unmark_milestone",
    "withdraw_line",
]
