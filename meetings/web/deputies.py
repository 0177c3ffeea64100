"""Who stands in for the secretary, and from which day to which: asked of the secretary and of the chair alike."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Council, Member, clock
from meetings.procedure import deputising
from meetings.web import fields
from meetings.web.forms import StepForm


class DeputyForm(StepForm):
    """A deputy until a day. Nobody is chosen beforehand."""

    member = forms.ModelChoiceField(label=_("Name"), queryset=Member.objects.none(), empty_label=_("Choose"))
    from_on = fields.day(label=_("From and including"), initial=clock.today)
    until_on = fields.day(label=_("To and including"))

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.council = council
        people = self.fields["member"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = deputising.candidates(council)

    def take(self, step: Callable[..., object], *, by: Member) -> bool:
        """Take the step, which proposes or appoints whoever was chosen."""
        said = self.said
        return self.attempt(lambda: step(self.council, said("member"), said("from_on"), said("until_on"), by=by))
