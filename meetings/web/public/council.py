"""The installation, a council, and the archive of its meetings."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.models import Council, PageKind, PublicPage, clock
from meetings.web.language import split
from meetings.web.public import pages, table

LATEST = 8  # meetings looked at for the latest of everything
LOOKED_BACK = 120  # items looked at for what lies on the table
SHOWN = 50  # meetings on the first page of the archive


@require_safe
def start(request: HttpRequest) -> HttpResponseBase:
    """The installation: its councils, next meetings, latest protocols. With one public council, that council."""
    councils = list(access.public_councils())
    if len(councils) == 1:
        return show(request, councils[0])
    everywhere = pages.of_councils()
    values = {
        "councils": [council for council in councils if not council.ended_on],
        "ended": [council for council in councils if council.ended_on],
        "coming": rows(pages.coming(everywhere)[:LATEST]),
        "protocols": rows(everywhere.filter(kind=PageKind.PROTOCOL)[:LATEST]),
        "lying": table.lying(pages.items()[:LOOKED_BACK])[:LATEST],
        "description": _("Meetings, protocols and decisions of councils."),
    }
    return pages.hashed(request, render(request, "public/start.html", values))


@require_safe
def council(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A council: the next meeting, the latest protocol in brief, what lies on the table, the latest decisions."""
    return show(request, access.public_council_or_404(slug))


def show(request: HttpRequest, council: Council) -> HttpResponseBase:
    """The council's page, at its own address or at the installation's."""
    of_council = pages.of(council)
    past = rows(of_council.filter(meeting__held_on__lte=clock.today())[:LATEST])
    protocols = [row for row in past if pages.is_protocol(row["page"])]
    successors = access.public_councils().filter(precessions__council=council) if council.ended_on else ()
    around = table.sides(council)
    values = {
        "council": council,
        "canonical": split(reverse("council", args=[council.slug]))[1],
        "successors": successors,
        "sides": around,
        "vacant": sum(side.vacant for side in around),
        "next": next(iter(rows(pages.coming(of_council)[:1])), None),
        "latest": next(iter(protocols), None),
        "awaited": [row for row in past if row["facts"]["state"] == "notice" and pages.is_past(row["held_on"])],
        "lying": table.lying(pages.items().filter(meeting__council=council)[:LOOKED_BACK])[:LATEST],
        "decisions": list(islice(decisions(protocols), 3)),
    }
    return pages.hashed(request, render(request, "public/council.html", values))


def rows(found: Iterable[PublicPage]) -> list[dict[str, Any]]:
    """Pages as rows of a list, each with what is said of it."""
    return [
        {
            "page": page,
            "facts": pages.facts(page),
            "council": page.meeting.council,
            "held_on": page.meeting.held_on,
            "is_protocol": pages.is_protocol(page),
            "is_past": pages.is_past(page.meeting.held_on),
        }
        for page in found
    ]


def decisions(protocols: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The decisions of some protocols one by one, formal ones left out."""
    for row in protocols:
        for decision in row["facts"]["brief"]["decisions"]:
            yield {**decision, "meeting": row["page"].meeting}


@require_safe
def archive(request: HttpRequest, slug: str, year: str = "") -> HttpResponseBase:
    """The council's meetings, the newest first: of a year, or the latest with ways to the years."""
    council = access.public_council_or_404(slug)
    everything = pages.of(council)
    found = rows(everything.filter(meeting__held_on__year=year) if year else everything[:SHOWN])
    if year and not found:
        raise Http404
    here = reverse("archive", args=[slug]) if year else ""
    values = {
        "council": council,
        "section": "meetings",
        "trail": [
            (council.name, reverse("council", args=[slug])),
            (_("Meetings"), here),
            *([(year, "")] if year else []),
        ],
        "year": year,
        "years": [day.year for day in everything.dates("meeting__held_on", "year", order="DESC")],
        "rows": found,
        "protocols": sum(row["is_protocol"] for row in found),
        "sums": {kind: sum(row["facts"]["sums"][kind] for row in found) for kind in ("decisions", "tabled", "actions")},
    }
    return pages.hashed(request, render(request, "public/archive.html", values))
