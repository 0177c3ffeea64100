"""Underlag till verksamhetsberättelsen."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.web.secretary import annual, requests
from meetings.web.secretary.forms.annual import PeriodForm
from meetings.web.secretary.views.follow_up import councils


@login_required
@require_safe
def basis(request: HttpRequest) -> HttpResponse:
    """What a council did in a period, to read, print and copy from."""
    member = requests.member(request)
    form = PeriodForm(request.GET, councils=councils(member))
    values: dict[str, Any] = {"section": "follow_up", "form": form}
    if form.is_valid():
        first, last = form.cleaned_data["fran"], form.cleaned_data["till"]
        found = annual.basis(member, form.council, from_on=first, until_on=last)
        values |= {"council": form.council, "first": first, "last": last, "basis": found}
    return render(request, "secretary/annual.html", values)
