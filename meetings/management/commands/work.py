"""The worker: sends the letters that steps have put in the outbox, until it is told to stop."""

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from meetings.letters import sending

POLLS_EVERY = 2.0  # seconds
LISTENS_EVERY = 0.1  # seconds between looks at whether somebody said stop
AT_A_TIME = 5  # letters; a stop is heard between the batches
_logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """SIGTERM and Ctrl+C let the letter in hand be sent, then end it."""

    help = "Send letters until told to stop. --once sends those that are due now and ends."
    is_stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now, and end")

    def handle(self, *args: object, **options: object) -> None:
        if options["once"]:
            while self.send():
                pass
            return
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        while not self.is_stopping:
            if not self.send():
                self.wait()

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Note that somebody said stop; nothing in hand is broken off."""
        self.is_stopping = True

    def send(self) -> int:
        """Send a batch; a database that is locked or away is asked again later."""
        close_old_connections()
        try:
            return sending.send_due(AT_A_TIME)
        except DatabaseError as error:
            _logger.warning("The database did not answer: %r", error)
            return 0

    def wait(self) -> None:
        """Wait until the next look, or until somebody says stop."""
        until = time.monotonic() + POLLS_EVERY
        while not self.is_stopping and time.monotonic() < until:
            time.sleep(LISTENS_EVERY)
