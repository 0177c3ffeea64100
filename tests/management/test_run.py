"""`make run`: one command starts everything and Ctrl+C ends everything."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.support.processes import alive

FIRST_START_WITHIN = 120  # seconds, on a machine busy with other tests


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output.txt"


@pytest.fixture
def running(tmp_path: Path, output: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A new installation of its own, on SQLite, with its output in a file."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"IDEKOM_DATA": str(tmp_path / "data"), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=settings.ROOT,
            env=environment,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)


def wait_for_the_welcome(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + FIRST_START_WITHIN
    while "Ctrl+C" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < deadline, output.read_text()
        time.sleep(0.1)


def test_a_taken_port_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(CommandError) as refusal:
            call_command("run")
    assert str(refusal.value) == f"Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1} make run"


def test_a_port_that_is_no_number_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(CommandError, match=r"^PORT must be a number, not 'http'\.$"):
        call_command("run")


def test_an_address_of_another_machine_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("HOST", "192.0.2.1")
    monkeypatch.setenv("PORT", str(port))
    with pytest.raises(CommandError, match=rf"^192\.0\.2\.1:{port} cannot be used: "):
        call_command("run")


def test_a_new_installation_starts_and_ctrl_c_ends_all_of_it(
    running: subprocess.Popen[bytes], output: Path, port: int
) -> None:
    wait_for_the_welcome(running, output)
    assert f"Idékom is at http://localhost:{port}/" in output.read_text()
    with urllib.request.urlopen(f"http://localhost:{port}/") as page:
        stylesheet = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode())
    assert stylesheet is not None
    assert re.search(r"\.[0-9a-f]{12}\.css$", stylesheet[1])
    with urllib.request.urlopen(f"http://localhost:{port}{stylesheet[1]}") as file:
        assert file.headers["Cache-Control"] == "max-age=315360000, public, immutable"

    started = psutil.Process(running.pid).children(recursive=True)
    assert len(started) >= 3  # the server, its own worker process, and the worker that sends letters
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert alive(started) == []
    assert output.read_text().endswith("\nStopped.\n")
