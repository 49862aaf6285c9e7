"""Fixtures of the pages' tests."""

import pytest
from django.core.cache import cache

from tests.cast import Cast
from tests.web.world import World, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    """The cast's year, under way; no wrong personal link was tried before."""
    cache.clear()
    return make_world(cast)
