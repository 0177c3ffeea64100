"""The council's people: the day to look at."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.web.secretary.forms import fields


class DayForm(forms.Form):
    """The day whose seats are shown; today, unless another is asked for."""

    use_required_attribute = False
    dag = fields.day(label=_("As of"), required=False)

    @property
    def day(self) -> date:
        """The day that was asked for; one that does not exist is said, and today shown."""
        return (self.cleaned_data.get("dag") if self.is_valid() else None) or clock.today()
