"""What every form shares: fields that clean what comes in, and a step whose objections stand with what was typed."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import text
from meetings.procedure.steps import Objection, ProcedureError

_NEVER_LONGER = 100_000  # characters; an item's own cap is lower, and said by the step


class Words(forms.CharField):
    """A text of several lines, cleaned of what no text may hold."""

    one_line = False
    is_name = False

    def __init__(self, *, rows: int = 3, **options: Any) -> None:  # noqa: ANN401 - whatever a field takes
        options.setdefault("max_length", _NEVER_LONGER)
        if not self.one_line:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's own signature
        """Clean before anything else looks at it; what cannot be kept is said in words."""
        found = super().to_python(value) or ""
        try:
            return text.clean_text(found, one_line=self.one_line, name=self.is_name).strip()
        except text.TextError as error:
            raise ValidationError(
                _("The text holds a character that cannot be kept. Paste it again as plain text."), code=error.code
            ) from error


class Line(Words):
    """One line: a title, a name, a place, a reason."""

    one_line = True

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever a field takes
        options.setdefault("max_length", 300)
        super().__init__(**options)


class Name(Line):
    """Somebody's name: nothing invisible, nothing that turns the direction of writing."""

    is_name = True


class StepForm(forms.Form):
    """A form that takes one step. Without fields it is a button."""

    use_required_attribute = False  # the server says what is missing, in our own words
    reason_field = "reason"  # where it is said why

    def attempt(self, step: Callable[[], object]) -> bool:
        """Take the step with what was typed. Refused, its objections stand in the form and nothing is changed."""
        if not self.is_valid():
            return False
        try:
            step()
        except ProcedureError as error:
            self.object_to(error.objections)
            return False
        return True

    def object_to(self, objections: Iterable[Objection]) -> None:
        """Show each objection by the field it is about, or above the form."""
        for objection in objections:
            place = self.reason_field if objection.place == "reason" else objection.place
            self.add_error(place if place in self.fields else None, objection.text)

    def put(self, name: str, value: str) -> None:
        """Change one value in what was sent, for when the form is shown again."""
        assert isinstance(self.data, QueryDict), "only a form that was sent is shown again"
        sent = self.data.copy()
        sent[self.add_prefix(name)] = value
        self.data = sent

    def said(self, name: str) -> Any:  # noqa: ANN401 - whatever the field gives
        """What was filled in, cleaned."""
        return self.cleaned_data[name]


class SeenForm(StepForm):
    """One of several forms that are saved together, each only if somebody changed it.

    What stood in its fields when the page was made (`show_hidden_initial`) is sent along, to tell what was changed.
    """

    @property
    def is_touched(self) -> bool:
        """Whether somebody changed anything of what stood on their screen."""
        return self.is_bound and any(self.fields[name].show_hidden_initial for name in self.changed_data)

    @property
    def seen(self) -> str:
        """What stood there, as hidden fields."""
        shown = (field for field in self if field.field.show_hidden_initial)
        return mark_safe("".join(field.as_hidden(only_initial=True) for field in shown))  # noqa: S308 - widgets, escaped by Django

    def seen_in(self, name: str) -> list[str]:
        """What stood in a field of several choices."""
        assert isinstance(self.data, QueryDict), "only what was sent was seen"
        return self.data.getlist(self.add_initial_prefix(name))

    def put_seen(self, name: str, values: list[str]) -> None:
        """Say what stands in a field of several choices now, for when the form is shown again."""
        assert isinstance(self.data, QueryDict), "only a form that was sent is shown again"
        sent = self.data.copy()
        sent.setlist(self.add_initial_prefix(name), values)
        self.data = sent


class ReasonForm(StepForm):
    """A step that needs a reason and nothing else."""

    reason = Line(label=gettext_lazy("Reason"))

    def __init__(self, *args: Any, label: str = "", **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        if label:
            self.fields["reason"].label = label
