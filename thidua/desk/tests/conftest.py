"""Fixtures of the desk's tests."""

import pytest

from tests.web.world import World


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    """The cast's year, under way: the ward has a draft, the commune has sent its list."""
    return standing_world
