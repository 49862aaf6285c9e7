"""These tests stand in December, when dossiers are drawn up."""

from collections.abc import Iterator

import pytest

from thidua.common.clock import office_day_is
from thidua.dossiers.tests.steps import DAY


@pytest.fixture(autouse=True)
def _december(_office_day: None) -> Iterator[None]:
    with office_day_is(DAY):
        yield
