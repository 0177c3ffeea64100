"""Historik: who, when and what, over everything a protocol is written in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings import access, history
from meetings.web.secretary import requests

_A_PAGE = 100


@login_required
@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline of a protocol, the latest first. Nothing can be changed here."""
    protocol = access.draft_or_404(request.user, pk)
    may_write = requests.may_write(request, protocol.meeting.council)
    events = history.timeline(protocol, for_secretary=may_write)
    if request.GET.get("visa") == "steg":
        events = [event for event in events if event.is_step]
    values = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "page": Paginator(events, _A_PAGE).get_page(request.GET.get("sida")),
        "steps_only": request.GET.get("visa") == "steg",
        "may_write": may_write,
        "tab": "history",
    }
    return render(request, "secretary/history.html", values)
