"""The council that the tests of the models lean on."""

import pytest

from tests.models.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """The council, in a transaction that is undone."""
    return build_world()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The council, committed: threads of their own can see it."""
    return build_world()
