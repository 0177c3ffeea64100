"""Looking at processes from outside."""

import time
from collections.abc import Iterable

import psutil

GONE_WITHIN = 5  # seconds


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE  # a zombie nobody collects is dead
    except psutil.NoSuchProcess:  # gone between the two questions
        return False


def alive(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those that still run when there has been time to end."""
    deadline = time.monotonic() + GONE_WITHIN
    running = [process for process in processes if _runs(process)]
    while running and time.monotonic() < deadline:
        time.sleep(0.02)
        running = [process for process in running if _runs(process)]
    return running
