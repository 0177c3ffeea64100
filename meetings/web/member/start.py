"""The member's own page, and the meetings they are called to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings import access
from meetings.documents import build
from meetings.models import Member
from meetings.web.member import waiting
from meetings.web.member.people import for_member


@require_safe
@for_member
def mine(request: HttpRequest, member: Member) -> HttpResponse:
    """What waits, one's own actions, coming meetings, and protocols to read."""
    values = {
        "member": member,
        "mandates": access.mandates(member).select_related("council", "seat__organisation"),
        "cards": waiting.cards(request.user, member),
        "actions": waiting.open_actions(request.user),
        "meetings": waiting.coming_meetings(member),
        "protocols": waiting.read_lately(request.user),
        "has_desk": access.councils_at_desk(member).exists(),
    }
    return render(request, "member/mine.html", values)


@require_safe
@for_member
def meeting(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The notice as it was sent, with the link to the video meeting, which only those called may see."""
    found = access.called_meeting_or_404(request.user, pk)
    assert found.notice is not None, "asked for among those with a notice"
    values = {"meeting": found, "notice": build.sent_notice(found.notice), "member": member}
    return render(request, "member/meeting.html", values)
