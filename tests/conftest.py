"""What every test stands on: a database file, triggers that survive a flush, and a real browser."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.support import chromium

# Playwright keeps an event loop in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, as in real life: in memory there is no journal, and threads share one connection."""
    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers() -> Iterator[None]:
    """Let the tests that empty all tables afterwards do so; the triggers refuse it otherwise."""
    from meetings.models import immutability  # noqa: PLC0415 - models are ready only now

    flush = vars(TransactionTestCase)["_fixture_teardown"]  # Django offers no other place

    def flush_without_triggers(case: TransactionTestCase) -> None:
        immutability.drop_triggers(connection)
        try:
            flush(case)
        finally:
            immutability.install_triggers(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; a missing one fails the test and says what to install."""
    return {**browser_type_launch_args, "executable_path": chromium.path()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Swedish reader."""
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}
