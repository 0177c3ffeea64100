"""Förslag på ändringar: what the members want changed, and what the secretary does about it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings import access
from meetings.documents import build, structure
from meetings.models import Protocol, State
from meetings.procedure import answering, keeping
from meetings.web.secretary import requests
from meetings.web.secretary import wishes as inbox


@login_required
@require_safe
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """A row for each wish that is open, and those that came to a text that has been replaced since."""
    protocol = access.draft_or_404(request.user, pk)
    version = None if protocol.is_approved else protocol.version  # approved: what was proposed is closed
    withheld = access.withheld_from(requests.member(request), protocol)
    changed = _changed(protocol)
    values = {
        "meeting": protocol.meeting,
        "protocol": protocol,
        "wishes": inbox.wishes(protocol, version, changed=changed, withheld=withheld) if version else [],
        "earlier": inbox.earlier(protocol, version) if version else [],
        "has_changed": bool(changed),
        "count": answering.count(version) if version and protocol.state == State.UNDER_REVIEW else None,
        "approves": keeping.approving_meeting(protocol.meeting.council) if version else None,
        "may_write": requests.may_write(request, protocol.meeting.council),
        "tab": "wishes",
    }
    return render(request, "secretary/wishes.html", values)


def _changed(protocol: Protocol) -> set[str]:
    """The anchors of the items that say something else now than what was sent; "" for the rest of the paper."""
    if protocol.version is None or protocol.is_approved:
        return set()
    found = build.differences(build.read(protocol.version), build.paper(protocol))
    return {structure.anchor_of(path) for path, _old, _new in found}
