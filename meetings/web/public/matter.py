"""A matter, followed over the meetings: only what published items say of it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.models import PublicPage, outcome_label
from meetings.text import Outcome
from meetings.web.language import split
from meetings.web.public import pages

SHOWN = 200  # no matter has been up so often; a wall against a page without end


@require_safe
def matter(request: HttpRequest, number: str, slug: str = "") -> HttpResponseBase:
    """The matter's way from first raised until now. A wrong or missing slug is put right."""
    found = access.public_matter_or_404(number)
    steps = [step(page) for page in pages.items().filter(item__matter=found)[:SHOWN]]
    steps = [one for one in steps if one["facts"]["matter"] == found.number]
    if not steps:
        raise Http404
    found.title = steps[0]["facts"]["title"]  # as it was last published; the live row may say what is not public
    if slug != found.slug:
        return redirect("matter", found.number, found.slug, permanent=True)
    council = steps[0]["page"].meeting.council
    values = {
        "matter": found,
        "council": council,
        "canonical": split(reverse("matter", args=[found.number, found.slug]))[1],
        "trail": [(council.name, reverse("council", args=[council.slug])), (found.number, "")],
        "steps": steps,
        "latest": steps[0],
        "first": steps[-1],
        "meetings": len({one["page"].meeting_id for one in steps}),
        "weeks": (steps[0]["page"].meeting.held_on - steps[-1]["page"].meeting.held_on).days // 7,
    }
    return pages.hashed(request, render(request, "public/matter.html", values))


def step(page: PublicPage) -> dict[str, Any]:
    """One meeting's part in the matter."""
    facts = pages.facts(page)
    words = [outcome_label(Outcome(word)) for word in facts["outcomes"]]
    return {
        "page": page,
        "facts": facts,
        "tone": tone(facts["outcomes"]),
        "label": ", ".join(words) or _("Information"),
    }


def tone(outcomes: list[str]) -> str:
    """The tone of an item as a whole: tabled outweighs what else was decided, since the question goes on."""
    if Outcome.TABLED.value in outcomes:
        return "tabled"
    return "decision" if outcomes else "info"
