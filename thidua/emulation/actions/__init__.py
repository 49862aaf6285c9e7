"""Writes about the emulation year: one function per verb of the field."""

from thidua.emulation.actions.agreements import open_agreement, sign_agreement
from thidua.emulation.actions.blocs import hold_review, open_round, report_bloc_post
from thidua.emulation.actions.registration import (
    LineEntry,
    accept_registration,
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
    "accept_registration",
    "hold_review",
    "open_agreement",
    "open_round",
    "open_year",
    "register_line",
    "register_lines",
    "report_bloc_post",
    "return_registration",
    "send_registration",
    "sign_agreement",
    "start_registration",
    "withdraw_line",
]
