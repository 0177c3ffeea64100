"""The world, built once for all tests here and undone after them; everybody who may come to an address."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from meetings.models import User
from tests.authz import world
from tests.authz.policy import VISITORS
from tests.authz.subjects import Subjects
from tests.authz.world import Scene


@pytest.fixture(scope="package")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Everything there is, on a Tuesday in February 2027; nothing of it is kept."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(datetime(2027, 2, 2, 9, tzinfo=UTC)),
        transaction.atomic(),
    ):
        yield world.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _django_db_marker(scene: Scene) -> Iterator[None]:
    """In place of the fixture that gives each test a transaction of its own: here all have one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def subjects(scene: Scene) -> Subjects:
    """What the addresses are about."""
    return Subjects(scene)


@pytest.fixture(scope="package")
def clients(scene: Scene) -> dict[str, Client]:
    """Everybody who may come, by name, signed in if they can be."""
    people = scene.people
    users: dict[str, User | None] = {
        "stranger": None,
        "guest": people.guest.user,
        "member": people.substitute.user,
        "present": people.member.user,
        "adjuster": people.adjuster.user,
        "chair": people.chair.user,
        "deputy": people.deputy.user,
        "secretary": people.secretary.user,
        "their_chair": scene.outsider.user,
        "their_secretary": people.other_secretary.user,
        "administrator": people.administrator,
    }
    assert tuple(users) == VISITORS
    return {name: _at_a_browser(user) for name, user in users.items()}


class Browser(Client):
    """A browser that stays signed in, whatever is pressed: what a test does to its session is undone too."""

    def request(self, **request: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Ask, and keep no cookie of the answer."""
        kept = SimpleCookie(self.cookies)
        try:
            return super().request(**request)
        finally:
            self.cookies = kept


def _at_a_browser(user: User | None) -> Client:
    client = Browser(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client
