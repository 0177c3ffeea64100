"""A meeting's time as planned: when each item begins, and whether they all fit before the meeting ends."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from meetings.documents.structure import clock_text
from meetings.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class Schedule:
    """The planned minutes together; `begins` says by id when an item with minutes begins, as 15.20.

    An item without minutes takes no time here: nothing is guessed. `available` is None where the meeting does not
    say when it begins and ends, `ends` is "" where it does not say when it begins.
    """

    minutes: int = 0
    available: int | None = None
    ends: str = ""
    begins: dict[int, str] = field(default_factory=dict)

    @property
    def over(self) -> int:
        """How many minutes too long the plan is."""
        return max(0, self.minutes - self.available) if self.available is not None else 0


def of(meeting: Meeting, items: Iterable[AgendaItem]) -> Schedule:
    """The plan of a meeting whose items come in this order."""
    begins: dict[int, str] = {}
    minutes = 0
    for item in items:
        if item.planned_minutes:
            begins[item.pk] = _after(meeting.starts_at, minutes)
            minutes += item.planned_minutes
    whole = meeting.ends_at - meeting.starts_at if meeting.starts_at and meeting.ends_at else None
    available = None if whole is None else int(whole.total_seconds()) // 60
    return Schedule(minutes, available, _after(meeting.starts_at, minutes), begins)


def _after(starts: datetime | None, minutes: int) -> str:
    return clock_text(timezone.localtime(starts + timedelta(minutes=minutes)) if starts else None)
