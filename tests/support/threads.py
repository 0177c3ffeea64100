"""Letting several do something at the very same moment."""

import threading
from collections.abc import Callable

from django.db import connection

ENDS_WITHIN = 60  # seconds


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Let each task run in a thread with a connection of its own, all begun at the same moment.

    Gives what each returned, or the exception it raised.
    """
    barrier = threading.Barrier(len(tasks))
    answers: list[object] = [None] * len(tasks)

    def run(number: int, task: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(ENDS_WITHIN)
            answers[number] = task()
        except Exception as error:  # noqa: BLE001 - the test looks at what was raised
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, task)) for number, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(ENDS_WITHIN)
    return answers
