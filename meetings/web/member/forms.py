"""The member's forms. Each takes one step, and shows the step's objections with all that was typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Member, ProtocolVersion, Stance, UpdateKind
from meetings.procedure import deputising
from meetings.web.deputies import DeputyForm
from meetings.web.forms import StepForm, Words

_LONGEST = 5000  # characters of somebody's own words


class AnswerForm(StepForm):
    """An answer to exactly the text that was shown: its version and its fingerprint come with it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    root = forms.CharField(widget=forms.HiddenInput, max_length=64)
    stance = forms.ChoiceField(choices=Stance.choices, widget=forms.HiddenInput)
    comment = Words(label=_("What should be changed?"), rows=4, required=False, max_length=_LONGEST)

    def is_about(self, version: ProtocolVersion) -> bool:
        """Whether it answers this version, and not one that has been replaced."""
        return bool((self.cleaned_data["version"], self.cleaned_data["root"]) == (version.pk, version.root))


class RecallForm(StepForm):
    """Why an adjuster takes the protocol back."""

    reason = Words(label=_("Why is it taken back?"), rows=3, required=False, max_length=_LONGEST)


class ReportForm(StepForm):
    """What somebody says about a task of their own."""

    reason_field = "text"

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in UpdateKind if kind != UpdateKind.DROPPED],
        widget=forms.HiddenInput,
    )
    text = Words(label=_("Your line"), rows=4, required=False, max_length=_LONGEST)


class AppointForm(DeputyForm):
    """A deputy whom the chair appoints."""

    def save(self, *, by: Member) -> bool:
        """Appoint the deputy."""
        return self.take(deputising.name, by=by)


class DeclineForm(StepForm):
    """Why somebody does not confirm."""

    reason_field = "why"

    why = Words(label=_("What is wrong?"), rows=3, required=False, max_length=_LONGEST)
