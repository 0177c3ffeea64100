"""Processes that live together: when one ends, or somebody says stop, all end."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from types import FrameType

LOOKS_EVERY = 0.2  # seconds
ENDS_WITHIN = 10  # seconds between asking a process to end and ending it

Process = subprocess.Popen[bytes]


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _on_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def interruptible() -> AbstractContextManager[None]:
    """A closed terminal and a polite kill stop the block just as Ctrl+C does."""
    return _on_signals(_interrupt)


def start(command: Sequence[str], environment: Mapping[str, str]) -> Process:
    """Start a process with a group of its own, so that whatever it starts can be ended with it."""
    return subprocess.Popen(command, env=environment, start_new_session=True)


def first_to_end(processes: Mapping[str, Process]) -> str:
    """Wait until one of them ends by itself; its name."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(LOOKS_EVERY)


def _signal_group(process: Process, number: int) -> None:
    with suppress(ProcessLookupError):  # nobody is left in the group
        os.killpg(process.pid, number)


@_on_signals(signal.SIG_IGN)
def stop(processes: Iterable[Process]) -> None:
    """Ask all to end, wait, and end those that have not; a second Ctrl+C does not leave it half done."""
    processes = list(processes)
    for process in processes:
        _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + ENDS_WITHIN
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, deadline - time.monotonic()))
        _signal_group(process, signal.SIGKILL)
        process.wait()
