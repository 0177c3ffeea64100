"""The editor without a network: a page that holds nothing of anybody, and the worker that shows it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from meetings import access
from meetings.web.secretary import said

# All that the page needs; the words of the meeting lie in the browser of whoever writes them.
_FILES = (
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/secretary.css",
    "css/secretary-after.css",
    "css/editor.css",
    "css/print.css",
    "img/favicon.svg",
    "js/journal.js",
    "js/offline.js",
)


def _must_have_a_desk(request: HttpRequest) -> None:
    if not access.councils_at_desk(access.member_of(request.user)).exists():
        raise Http404


@login_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker script. It says nothing of anybody."""
    _must_have_a_desk(request)
    files = [static(file) for file in _FILES]
    return render(request, "secretary/sw.js", {"files": files}, content_type="text/javascript; charset=utf-8")


@login_required
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page that the worker shows when there is no network."""
    _must_have_a_desk(request)
    return render(request, "secretary/offline.html", {"said": said.words()})
