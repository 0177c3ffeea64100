"""The register: who was there, who led and wrote, who a printed name is, and the head of the protocol."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import access
from meetings.models import Attendance, Meeting, Protocol
from meetings.web.secretary import attendance, requests
from meetings.web.secretary.attendance import Sections

_PLACES = frozenset({"officers", "head", "people"})  # where a button stands, to come back to


def _page(
    request: HttpRequest, meeting: Meeting, protocol: Protocol | None, found: Sections, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    values = {
        "meeting": meeting,
        "protocol": protocol,
        "register": found.register,
        "officers": found.officers,
        "head": found.head,
        "guest": found.guest,
        "names": found.names,
        "led": found.led,
        "faulty": found.faulty,
        "removable": attendance.removable(meeting, protocol),
        "present": meeting.attendances.present().called().count(),
        "unmarked": meeting.attendances.unmarked().count(),
        "may_write": requests.may_write(request, meeting.council),
        "tab": "register",
    }
    return render(request, "secretary/register.html", values, status=status)


@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the register, and say who led and wrote, when and where: all in one form, whichever button is pressed."""
    meeting = access.meeting_or_404(request.user, pk, write=request.method == "POST")
    protocol = Protocol.objects.main_of(meeting)
    found = attendance.sections(meeting, protocol, requests.posted(request))
    if request.method != "POST":
        return _page(request, meeting, protocol, found)
    rest = "rest" in request.POST
    taken_out = _to_take_out(request, meeting)
    if not found.save(by=requests.member(request), rest_is_present=rest, taken_out=taken_out):
        status = HTTPStatus.CONFLICT if found.is_stale else HTTPStatus.OK
        return _page(request, meeting, protocol, found, status=status)
    messages.success(request, _("Everybody who was not marked is marked as here.") if rest else _("Saved."))
    place = request.POST.get("at", "")
    return redirect(reverse("secretary:register", args=[pk]) + (f"#{place}" if place in _PLACES else ""))


def _to_take_out(request: HttpRequest, meeting: Meeting) -> Attendance | None:
    """The row that a button is to take out of the register; nothing when it is gone already."""
    wanted = request.POST.get("remove")
    return next((row for row in meeting.attendances.all() if str(row.pk) == wanted), None) if wanted else None
