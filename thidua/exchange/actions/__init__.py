"""Writes about forms that go out and come back: one function a verb."""

from thidua.exchange.actions.returned import (
    Recorded,
    apply_form,
    comparison_of,
    receive_form,
    set_form_aside,
)
from thidua.exchange.actions.round_work import (
    ask_to_give_out,
    ask_to_record,
    carry_on,
    give_out,
    record_forms,
)

__all__ = [
    "Recorded",
    "apply_form",
    "ask_to_give_out",
    "ask_to_record",
    "carry_on",
    "comparison_of",
    "give_out",
    "receive_form",
    "record_forms",
    "set_form_aside",
]
