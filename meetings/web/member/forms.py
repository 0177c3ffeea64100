"""The member's forms. Each takes one step, and shows the step's objections with all that was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Council, Member, ProtocolVersion, Stance, UpdateKind, clock
from meetings.procedure import deputising
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


def _day(**options: Any) -> forms.DateField:  # noqa: ANN401 - whatever a field takes
    """A day, typed as 2026-11-05."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"autocomplete": "off"})
    messages = {"invalid": _("There is no such day. Write it as 2026-11-05.")}
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], error_messages=messages, **options)


class AppointForm(StepForm):
    """A deputy whom the chair appoints. Nobody is chosen beforehand."""

    member = forms.ModelChoiceField(label=_("Name"), queryset=Member.objects.none(), empty_label=_("Choose"))
    from_on = _day(label=_("From and including"), initial=clock.today)
    until_on = _day(label=_("To and including"))

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.council = council
        people = self.fields["member"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = deputising.candidates(council)

    def save(self, *, by: Member) -> bool:
        """Appoint the deputy."""
        said = self.said
        return self.attempt(
            lambda: deputising.name(self.council, said("member"), said("from_on"), said("until_on"), by=by)
        )


class DeclineForm(StepForm):
    """Why somebody does not confirm."""

    reason_field = "why"

    why = Words(label=_("What is wrong?"), rows=3, required=False, max_length=_LONGEST)
