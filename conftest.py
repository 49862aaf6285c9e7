"""Fixtures that every test may use."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.cast import Cast, make_cast
from thidua.common import clock


@pytest.fixture(autouse=True)
def _office_day() -> Iterator[None]:
    """Tests stand on 15 January 2018 unless they move the day themselves."""
    with clock.office_day_is(date(2018, 1, 15)):
        yield


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - opens the database
    """A town with its standing office, a ward, a commune and a school, and people by role."""
    return make_cast()
