"""A bloc of communes whose members score one another, before its plan's November."""

import pytest

from tests.cast import Cast
from thidua.emulation.models import Bloc, EmulationYear
from thidua.emulation.tests.opened import COMMUNES, opened_year


@pytest.fixture
def year(cast: Cast) -> EmulationYear:
    """The cast's year, opened from the real plan."""
    return opened_year(cast)


@pytest.fixture
def bloc(cast: Cast, year: EmulationYear) -> Bloc:
    """The bloc of communes and wards."""
    return Bloc.objects.get(name=COMMUNES, emulation_year=year)
