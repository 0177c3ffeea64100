"""A meeting for somebody's calendar: what the sent notice says, and never the link to the video meeting."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from meetings.models import Meeting, MeetingStatus, Notice, PageKind, PublicPage
from meetings.web.public import pages


@require_safe
def meeting(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The meeting as an iCalendar file. A moved meeting answers with the day it was moved to, under its first UID."""
    page = pages.page_or_404(slug, key)
    facts = pages.facts(page)
    if facts["state"] == "moved":
        page = pages.page_or_404(slug, facts["moved_to"])
        facts = pages.facts(page)
    if page.kind == PageKind.GONE:
        raise Http404

    def whole() -> HttpResponse:
        calendar = Calendar()
        calendar.add("prodid", "-//Idekom//sv")
        calendar.add("version", "2.0")
        calendar.add_component(event(page, facts))
        return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")

    return pages.conditional(request, page, whole)


def event(page: PublicPage, facts: dict[str, Any]) -> Event:
    """The meeting as an event; without hours it takes the whole day."""
    found = Event()
    moves = chain(page.meeting)
    found.add("uid", uid(moves[0]))
    found.add("dtstamp", page.changed_at)
    found.add("sequence", sequence(moves))
    found.add("summary", f"{page.meeting.council.name}: {page.title}")
    found.add("url", settings.SITE_URL + reverse("meeting", args=[page.meeting.council.slug, page.meeting.key]))
    if facts["place"]:
        found.add("location", facts["place"])
    found.add("status", "CANCELLED" if facts["state"] == "cancelled" else "CONFIRMED")
    starts, ends = moment(page, facts["starts"]), moment(page, facts["ends"])
    found.add("dtstart", starts or page.meeting.held_on)
    if starts:
        found.add("dtend", ends or starts + timedelta(hours=2))
    return found


def moment(page: PublicPage, hour: str) -> datetime | None:
    """15.00 on the day of the meeting, aware; None where no hour is stated, or not as a clock writes it."""
    try:
        at = time.fromisoformat(hour.replace(".", ":"))
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(page.meeting.held_on, at))


def chain(meeting: Meeting) -> list[Meeting]:
    """The meeting and before it those it was moved from, the one that was first called first."""
    found = [meeting]
    while earlier := Meeting.objects.filter(moved_to=found[0]).select_related("council").first():
        found.insert(0, earlier)
    return found


def uid(first: Meeting) -> str:
    """The same through every move: made from the meeting that was first called."""
    return f"{first.council.slug}-{first.key}@{urlsplit(settings.SITE_URL).hostname}"


def sequence(moves: list[Meeting]) -> int:
    """How many times the event was told anew: each notice counts, and each time a meeting was moved or cancelled."""
    not_held = [one for one in moves if one.status in {MeetingStatus.MOVED, MeetingStatus.CANCELLED}]
    return Notice.objects.filter(meeting__in=moves).count() + len(not_held)
