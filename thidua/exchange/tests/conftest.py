"""Fixtures of this app's tests."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.cast import Cast
from thidua.common.clock import office_day_is
from thidua.emulation.models import EmulationYear, Registration
from thidua.emulation.tests.opened import drafted, opened_year


@pytest.fixture
def today() -> Iterator[date]:
    """A day within the round."""
    day = date(2018, 1, 20)
    with office_day_is(day):
        yield day


@pytest.fixture
def year(cast: Cast, today: date) -> EmulationYear:
    """The cast's year, opened from the real plan."""
    return opened_year(cast)


@pytest.fixture
def draft(cast: Cast, year: EmulationYear) -> Registration:
    """The ward's draft: its officer for Advanced Worker, the ward for Advanced Collective."""
    return drafted(cast, year)
