"""Fixtures of the pages' tests."""

import pytest

from tests.cast import Cast
from tests.web.world import World, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    """The cast's year, under way."""
    return make_world(cast)
