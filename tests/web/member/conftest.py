"""The council on a Tuesday in February 2027, and everybody with a browser of their own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from meetings.models import Member
from tests.support import council
from tests.support.council import World

NOW = datetime(2027, 2, 2, 9, tzinfo=UTC)
SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None) -> World:
    return council.found()


@pytest.fixture
def as_() -> SignedIn:
    """The browser of somebody who has signed in."""

    def signed_in(member: Member) -> Client:
        client = Client()
        assert member.user
        client.force_login(member.user)
        return client

    return signed_in
