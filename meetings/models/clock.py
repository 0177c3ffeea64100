"""The council's clock: the moment a step is taken, and the day it is in Stockholm."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

# Set only while old meetings are replayed (the demonstration council) and in tests.
_moment: ContextVar[datetime | None] = ContextVar("the moment now", default=None)


def now() -> datetime:
    """The moment it is now, aware."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The day it is where the council meets."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Take the steps inside as if it were `moment` (aware)."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
