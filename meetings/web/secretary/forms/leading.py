"""Who led which items, where more than one led the meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import AgendaItem, Meeting, Member, Officer, OfficerRole
from meetings.models.base import StaleRowError
from meetings.procedure import attending
from meetings.web.forms import SeenForm


class LedForm(SeenForm):
    """From which item to which somebody led; neither is the whole meeting."""

    from_item = forms.ChoiceField(label=gettext_lazy("From item"), required=False, show_hidden_initial=True)
    to_item = forms.ChoiceField(label=gettext_lazy("To item"), required=False, show_hidden_initial=True)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, officer: Officer, items: dict[str, AgendaItem]) -> None:  # noqa: ANN401 - Django's own signature
        prefix = f"l{officer.pk}"
        initial = {name: str(getattr(officer, f"{name}_id") or "") for name in ("from_item", "to_item")}
        sent = data if data and f"{prefix}-row_version" in data else None
        super().__init__(sent, prefix=prefix, initial={**initial, "row_version": officer.row_version})
        self.officer, self.items = officer, items
        self.is_stale = False
        for name in ("from_item", "to_item"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "—"), *((pk, str(item)) for pk, item in items.items())]

    def save(self, *, by: Member) -> bool:
        """Say which items it was. What somebody else has said meanwhile is not overwritten, and mine stays."""
        try:
            return self.attempt(lambda: self._lead(by))
        except StaleRowError:
            self.officer.refresh_from_db()
            words = _("Somebody else has said which items %(name)s led. Save again if yours is right.")
            self.add_error(None, words % {"name": self.officer.printed_name})
            self.put("row_version", str(self.officer.row_version))
            self.is_stale = True
            return False

    def _lead(self, by: Member) -> None:
        first, last = (self.items.get(self.said(name)) for name in ("from_item", "to_item"))
        attending.lead(self.officer, from_item=first, to_item=last, row_version=self.said("row_version"), by=by)


def led(meeting: Meeting, sent: Any) -> list[LedForm]:  # noqa: ANN401 - what was sent, or nothing
    """A form for each who led, where they were several."""
    chairs = list(meeting.officers.filter(role=OfficerRole.CHAIR).order_by("pk"))
    if len(chairs) < 2:  # noqa: PLR2004 - one who leads, leads all of it
        return []
    items = {str(item.pk): item for item in meeting.items.standing().in_order()}
    return [LedForm(sent, officer=one, items=items) for one in chairs]
