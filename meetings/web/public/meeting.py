"""A meeting's page: one address for notice, agenda and protocol, for each item, and for the formats beside them."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.documents import days
from meetings.models import PageKind, PublicPage
from meetings.web.public import pages


def trail(page: PublicPage, last: str = "") -> pages.Trail:
    """The way to a meeting, or to one of its items."""
    slug, held_on = page.meeting.council.slug, page.meeting.held_on
    here = reverse("meeting", args=[slug, page.meeting.key]) if last else ""
    found = [
        (page.meeting.council.name, reverse("council", args=[slug])),
        (_("Meetings"), reverse("archive", args=[slug])),
        (str(held_on.year), reverse("archive_year", args=[slug, held_on.year])),
        (days.without_year(held_on), here),
    ]
    return [*found, (last, "")] if last else found


def frame(page: PublicPage, facts: dict[str, Any], last: str = "") -> dict[str, Any]:
    """What every page of a meeting shows around its fragment."""
    return {
        "page": page,
        "facts": facts,
        "council": page.meeting.council,
        "section": "meetings",
        "trail": trail(page, last),
    }


def gone(request: HttpRequest, page: PublicPage, heading: str, instead: str = "") -> HttpResponse:
    """410: taken away, with the day and the reason, and what holds instead."""
    facts = pages.facts(page)
    values = {
        **frame(page, facts),
        "gone": facts["gone"],
        "heading": heading,
        "what": _("Protocol %(day)s") % {"day": days.full(page.meeting.held_on)},
        "instead": instead,
    }
    return render(request, "410.html", values, status=HTTPStatus.GONE)


@require_safe
def meeting(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The meeting: its notice before, that its protocol is awaited, then the protocol."""
    page = pages.page_or_404(slug, key)
    facts = pages.facts(page)
    if facts["state"] == "moved":
        return redirect("meeting", slug, facts["moved_to"])
    if page.kind == PageKind.GONE:
        return gone(request, page, _("The protocol is no longer shown"))

    def whole() -> HttpResponse:
        template = "public/protocol.html" if pages.is_protocol(page) else "public/notice.html"
        values = {**frame(page, facts), "is_past": pages.is_past(page.meeting.held_on)}
        return render(request, template, {**values, "neighbours": pages.neighbours(page.meeting)})

    return pages.conditional(request, page, whole)


@require_safe
def item(request: HttpRequest, slug: str, key: str, anchor: str) -> HttpResponseBase:
    """One item alone. Before there is a protocol, the reader is led to its place on the agenda."""
    try:
        page = pages.page_or_404(slug, key, anchor)
    except Http404:
        page = pages.page_or_404(slug, key)
        if page.kind == PageKind.GONE:
            return gone(request, page, _("The protocol is no longer shown"))
        if pages.is_protocol(page):
            raise
        return redirect(reverse("meeting", args=[slug, key]) + f"#{anchor}")
    facts = pages.facts(page)
    return pages.conditional(
        request, page, lambda: render(request, "public/item.html", frame(page, facts, facts["number"]))
    )


@require_safe
def item_by_number(request: HttpRequest, slug: str, key: str, number: str) -> HttpResponse:
    """§4 and 4 lead to the item that bears the number."""
    wanted = "".join(sign for sign in number if sign.isalnum())
    for page in pages.items().filter(meeting=pages.page_or_404(slug, key).meeting):
        if "".join(sign for sign in pages.facts(page)["number"] if sign.isalnum()) == wanted:
            return redirect("item", slug, key, page.part, permanent=True)
    return redirect("item", slug, key, f"p{wanted}")


@require_safe
def edition(request: HttpRequest, slug: str, key: str, edition: int) -> HttpResponseBase:
    """An edition by its number: the current one stands at the meeting's own address."""
    current = pages.page_or_404(slug, key)
    if pages.is_protocol(current) and pages.facts(current)["edition"] == edition:
        return redirect("meeting", slug, key)
    if current.kind == PageKind.GONE:
        return gone(request, current, _("The protocol is no longer shown"))
    page = pages.page_or_404(slug, key, f"utgava/{edition}")
    word = _("Edition %(number)s") % {"number": edition}
    if page.kind == PageKind.GONE:
        heading = _("%(edition)s is no longer shown") % {"edition": word}
        return gone(request, page, heading, reverse("meeting", args=[slug, key]))
    values = frame(page, pages.facts(page), word)
    return pages.conditional(request, page, lambda: render(request, "public/protocol.html", values))


@require_safe
def data(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The protocol as JSON."""
    return beside(request, slug, key, "json", "application/json; charset=utf-8")


@require_safe
def text(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The protocol as plain text."""
    return beside(request, slug, key, "txt", "text/plain; charset=utf-8")


def beside(request: HttpRequest, slug: str, key: str, part: str, kind: str) -> HttpResponseBase:
    """A finished format beside the page."""
    page = pages.page_or_404(slug, key, part)
    if page.kind == PageKind.GONE:
        return gone(request, page, _("The protocol is no longer shown"))
    return pages.conditional(request, page, lambda: HttpResponse(page.fragment, content_type=kind))
