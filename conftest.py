"""Fixtures that every test may use."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, make_cast
from tests.standing import DAY, Stage
from tests.web.world import World
from thidua.common import clock
from thidua.lawbook import in_force

STAGE = pytest.StashKey[Stage]()
OPENS_A_DATABASE = frozenset({"db", "transactional_db", "live_server"})


def opens_a_database(item: pytest.Item) -> bool:
    """Whether the test asks for a database; where it does not, pytest-django refuses it one."""
    names = getattr(item, "fixturenames", ())
    return bool(OPENS_A_DATABASE.intersection(names) or item.get_closest_marker("django_db"))


def is_of_the_database(item: pytest.Item) -> bool:
    """Whether another database could answer the test otherwise. What the browser makes of a page is
    the same on both, and `tests/web` opens every page on both: of its tests, those marked
    `both_databases` are enough.
    """
    if item.get_closest_marker("browser") and not item.get_closest_marker("both_databases"):
        return False
    return opens_a_database(item)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leaves out the tests of which SQLite's run shows the same."""
    if connection.vendor == "postgresql":
        left_out = [item for item in items if not is_of_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_of_the_database(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Function) -> None:
    """Before a test that does not use the standing world, takes it down."""
    stage = item.config.stash.get(STAGE, None)
    if stage is not None and "standing_world" not in item.fixturenames:
        stage.take_down()


@pytest.fixture(autouse=True)
def _office_day() -> Iterator[None]:
    """Tests stand on 15 January 2018 unless they move the day themselves."""
    with clock.office_day_is(DAY):
        yield


@pytest.fixture(autouse=True)
def _own_rules() -> Iterator[None]:
    """Own rules that a test approved go with its database."""
    yield
    in_force.forget()


@pytest.fixture(scope="session")
def stage(
    pytestconfig: pytest.Config,
    django_db_setup: None,  # noqa: ARG001 - there is a database to stand in
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Stage]:
    """Where the world of pages stands from one test to the next."""
    stage = pytestconfig.stash[STAGE] = Stage(django_db_blocker)
    yield stage
    stage.take_down()


@pytest.fixture
def standing_world(stage: Stage) -> World:
    """The cast's year under way: a fixture that takes it takes `db` after it."""
    return stage.world()


@pytest.fixture
def stood(request: pytest.FixtureRequest) -> Cast | None:
    """The cast of the standing world, where the test uses that."""
    if "standing_world" not in request.fixturenames:
        return None
    world: World = request.getfixturevalue("standing_world")
    return world.cast


@pytest.fixture
def cast(stood: Cast | None, db: None) -> Cast:  # noqa: ARG001 - opens the database
    """A town with its standing office, a ward, a commune and a school, and people by role."""
    return stood or make_cast()
