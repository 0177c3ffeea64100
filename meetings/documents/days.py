"""How a day and an hour are written, in the language that is active, with hard spaces."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as format_day
from django.utils.translation import gettext as _

from meetings.models import clock

SPACE = "\u00a0"
_SHORT_ENOUGH = 5  # mars, april, maj, juni and juli are written out
_SEPTEMBER = 9


def as_day(value: date | str) -> date:
    """A day from a day, a moment or an ISO text."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return timezone.localdate(value) if isinstance(value, datetime) else value


def full(value: date | str) -> str:
    """24 september 2026."""
    return format_day(as_day(value), f"j{SPACE}F Y")


def without_year(value: date | str) -> str:
    """24 september."""
    return format_day(as_day(value), f"j{SPACE}F")


def spoken(value: date | str) -> str:
    """24 september, and the year too when it is another than today's. Not for pages that are kept."""
    day = as_day(value)
    return without_year(day) if day.year == clock.today().year else full(day)


def month(value: date | str) -> str:
    """September."""
    return format_day(as_day(value), "F")


def short(value: date | str) -> str:
    """24 sept., as in a table."""
    name = month(value)
    if len(name) > _SHORT_ENOUGH:
        name = name[: 4 if as_day(value).month == _SEPTEMBER else 3] + "."
    return f"{as_day(value).day}{SPACE}{name}"


def weekday(value: date | str) -> str:
    """The day of the week: torsdag."""
    return format_day(as_day(value), "l")


def hours(starts: str, ends: str = "") -> str:
    """A meeting's hours, kl. 15.00–17.00 from 15.00 and 17.00; nothing when they are not stated."""
    if not starts:
        return ""
    return _("at %(hours)s") % {"hours": f"{starts}–{ends}" if ends else starts}
