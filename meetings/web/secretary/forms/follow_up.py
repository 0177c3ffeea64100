"""Following up: what becomes of an action, and ending what lies on the table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import ActionItem, Member, UpdateKind
from meetings.procedure import assigning
from meetings.web.forms import Line, StepForm


class ReportForm(StepForm):
    """What is said about an action; the button says whether it is done, dropped or taken up again."""

    kind = forms.ChoiceField(choices=UpdateKind.choices, widget=forms.HiddenInput)
    text = Line(label=_("A line about it"), required=False, max_length=1000)

    def save(self, action: ActionItem, *, by: Member) -> bool:
        """Report on the action."""
        return self.attempt(
            lambda: assigning.report(action, kind=UpdateKind(self.said("kind")), text=self.said("text"), by=by)
        )
