"""For which council, from which day and until which day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import Council, clock
from meetings.web import fields


def last_year() -> tuple[date, date]:
    """The first and the last day of the year before this."""
    year = clock.today().year - 1
    return date(year, 1, 1), date(year, 12, 31)


class PeriodForm(forms.Form):
    """A period; the names of its fields stand in the address. Nothing said is last year, and the first council."""

    fran = fields.day(label=_("From and including"))
    till = fields.day(label=_("Until and including"))
    rad = forms.ChoiceField(label=_("Council"))

    def __init__(self, data: Any, *, councils: list[Council]) -> None:  # noqa: ANN401 - Django's own signature
        first, last = last_year()
        said = {"fran": first.isoformat(), "till": last.isoformat(), "rad": councils[0].slug}
        super().__init__({**said, **{name: data[name] for name in said if name in data}}, auto_id="period_%s")
        self.councils = {one.slug: one for one in councils}
        council: Any = self.fields["rad"]
        council.choices = [(one.slug, one.name) for one in councils]
        if len(councils) == 1:
            council.widget = forms.HiddenInput()

    @property
    def council(self) -> Council:
        """The council that was chosen."""
        return self.councils[self.cleaned_data["rad"]]

    def clean(self) -> dict[str, Any]:
        """A period begins before it ends."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("fran") and said.get("till") and said["till"] < said["fran"]:
            raise ValidationError({"till": gettext("The period ends before it begins.")})
        return said
