"""Så ser brevet ut: the letter that goes out with a protocol, before it goes."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.models import Member
from meetings.procedure import keeping
from meetings.web.secretary import letter as letters
from meetings.web.secretary import requests


class ToForm(forms.Form):
    """Whose letter is read: each says how its reader is recorded."""

    till = forms.ModelChoiceField(label=_("The letter to"), queryset=Member.objects.none(), empty_label=None)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Subject and text to one of those who get it; what is confidential is not in it."""
    protocol = access.draft_or_404(request.user, pk)
    asked = [] if protocol.is_approved else keeping.recipients(protocol)
    form = ToForm(request.GET if "till" in request.GET else {"till": asked[0].pk if asked else ""})
    form.fields["till"].queryset = Member.objects.filter(pk__in=[one.pk for one in asked])  # type: ignore[attr-defined]  # a choice of rows
    to = form.cleaned_data["till"] if asked and form.is_valid() else None
    subject, text = letters.written_to(to, protocol, reader=requests.member(request)) if to else ("", "")
    values = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "form": form,
        "to": to,
        "asked": asked,
        "subject": subject,
        "text": text,
        "tab": "finish",
    }
    return render(request, "secretary/letter.html", values)
