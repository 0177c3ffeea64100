"""A previous protocol on the agenda: as sent, with changes, or tabled."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.documents import days
from meetings.models import ApprovalOutcome, Member, ProtocolApproval
from meetings.models.base import StaleRowError
from meetings.procedure import approving
from meetings.web.forms import SeenForm, Words
from meetings.web.secretary import places

_ROOM = 3  # empty rows for changes; more come when these are filled and saved


class RowForm(SeenForm):
    """How the meeting dealt with one previous protocol, each change with its place, old words and new."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=ApprovalOutcome.choices,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: ProtocolApproval) -> None:  # noqa: ANN401 - Django's own signature
        initial = {"outcome": row.outcome, "row_version": row.row_version}
        super().__init__(data, prefix=f"row{row.pk}", initial=initial)
        self.row = row
        self.is_stale = False
        self.written = [(change.place, change.old, change.new) for change in row.changes.all()]
        self.lines = range(len(self.written) + _ROOM)
        leaves = [("", "—"), *places.to_correct(row.protocol.version)] if row.protocol.version else [("", "—")]
        for n in self.lines:
            place, old, new = self.written[n] if n < len(self.written) else ("", "", "")
            self.fields[f"place{n}"] = forms.ChoiceField(
                label=_("Where in the minutes"), choices=leaves, required=False, initial=place, show_hidden_initial=True
            )
            for name, label, words in (("old", _("Old wording"), old), ("new", _("New wording"), new)):
                self.fields[f"{name}{n}"] = Words(
                    label=label, required=False, rows=2, initial=words, show_hidden_initial=True
                )

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
        """Write what the meeting decided. What somebody else has written meanwhile is said, and mine stays."""
        try:
            return self.attempt(lambda: self._decide(by))
        except StaleRowError:
            self.row.refresh_from_db()
            words = gettext(
                "Somebody else has written about the minutes of %(day)s: %(outcome)s. Save again if yours is right."
            )
            named = {"day": days.full(self.row.protocol.meeting.held_on), "outcome": self.row.get_outcome_display()}
            self.add_error(None, words % named)
            self.put("row_version", str(self.row.row_version))
            self.is_stale = True
            return False

    def _decide(self, by: Member) -> None:
        approving.decide_row(
            self.row,
            outcome=ApprovalOutcome(self.said("outcome")),
            changes=self.changes,
            row_version=self.said("row_version"),
            by=by,
        )
