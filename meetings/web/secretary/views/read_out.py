"""Läs upp besluten: decisions and tasks as they are written, in large letters, for the projector in the room."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings import access
from meetings.documents import build, html, labels
from meetings.documents.aftermath import Aftermath
from meetings.documents.structure import Paper
from meetings.models import ApprovalOutcome, Meeting, MeetingStatus, Member, Protocol
from meetings.web.secretary import requests

_READ = frozenset({"decision", "action", "group"})


@dataclass(frozen=True, slots=True)
class Row:
    """An item with what is read out of it, and the row that its words are changed in."""

    pk: int | None
    shown: html.Shown
    previous: list[tuple[html.Mark, str, tuple[tuple[str, str], ...]]]  # minutes approved or tabled, and what changes
    ownerless: int  # tasks that nobody is responsible for


@login_required
@require_safe
def read_out(request: HttpRequest, pk: int) -> HttpResponse:
    """What the meeting has decided so far, for the room to agree on. What is confidential is only counted."""
    meeting = access.meeting_or_404(request.user, pk)
    protocol = Protocol.objects.main_of(meeting)
    may_write = requests.may_write(request, meeting.council)
    values = {
        "meeting": meeting,
        "protocol": protocol,
        "rows": list(_rows(meeting, protocol)) if protocol else [],
        "hidden": meeting.items.standing().filter(is_confidential=True).count(),
        "told": _told(meeting) if meeting.status == MeetingStatus.OPEN else (),
        "may_write": may_write,
        "may_change": may_write and not (protocol and protocol.is_approved),
    }
    return render(request, "secretary/read_out.html", values)


def _rows(meeting: Meeting, protocol: Protocol) -> Iterator[Row]:
    """The items that ended in something. A room sees the projector: nobody reads there what is confidential."""
    rows = list(meeting.items.values_list("anchor", "pk", "is_confidential"))
    found, secret = {anchor: pk for anchor, pk, _secret in rows}, {anchor for anchor, _pk, secret in rows if secret}
    paper = _paper(protocol)
    for item in paper.items:
        read = tuple(block for block in item.blocks if block.kind in _READ)
        approvals = tuple(one for one in item.approvals if one.outcome)
        if (read or approvals) and not item.confidential and item.anchor not in secret:
            shown = html.show(replace(item, blocks=read, approvals=approvals), paper.head.label, Aftermath())
            ownerless = sum(block.kind == "action" and not block.people for block in read)
            yield Row(found.get(item.anchor), shown, _previous(shown), ownerless)


def _previous(shown: html.Shown) -> list[tuple[html.Mark, str, tuple[tuple[str, str], ...]]]:
    outcomes = ["tabled" if one.outcome == ApprovalOutcome.TABLED else "approved" for one in shown.item.approvals]
    marks = [html.Mark(html.tone(one), html.tone(one), labels.outcome(one)) for one in outcomes]
    return [(mark, words, changes) for mark, (words, _key, changes) in zip(marks, shown.approvals, strict=True)]


def _paper(protocol: Protocol) -> Paper:
    """As it is written now; once it is approved, the text that stands."""
    stands = protocol.approved_version
    return build.read(stands) if stands else build.paper(protocol)


def _told(meeting: Meeting) -> QuerySet[Member]:
    """Those who get a letter with their tasks when the meeting is closed, with how many that may be said here."""
    tasks = {
        "responsibilities__action__item__meeting": meeting,
        "responsibilities__action__item__is_confidential": False,
    }
    found = Member.objects.filter(**tasks).exclude(email="")
    return found.annotate(tasks=Count("responsibilities")).order_by("sort_name", "pk")
