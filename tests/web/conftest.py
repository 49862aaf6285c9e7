"""Fixtures of the pages' tests."""

import pytest
from django.core.cache import cache

from tests.web.world import World


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    """The cast's year, under way; no wrong personal link was tried before."""
    cache.clear()
    return standing_world
