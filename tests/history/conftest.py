"""The council whose history is told."""

import pytest

from tests.support import council
from tests.support.council import World


@pytest.fixture
def world(db: None) -> World:
    """The council, in a transaction that is undone."""
    return council.found()
