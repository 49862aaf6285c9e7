"""Writes about plans: taking in, correcting what was understood, confirming, following."""

from thidua.plans.actions.confirming import (
    add_report,
    confirm_plan,
    confirm_reading,
    deliver,
    mark_sent,
    remove_report,
    send_report,
)
from thidua.plans.actions.corrections import (
    answer_doubt,
    correct_bloc,
    correct_heading,
    correct_milestone,
    name_upper_plan,
    readdress,
)
from thidua.plans.actions.taking_in import take_in_plan

__all__ = [
    "add_report",
    "answer_doubt",
    "confirm_plan",
    "confirm_reading",
    "correct_bloc",
    "correct_heading",
    "correct_milestone",
    "deliver",
    "mark_sent",
    "name_upper_plan",
    "readdress",
    "remove_report",
    "send_report",
    "take_in_plan",
]
