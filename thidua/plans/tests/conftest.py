"""Fixtures of the plans' tests."""

import pytest

from tests.cast import Cast
from thidua.emulation.tests.opened import plan_text
from thidua.plans.actions import take_in_plan
from thidua.plans.models import Plan


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The real plan, taken in by the officer."""
    return take_in_plan(by=cast.officer, authority=cast.town, text=plan_text())
