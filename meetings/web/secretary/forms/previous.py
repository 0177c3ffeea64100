"""A previous protocol on the agenda: as sent, with changes, or tabled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import ApprovalOutcome, Member, ProtocolApproval
from meetings.procedure import approving
from meetings.web.forms import StepForm, Words
from meetings.web.secretary import places

_ROOM = 3  # empty rows for changes; more come when these are filled and saved


class RowForm(StepForm):
    """How the meeting dealt with one previous protocol, each change with its place, old words and new."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=ApprovalOutcome.choices, widget=forms.RadioSelect)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: ProtocolApproval) -> None:  # noqa: ANN401 - Django's own signature
        initial = {"outcome": row.outcome, "row_version": row.row_version}
        super().__init__(data, prefix=f"row{row.pk}", initial=initial)
        self.row = row
        self.written = [(change.place, change.old, change.new) for change in row.changes.all()]
        self.lines = range(len(self.written) + _ROOM)
        leaves = [("", "—"), *places.to_correct(row.protocol.version)] if row.protocol.version else [("", "—")]
        for n in self.lines:
            place, old, new = self.written[n] if n < len(self.written) else ("", "", "")
            self.fields[f"place{n}"] = forms.ChoiceField(
                label=_("Where in the minutes"), choices=leaves, required=False, initial=place
            )
            self.fields[f"old{n}"] = Words(label=_("Old wording"), required=False, rows=2, initial=old)
            self.fields[f"new{n}"] = Words(label=_("New wording"), required=False, rows=2, initial=new)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """The changes that were filled in."""
        found = [tuple(self.said(f"{name}{n}") for name in ("place", "old", "new")) for n in self.lines]
        return [(place, old, new) for place, old, new in found if place or old or new]

    @property
    def change_rows(self) -> list[list[forms.BoundField]]:
        """The three fields of each change."""
        return [[self[f"{name}{n}"] for name in ("place", "old", "new")] for n in self.lines]

    def save(self, *, by: Member) -> bool:
        """Write what the meeting decided. Raises StaleRowError."""
        return self.attempt(
            lambda: approving.decide_row(
                self.row,
                outcome=ApprovalOutcome(self.said("outcome")),
                changes=self.changes,
                row_version=self.said("row_version"),
                by=by,
            )
        )
