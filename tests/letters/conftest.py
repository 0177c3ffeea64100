"""The council, and a mail server for its letters."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django import Settings

from tests.support import council, mail
from tests.support.council import World

NOW = datetime(2027, 2, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A Tuesday in February 2027; a test moves it on."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None) -> World:
    return council.found()


@pytest.fixture
def port(settings: Settings) -> int:
    """Where letters are sent to: nobody listens there yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free
    return free


@pytest.fixture
def postbox(port: int) -> Iterator[mail.Postbox]:
    """A mail server that is up."""
    kept = mail.Postbox()
    with mail.server(kept, port):
        yield kept
