"""Writing an item: its title and text, as plain text with the words that mean something first on a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Member
from meetings.procedure import writing
from meetings.web.forms import Line, StepForm, Words


class ItemForm(StepForm):
    """An item's title and text. The hidden version says which text was on the screen."""

    title = Line(label=_("Title"))
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true", "class": "both-text"}),
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential"), required=False, help_text=_("Read by the secretary alone, and never public.")
    )
    note = Words(
        label=_("Notes of your own"),
        required=False,
        rows=2,
        help_text=_("Only for you. Never in the minutes, and erased when they are approved."),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: AgendaItem, writer: Member | None, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        initial = {name: getattr(item, name) for name in ("title", "text", "is_confidential", "row_version")}
        initial["note"] = writing.noted(item, by=writer)
        super().__init__(*args, **{**options, "initial": initial})
        self.item = item

    def save(self, *, by: Member) -> bool:
        """Save the item; its decisions, tasks and groups follow its text. Raises StaleRowError."""
        return self.attempt(lambda: self._save(by))

    def _save(self, by: Member) -> None:
        writing.save_item(
            self.item,
            title=self.said("title"),
            written=self.said("text"),
            is_confidential=self.said("is_confidential"),
            row_version=self.said("row_version"),
            by=by,
        )
        if "note" in self.data:
            writing.note_for_oneself(self.item, self.said("note"), by=by)


class KeepForm(StepForm):
    """What is being typed, sent at each pause. Title and text are cleaned by the step, which is asked often."""

    title = forms.CharField(required=False, strip=False)
    text = forms.CharField(required=False, strip=False)
    row_version = forms.IntegerField()

    def save(self, item: AgendaItem, *, by: Member) -> bool:
        """Keep it. Raises StaleRowError."""
        return self.attempt(lambda: self._keep(item, by))

    def _keep(self, item: AgendaItem, by: Member) -> None:
        title, written = self.said("title"), self.said("text")
        self.kept = writing.keep(item, title=title, written=written, row_version=self.said("row_version"), by=by)
