"""Acts, transitions, policies: how every change of state happens. Small, used by every app."""

from thidua.workflow.acting import Act, act
from thidua.workflow.policies import Answer, Grant, Policy
from thidua.workflow.transitions import StateNames, Table, Transition, perform

__all__ = [
    "Act",
    "Answer",
    "Grant",
    "Policy",
    "StateNames",
    "Table",
    "Transition",
    "act",
    "perform",
]
