"""Överlämnade frågor: what was handed over, when it was sent, and what was answered."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import access
from meetings.models import Forwarding
from meetings.web.secretary import requests
from meetings.web.secretary.forms.forwarding import ForwardingForm
from meetings.web.secretary.views.follow_up import councils

_A_PAGE = 25


@login_required
@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """All questions that were handed over, those that wait first."""
    member = requests.member(request)
    councils(member)
    found = access.handed_over_to_follow(member).waiting_first()
    kept = {council.pk for council in access.councils_of_secretary(member)}
    values = {
        "section": "follow_up",
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("sida")),
        "kept": kept,
    }
    return render(request, "secretary/handed_over.html", values)


@login_required
def forwarding(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: to whom, when it was sent, what was answered."""
    is_written = request.method == "POST"
    decision = access.handed_over_to_follow_or_404(request.user, pk, write=is_written)
    form = ForwardingForm(requests.posted(request), decision=decision)
    if is_written and form.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect("secretary:follow_up")
    values = {
        "section": "follow_up",
        "decision": decision,
        "sent": Forwarding.objects.filter(decision=decision).first(),
        "form": form,
        "may_write": requests.may_write(request, decision.item.meeting.council),
    }
    status = HTTPStatus.CONFLICT if form.is_stale else HTTPStatus.OK
    return render(request, "secretary/forwarding.html", values, status=status)
