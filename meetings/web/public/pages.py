"""The door to what is finished for the public, and how it is answered: whole, or 304 when the reader has it already."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from meetings import access
from meetings.models import Council, Meeting, PageKind, PublicPage, clock

Trail: TypeAlias = list[tuple[str, str]]


def language() -> str:
    """The language of the address that is being answered."""
    return get_language() or settings.LANGUAGE_CODE


def page_or_404(slug: str, key: str, part: str = "") -> PublicPage:
    """A finished page; one query. What belongs to a members-only council does not exist."""
    found = PublicPage.objects.at(slug, key, part, language())
    page = found.filter(meeting__council__in=access.public_councils()).first()
    if page is None:
        raise Http404
    return page


def of(council: Council) -> QuerySet[PublicPage]:
    """The council's meetings that have a page, the newest first, without their texts."""
    return of_councils().filter(meeting__council=council)


def of_councils() -> QuerySet[PublicPage]:
    """The meetings of every public council, the newest first, without their texts."""
    found = PublicPage.objects.filter(meeting__council__in=access.public_councils(), part="", language=language())
    found = found.select_related("meeting__council").defer("fragment")
    return found.order_by("-meeting__held_on", "-meeting_id")


def coming(found: QuerySet[PublicPage]) -> QuerySet[PublicPage]:
    """Those that are called to meetings not yet held, the nearest first."""
    return found.filter(kind=PageKind.NOTICE, meeting__held_on__gte=clock.today()).reverse()


def items() -> QuerySet[PublicPage]:
    """Items that stand alone, of public councils, the newest meeting first, without their texts."""
    found = PublicPage.objects.filter(kind=PageKind.ITEM, language=language())
    found = found.filter(meeting__council__in=access.public_councils())
    return found.select_related("meeting__council").defer("fragment").order_by("-meeting__held_on", "-meeting_id", "pk")


def facts(page: PublicPage) -> dict[str, Any]:
    """What lists say about a page."""
    found: dict[str, Any] = json.loads(page.facts)
    return found


def neighbours(meeting: Meeting) -> dict[str, dict[str, Any]]:
    """Keys and days of the council's pages before and after a meeting, as "earlier" and "later"; one query."""
    pages = PublicPage.objects.filter(meeting__council=meeting.council_id, part="", language=language())
    day, nth = F("meeting__held_on"), F("meeting_id")
    same = Q(meeting__held_on=meeting.held_on)
    before = pages.filter(Q(meeting__held_on__lt=meeting.held_on) | (same & Q(meeting__lt=meeting.pk)))
    after = pages.filter(Q(meeting__held_on__gt=meeting.held_on) | (same & Q(meeting__gt=meeting.pk)))
    nearest = Q(pk=before.order_by(day.desc(), nth.desc()).values("pk")[:1])
    nearest |= Q(pk=after.order_by(day, nth).values("pk")[:1])
    found = PublicPage.objects.filter(nearest).order_by().values("meeting_id", key=F("meeting__key"), held_on=day)
    place = (meeting.held_on, meeting.pk)
    return {"earlier" if (one["held_on"], one["meeting_id"]) < place else "later": dict(one) for one in found}


def is_past(held_on: date) -> bool:
    """Whether the day of a meeting has gone by."""
    return held_on < clock.today()


@cache
def frame() -> str:
    """A fingerprint of all that surrounds a page, so that nobody keeps an old frame when the program is renewed."""
    digest = hashlib.sha256()
    folders = [settings.ROOT / "templates", settings.ROOT / "locale", settings.ROOT / "static"]
    for folder in folders:
        for file in sorted(folder.rglob("*.*")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def conditional(request: HttpRequest, page: PublicPage, render: Callable[[], HttpResponse]) -> HttpResponseBase:
    """The page, or 304. Words that depend on the day are made here, so the day is part of the ETag."""
    mark = hashlib.sha256(f"{frame()} {clock.today()} {page.etag}".encode()).hexdigest()[:32]
    return marked(request, mark, render)


def hashed(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """A list that was made for this answer: it carries the mark of what it says."""
    return marked(request, hashlib.sha256(response.content).hexdigest()[:32], lambda: response)


def marked(request: HttpRequest, mark: str, render: Callable[[], HttpResponse]) -> HttpResponseBase:
    """An answer with an ETag, made only if the reader does not have it."""
    etag = quote_etag(mark)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = render()
    response["ETag"] = etag
    return response


def is_protocol(page: PublicPage) -> bool:
    """Whether the page shows a protocol."""
    return page.kind == PageKind.PROTOCOL
