"""Finishing: sending, and writing down an answer that came by phone or on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.documents import days
from meetings.models import Member, Method, Protocol, Stance, State, clock
from meetings.procedure import answering, drafting, keeping
from meetings.web import fields
from meetings.web.forms import StepForm, Words


class SendForm(StepForm):
    """Sending the protocol to those who were there."""

    answer_by = fields.day(label=_("Answer by"))
    language_only = forms.ChoiceField(
        label=_("Is only the language changed?"),
        help_text=_("If it is, the answers that have come stand. Otherwise everybody answers again, the new text."),
        choices=[("", _("It changes what is said. Everybody answers again.")), ("yes", _("Only the language."))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, protocol: Protocol, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        offered = keeping.day_offered(protocol)
        super().__init__(*args, **{**options, "initial": {"answer_by": offered, "language_only": ""}})
        self.protocol = protocol
        self.fields["answer_by"].help_text = _("%(weekday)s, %(count)s days from today") % {
            "weekday": days.weekday(offered),
            "count": (offered - clock.today()).days,
        }
        if not (keeping.may_let_answers_stand(protocol.meeting.council) and protocol.state == State.UNDER_REVIEW):
            del self.fields["language_only"]

    def save(self, *, by: Member) -> bool:
        """Send it: a version is frozen, the numbers are drawn, the letters written."""
        return self.attempt(
            lambda: drafting.send(
                self.protocol,
                answer_by=self.said("answer_by"),
                language_only=bool(self.cleaned_data.get("language_only")),
                by=by,
            )
        )


class EnteredForm(StepForm):
    """An answer that came by phone or on paper, to the version that was out when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    member = forms.ModelChoiceField(label=_("Who answered"), queryset=Member.objects.none())
    stance = forms.ChoiceField(label=_("What the answer was"), choices=Stance.choices, widget=forms.RadioSelect)
    comment = Words(label=_("In their words"), required=False, rows=2)
    method = forms.ChoiceField(
        label=_("How it came"),
        choices=[(method.value, method.label) for method in (Method.PHONE, Method.PAPER)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, protocol: Protocol, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **{**options, "initial": {"version": protocol.version_id}})
        self.protocol = protocol
        members = self.fields["member"]
        assert isinstance(members, forms.ModelChoiceField)
        members.queryset = Member.objects.filter(pk__in=[member.pk for member in keeping.recipients(protocol)])

    def save(self, *, by: Member) -> bool:
        """Write the answer down, bound to the version that is out."""
        version = self.protocol.version
        if version is None or not self.is_valid():
            return False
        if self.said("version") != version.pk:
            self.add_error(None, _("A newer version has been sent since you opened the page. Was the answer about it?"))
            self.put("version", str(version.pk))
            return False
        return self.attempt(
            lambda: answering.answer(
                version,
                by=self.said("member"),
                stance=Stance(self.said("stance")),
                comment=self.said("comment"),
                method=Method(self.said("method")),
                entered_by=by,
            )
        )
