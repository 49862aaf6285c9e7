"""What is done about decisions and submissions."""

from thidua.decisions.actions.decisions import (
    attach_signed,
    draft_decision,
    issue_decision,
    leave_out,
    revoke_decision,
)
from thidua.decisions.actions.payments import pay_prizes, take_back_payment
from thidua.decisions.actions.submissions import draft_submission, send_submission

__all__ = [
    "attach_signed",
    "draft_decision",
    "draft_submission",
    "issue_decision",
    "leave_out",
    "pay_prizes",
    "revoke_decision",
    "send_submission",
    "take_back_payment",
]
