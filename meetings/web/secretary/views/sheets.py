"""The lists of the follow-up as files, for whoever may read them on the page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from meetings import access
from meetings.web.secretary import on_the_table, requests, sheets
from meetings.web.secretary.forms.follow_up import ActionFilter
from meetings.web.secretary.views.follow_up import councils, with_what_was_said


@login_required
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """The actions that were chosen, of every page."""
    member = requests.member(request)
    chosen = ActionFilter(request.GET, member=member, councils=councils(member))
    return sheets.actions(with_what_was_said(list(chosen.found())))


@login_required
@require_safe
def tabled(request: HttpRequest) -> HttpResponse:
    """What lies on the table."""
    member = requests.member(request)
    councils(member)
    return sheets.tabled(on_the_table.lying(member))


@login_required
@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """All questions that were handed over."""
    member = requests.member(request)
    councils(member)
    return sheets.handed_over(access.handed_over_to_follow(member).waiting_first())
