"""Days and times as people type them: 2026-11-05, 15.00."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from meetings import text

_CLOCKS = ["%H.%M", "%H:%M", "%H,%M", "%H"]


class Day(forms.DateField):
    """A day, typed as 2026-11-05, or as a Swede writes it: 5 november 2026, 5/11 2026."""

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - Django's own signature
        """The day; one without a year is not guessed."""
        written = value.strip() if isinstance(value, str) else ""
        found = text.starts_with_date(written)
        return found.day if found and found.has_year and found.end == len(written) else super().to_python(value)


def day(**options: Any) -> Day:  # noqa: ANN401 - whatever a field takes
    """A day, shown as 2026-11-05."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"inputmode": "text", "autocomplete": "off"})
    messages = {"invalid": gettext_lazy("There is no such day. Write it as 2026-11-05.")}
    return Day(widget=widget, input_formats=["%Y-%m-%d"], error_messages=messages, **options)


def clock(**options: Any) -> forms.TimeField:  # noqa: ANN401 - whatever a field takes
    """A time of the day, typed as 15.00."""
    widget = forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "autocomplete": "off"})
    messages = {"invalid": gettext_lazy("There is no such time. Write it as 15.00.")}
    return forms.TimeField(widget=widget, input_formats=_CLOCKS, error_messages=messages, **options)


def moment(on: date, at: time | None) -> datetime | None:
    """A time on a day, as the council's clock shows it; nothing when no time is stated."""
    return timezone.make_aware(datetime.combine(on, at)) if at else None


def clock_of(value: datetime | None) -> time | None:
    """The time of the day of a moment, as the council's clock shows it."""
    return timezone.localtime(value).time() if value else None
