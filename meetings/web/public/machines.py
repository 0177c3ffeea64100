"""For machines and for those who check: that Idékom is well, and the chain of all publications."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from meetings.procedure import retaining
from meetings.web.public import pages

TEXT = "text/plain; charset=utf-8"


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type=TEXT, headers={"Cache-Control": "no-store"})


@require_safe
def chain(request: HttpRequest) -> HttpResponseBase:
    """One line for each publication of a public council, from which anyone can count the chain again."""
    lines = "".join(f"{line}\n" for line in retaining.chain_lines())
    return pages.hashed(request, HttpResponse(lines, content_type=TEXT))
