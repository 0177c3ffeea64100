"""The register: who was there, who led and wrote, who a printed name is, and the head of the protocol."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import access
from meetings.models import Meeting, Protocol, State
from meetings.procedure import attending
from meetings.web.forms import StepForm
from meetings.web.secretary import requests
from meetings.web.secretary.forms.names import NamesForm
from meetings.web.secretary.forms.register import GuestForm, HeadForm, OfficersForm, RegisterForm


def page(request: HttpRequest, meeting: Meeting, *, status: int = HTTPStatus.OK, **bound: Any) -> HttpResponse:  # noqa: ANN401 - forms of several kinds
    """The page of the register; a form that was refused takes the place of its empty one."""
    protocol = Protocol.objects.main_of(meeting)
    values: dict[str, Any] = {
        "meeting": meeting,
        "protocol": protocol,
        "register": RegisterForm(None, meeting=meeting),
        "guest": GuestForm(meeting=meeting, auto_id="guest_%s"),
        "removable": attending.added_by_hand(meeting) if protocol and protocol.state == State.DRAFT else [],
        "officers": OfficersForm(meeting=meeting, auto_id="officers_%s"),
        "head": HeadForm(meeting=meeting, protocol=protocol, auto_id="head_%s"),
        "names": NamesForm(None, meeting=meeting, protocol=protocol),
        "present": meeting.attendances.present().called().count(),
        "unmarked": meeting.attendances.unmarked().count(),
        "may_write": requests.may_write(request, meeting.council),
        "refused": next((form for form in bound.values() if isinstance(form, StepForm)), None),
        "tab": "register",
    }
    return render(request, "secretary/register.html", {**values, **bound}, status=status)


@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the register: all rows in one form. Its other button also marks everybody else as here."""
    meeting = access.meeting_or_404(request.user, pk, write=request.method == "POST")
    if request.method != "POST":
        return page(request, meeting)
    form = RegisterForm(request.POST, meeting=meeting)
    everybody = "rest" in request.POST
    if form.save(by=requests.member(request), rest_is_present=everybody):
        saved, marked = _("The register is saved."), _("Everybody who was not marked is marked as here.")
        messages.success(request, marked if everybody else saved)
        return redirect("secretary:register", pk)
    return page(request, meeting, status=HTTPStatus.CONFLICT if form.stale else HTTPStatus.OK, register=form)


@login_required
@require_POST
def guest(request: HttpRequest, pk: int) -> HttpResponse:
    """Add somebody who was not called."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = GuestForm(request.POST, meeting=meeting, auto_id="guest_%s")
    if form.save(by=requests.member(request)):
        return redirect("secretary:register", pk)
    return page(request, meeting, guest=form)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take somebody who was added by mistake out of the register. What is gone already is gone."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    one = meeting.attendances.filter(pk=row).first()
    form = StepForm(request.POST)
    if one is None or form.attempt(lambda: attending.remove_person(one, by=requests.member(request))):
        return redirect("secretary:register", pk)
    return page(request, meeting, remove=form)


@login_required
@require_POST
def officers(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who was chair, secretary and adjusters."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = OfficersForm(request.POST, meeting=meeting, auto_id="officers_%s")
    if form.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect(reverse("secretary:register", args=[pk]) + "#officers")
    return page(request, meeting, officers=form)


@login_required
@require_POST
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """Save when the meeting began and ended, where, and the summary."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    form = HeadForm(request.POST, meeting=meeting, protocol=Protocol.objects.main_of(meeting), auto_id="head_%s")
    if form.save(by=requests.member(request)):
        messages.success(request, _("Saved."))
        return redirect(reverse("secretary:register", args=[pk]) + "#head")
    return page(request, meeting, head=form)


@login_required
@require_POST
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who the printed names are."""
    meeting = access.meeting_or_404(request.user, pk, write=True)
    protocol = Protocol.objects.main_of(meeting)
    form = NamesForm(request.POST, meeting=meeting, protocol=protocol)
    if not form.save(by=requests.member(request)):
        return page(request, meeting, names=form)
    messages.success(request, _("Saved."))
    if protocol and request.POST.get("back") == "import":
        return redirect(reverse("secretary:check_import", args=[protocol.pk]) + "#people")
    return redirect(reverse("secretary:register", args=[pk]) + "#people")
