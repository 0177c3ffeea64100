"""Planning a meeting: day, time and place, filled in from last time."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.models import Council, Meeting, MeetingKind, Member
from meetings.procedure import calling
from meetings.web import fields
from meetings.web.forms import Line, StepForm


class PlanForm(StepForm):
    """A new meeting. `nth` says which meeting of that day it is, so that a double click plans one."""

    held_on = fields.day(label=_("Day"))
    begins = fields.clock(label=_("Begins"), required=False)
    ends = fields.clock(label=_("Ends"), required=False)
    place = Line(label=_("Place"), required=False)
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=MeetingKind.choices, initial=MeetingKind.ORDINARY)
    nth = forms.IntegerField(widget=forms.HiddenInput, initial=1, min_value=1, max_value=99)
    planned: Meeting

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.council = council
        self.is_taken = False

    def save(self, *, by: Member) -> bool:
        """Plan the meeting; a day that is taken is said, and a second meeting that day is offered."""
        understood = self.is_valid()
        done = self.attempt(lambda: self._plan(by))
        if understood and "nth" in self.errors:
            self.is_taken = True
            self.put("nth", str(calling.next_that_day(self.council, self.said("held_on"))))
        return done

    def _plan(self, by: Member) -> None:
        on: date = self.said("held_on")
        with transaction.atomic():
            calling.refuse_if_taken(self.council, on, nth=self.said("nth"))
            self.planned = calling.plan(
                self.council,
                held_on=on,
                starts_at=fields.moment(on, self.said("begins")),
                ends_at=fields.moment(on, self.said("ends")),
                place=self.said("place"),
                kind=MeetingKind(self.said("kind")),
                by=by,
            )


def last_time(council: Council) -> dict[str, object]:
    """Time and place as they were at the latest meeting."""
    latest = council.meetings.latest_first().first()
    if latest is None:
        return {}
    return {
        "begins": fields.clock_of(latest.starts_at),
        "ends": fields.clock_of(latest.ends_at),
        "place": latest.place,
    }
