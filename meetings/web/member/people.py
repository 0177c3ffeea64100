"""Who asks: every page here is for a person who has signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from meetings import access
from meetings.models import Member

P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]


def for_member(view: MemberView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Signed out: to the sign-in page before any look-up. An account that is nobody's has no pages here: 404."""

    @login_required
    @wraps(view)
    def for_whoever_asks(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponseBase:
        member = access.member_of(request.user)
        if member is None:
            raise Http404
        return view(request, member, *args, **named)

    return for_whoever_asks
