"""The council on a Tuesday in February 2027, for every test of a step."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.support import council
from tests.support.council import World


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 2, 2, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def world(db: None) -> World:
    """The council, in a transaction that is undone."""
    return council.found()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The council, committed: threads of their own can see it."""
    return council.found()
