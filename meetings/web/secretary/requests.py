"""Who asks."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from meetings import access
from meetings.models import Council, Member


def member(request: HttpRequest) -> Member:
    """The person who does this; `access` has let them in already."""
    found = access.member_of(request.user)
    if found is None:
        raise Http404
    return found


def may_write(request: HttpRequest, council: Council) -> bool:
    """Whether buttons and fields are shown: the chair reads without them."""
    return access.may_write(access.member_of(request.user), council)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or nothing to fill a form with."""
    return request.POST if request.method == "POST" else None


def files(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """The files that were sent."""
    return request.FILES if request.method == "POST" else None
