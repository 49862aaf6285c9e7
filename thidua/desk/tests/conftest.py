"""Fixtures of the desk's tests."""

import pytest

from tests.cast import Cast
from tests.web.world import World, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    """The cast's year, under way: the ward has a draft, the commune has sent its list."""
    return make_world(cast)
