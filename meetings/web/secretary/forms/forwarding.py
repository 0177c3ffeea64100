"""What was handed over: when it was sent, and when and what was answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import Decision, Forwarding, Member
from meetings.models.base import StaleRowError
from meetings.procedure import forwarding
from meetings.web import fields
from meetings.web.forms import StepForm, Words


class ForwardingForm(StepForm):
    """The two days and the answer of one question that was handed over."""

    sent_on = fields.day(label=_("Sent"), required=False)
    answered_on = fields.day(label=_("The answer came"), required=False)
    answer = Words(
        label=_("The answer"),
        required=False,
        max_length=10_000,
        rows=5,
        help_text=_("For those who work with the minutes. The public reads the days, never the words of the answer."),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, decision: Decision) -> None:  # noqa: ANN401 - Django's own signature
        self.decision = decision
        row: Forwarding | None = getattr(decision, "forwarding", None)
        kept = {name: getattr(row, name) for name in ("sent_on", "answered_on", "answer", "row_version") if row}
        super().__init__(data, auto_id="forwarding_%s", initial={"row_version": 0, **kept})
        self.is_stale = False

    def save(self, *, by: Member) -> bool:
        """Write it down. What somebody else has written meanwhile is said, and what was typed stays."""
        try:
            return self.attempt(lambda: self._write_down(by))
        except StaleRowError:
            self.is_stale = True
            now = Forwarding.objects.get(decision=self.decision)
            self.put("row_version", str(now.row_version))
            self.add_error(None, gettext("Somebody else has written here. Save again if yours is right."))
            return False

    def _write_down(self, by: Member) -> None:
        forwarding.write_down(
            self.decision,
            sent_on=self.said("sent_on"),
            answered_on=self.said("answered_on"),
            answer=self.said("answer"),
            row_version=self.said("row_version"),
            by=by,
        )
