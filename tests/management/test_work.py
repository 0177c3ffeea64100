"""The worker as its own process: it outlives a database and a mail server that do not answer, and a kill."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.support import mail

LETTERS = 8  # everybody who is called
WITHIN = 120  # seconds
CALL = """
import django
django.setup()
from meetings.models import Letter, clock
from tests.support import council
council.called(council.found())
Letter.objects.update(next_try_at=clock.now())
"""

Manage = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def port() -> int:
    """Where nobody listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path, port: int) -> Iterator[Manage]:
    """Start Python on a database of its own, which is empty at first; whatever still runs afterwards is ended."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "IDEKOM_DATA": str(tmp_path),
        "IDEKOM_MAIL": f"smtp+plain://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "idekom.settings",
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        started.append(
            subprocess.Popen([sys.executable, *arguments], cwd=settings.ROOT, env=environment, stderr=subprocess.PIPE)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def done(process: "subprocess.Popen[bytes]") -> None:
    assert process.wait(WITHIN) == 0


def until(happened: Callable[[], bool]) -> None:
    """Wait for something; a test that waits too long fails."""
    deadline = time.monotonic() + WITHIN
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_a_worker_waits_for_its_database_and_its_mail_server_and_ends_when_told(
    start: Manage, tmp_path: Path, port: int
) -> None:
    worker = start("manage.py", "work")
    assert worker.stderr
    assert b"The database did not answer" in worker.stderr.readline()
    done(start("manage.py", "migrate", "--verbosity=0"))
    done(start("-c", CALL))
    assert b"ConnectionRefusedError" in next(line for line in worker.stderr if b"could not be sent" in line)
    kept = mail.Postbox()
    with mail.server(kept, port):
        until(lambda: len(kept.letters) == LETTERS - 1)  # the one that failed waits a minute
        worker.send_signal(signal.SIGTERM)
        done(worker)
    assert len(set(kept.ids)) == LETTERS - 1


def test_a_worker_killed_in_the_middle_sends_the_letter_again_under_the_same_id(
    start: Manage, tmp_path: Path, port: int
) -> None:
    done(start("manage.py", "migrate", "--verbosity=0"))
    done(start("-c", CALL))
    kept = mail.Postbox()
    with mail.server(kept, port):
        worker = start("manage.py", "work")
        kept.before = worker.kill
        worker.wait(WITHIN)
        kept.before = None
        assert len(kept.letters) == 1
        done(start("manage.py", "work", "--once"))
        assert len(kept.letters) == LETTERS
        with closing(sqlite3.connect(tmp_path / "idekom.sqlite3")) as database, database:
            database.execute(
                "UPDATE meetings_letter SET taken_at = datetime(taken_at, '-6 minutes') WHERE state = 'sending'"
            )
        done(start("manage.py", "work", "--once"))
        done(start("manage.py", "work", "--once"))
    assert kept.ids == [kept.ids[0], *kept.ids[1:LETTERS], kept.ids[0]]
    assert len(set(kept.ids)) == LETTERS
