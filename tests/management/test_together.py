"""Processes that live and end together."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from meetings.management import together
from tests.support.processes import alive

SLEEPS = ["/bin/sleep", "60"]
ENDS = ["/bin/sh", "-c", "exit 3"]
REFUSES_TO_END = ["/bin/sh", "-c", "trap '' TERM; echo ready > $0; while true; do sleep 1; done"]
HAS_A_CHILD = ["/bin/sh", "-c", "sleep 60 & echo $! > $0; wait"]


def words(path: Path) -> str:
    """What a process has written there, as soon as it has."""
    deadline = time.monotonic() + 20
    while not (path.exists() and path.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return path.read_text().strip()


def test_the_first_to_end_is_named() -> None:
    ends = together.start(ENDS, os.environ)
    stays = together.start(SLEEPS, os.environ)
    try:
        assert together.first_to_end({"stays": stays, "ends": ends}) == "ends"
        assert ends.returncode == 3
    finally:
        together.stop([ends, stays])


def test_stopping_ends_also_what_a_process_has_started(tmp_path: Path) -> None:
    process = together.start([*HAS_A_CHILD, str(tmp_path / "pid")], os.environ)
    child = psutil.Process(int(words(tmp_path / "pid")))
    together.stop([process])
    assert process.returncode == -signal.SIGTERM
    assert alive([child]) == []


def test_a_process_that_refuses_to_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "ENDS_WITHIN", 0.2)
    process = together.start([*REFUSES_TO_END, str(tmp_path / "ready")], os.environ)
    assert words(tmp_path / "ready") == "ready"
    together.stop([process])
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_to_say_stop_interrupts(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), together.interruptible():
        signal.raise_signal(number)


def test_signals_mean_what_they_meant_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with together.interruptible():
        pass
    together.stop([together.start(SLEEPS, os.environ)])
    assert signal.getsignal(signal.SIGTERM) == before
