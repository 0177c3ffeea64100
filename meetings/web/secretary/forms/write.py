"""Writing an item: its title and text, as plain text with the words that mean something first on a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Member
from meetings.procedure import writing
from meetings.web.forms import Line, StepForm


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
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        initial = {name: getattr(item, name) for name in ("title", "text", "is_confidential", "row_version")}
        super().__init__(*args, **{**options, "initial": initial})
        self.item = item

    def save(self, *, by: Member) -> bool:
        """Save the item; its decisions, tasks and groups follow its text. Raises StaleRowError."""
        return self.attempt(
            lambda: writing.save_item(
                self.item,
                title=self.said("title"),
                written=self.said("text"),
                is_confidential=self.said("is_confidential"),
                row_version=self.said("row_version"),
                by=by,
            )
        )
