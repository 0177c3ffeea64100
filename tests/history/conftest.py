"""The council whose history is told."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.support import council
from tests.support.council import World


@pytest.fixture(autouse=True)
def _after_the_meeting() -> Iterator[None]:
    """The evening of a Tuesday: a meeting held today is over, whenever the tests are run."""
    with time_machine.travel(datetime(2027, 2, 2, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def world(db: None) -> World:
    """The council, in a transaction that is undone."""
    return council.found()
