"""Fixtures of this app's tests."""

import pytest

from tests.cast import Cast
from thidua.emulation.models import EmulationYear
from thidua.emulation.tests.opened import opened_year


@pytest.fixture
def year(cast: Cast) -> EmulationYear:
    """The cast's year, opened from the real plan."""
    return opened_year(cast)
